"""``sotay pack``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from generator import companions, manifest
from generator.commands.build import built, generated
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Session,
    UsageProblem,
    as_of_option,
    locked,
    told,
    told_problems,
)
from generator.manifest import NAME, SIGNATURE, parse
from generator.messages import Language, Problem, say
from generator.offline import container
from generator.offline.opened import manifest_of
from generator.offline.release_pack import START, Base, Released, entries
from generator.publish.outgoing import read, sealed
from generator.publish.signing import sign
from generator.publish.target import ADDRESSES, PUBLICATION, SITE, open_target
from generator.records import publication as log
from generator.settings import Settings

_path = click.Path(path_type=Path)


@click.command()
@click.option("--session", "identity", metavar="ID", help="Pack this training session alone.")
@click.option(
    "--since",
    type=_path,
    metavar="RELEASE",
    help="Pack what differs from this: an earlier pack, a release, a target, or a manifest.txt.",
)
@click.option(
    "--from",
    "origin",
    type=_path,
    metavar="TARGET",
    help="Pack the live release of TARGET instead of building.",
)
@click.option("--sign", "key", type=_path, metavar="KEY", help="Sign with this SSH key.")
@click.argument("out", type=_path)
@as_of_option
@click.pass_obj
def pack(
    session: Session, /, out: Path, as_of: dt.date, identity: str | None, **options: Path | None
) -> None:
    """Pack the site, to be opened from a disk or brought to a server with “sotay apply”.

    OUT is a name that ends in .zip. With --session it may be a folder that does not exist or is
    empty, too.
    """
    since, origin, key = options["since"], options["origin"], options["key"]
    if (identity and (since or origin or key)) or (key and origin):
        raise UsageProblem(say("pack-options", session.language))
    with told_problems(session.language):
        if origin:
            sys.exit(_pack_live(session.language, origin, since, out))
        settings = session.open()
        if identity:
            sys.exit(locked(settings, lambda: _pack_session(settings, as_of, identity, out)))
        sys.exit(locked(settings, lambda: _pack_site(settings, as_of, since, key, out)))


def _pack_live(language: Language, origin: Path, since: Path | None, out: Path) -> int:
    target = open_target(str(origin), ())
    _claim(out, (target.root,))
    live = target.live()
    if live is None:
        raise Problem("no-releases", target=str(origin))
    return _put(language, _released(target.root / live.folder), _base(since), out)


def _released(release: Path) -> Released:
    site = release / SITE
    return Released(
        site,
        sealed(site),
        read(site / SIGNATURE),
        read(release / ADDRESSES),
        read(release / PUBLICATION),
    )


def _pack_site(
    settings: Settings, as_of: dt.date, since: Path | None, key: Path | None, out: Path
) -> int:
    """The newest publication that the site tells of goes along, as it does in a release."""
    _claim(out, (settings.docs, settings.records, settings.site, settings.state))
    base = _base(since)
    made = built(settings, as_of)
    if made is None:
        return FINDINGS
    text = sealed(settings.site)
    newest = max(made.checked.library.publications, key=lambda p: p.at, default=None)
    released = Released(
        settings.site,
        text,
        sign(text, key) if key else b"",
        "".join(f"{address}\n" for address in sorted(made.addresses)).encode(),
        log.as_text(newest).encode() if newest else b"",
    )
    return _put(settings.language, released, base, out)


def _base(since: Path | None) -> Base | None:
    """What is there already: by a pack, the manifest of a site, a release or a target."""
    if since is None:
        return None
    if since.is_file() and container.is_zip(since):
        return Base(since.name, manifest_of(since))
    try:
        if since.is_file():
            return Base(str(since), parse(since.read_text(encoding="utf-8")))
        if (since / SITE / NAME).is_file():
            return _of_site(since / SITE)
        if (since / NAME).is_file():
            return _of_site(since)
        target = open_target(str(since), ())
        if live := target.live():
            return _of_site(target.root / live.site)
    except (OSError, ValueError, Problem):
        """Told below, as anything else that is no release."""
    raise Problem("since-unknown", since=str(since))


def _of_site(site: Path) -> Base:
    return Base(site.resolve().parent.name, parse((site / NAME).read_text(encoding="utf-8")))


def _claim(out: Path, in_use: tuple[Path, ...]) -> None:
    if not container.is_zip(out):
        raise Problem("pack-zip-only", out=str(out))
    container.claim(out, in_use)


def _put(language: Language, released: Released, base: Base | None, out: Path) -> int:
    try:
        files = container.put_entries(entries(released, base), out)
    except OSError as error:
        click.echo(say("pack-failed", language, out=out, reason=error), err=True)
        return FINDINGS
    size = f"{out.stat().st_size / 1e6:.1f}"
    values = {"out": out, "files": files, "size": size, "start": START}
    if base:
        click.echo(say("packed-changes", language, since=base.name, **values))
    else:
        click.echo(say("packed-release", language, **values))
    return CLEAN


def _pack_session(settings: Settings, as_of: dt.date, identity: str, out: Path) -> int:
    from generator.site import part
    from generator.site.build import Failed

    container.claim(out, (settings.docs, settings.records, settings.site, settings.state))
    done = generated(settings, as_of)
    if done is None:
        return FINDINGS
    wanted, first, more = companions.pack(done.checked, settings, as_of, identity)
    made = part.build(settings, as_of, wanted, first, more)
    if isinstance(made, Failed):
        click.echo(told(settings, "build-failed", reason=made.reason), err=True)
        return FINDINGS
    companions.cut_links(made, wanted, settings)
    try:
        container.put(made, out, identity)
    except OSError as error:
        click.echo(told(settings, "pack-failed", out=out, reason=error), err=True)
        return FINDINGS
    files = sum(1 for _ in manifest.files(made))
    start = f"{identity}/index.html" if container.is_zip(out) else out / "index.html"
    click.echo(told(settings, "packed", files=files, out=out, start=start))
    return CLEAN
