"""The pages of a site split over processes, where the system can fork.

Each process runs MkDocs' own build over the whole site, but reads and writes the pages of its share
alone, by way of MkDocs' “dirty” mode, which asks every file whether it is to be made. Pages of the
navigation are read by all, because their titles may stand on any page. What comes out does not
depend on the number of processes: `tests/test_shares.py` compares the bytes.

A child holds the lock of the knowledge base as long as it lives, and ends when its parent has.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Protocol

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

LEAST = 250
"""Pages below which another process costs more than it spares."""

IS_DIRTY = "A 'dirty' build"
"""Begins what MkDocs says of such a build; its reasons do not hold here."""


def processes(pages: int, wished: int | None) -> int:
    """How many a build of so many pages runs in: those wished for, or as many as pay.

    One where a process cannot be forked (Windows), or not safely (macOS, and beside threads)."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return wished or max(1, min(len(os.sched_getaffinity(0)), pages // LEAST))


class Share(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """MkDocs' hooks of one process: share ``number``, from 0, of ``count``."""

    def __init__(self, number: int, count: int) -> None:
        self._number, self._count = number, count
        self._parent = os.getppid()
        self._is_writing = False
        self._mine: set[str] = set()
        self._shared: set[str] = set()

    def on_config(self, config: MkDocsConfig) -> None:
        """Templates that are no pages, and files beside them, are made once."""
        if self._number:
            config.theme.static_templates.clear()
            config.extra_templates = []

    def on_nav(self, nav: Navigation, *, files: Files, **_: object) -> None:
        pages = sorted(file.src_uri for file in files.documentation_pages())
        self._mine = set(pages[self._number :: self._count])
        self._shared = {page.file.src_uri for page in nav.pages}
        for file in files:
            vars(file)["is_modified"] = self._asked(file)

    def _asked(self, file: File) -> Callable[[], bool]:
        if not file.is_documentation_page():
            return lambda: self._number == 0
        name = file.src_uri
        return lambda: name in self._mine or (not self._is_writing and name in self._shared)

    def on_env(self, _: Environment, **__: object) -> None:
        self._is_writing = True

    def on_pre_page(self, page: Page, **_: object) -> Page:
        self._end_with_parent()
        return page

    def on_page_context(self, context: Any, **_: object) -> Any:
        self._end_with_parent()
        return context

    def _end_with_parent(self) -> None:
        if self._number and os.getppid() != self._parent:
            os._exit(1)


class Build(Protocol):
    """Runs MkDocs and gives what it complains of."""

    def __call__(self, config: MkDocsConfig, *, dirty: bool) -> list[str]: ...


def build(config: MkDocsConfig, make: Build, count: int) -> list[str]:
    """Have ``make`` build the site in ``count`` processes, this one among them, and give what they
    complain of. Raise ``EOFError`` where one of them has died."""
    if count == 1:
        return make(config, dirty=False)
    fork = multiprocessing.get_context("fork")
    answers, children = [], []
    for number in range(1, count):
        answer, told = fork.Pipe(duplex=False)
        child = fork.Process(target=_child, args=(config, make, number, count, told))
        child.start()
        told.close()
        answers.append(answer)
        children.append(child)
    try:
        heard = _share(config, make, 0, count)
        for answer in answers:
            heard += answer.recv()
    except BaseException:
        for child in children:
            child.terminate()
        raise
    finally:
        for child in children:
            child.join()
    return list(dict.fromkeys(heard))


def _child(config: MkDocsConfig, make: Build, number: int, count: int, told: Connection) -> None:
    told.send(_share(config, make, number, count))


def _share(config: MkDocsConfig, make: Build, number: int, count: int) -> list[str]:
    """MkDocs would not finish a strict build after its words about dirty ones."""
    config.strict = False
    config.plugins["sotay-share"] = Share(number, count)
    return [line for line in make(config, dirty=True) if not line.startswith(IS_DIRTY)]
