"""``sotay generate``, ``build`` and ``assemble``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import diagnostics, lookout, parts
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Session,
    ShardOf,
    UsageProblem,
    as_of_option,
    jobs_option,
    locked,
    show_findings,
    told,
    told_problems,
)
from generator.diagnostics import Diagnostic, Severity
from generator.history import Announcement
from generator.parts import Part, Parts, Shard
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.companions import Companion
    from generator.pipeline import Generated, Means
    from generator.site.build import Built, Failed, Rejected

_path = click.Path(path_type=Path)

SHOWN = 5
"""Findings of one kind about a built site that are told with their places."""


@click.command()
@as_of_option
@jobs_option
@click.pass_obj
def generate(session: Session, as_of: dt.date, jobs: int | None) -> None:
    """Write the Markdown pages below docs/."""
    settings = session.open()
    sys.exit(locked(settings, lambda: _generate(settings, as_of, jobs)))


@click.command()
@as_of_option
@jobs_option
@click.option("--shard", type=ShardOf(), help="Make this part of the site alone, for “assemble”.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the part (default: .sotay/part-I-of-N).",
)
@click.pass_obj
def build(
    session: Session, as_of: dt.date, jobs: int | None, shard: Shard | None, out: Path | None
) -> None:
    """Write the pages and build the site into site/.

    With --shard 2/8 the second of eight parts is made instead, on any machine, that “sotay
    assemble” joins to the site.
    """
    settings = session.open()
    if shard:
        folder = out or settings.state / f"part-{shard.number}-of-{shard.of}"
        part = Part(folder, shard, as_of, parts.inputs(settings))
        sys.exit(locked(settings, lambda: _build_part(settings, part, jobs)))
    if out:
        raise UsageProblem(told(settings, "out-without-shard"))
    sys.exit(locked(settings, lambda: _build(settings, as_of, jobs)))


@click.command()
@click.argument("folders", nargs=-1, required=True, type=_path, metavar="PART…")
@as_of_option
@jobs_option
@click.pass_obj
def assemble(session: Session, folders: tuple[Path, ...], as_of: dt.date, jobs: int | None) -> None:
    """Build the site from all parts that “sotay build --shard I/N” has made of it.

    Parts are folders, in any order. What they do not hold is made here.
    """
    settings = session.open()
    with told_problems(settings.language):
        made = parts.read(folders, settings, as_of)
    sys.exit(locked(settings, lambda: _assemble(settings, as_of, made, jobs)))


def _generate(settings: Settings, as_of: dt.date, jobs: int | None) -> int:
    from generator.pipeline import Means

    return CLEAN if generated(settings, as_of, means=Means(jobs)) else FINDINGS


def generated(
    settings: Settings,
    as_of: dt.date,
    announcement: Announcement | None = None,
    means: Means | None = None,
) -> Generated | None:
    """Write the pages and tell of it; None where findings stopped it."""
    from generator import pipeline

    done = pipeline.generate(settings, as_of, announcement, means or pipeline.ALONE)
    return _told_of(done, settings)


def _told_of(done: Generated, settings: Settings) -> Generated | None:
    if done.checked.diagnostics:
        show_findings(done.checked, settings.language)
    if done.written is None:
        return None
    w = done.written
    counts = {"written": len(w.written), "pruned": len(w.pruned), "same": len(w.same)}
    click.echo(told(settings, "written", **counts))
    return done


def _build_part(settings: Settings, part: Part, jobs: int | None) -> int:
    """Whatever stops it leaves no part, not that of an earlier run either."""
    from generator import sharding

    parts.clear(part.folder)
    is_made = False
    try:
        done = _told_of(sharding.generate(settings, part, jobs), settings)
        if done is None:
            return FINDINGS
        with _progress(settings) as shown:
            failed = sharding.finish(done, settings, part, jobs, shown)
        if failed:
            click.echo(told(settings, "build-failed", reason=failed.reason), err=True)
            return FINDINGS
        is_made = True
    finally:
        if not is_made:
            parts.clear(part.folder)
    click.echo(told(settings, "part-built", shard=part.shard, part=part.folder))
    return CLEAN


def _assemble(settings: Settings, as_of: dt.date, made: Parts, jobs: int | None) -> int:
    if built(settings, as_of, jobs=jobs, made=made) is None:
        return FINDINGS
    click.echo(told(settings, "assembled", parts=len(made.folders), **made.taken))
    return CLEAN


def _build(settings: Settings, as_of: dt.date, jobs: int | None = None) -> int:
    return CLEAN if built(settings, as_of, jobs=jobs) else FINDINGS


def built(
    settings: Settings,
    as_of: dt.date,
    announcement: Announcement | None = None,
    jobs: int | None = None,
    made: Parts | None = None,
) -> Generated | None:
    """Write the pages, build the site and tell of it; what it was made of, or None for a failure,
    which has been told. What is in the parts that were ``made`` elsewhere is taken from there."""
    found = lookout.look(settings)  # while all is loaded that makes pages

    from generator import companions, pipeline
    from generator.site import build as site

    begun: list[site.Begun] = []
    sealing = pipeline.Sealing(settings, jobs)

    def more(done: Generated, have: Mapping[str, str]) -> Mapping[str, Companion]:
        return companions.site_files(done, settings, as_of, have, jobs)

    def begin(done: Generated) -> None:
        made = len(done.made.drafts)
        begun.append(site.begin(settings, found.stocks, partial(more, done), made))

    means = pipeline.Means(jobs, made, found.records, found.docs, sealing.begin, begin)
    done = generated(settings, as_of, announcement, means)
    if done is None:
        return None
    inputs = site.Inputs(
        site.Below(done.made.files, found.docs().others),
        partial(more, done),
        sealing.seal,
        begun[0],
        made.pages if made else lambda _: (),
    )
    with _progress(settings) as shown:
        result = site.build(settings, as_of, inputs, jobs=jobs, told=shown)
    return done if _is_built(result, settings) else None


def _is_built(result: Built | Failed | Rejected, settings: Settings) -> bool:
    """Tell what came of it."""
    from generator.site.build import Failed, Rejected

    if isinstance(result, Failed):
        click.echo(told(settings, "build-failed", reason=result.reason), err=True)
        return False
    _show_sealing(settings, result.findings)
    if isinstance(result, Rejected):
        errors = sum(each.severity is Severity.ERROR for each in result.findings)
        click.echo(told(settings, "rejected", errors=errors), err=True)
        return False
    click.echo(told(settings, "built" if result.changed else "unchanged", site=result.site))
    return True


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
