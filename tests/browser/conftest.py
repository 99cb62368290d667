"""The toy site, built once and served below a sub-path, and a browser that watches its pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Locator,
    Page,
    Route,
)

from generator import cli, pipeline
from generator.library import Library
from generator.settings import load
from generator.site.build import Built
from tests import kb

SUB_PATH = "kho/so-tay"
SITE_URL = "https://so-tay.example/kho/"
"""Address that a site with QR codes is built for."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}


@dataclass(frozen=True)
class Site:
    """The built toy site: its files, its address (ends in a slash) and what it was made from."""

    folder: Path
    url: str
    library: Library

    @property
    def pages(self) -> list[str]:
        """Addresses below the site; not 404.html, whose links hold at the root of a host only."""
        found = (p.relative_to(self.folder).as_posix() for p in self.folder.rglob("index.html"))
        return sorted(path.removesuffix("index.html") for path in found)


@dataclass
class Watcher:
    """Opens pages and keeps what a good page never does: errors, dialogs, outside requests."""

    browser: Browser
    site: Site
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """A page in a context of its own; addresses are relative to the site."""
        context = self.browser.new_context(base_url=self.site.url, **options)
        self._watch(context)
        try:
            yield context.new_page()
        finally:
            context.close()

    def _watch(self, context: BrowserContext) -> None:
        outside = re.compile(rf"^(?!{re.escape(self.site.url)})http")
        context.route(outside, self._refuse)  # a function would be asked about every file
        context.on("console", lambda said: self._note("console", said.type, said.text))
        context.on("weberror", lambda error: self._note("page", "error", str(error.error)))
        context.on("dialog", self._dismiss)

    def _refuse(self, route: Route) -> None:
        self.complaints.append(f"request: {route.request.url}")
        route.abort()

    def _note(self, who: str, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{who} {kind}: {text}")

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class says so
        """Requests are not worth a line each."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that is left breaks off what it was loading."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the folder on a free port of this machine; yields the address of its root."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def hold_still(page: Page) -> None:
    """Nothing fades in or out any more. The policy of pages lets no style element in."""
    page.evaluate(
        """() => {
            const still = new CSSStyleSheet();
            still.replaceSync("* { transition: none !important; }");
            document.adoptedStyleSheets.push(still);
        }"""
    )


def text_of(pdf: Path) -> str:
    """The text of a printed page, by a program that is not ours."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext (poppler-utils) on the PATH")
    done = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def read(code: Locator) -> str:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    return str(found.text)


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = kb.toy(tmp_path_factory.mktemp("browser") / "toy")
    generated = pipeline.generate(settings, kb.DAY)
    result = kb.build(settings)
    assert isinstance(result, Built), result
    root = tmp_path_factory.mktemp("www")
    folder = root / SUB_PATH
    shutil.copytree(result.site, folder)
    with served(root) as url:
        yield Site(folder, f"{url}{SUB_PATH}/", generated.checked.library)


@pytest.fixture
def watcher(browser: Browser, site: Site) -> Iterator[Watcher]:
    """Whatever a test does with its pages, in the end there must be nothing to complain of."""
    found = Watcher(browser, site)
    yield found
    assert found.complaints == []


@pytest.fixture
def page(watcher: Watcher) -> Iterator[Page]:
    with watcher.page() as opened:
        yield opened


@dataclass(frozen=True)
class Searchable:
    folder: Path
    url: str
    browser: Browser

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """A page that must raise no error, open no dialog and ask no other host."""
        context = self.browser.new_context(base_url=self.url, **options)
        complaints: list[str] = []
        _watch(context, self.url, complaints)
        yield context.new_page()
        context.close()
        assert complaints == []


def _watch(context: BrowserContext, url: str, complaints: list[str]) -> None:
    def asked(address: str) -> None:
        if not address.startswith((url, "file:", "data:", "blob:")):
            complaints.append(f"request: {address}")

    context.on("request", lambda request: asked(request.url))
    context.on("weberror", lambda error: complaints.append(f"error: {error.error}"))
    context.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))


@contextmanager
def from_disk(browser: Browser, place: Path) -> Iterator[Page]:
    """A page that fails the test for any error, and for asking for anything but files that are
    there; what is given up as the page is left is none."""
    wrong: list[str] = []
    context = browser.new_context()

    def asked(url: str) -> None:
        path = urllib.request.url2pathname(urllib.parse.urlsplit(url).path)
        if not (url.startswith("data:") or (url.startswith("file:") and Path(path).is_file())):
            wrong.append(url)

    context.on("request", lambda request: asked(request.url))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page = context.new_page()
    page.goto(place.as_uri())
    yield page
    context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def searchable(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searchable]:
    settings = kb.toy(tmp_path_factory.mktemp("searchable") / "toy")
    arguments = ["-C", str(settings.root), "build", "--as-of", str(kb.DAY)]
    built = CliRunner().invoke(cli.sotay, arguments)
    assert built.exit_code == 0, built.output
    root = tmp_path_factory.mktemp("www")
    shutil.copytree(settings.site, root / SUB_PATH)
    with served(root) as url:
        yield Searchable(root / SUB_PATH, f"{url}{SUB_PATH}/", browser)


@pytest.fixture(scope="session")
def coded(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The toy site of a knowledge base that knows its address."""
    settings = kb.toy(tmp_path_factory.mktemp("coded") / "toy")
    with settings.config.open("a", encoding="utf-8") as file:
        file.write(f"\nsite_url: {SITE_URL}\n")
    settings = load(settings.root)
    built = kb.build(settings)
    assert isinstance(built, Built), built
    folder = tmp_path_factory.mktemp("coded-www") / "site"
    shutil.copytree(built.site, folder)
    with served(folder) as url:
        yield Site(folder, url, pipeline.check(settings).library)
