"""Copy a built site into a release of the target, verify what arrived, and switch to it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.manifest import Manifest, as_text, differences, manifest
from generator.messages import Problem
from generator.publish.target import (
    ADDRESSES,
    MANIFEST,
    PUBLICATION,
    RELEASES,
    SITE,
    Release,
    Target,
)
from generator.records import publication as log
from generator.records.publication import Publication


@dataclass(frozen=True, slots=True)
class Delivered:
    """The release that is live now; files by how they came. Without any it was live before."""

    release: Release
    copied: int
    linked: int


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be delivered; ``leave_out`` are files that are nobody's business outside."""

    folder: Path
    leave_out: frozenset[str]
    addresses: frozenset[str]
    publication: Publication | None
    at: dt.datetime


def deliver(site: Site, target: Target) -> Delivered:
    """Make the site live. Until the last step ``current`` is what it was."""
    wanted, live = manifest(site.folder, site.leave_out), target.live()
    if live is not None and _is_whole(live, wanted):
        return Delivered(live, 0, 0)
    name = _name(site.at, wanted, target)
    making = target.hidden(name)
    try:
        linked = _copy(site, wanted, making, live)
        _verify(site, wanted, making)
        release = Release(target.root / RELEASES / name)
        making.rename(release.folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    target.switch(release)
    return Delivered(release, len(wanted) - linked, linked)


def _is_whole(live: Release, wanted: Manifest) -> bool:
    return _manifest_of(live) == wanted and not any(differences(live.site, wanted))


def _name(at: dt.datetime, wanted: Manifest, target: Target) -> str:
    """Time and content; later than every release that is there, whatever the clock says."""
    moment = at.astimezone(dt.UTC).replace(microsecond=0)
    if releases := target.releases():
        last = dt.datetime.strptime(releases[-1].name[:16], "%Y%m%dT%H%M%S%z")
        moment = max(moment, last + dt.timedelta(seconds=1))
    content = hashlib.sha256(as_text(wanted).encode()).hexdigest()[:8]
    return f"{moment:%Y%m%dT%H%M%SZ}-{content}"


def _copy(site: Site, wanted: Manifest, making: Path, live: Release | None) -> int:
    """Write the release; files that the live one has are linked where the file system can."""
    there = _manifest_of(live)
    linked = 0
    for path in sorted(wanted):
        to = making / SITE / path
        to.parent.mkdir(parents=True, exist_ok=True)
        if live is not None and there.get(path) == wanted[path] and _link(live.site / path, to):
            linked += 1
        else:
            shutil.copyfile(site.folder / path, to)
    (making / MANIFEST).write_text(as_text(wanted), encoding="utf-8", newline="\n")
    addresses = "".join(f"{address}\n" for address in sorted(site.addresses))
    (making / ADDRESSES).write_text(addresses, encoding="utf-8", newline="\n")
    if site.publication:
        text = log.as_text(site.publication)
        (making / PUBLICATION).write_text(text, encoding="utf-8", newline="\n")
    return linked


def _manifest_of(live: Release | None) -> Manifest:
    try:
        return live.manifest() if live else {}
    except Problem:
        return {}


def _link(there: Path, to: Path) -> bool:
    try:
        os.link(there, to, follow_symlinks=False)
    except OSError:
        return False
    return True


def _verify(site: Site, wanted: Manifest, making: Path) -> None:
    """Read back what arrived. What differs is copied once more: a linked file may have been
    damaged since it was released. What differs then is the disk's fault."""
    _mend((d.path for d in differences(making / SITE, wanted)), site.folder, making)
    left = [difference.path for difference in differences(making / SITE, wanted)]
    if left:
        raise Problem("copy-differs", files=", ".join(left[:5]))


def _mend(paths: Iterable[str], source: Path, making: Path) -> None:
    for path in paths:
        (making / SITE / path).unlink(missing_ok=True)
        shutil.copyfile(source / path, making / SITE / path)
