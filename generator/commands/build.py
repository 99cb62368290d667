"""``sotay generate`` and ``build``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from generator import companions, diagnostics, pipeline
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Session,
    as_of_option,
    locked,
    show_findings,
    told,
)
from generator.diagnostics import Diagnostic, Severity
from generator.history import Announcement
from generator.pipeline import Generated
from generator.settings import Settings

SHOWN = 5
"""Findings of one kind about a built site that are told with their places."""


@click.command()
@as_of_option
@click.pass_obj
def generate(session: Session, as_of: dt.date) -> None:
    """Write the Markdown pages below docs/."""
    settings = session.open()
    sys.exit(locked(settings, lambda: _generate(settings, as_of)))


@click.command()
@as_of_option
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Processes that MkDocs runs in (default: as many as pay on this machine; Linux).",
)
@click.pass_obj
def build(session: Session, as_of: dt.date, jobs: int | None) -> None:
    """Write the pages and build the site into site/."""
    settings = session.open()
    sys.exit(locked(settings, lambda: _build(settings, as_of, jobs)))


def _generate(settings: Settings, as_of: dt.date) -> int:
    return CLEAN if generated(settings, as_of) else FINDINGS


def generated(
    settings: Settings,
    as_of: dt.date,
    announcement: Announcement | None = None,
    jobs: int | None = None,
) -> Generated | None:
    """Write the pages and tell of it; None where findings stopped it."""
    done = pipeline.generate(settings, as_of, announcement, jobs)
    if done.checked.diagnostics:
        show_findings(done.checked, settings.language)
    if done.written is None:
        return None
    w = done.written
    counts = {"written": len(w.written), "pruned": len(w.pruned), "same": len(w.same)}
    click.echo(told(settings, "written", **counts))
    return done


def _build(settings: Settings, as_of: dt.date, jobs: int | None = None) -> int:
    return CLEAN if built(settings, as_of, jobs=jobs) else FINDINGS


def built(
    settings: Settings,
    as_of: dt.date,
    announcement: Announcement | None = None,
    jobs: int | None = None,
) -> Generated | None:
    """Write the pages, build the site and tell of it; what it was made of, or None for a failure,
    which has been told."""
    from generator.site import build as site

    stocks = site.look_ahead(settings)
    done = generated(settings, as_of, announcement, jobs)
    if done is None:
        return None
    inputs = site.Inputs(
        done.made.files,
        lambda have: companions.site_files(done, settings, as_of, have, jobs),
        lambda folder, files: pipeline.seal(folder, files, settings, jobs),
        stocks,
    )
    with _progress(settings) as shown:
        result = site.build(settings, as_of, inputs, jobs=jobs, told=shown)
    if isinstance(result, site.Failed):
        click.echo(told(settings, "build-failed", reason=result.reason), err=True)
        return None
    _show_sealing(settings, result.findings)
    if isinstance(result, site.Rejected):
        errors = sum(each.severity is Severity.ERROR for each in result.findings)
        click.echo(told(settings, "rejected", errors=errors), err=True)
        return None
    click.echo(told(settings, "built" if result.changed else "unchanged", site=result.site))
    return done


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[int, int], None]]:
    """On a terminal a bar of pages made; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    label = told(settings, "building")
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def shown(done: int, count: int) -> None:
            bar.length = max(1, count)
            bar.update(done - bar.pos)

        yield shown


def _show_sealing(settings: Settings, found: Sequence[Diagnostic]) -> None:
    """What stands in the frame of pages is wrong on all of them: the first places tell enough."""
    for code in dict.fromkeys(each.code for each in found):
        alike = [each for each in found if each.code == code]
        click.echo(diagnostics.as_text(alike[:SHOWN], settings.language))
        if len(alike) > SHOWN:
            click.echo(told(settings, "found-more", count=len(alike) - SHOWN, code=code))
