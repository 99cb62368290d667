"""``sotay publish``, ``rollback`` and ``releases``."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from generator.commands.build import built
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Session,
    UsageProblem,
    as_of_option,
    locked,
    now,
    told,
)
from generator.history import Announcement
from generator.lock import Busy, exclusive
from generator.messages import Language, Problem, say
from generator.publish.deliver import Delivered, Site, deliver
from generator.publish.log import register, settle
from generator.publish.target import Release, Target, open_target
from generator.reader.publications import read_publications
from generator.reader.published import PATH, read_published
from generator.records.publication import Publication
from generator.settings import Settings

_target = click.argument("target", type=click.Path(path_type=Path))
_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


@click.command()
@_target
@as_of_option
@click.option("--note", help="A sentence on this publication, for the log.")
@click.option(
    "--correct",
    multiple=True,
    metavar="ID",
    help="A record whose change mends a mistake of ours; may be repeated.",
)
@click.option(
    "--keep", type=click.IntRange(1), default=5, show_default=True, help="Releases to keep."
)
@click.pass_obj
def publish(session: Session, /, target: Path, as_of: dt.date, **options: Any) -> None:
    """Build the site, copy it into the folder TARGET and switch TARGET/current to it."""
    settings = session.open()
    with told_problems(settings.language):
        into = open_target(target, (settings.docs, settings.records, settings.site, settings.state))
        wanted = Announcement(now(), as_of, options["note"], _pages(options["correct"], settings))

        def work() -> int:
            with alone(into):
                return _publish(settings, into, wanted, options["keep"])

        sys.exit(locked(settings, work))


def _publish(settings: Settings, target: Target, wanted: Announcement, keep: int) -> int:
    """First the log catches up with what is live, then follows what may be killed anywhere."""
    from generator.site.build import STAMP

    publications, damage = read_publications(settings.publications.parent)
    published, faults = read_published(settings.root)
    registry = published.registry
    if not (damage or faults):
        registry = register(target, settings.root / PATH, registry)
        if missed := settle(target, settings.publications, publications):
            click.echo(told(settings, "log-recovered", path=_log_file(settings, missed)))
            publications = (*publications, missed)
        target.tidy(publication.at for publication in publications)
    made = built(settings, wanted.day, wanted)
    if made is None:
        return FINDINGS
    newest = max(made.checked.library.publications, key=lambda p: p.at, default=None)
    if sys.stderr.isatty():
        click.echo(told(settings, "copying"), err=True)
    done = deliver(
        Site(settings.site, frozenset({STAMP}), made.addresses, newest, wanted.at), target
    )
    register(target, settings.root / PATH, published.registry)
    if new := settle(target, settings.publications, publications):
        click.echo(told(settings, "logged", path=_log_file(settings, new)))
    _tell(settings, done, target.prune(keep))
    return CLEAN


def _tell(settings: Settings, done: Delivered, pruned: tuple[Release, ...]) -> None:
    saying = "published" if done.copied or done.linked else "published-already"
    values = {"release": done.release.name, "copied": done.copied, "linked": done.linked}
    click.echo(told(settings, saying, **values))
    if pruned:
        names = ", ".join(release.name for release in pruned)
        click.echo(told(settings, "pruned", releases=names))


def _log_file(settings: Settings, publication: Publication) -> str:
    path = settings.publications / f"{publication.name}.json"
    return path.relative_to(settings.root).as_posix()


def _pages(ids: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    """Pages of records, by the file that each id names."""
    pages = []
    for identity in ids:
        found = sorted(settings.records.glob(f"*/{identity}.yaml")) if identity.isascii() else []
        if not found or "/" in identity:
            raise Problem("not-a-page", got=identity)
        pages.append(f"{found[0].parent.name}/{identity}")
    return tuple(pages)


@click.command()
@_target
@click.argument("release", required=False)
@click.pass_obj
def rollback(session: Session, target: Path, release: str | None) -> None:
    """Switch TARGET/current to RELEASE, or to the release before the one that is live."""
    with told_problems(session.language):
        into = open_target(target, ())
        with alone(into):
            chosen = into.release(release) if release else into.before(into.live())
            if code := _verified(session.language, chosen):
                sys.exit(code)
            into.switch(chosen)
        click.echo(say("rolled-back", session.language, release=chosen.name))


@click.command()
@_target
@_format
@click.pass_obj
def releases(session: Session, target: Path, form: str) -> None:
    """List the releases in TARGET, oldest first; the live one is marked."""
    with told_problems(session.language):
        into = open_target(target, ())
        live = into.live()
        rows = [(release, release == live, len(release.manifest())) for release in into.releases()]
    if form == "json":
        table = [{"name": r.name, "live": is_live, "files": n} for r, is_live, n in rows]
        click.echo(json.dumps({"releases": table}, indent=2))
        return
    if not rows:
        click.echo(say("no-releases", session.language, target=target))
    for release, is_live, files in rows:
        values = {"mark": "*" if is_live else " ", "release": release.name, "files": files}
        click.echo(say("release-line", session.language, **values))


def _verified(language: Language, release: Release) -> int:
    """Tell what a release lacks; silent where it is whole."""
    found = release.differences()
    if not found:
        return CLEAN
    for difference in found:
        click.echo(say(f"fault-{difference.fault}", language, path=difference.path))
    click.echo(say("not-verified", language, release=release.name, count=len(found)), err=True)
    return FINDINGS


@contextmanager
def alone(target: Target) -> Iterator[None]:
    """Hold the lock file of the target."""
    try:
        with exclusive(target.root):
            yield
    except Busy:
        raise Problem("target-busy", target=str(target.root)) from None


@contextmanager
def told_problems(language: Language) -> Iterator[None]:
    try:
        yield
    except Problem as problem:
        raise UsageProblem(say(problem.saying, language, **problem.values)) from None
    except OSError as error:
        raise UsageProblem(say("publish-failed", language, reason=error)) from None
