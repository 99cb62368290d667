"""How long an edit takes until it is on screen: ``python -m benchmarks.warm 1000 10000``.

`sotay serve` runs over a knowledge base while summaries of documents are edited, one after the
other, and a browser's two questions are asked: the page, again and again, and MkDocs' address that
answers when pages are to be loaded again.
"""

from __future__ import annotations

import argparse
import http.client
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks import records

_SUMMARY = re.compile(r"^summary: >-\n(?:  .*\n)+", re.MULTILINE)
_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)/")
_EPOCH = re.compile(rb"livereload\((\d+), (\d+)\);")
_PATIENCE, _LOOK = 600.0, 0.005
"""Seconds: after which a page will not come any more, and between two looks at it."""


_HEAD = """\
| Documents | Edits | Shown, s | p95 | Told, s | p95 | Built, s | p95 | Memory, MB | Grown by, MB |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""


class Times(NamedTuple):
    """Seconds from the file's writing: until the page is served with the new text, until browsers
    are told to load it again, and until the site has it."""

    shown: float
    told: float
    built: float


@contextmanager
def serving(base: Path) -> Iterator[tuple[str, int]]:
    """Host with port, and the number of the process."""
    command = (sys.executable, "-u", "-m", "generator", "-C", str(base), "serve", "--port", "0")
    options = ("--as-of", records.AS_OF)
    with subprocess.Popen((*command, *options), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            found = next(filter(None, map(_ADDRESS.search, process.stdout)))
            with ThreadPoolExecutor(1) as reader:
                reader.submit(process.stdout.read)  # else a full pipe would make it wait
                yield found[1], process.pid
                process.terminate()
        finally:
            process.kill()


def measure(base: Path, host: str, edits: int, seed: int, *, hurry: bool) -> Iterator[Times]:
    """Edit so many documents: each when the site has the edit before it or, in a ``hurry``, when
    that is shown."""
    paths = sorted((base / "directives" / "van-ban").glob("*.yaml"))
    for path in Random(f"{seed}/warm").sample(paths, edits):
        yield _edited(base, host, path, hurry=hurry)


def _edited(base: Path, host: str, path: Path, *, hurry: bool) -> Times:
    address = f"/van-ban/{path.stem}/"
    word = f"warm-{time.time_ns()}"
    text = _SUMMARY.sub(lambda found: f"{found[0]}  {word}.\n", path.read_text("utf-8"), count=1)
    epoch = _EPOCH.search(_get(host, address))
    assert epoch, "the page has no script that loads it again"
    with ThreadPoolExecutor(1) as browser:
        start = time.monotonic()
        told = browser.submit(_told, host, epoch)
        path.write_text(text, "utf-8")
        _until(lambda: word.encode() in _get(host, address))
        shown = time.monotonic() - start
        page = base / "site" / address.strip("/") / "index.html"
        if not hurry:
            _until(lambda: word.encode() in page.read_bytes())
        return Times(shown, told.result() - start, time.monotonic() - start)


def _told(host: str, epoch: re.Match[bytes]) -> float:
    """When a browser that shows this state of the site hears of another."""
    address = f"/livereload/{int(epoch[1])}/{int(epoch[2])}"
    while int(_get(host, address)) <= int(epoch[1]):
        pass
    return time.monotonic()


def _get(host: str, address: str) -> bytes:
    connection = http.client.HTTPConnection(host, timeout=_PATIENCE)
    try:
        connection.request("GET", address)
        return connection.getresponse().read()
    finally:
        connection.close()


def _until(is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_there():
        if time.monotonic() > end:
            raise SystemExit("an edit never came")
        time.sleep(_LOOK)


def _memory(process: int) -> float:
    """MB of a process that are in memory, without those of its children."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024 / 1_000_000


def _benchmark(base: Path, documents: int, given: argparse.Namespace) -> str:
    with serving(base) as (host, process):
        before = _memory(process)
        times = list(measure(base, host, given.edits, given.seed, hurry=given.hurry))
        grown = _memory(process) - before
    cells = (f"{median(each):.2f} | {_slow(each):.2f}" for each in zip(*times, strict=True))
    return f"| {documents:,} | {len(times)} | {' | '.join(cells)} | {before:,.0f} | {grown:+,.0f} |"


def _slow(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.warm", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--hurry", action="store_true", help="edit on when an edit is shown")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="keep the knowledge bases")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(_HEAD)
    with tempfile.TemporaryDirectory(prefix="sotay-warm-") as folder:
        for documents in given.sizes:
            base = (given.keep or Path(folder)) / f"{documents}-{given.seed}"
            if not base.is_dir():
                records.make(documents, base, given.seed)
            print(_benchmark(base, documents, given), flush=True)


if __name__ == "__main__":
    main()
