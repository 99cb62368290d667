"""``sotay apply``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click

from generator.commands.common import CLEAN, Session, now, told_problems
from generator.commands.verify import identity_option, refusal, require_signers, signers_option
from generator.messages import Language, Problem, say
from generator.offline.opened import Pack, opened
from generator.offline.release_pack import ADDRESSES, PUBLICATION
from generator.publish.deliver import Delivered, Site, deliver
from generator.publish.outgoing import learn, outgoing
from generator.publish.signing import signer
from generator.publish.store import HIDDEN
from generator.publish.target import RELEASES, Target, open_target
from generator.records.publication import Publication
from generator.registry import is_address

_PLACE = f"{RELEASES}/{HIDDEN}apply"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for."""

    pack: Path
    signers: Path | None
    identity: str | None
    is_older_fine: bool


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@signers_option
@identity_option
@click.option("--older", is_flag=True, help="Apply it though what is live is newer.")
@click.option(
    "--keep", type=click.IntRange(1), default=5, show_default=True, help="Releases to keep."
)
@click.pass_obj
def apply(session: Session, /, pack: Path, target: Path, keep: int, **options: Any) -> None:
    """Make the release in PACK, which “sotay pack” has made, the live one of the folder TARGET.

    Needs no knowledge base and no network. Everything is checked before the one step that switches.
    """
    language = session.language
    wanted = _Wanted(pack, options["signers"], options["identity"], options["older"])
    require_signers(language, wanted.signers, wanted.identity)
    with told_problems(language):
        into = open_target(str(target), ())
        with into.store.exclusive():
            done = _apply(language, wanted, into)
            into.prune(keep)
    saying = "applied" if done.copied or done.linked else "applied-already"
    values = {"copied": done.copied, "linked": done.linked}
    click.echo(say(saying, language, release=done.release.name, pack=pack.name, **values))
    sys.exit(CLEAN)


def _apply(language: Language, wanted: _Wanted, target: Target) -> Delivered:
    """What is made on the way stands below a hidden name in the target, and is gone afterwards."""
    place = target.root / _PLACE
    target.tidy(_told_of(target))
    try:
        with opened(wanted.pack, shutil.disk_usage(target.root).free) as pack:
            _require_signature(language, pack, wanted)
            addresses, publication = _addresses(pack), _publication(pack)
            _require_newer(publication, target, wanted)
            site = place / "site"
            pack.unpack(_there(target), site)
            if live := target.live():
                with suppress(Problem):
                    learn(place, target.root / live.site, live.manifest())
        folder = outgoing(site, place)
        return deliver(Site(folder, addresses, publication, now()), target)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _told_of(target: Target) -> Iterator[str]:
    """Every publication that a release tells of: what is half made is to be cleared away, and no
    whole release, since no log is here that could say which ones came to be."""
    for release in target.releases():
        with suppress(Problem):
            if told := release.publication():
                yield told.at


def _require_signature(language: Language, pack: Pack, wanted: _Wanted) -> None:
    if wanted.signers is None:
        return
    if signer(pack.manifest, pack.signature, wanted.signers, wanted.identity) is None:
        values = refusal(language, pack.signature, wanted.signers)
        raise Problem("signature-refused", **values)


def _addresses(pack: Pack) -> frozenset[str]:
    """They go into a register for ever, so each must be one that the site answers."""
    found = pack.addresses.decode("utf-8", "replace").split()
    for address in found:
        path = unquote(address).removeprefix("/")
        page = f"{path}index.html" if path.endswith("/") or not path else path
        if not is_address(address) or page not in pack.listed:
            raise Problem("pack-hostile", reason=f"{ADDRESSES}: {address!r}")
    return frozenset(found)


def _publication(pack: Pack) -> Publication | None:
    try:
        return Publication.model_validate_json(pack.publication) if pack.publication else None
    except ValueError:
        raise Problem("pack-damaged", reason=PUBLICATION) from None


def _require_newer(told: Publication | None, target: Target, wanted: _Wanted) -> None:
    """An old pack, though signed, must not take the place of newer pages by mistake."""
    live = target.live()
    shown = live.publication() if live else None
    if told and shown and told.at < shown.at and not wanted.is_older_fine:
        raise Problem("pack-older", pack=told.name, live=shown.name)


def _there(target: Target) -> Mapping[str, Path]:
    """Files of the target by their digest."""
    found: dict[str, Path] = {}
    for release in target.releases():
        with suppress(Problem):
            listed = release.manifest()
            site = target.root / release.site
            found.update((digest, site / path) for path, digest in listed.items())
    return found
