"""Time the search box in a real Chromium: ``python -m benchmarks.search.browser 10000``.

The site is a small one whose index is that of N seeded documents: the pages of the documents play
no part in what the box does. Needs the system's Chromium and the packages of the tests.
"""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from random import Random
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import records
from benchmarks.search.queries import queries
from generator import pipeline, search, starter
from generator.settings import load
from generator.site.build import build
from generator.views.corpus import Corpus

DAY = dt.date(2026, 1, 1)
SESSIONS, LATER = 15, 6
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


def site(size: int, folder: Path) -> tuple[Path, list[str]]:
    """A built site with the index of ``size`` documents, and queries about them."""
    records.make(size, folder / "records")
    checked = pipeline.check(load(folder / "records"))
    starter.create(folder / "small")
    settings = load(folder / "small")
    pipeline.generate(settings, DAY)
    corpus = Corpus(checked.library, checked.index, DAY)
    build(settings, DAY, lambda: search.files(corpus, (), Memo()))
    return settings.site, [query.text for query in queries(checked.library, seed=1)]


def heap(page: Page) -> float:
    """MB that scripts hold after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def measure(browser: Browser, address: str, typed: list[str]) -> dict[str, list[float]]:
    """Milliseconds of first, new and repeated queries; MB beyond an idle page."""
    found: dict[str, list[float]] = {"first": [], "new": [], "again": [], "heap": []}
    random = Random(1)
    for _ in range(SESSIONS):
        page = browser.new_page()
        page.goto(address)
        idle = heap(page)
        first, *later = random.sample(typed, 1 + LATER)
        found["first"].append(page.evaluate(TYPED, first))
        found["new"] += [page.evaluate(TYPED, text) for text in later]
        found["again"] += [page.evaluate(TYPED, text) for text in later]
        found["heap"].append(heap(page) - idle)
        page.context.close()
    return {
        name: [value for value in values if value is not None] for name, values in found.items()
    }


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Chromium is needed")
    size = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, typed = site(size, Path(folder))
        handler = functools.partial(Quiet, directory=str(root))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            found = measure(browser, f"http://127.0.0.1:{server.server_port}/", typed)
            browser.close()
            server.shutdown()
    print(f"| {size:,} documents | Median | p95 | Answered |\n|:---|---:|---:|---:|")
    names = {"first": "first query, cold, ms", "new": "new query, ms", "again": "shards loaded, ms"}
    for key, name in {**names, "heap": "memory beyond an idle page, MB"}.items():
        values = found[key]
        print(
            f"| {name} | {median(values):.0f} | {quantiles(values, n=20)[-1]:.0f} | {len(values)} |"
        )


if __name__ == "__main__":
    main()
