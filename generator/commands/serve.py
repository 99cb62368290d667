"""``sotay serve``."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import click

from generator import forks
from generator.commands.build import built
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Day,
    Session,
    UsageProblem,
    locked,
    now,
    told,
)
from generator.lock import Busy, exclusive
from generator.preview import Preview
from generator.settings import Settings

AT_ONCE = 20
"""Records that are shown before a build; more have been written by a program, not by a person."""

_NICE = 10
"""By how much builds give way to the server, which shows the next edit meanwhile."""

_RETRY = 0.2
"""Seconds after which it is looked again whether another run has ended."""


@click.command()
@click.option(
    "--as-of", type=Day(), help="Day to derive force for (default: today, whenever that is)."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(session: Session, as_of: dt.date | None, port: int) -> None:
    """Build, serve on this machine only, and rebuild on change.

    A record that is edited is shown at once, lists and search a few seconds later. Where mkdocs.yml
    has no site_url, QR codes lead to the address served.
    """
    from generator.site.serve import serve as run
    from generator.site.watching import Inputs

    base = _Base(session, as_of, port)
    settings = base.settings()
    inputs = Inputs(settings)
    inputs.missed()
    follower = _Follower(base)
    done = _waited_for(follower.build())
    if not settings.site.is_dir():
        sys.exit(FINDINGS)
    follower.built(done)
    try:
        run(
            settings,
            port,
            inputs,
            follower,
            lambda url: click.echo(told(settings, "serving", url=url)),
        )
    except OSError as error:
        raise UsageProblem(told(settings, "port-busy", port=port, reason=error)) from None


@dataclass(frozen=True, slots=True)
class _Base:
    """What is served: ``as_of`` None stands for the day that it is whenever something is made."""

    session: Session
    as_of: dt.date | None
    port: int

    @property
    def day(self) -> dt.date:
        return self.as_of or now().date()

    def settings(self) -> Settings:
        from generator.site.serve import HOST

        settings = self.session.open()
        if settings.site_url is None and self.port:
            return replace(settings, site_url=f"http://{HOST}:{self.port}/")
        return settings

    def build(self, settings: Settings) -> int:
        day = self.day
        return locked(settings, lambda: CLEAN if built(settings, day) else FINDINGS)


def _waited_for(process: BaseProcess) -> bool:
    """Whether it ended well. A build of all pages needs memory that a server should not keep."""
    try:
        process.join()
    except BaseException:
        process.kill()
        raise
    return process.exitcode == CLEAN


def _build_alone(base: _Base, parent: int) -> None:
    """Build in this process, which serves nothing, when no other run is at work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server hears it, and kills
    forks.end_with(parent)
    if sys.platform != "win32":
        os.nice(_NICE)
    try:
        settings = base.settings()
        while _is_busy(settings):
            time.sleep(_RETRY)
        sys.exit(base.build(settings))
    except UsageProblem as problem:
        problem.show()
        sys.exit(problem.exit_code)


def _is_busy(settings: Settings) -> bool:
    try:
        with exclusive(settings.state):
            return False
    except (Busy, OSError):
        return True


@dataclass
class _Follower:
    """Shows records and builds, for `generator.site.serve`. ``unseen`` are changes that the preview
    does not know of."""

    base: _Base
    preview: Preview | None = None
    unseen: set[Path] = field(default_factory=set)

    def show(self, changed: frozenset[Path]) -> Mapping[str, bytes]:
        self.unseen |= changed
        preview = self.preview
        if preview is None or len(self.unseen) > AT_ONCE or preview.as_of != self.base.day:
            return {}
        pages = None
        with suppress(Exception):  # the build meets the same, and tells of it
            pages = preview.pages(self.unseen)
        if pages is None:
            return {}
        self.unseen.clear()
        return pages

    def build(self) -> BaseProcess:
        work = multiprocessing.get_context("spawn").Process
        process = work(target=_build_alone, args=(self.base, os.getpid()))
        process.start()
        return process

    def built(self, done: bool) -> None:
        """After a good build take up what the preview does not know."""
        preview = self.preview
        if not done or (preview and not self.unseen and preview.as_of == self.base.day):
            return
        if preview:
            preview.close()
        self.preview = None
        self.unseen.clear()
        with suppress(Exception):  # as above
            self.preview = Preview.opened(self.base.settings(), self.base.day)
