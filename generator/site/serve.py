"""Serve the site on loopback, and follow what is written.

    a file is written → the pages of its record are shown → a build of the whole, in a new process
                        (a fraction of a second)            (what is served in the end)

Pages that are shown early lie over the site until a build that began after them has ended. The
build is that of ``sotay build``, so nothing is served for long that it would not make, and this
process keeps nothing that a build in between could make stale.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from mkdocs.livereload import LiveReloadServer

from generator.settings import Settings
from generator.site.watching import Inputs, observer

HOST = "127.0.0.1"

PAUSE = 0.02
"""Seconds without news after which files count as written; a program may write one in pieces."""

SWEEP = 30.0
"""Seconds without news after which all files are looked at."""


class Work(Protocol):
    """What is to be done about changes."""

    def show(self, changed: frozenset[Path]) -> Mapping[str, bytes]:
        """Pages that can be shown before a build, by path below the site."""

    def build(self) -> BaseProcess:
        """A process that builds the site, started."""

    def built(self, done: bool) -> None:
        """The build has ended; ``done``: there is a new site, or the old one is as it should be."""


class _Server(LiveReloadServer):
    """Tells its address once it really listens; port 0 takes any free one. ``early`` are pages that
    lie over the site."""

    def __init__(self, settings: Settings, port: int, ready: Callable[[str], None]) -> None:
        super().__init__(lambda: None, HOST, port, root=str(settings.site))
        self.ready = ready
        self.early: dict[str, bytes] = {}
        self.error_handler = lambda code: _error_page(settings.site, code)
        self._watched_paths["/"] = 1  # else it would leave out its script

    def reload(self) -> None:
        """Have browsers load their pages again."""
        with self._epoch_cond:
            epoch = max(self._visible_epoch + 1, round(time.monotonic() * 1000))
            self._visible_epoch = self._wanted_epoch = epoch
            self._epoch_cond.notify_all()

    def serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").lstrip("/")
        epoch = self._visible_epoch
        page = self.early.get(f"{path}index.html" if path.endswith("/") or not path else path)
        if page is None:
            answer: Iterable[bytes] = super().serve_request(environ, start_response)
            return answer
        content = self._inject_js_into_html(page, epoch)
        length = str(len(content))
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", length)])
        return [content]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """MkDocs puts its script that reloads into the page, which the policy of pages forbids."""
        allowed = content.replace(b"script-src 'self'", b"script-src 'self' 'unsafe-inline'", 1)
        injected: bytes = super()._inject_js_into_html(allowed, epoch)  # type: ignore[no-untyped-call]
        return injected

    def server_activate(self) -> None:
        super().server_activate()
        self.ready(f"http://{HOST}:{self.server_address[1]}/")


def serve(
    settings: Settings, port: int, inputs: Inputs, work: Work, ready: Callable[[str], None]
) -> None:
    """Serve until interrupted; ``ready`` hears the address. ``inputs`` are as they were before the
    site was built. Raise ``OSError`` when the port is taken."""
    server = _Server(settings, port, ready)
    news, told = Pipe(duplex=False)
    try:
        server.server_bind()
        server.observer = observer(inputs, told.send)  # type: ignore[assignment]
        server.server_activate()
    except OSError:
        server.server_close()
        raise
    server.serve_thread.start()
    rounds = _Rounds(server, inputs, work, news)
    try:
        rounds.find(inputs.missed())  # what changed while nobody watched
        while True:
            rounds.turn()
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        rounds.stop()


@dataclass
class _Rounds:
    """``waiting`` tells whether something changed since the last build began; ``covered`` are those
    of the early pages that the running build makes as well."""

    server: _Server
    inputs: Inputs
    work: Work
    news: Connection
    process: BaseProcess | None = None
    waiting: bool = False
    covered: dict[str, bytes] = field(default_factory=dict)

    def turn(self) -> None:
        """Wait until something happens, and do what it asks for."""
        ends = [self.process.sentinel] if self.process else []
        happened = wait([self.news, *ends], SWEEP)
        if self.news in happened:
            self.find(self._written())
        elif not happened:
            self.find(self.inputs.missed())
        if self.process and not self.process.is_alive():
            self._end(self.process)

    def find(self, changed: frozenset[Path]) -> None:
        """Show what has changed, and begin a build unless there is one."""
        if changed:
            self.waiting = True
            if shown := self.work.show(changed):
                self.server.early.update(shown)
                self.server.reload()
        self._begin()

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.join()

    def _written(self) -> frozenset[Path]:
        """Inputs that have changed, by what was told of files and folders."""
        told: set[Path | None] = set()
        while self.news.poll(PAUSE):
            told.add(self.news.recv())
        if None in told:
            return self.inputs.missed()
        return self.inputs.changed(path for path in told if path)

    def _begin(self) -> None:
        if self.waiting and self.process is None:
            self.waiting, self.covered = False, dict(self.server.early)
            self.process = self.work.build()

    def _end(self, process: BaseProcess) -> None:
        """Take away the early pages that the site holds now, or that no build wants."""
        process.join()
        self.process = None
        early = self.server.early
        for path in [path for path, page in self.covered.items() if early.get(path) is page]:
            del early[path]
        self.server.reload()
        self.work.built(process.exitcode == 0)
        self._begin()


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
