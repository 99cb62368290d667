"""``sotay publish``, ``rollback`` and ``releases``."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from generator.commands.build import built
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Session,
    as_of_option,
    locked,
    now,
    told,
    told_problems,
)
from generator.history import Announcement
from generator.manifest import Difference
from generator.messages import Language, Problem, say
from generator.pipeline import Generated
from generator.publish.deliver import Delivered, Site, deliver, go_back
from generator.publish.log import register, settle
from generator.publish.outgoing import outgoing
from generator.publish.target import Release, Switch, Target, open_target
from generator.reader.publications import read_publications
from generator.reader.published import PATH, read_published
from generator.records.publication import Publication
from generator.registry import Registry
from generator.settings import Settings

_target = click.argument("target")
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
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Sign the manifest with this SSH key.",
)
@click.option(
    "--switch",
    "wished",
    type=click.Choice([str(switch) for switch in Switch]),
    help="How TARGET tells which release is live; default: a link where links can be made.",
)
@click.pass_obj
def publish(session: Session, /, target: str, as_of: dt.date, **options: Any) -> None:
    """Build the site, copy it to TARGET as a release and make that live in one step.

    TARGET is an existing folder, or ssh://[user@]host[:port]/path on a machine that has rsync. The
    web server shows TARGET/current; where links cannot be made TARGET/current.txt names the release
    that is live, and TARGET/web.config leads IIS to it.
    """
    settings = session.open()
    with told_problems(settings.language):
        kept = (settings.docs, settings.records, settings.site, settings.state)
        wished = Switch(options["wished"]) if options["wished"] else None
        into = open_target(target, kept, wished)
        wanted = Announcement(now(), as_of, options["note"], _pages(options["correct"], settings))
        key, keep = options["key"], options["keep"]

        def work() -> int:
            with into.store.exclusive():
                return _publish(settings, into, wanted, key, keep)

        sys.exit(locked(settings, work))


def _publish(
    settings: Settings, target: Target, wanted: Announcement, key: Path | None, keep: int
) -> int:
    logged = catch_up(settings, target)
    made = built(settings, wanted.day, wanted)
    if made is None:
        return FINDINGS
    if sys.stderr.isatty():
        click.echo(told(settings, "copying"), err=True)
    go_live(settings, target, _outgoing(settings, made, wanted.at, key), logged, keep)
    return CLEAN


@dataclass(frozen=True, slots=True)
class Logged:
    """What the knowledge base knows of what has been published."""

    publications: tuple[Publication, ...]
    registry: Registry


def catch_up(settings: Settings, target: Target) -> Logged:
    """Let the log catch up with what is live, in case a run was killed, and clear up after it."""
    publications, damage = read_publications(settings.publications.parent)
    published, faults = read_published(settings.root)
    if not (damage or faults):
        target.mend()
        register(target, settings.root / PATH, published.registry)
        if missed := settle(target, settings.publications, publications):
            click.echo(told(settings, "log-recovered", path=_log_file(settings, missed)))
            publications = (*publications, missed)
        target.tidy(publication.at for publication in publications)
    return Logged(tuple(publications), published.registry)


def go_live(settings: Settings, target: Target, site: Site, logged: Logged, keep: int) -> None:
    """Deliver the site, then bring the log to what is live; it may be killed anywhere."""
    done = deliver(site, target)
    register(target, settings.root / PATH, logged.registry)
    if new := settle(target, settings.publications, logged.publications):
        click.echo(told(settings, "logged", path=_log_file(settings, new)))
    _tell(settings, done, target.prune(keep))


def _outgoing(settings: Settings, made: Generated, at: dt.datetime, key: Path | None) -> Site:
    """What is to be shown, and what the release knows of it."""
    folder = outgoing(settings.site, settings.state, key)
    newest = max(made.checked.library.publications, key=lambda p: p.at, default=None)
    return Site(folder, made.addresses, newest, at)


def _tell(settings: Settings, done: Delivered, pruned: tuple[Release, ...]) -> None:
    saying = "published" if done.copied or done.linked else "published-already"
    values = {"release": done.release.name, "copied": done.copied, "linked": done.linked}
    click.echo(told(settings, saying, **values))
    if done.lost:
        lost = ", ".join(done.lost[:5])
        click.echo(told(settings, "carried-lost", count=len(done.lost), files=lost), err=True)
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
def rollback(session: Session, target: str, release: str | None) -> None:
    """Make RELEASE of TARGET live, or the release before the one that is live.

    Every file of it is read first; a damaged one is not switched to.
    """
    with told_problems(session.language):
        into = open_target(target, ())
        with into.store.exclusive():
            into.mend()
            chosen = into.release(release) if release else into.before(into.live())
            if code := _told_damage(session.language, chosen, go_back(into, chosen)):
                sys.exit(code)
        click.echo(say("rolled-back", session.language, release=chosen.name))


@click.command()
@_target
@_format
@click.pass_obj
def releases(session: Session, target: str, form: str) -> None:
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


def _told_damage(language: Language, release: Release, found: tuple[Difference, ...]) -> int:
    """Tell what a release lacks; silent where it is whole."""
    if not found:
        return CLEAN
    for difference in found:
        click.echo(say(f"fault-{difference.fault}", language, path=difference.path))
    click.echo(say("not-verified", language, release=release.name, count=len(found)), err=True)
    return FINDINGS
