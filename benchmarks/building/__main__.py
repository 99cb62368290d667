"""Beside other builders: ``python -m benchmarks.building 1000 10000 --peers mkdocs zensical hugo``.

Makes so many documents from a seed, builds them with every builder, and prints one Markdown table.
Every stage is a process of its own. What is measured: `benchmarks.building.measure`.
"""

from __future__ import annotations

import argparse
import compileall
import datetime as dt
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import records
from benchmarks.building import edits
from benchmarks.building.builders import COLD, OURS, STAGES, Row, clear, measured
from benchmarks.building.ours import ours, pages
from benchmarks.building.peers import PEERS, told
from benchmarks.building.table import merged, progress, table
from tests.longevity.builders import Ready, Unavailable, prepare


def benchmark(
    given: argparse.Namespace, found: dict[str, Ready | Unavailable], folder: Path
) -> Iterator[Row]:
    """One row for each size, builder and stage, as soon as it is known."""
    for documents in given.sizes:
        base = folder / f"{documents}-{given.seed}"
        if not base.exists():
            records.make(documents, base, given.seed)
        changes = edits.edits(base, documents, given.seed)
        work = folder / f"{documents}-{given.seed}-building"
        mine = ours(base, work / OURS, changes)
        for _ in range(given.repeat):
            yield from measured(mine, documents, given.stages)
        if not found:
            continue
        given_to_peers = pages(base, work / "pages", changes)
        for name, ready in found.items():
            if isinstance(ready, Unavailable):
                why = f"cannot be installed here, {ready.reason}"
                yield Row(documents, PEERS[name].builder, COLD, failure=why)
                continue
            peer = PEERS[name].make(ready.builder, given_to_peers, work / name)
            for _ in range(given.repeat):
                yield from measured(peer, documents, given.stages)


def machine() -> str:
    """The machine, the Python and the day."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    model = next((line.partition(": ")[2] for line in info if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = len(os.sched_getaffinity(0))
    day = dt.datetime.now(dt.UTC).date()
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{day}: {cores} cores of {model or platform.machine()}, {memory:.0f} GB, {system}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.building", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES))
    parser.add_argument("--repeat", type=int, default=1, help="runs to take the median of")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="keep what is made")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if min(given.sizes) < 2 or given.repeat < 1:
        parser.error("sizes start at 2, --repeat at 1")
    given.sizes = sorted(set(given.sizes))
    return given


def main() -> None:
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what runs ends with us
    compileall.compile_dir(records.ROOT / "generator", quiet=1)
    found = {name: prepare(PEERS[name].needs) for name in given.peers}
    rows = []
    with tempfile.TemporaryDirectory(prefix="sotay-benchmark-") as temporary:
        folder = given.keep.resolve() if given.keep else Path(temporary)
        for row in benchmark(given, found, folder):
            print(progress(row), file=sys.stderr, flush=True)
            rows.append(row)
        clear(folder)
    print(machine(), end="\n\n")
    for name, ready in found.items():
        if isinstance(ready, Ready):
            print(f"- {PEERS[name].builder}: {told(PEERS[name], ready)}")
    print(f"\n{table(merged(rows))}")
    sys.exit(any(row.builder == OURS and row.cost is None for row in rows))


if __name__ == "__main__":
    main()
