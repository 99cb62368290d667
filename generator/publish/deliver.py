"""Bring a folder into a release of the target, verify what arrived, and switch to it; and back."""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.manifest import Difference, Fault, Manifest, as_text, compare, manifest
from generator.messages import Problem
from generator.policy import is_hashed
from generator.publish.carry import Carried, built_by, carry, shown_by
from generator.publish.store import Cut, Store
from generator.publish.target import (
    ADDRESSES,
    BUILT,
    MAKING,
    MANIFEST,
    PUBLICATION,
    SITE,
    Damaged,
    Release,
    Target,
)
from generator.records import publication as log
from generator.records.publication import Publication


@dataclass(frozen=True, slots=True)
class Delivered:
    """The release that is live now; files by how they came. Without any it was live before.

    ``lost`` are files for open tabs that are missing or damaged in the release that has them.
    """

    release: Release
    copied: int
    linked: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be delivered: the folder holds exactly the files that are to be shown."""

    folder: Path
    addresses: frozenset[str]
    publication: Publication | None
    at: dt.datetime


def deliver(site: Site, target: Target) -> Delivered:
    """Make the site live. Until the last step the live release is what it was.

    Where the connection breaks, or this process dies, what has arrived stays for the next run.
    """
    wanted, live = manifest(site.folder), target.live()
    if live is not None and _is_whole(live, wanted):
        target.store.remove([MAKING])
        return Delivered(live, 0, 0)
    release = Release(target.store, _name(site.at, wanted, target))
    try:
        copied, carried = _make(site, wanted, target, live)
    except Cut:
        raise
    except Exception:
        with suppress(Problem):
            target.store.remove([MAKING])
        raise
    target.store.rename(MAKING, release.folder)
    target.switch(release)
    return Delivered(release, copied, len(wanted) - copied, carried.lost)


def _is_whole(live: Release, wanted: Manifest) -> bool:
    """Whether the release was made of these files and still is as it was made."""
    try:
        return live.built() == wanted and not live.differences()
    except Damaged:
        return False


def _name(at: dt.datetime, wanted: Manifest, target: Target) -> str:
    """Time and content; later than every release that is there, whatever the clock says."""
    moment = at.astimezone(dt.UTC).replace(microsecond=0)
    if releases := target.releases():
        last = dt.datetime.strptime(releases[-1].name[:16], "%Y%m%dT%H%M%S%z")
        moment = max(moment, last + dt.timedelta(seconds=1))
    content = hashlib.sha256(as_text(wanted).encode()).hexdigest()[:8]
    return f"{moment:%Y%m%dT%H%M%SZ}-{content}"


def _make(
    site: Site, wanted: Manifest, target: Target, live: Release | None
) -> tuple[int, Carried]:
    """Make a whole release under a hidden name, and read back what arrived."""
    store, making = target.store, f"{MAKING}/{SITE}"
    copied = store.receive(site.folder, wanted, making, live.site if live else None)
    carried = carry(store, making, wanted, built_by(target.releases()))
    if left := [difference.path for difference in compare(carried.found, carried.whole)]:
        raise Problem("copy-differs", files=", ".join(left[:5]))
    _describe(site, wanted, carried.whole, store)
    return copied, carried


def _describe(site: Site, wanted: Manifest, whole: Manifest, store: Store) -> None:
    """Write what a release knows of itself, instead of what a run that was killed has written."""
    texts = {
        BUILT: as_text(wanted),
        MANIFEST: as_text(whole),
        ADDRESSES: "".join(f"{address}\n" for address in sorted(site.addresses)),
    }
    if site.publication:
        texts[PUBLICATION] = log.as_text(site.publication)
    store.remove(f"{MAKING}/{name}" for name in store.names(MAKING) - {SITE})
    for name, text in texts.items():
        store.write(f"{MAKING}/{name}", text.encode())


def go_back(target: Target, chosen: Release) -> tuple[Difference, ...]:
    """Make another release live, if nothing differs from what it was; what differs.

    First it gets the hashed files of the live one. A run that was killed on the way has left some
    that the manifest does not name yet, which is no damage.
    """
    live, own = target.live(), chosen.manifest()
    carried = carry(target.store, chosen.site, own, shown_by(live))
    differences = tuple(compare(carried.found, carried.whole))
    stale = [d for d in differences if d.fault is Fault.FOREIGN and is_hashed(d.path)]
    if damaged := tuple(d for d in differences if d not in stale):
        return damaged
    if chosen != live:
        target.store.remove(f"{chosen.site}/{difference.path}" for difference in stale)
        target.store.write(f"{chosen.folder}/{MANIFEST}", as_text(carried.whole).encode())
        target.switch(chosen)
    return ()
