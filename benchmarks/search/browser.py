"""Time the search box in a real Chromium: ``python -m benchmarks.search.browser 10000 50000``.

The site is a small one that gets the index of N seeded documents: the pages of the documents play
no part in what the box does. Needs the system's Chromium, the packages of the tests, and a machine
that does nothing else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import records
from benchmarks.search import budgets
from benchmarks.search.indexing import corpus_of, index
from benchmarks.search.queries import query_set
from generator import starter
from generator.search import FOLDER
from generator.settings import load

DAY = dt.date(2026, 1, 1)
LATER = 6
"""Queries of a session after the first one."""

WARMING = 2
"""Sessions that do not count: server, disk and browser are warm afterwards, a page's cache not."""

NAMES = {
    "first": "first query, cold, ms",
    "new": "new query, shards not loaded, ms",
    "again": "shards loaded, ms",
    "heap": "memory beyond an idle page, MB",
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Times = dict[str, list[float | None]]
TYPED = """
    text => new Promise(done => {
        const box = document.querySelector("input[role=combobox]");
        const list = document.getElementById(box.getAttribute("aria-controls"));
        const tell = () => done(performance.now() - start);
        const painted = () => requestAnimationFrame(() => setTimeout(tell));
        const watcher = new MutationObserver(() => {
            if (list.querySelector("[role=option]")) { watcher.disconnect(); painted(); }
        });
        const start = performance.now();
        box.focus();
        box.value = "";
        list.replaceChildren();
        watcher.observe(list, {childList: true, subtree: true});
        box.value = text;
        box.dispatchEvent(new Event("input", {bubbles: true}));
        setTimeout(() => done(null), 5000);
    })
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that does not tell of each request."""

    def log_message(self, *_: object) -> None: ...


def small_site(folder: Path) -> Path:
    """A built site of the starter."""
    starter.create(folder)
    command = [sys.executable, "-m", "generator", "-C", str(folder), "build", "--as-of", str(DAY)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return load(folder).site


def typed_for(base: Path, site: Path, seed: int) -> list[str]:
    """Queries about the documents of ``base``, whose index the site has afterwards."""
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    index(base, site)
    library = corpus_of(base).library
    return [query.text for query in query_set(library, "tune", seed, seed + 1)]


def heap(page: Page) -> float:
    """MB that scripts hold after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def measure(browser: Browser, address: str, typed: Sequence[str], sessions: int) -> Times:
    """Milliseconds of first, new and repeated queries, None where none came; MB beyond idle."""
    found: Times = {name: [] for name in NAMES}
    random = Random(1)
    for session in range(-WARMING, sessions):
        page = browser.new_page()
        page.goto(address)
        idle = heap(page)
        first, *later = random.sample(typed, 1 + LATER)
        times: Times = {
            "first": [page.evaluate(TYPED, first)],
            "new": [page.evaluate(TYPED, text) for text in later],
            "again": [page.evaluate(TYPED, text) for text in later],
            "heap": [heap(page) - idle],
        }
        page.context.close()
        if session >= 0:
            for name, values in times.items():
                found[name] += values
    return found


def report(documents: int, found: Times) -> dict[str, float]:
    """Print the figures; return those that have budgets."""
    print(f"| {documents:,} documents | Median | p95 | Most | Answered |")
    print("|:---|---:|---:|---:|---:|")
    spread = {}
    for key, name in NAMES.items():
        values = [value for value in found[key] if value is not None]
        middle, high = median(values), budgets.p95(values)
        spread[key] = middle, high
        counted = f"{len(values)} of {len(found[key])}"
        print(f"| {name} | {middle:.0f} | {high:.0f} | {max(values):.0f} | {counted} |")
    print(flush=True)
    return {"cold": spread["first"][0], "warm": spread["again"][1], "heap": spread["heap"][1]}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address at which a folder is served."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.search.browser", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="DIR", type=Path, help="use the records made there")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("Chromium is needed")
    figures: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = small_site(Path(folder) / "small")
        for documents in given.sizes:
            base = (given.keep or Path(folder)) / f"{documents}-{given.seed}"
            if not base.exists():
                records.make(documents, base, given.seed)
            typed = typed_for(base, site, given.seed)
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            with served(site) as address:
                found = measure(browser, address, typed, given.sessions)
            browser.close()
            figures[documents] = report(documents, found)
    print("\n".join(budgets.table(figures)))


if __name__ == "__main__":
    main()
