"""Hashed files of other releases, which tabs that were opened on them still ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from generator.manifest import Manifest
from generator.policy import is_hashed
from generator.publish.store import Store
from generator.publish.target import Damaged, Release

Offers: TypeAlias = Mapping[str, tuple[str, Release]]
"""Path below the site → digest and a release that has the file."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A site with what it carries: all that is there by what was read, all that is to be there,
    and what could not be carried, as it is missing or damaged where it comes from."""

    found: Manifest
    whole: Manifest
    lost: tuple[str, ...]


def built_by(releases: Iterable[Release]) -> Offers:
    """What the releases built themselves; what they carry vanishes with who built it. A release
    whose list is damaged offers nothing."""
    found: dict[str, tuple[str, Release]] = {}
    for release in releases:
        with suppress(Damaged):
            found |= _hashed(release.built(), release)
    return found


def shown_by(release: Release | None) -> Offers:
    """What a release has, whoever built it."""
    with suppress(Damaged):
        return _hashed(release.manifest(), release) if release else {}
    return {}


def _hashed(listed: Manifest, release: Release) -> dict[str, tuple[str, Release]]:
    return {path: (digest, release) for path, digest in listed.items() if is_hashed(path)}


def carry(store: Store, site: str, own: Manifest, offers: Offers) -> Carried:
    """Link what is offered into a site that is not live, and read it all."""
    wanted = {path: offer for path, offer in offers.items() if path not in own}
    by_release: dict[str, list[str]] = {}
    for path, (_, release) in sorted(wanted.items()):
        by_release.setdefault(release.site, []).append(path)
    for source, paths in by_release.items():
        store.link(source, site, paths)
    found = store.digests(site)
    arrived = {path: digest for path, (digest, _) in wanted.items() if found.get(path) == digest}
    lost = wanted.keys() - arrived.keys()
    store.remove(f"{site}/{path}" for path in lost if path in found)
    left = {path: digest for path, digest in found.items() if path not in lost}
    return Carried(left, {**own, **arrived}, tuple(sorted(lost)))
