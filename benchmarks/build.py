"""Time and memory over sizes: ``python -m benchmarks.build 1000 10000``. Linux and macOS.

Every stage is a process of its own, so that its time and peak memory are its own; this process
stays small, because a child's peak counts from that of the process it was forked from.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.records import AS_OF, ROOT, hand_pages

_MB = 1_000_000
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Stage:
    """``arguments`` of the program; ``output`` is where it writes, as a pattern of files."""

    label: str
    arguments: tuple[str, ...]
    is_cold: bool
    output: str | None = None


STAGES = {
    "check": Stage("check", ("check",), is_cold=False),
    "generate": Stage("generate, cold", ("generate", "--as-of", AS_OF), True, "docs/**/*.md"),
    "build": Stage("build, cold", ("build", "--as-of", AS_OF), True, "site/**/*.html"),
    "unchanged": Stage("build, unchanged", ("build", "--as-of", AS_OF), False, "site/**/*.html"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and bytes of memory at the peak."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Row:
    """What a stage cost at one size. ``pages`` are those written; ``size`` is of the whole site
    in bytes, 0 where the stage leaves none."""

    documents: int
    stage: str
    cost: Cost
    pages: int
    size: int


def run(command: Sequence[str]) -> Cost:
    """Run to the end; whatever fails ends the benchmark with what it said."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}: {said.read().decode(errors='replace')[-3000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT)


def sotay(base: Path, arguments: Sequence[str]) -> Cost:
    return run([sys.executable, "-m", "generator", "-C", str(base), *arguments])


def measure(base: Path, documents: int, stage: Stage, repeat: int) -> Row:
    """Medians of the runs; every cold run starts from records and hand pages alone."""
    costs = []
    for _ in range(repeat):
        if stage.is_cold:
            clear(base)
        start = time.time_ns()
        costs.append(sotay(base, stage.arguments))
    cost = Cost(*(median(values) for values in zip(*map(_figures, costs), strict=True)))
    pages, size = 0, 0
    if stage.output:
        pages = sum(path.stat().st_mtime_ns >= start for path in base.glob(stage.output))
    if stage.output and stage.output.startswith("site"):
        size = sum(path.stat().st_size for path in base.glob("site/**/*") if path.is_file())
    return Row(documents, stage.label, cost, pages, size)


def _figures(cost: Cost) -> tuple[float, float, float]:
    return cost.wall, cost.cpu, cost.peak


def clear(base: Path) -> None:
    """Forget everything that was generated, built or remembered."""
    for folder in ("docs", "site", ".sotay"):
        shutil.rmtree(base / folder, ignore_errors=True)
    hand_pages(base)


def benchmark(given: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """One row for each size and stage, as soon as it is known."""
    for documents in given.sizes:
        base = folder / f"{documents}-{given.seed}"
        if not base.exists():
            make = [sys.executable, "-m", "benchmarks.records", str(documents), str(base)]
            run([*make, "--seed", str(given.seed)])
        for name, stage in STAGES.items():
            if name in given.stages:
                if name == "unchanged" and "build" not in given.stages:
                    sotay(base, stage.arguments)
                yield measure(base, documents, stage, given.repeat)


def table(rows: Sequence[Row]) -> str:
    """A Markdown table; the growth factors stand in its last rows."""
    lines = [
        "| Documents | Stage | Wall, s | CPU, s | Peak memory, MB | Pages written | Site, MB |",
        "|---:|:---|---:|---:|---:|---:|---:|",
        *map(_line, rows),
        *_growth(rows),
    ]
    return "\n".join(lines)


def _line(row: Row) -> str:
    size = f"{row.size / _MB:,.1f}" if row.size else ""
    cost = f"{row.cost.wall:,.2f} | {row.cost.cpu:,.2f} | {row.cost.peak / _MB:,.0f}"
    return f"| {row.documents:,} | {row.stage} | {cost} | {row.pages:,} | {size} |"


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    """From each size to the next: by which factor each figure of a stage has grown."""
    figures: tuple[Callable[[Row], float], ...] = (
        lambda row: row.cost.wall,
        lambda row: row.cost.cpu,
        lambda row: row.cost.peak,
        lambda row: row.pages,
        lambda row: row.size,
    )
    for small, large in pairwise(dict.fromkeys(row.documents for row in rows)):
        for stage in dict.fromkeys(row.stage for row in rows):
            old = next(r for r in rows if (r.documents, r.stage) == (small, stage))
            new = next(r for r in rows if (r.documents, r.stage) == (large, stage))
            factors = (f"×{get(new) / get(old):.1f}" if get(old) else "" for get in figures)
            yield f"| ×{large / small:.1f} | {stage} | {' | '.join(factors)} |"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.build", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES))
    parser.add_argument("--repeat", type=int, default=1, help="runs to take the median of")
    parser.add_argument(
        "--keep", metavar="DIR", type=Path, help="keep (and use again) what is made"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if min(given.sizes) < 1 or given.repeat < 1:
        parser.error("sizes and --repeat start at 1")
    given.sizes = sorted(set(given.sizes))
    return given


def main() -> None:
    given = arguments()
    sotay(ROOT, ("check", "--help"))
    with tempfile.TemporaryDirectory(prefix="sotay-benchmark-") as temporary:
        folder = given.keep.resolve() if given.keep else Path(temporary)
        rows = []
        for row in benchmark(given, folder):
            print(_line(row), file=sys.stderr, flush=True)
            rows.append(row)
    print(table(rows))


if __name__ == "__main__":
    main()
