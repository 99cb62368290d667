"""The place that is published to: its releases, which of them is live, and the switch."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.manifest import Difference, Manifest, compare, parse
from generator.messages import Problem
from generator.publish import address
from generator.publish.local import Local
from generator.publish.pointer import POINTER, WEB_CONFIG, named, pointer, web_config
from generator.publish.remote import Remote
from generator.publish.store import HIDDEN, NoLinks, Store
from generator.records.publication import Publication

CURRENT, RELEASES, SITE = "current", "releases", "site"
MANIFEST, PUBLICATION, ADDRESSES = "manifest.txt", "publication.json", "addresses.txt"
BUILT = "built.txt"
"""The manifest of what a release was made of, without what it carries for open tabs."""

MAKING = f"{RELEASES}/{HIDDEN}making"
"""Where a release is made; a run that was cut off leaves it for the next one."""

_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}", re.ASCII)
_GOAL = re.compile(rf"(?:.*/)?{RELEASES}/([^/]+)/{SITE}")
_NO_CONTENT = {"lock", "lost+found"}


class Switch(StrEnum):
    """How a target tells which release is live."""

    LINK = "link"
    POINTER = "pointer"


class Damaged(Problem):
    """A file about a release is not what it was."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release that once was whole; ``name`` sorts by time."""

    store: Store
    name: str

    @property
    def folder(self) -> str:
        return f"{RELEASES}/{self.name}"

    @property
    def site(self) -> str:
        return f"{self.folder}/{SITE}"

    def manifest(self) -> Manifest:
        return self._manifest(MANIFEST, self.store.read(f"{self.folder}/{MANIFEST}"))

    def built(self) -> Manifest:
        """What the release was made of. One of before there was such a list carries nothing."""
        data = self.store.read(f"{self.folder}/{BUILT}")
        return self.manifest() if data is None else self._manifest(BUILT, data)

    def _manifest(self, name: str, data: bytes | None) -> Manifest:
        try:
            return parse((data or b"").decode("utf-8"))
        except ValueError:
            raise Damaged("release-damaged", release=self.name, file=name) from None

    def publication(self) -> Publication | None:
        """The newest publication that this release tells of; None where it tells of none."""
        data = self.store.read(f"{self.folder}/{PUBLICATION}")
        try:
            return None if data is None else Publication.model_validate_json(data)
        except ValueError:
            raise Damaged("release-damaged", release=self.name, file=PUBLICATION) from None

    def addresses(self) -> tuple[str, ...]:
        """Every address that this release answers."""
        data = self.store.read(f"{self.folder}/{ADDRESSES}")
        try:
            return tuple((data or b"\xff").decode("utf-8").split())
        except ValueError:
            raise Damaged("release-damaged", release=self.name, file=ADDRESSES) from None

    @property
    def day(self) -> dt.date:
        return dt.datetime.strptime(self.name[:16], "%Y%m%dT%H%M%S%z").date()

    def differences(self) -> tuple[Difference, ...]:
        """Every file is read again."""
        return tuple(compare(self.store.digests(self.site), self.manifest()))


@dataclass(frozen=True, slots=True)
class Target:
    """A folder that holds releases, or is to hold them; ``wished`` counts for its first one."""

    store: Store
    wished: Switch | None = None

    @property
    def root(self) -> Path:
        """Its folder on this machine, for what needs one."""
        if not isinstance(self.store, Local):
            raise Problem("target-elsewhere", target=self.store.where)
        return self.store.root

    def releases(self) -> tuple[Release, ...]:
        """Oldest first."""
        names = sorted(filter(_NAME.fullmatch, self.store.names(RELEASES)))
        return tuple(Release(self.store, name) for name in names)

    def kept_switch(self) -> Switch | None:
        """None before the first publication."""
        if self.store.goal(CURRENT) is not None:
            return Switch.LINK
        return None if self.store.read(POINTER) is None else Switch.POINTER

    def live(self) -> Release | None:
        """The release that ``current`` leads to, or ``current.txt``."""
        goal = self.store.goal(CURRENT)
        if goal is None:
            name = named(self.store.read(POINTER) or b"")
        else:
            found = _GOAL.fullmatch(goal)
            name = found[1] if found else None
        release = next((r for r in self.releases() if r.name == name), None)
        return release if release and SITE in self.store.names(release.folder) else None

    def release(self, name: str) -> Release:
        found = next((r for r in self.releases() if r.name == name), None)
        if found is None:
            raise Problem("no-release", release=name, target=self.store.where)
        return found

    def before(self, live: Release | None) -> Release:
        """The newest release older than the one that is live."""
        older = [r for r in self.releases() if live is not None and r.name < live.name]
        if not older:
            raise Problem("no-older-release", target=self.store.where)
        return older[-1]

    def switch(self, release: Release) -> None:
        """Make the release live in one step, when it is on the disk."""
        self.store.flush()
        kind = self.kept_switch() or self.wished
        if kind is not Switch.POINTER:
            try:
                self.store.switch(CURRENT, release.site)
            except NoLinks as refused:
                if kind is Switch.LINK:
                    raise Problem("no-symlinks", reason=str(refused)) from None
            else:
                return
        self.store.write(POINTER, pointer(release.name))
        self.mend()

    def mend(self) -> None:
        """Let IIS follow ``current.txt``, in case a run was killed between the two."""
        live = self.live()
        if live is None or self.kept_switch() is not Switch.POINTER:
            return
        wanted = web_config(live.name)
        if self.store.read(WEB_CONFIG) != wanted:
            self.store.write(WEB_CONFIG, wanted)

    def discard(self, release: Release) -> None:
        """Delete a release; it loses its name first, so that none is ever half there."""
        doomed = f"{RELEASES}/{HIDDEN}{release.name}"
        self.store.remove([doomed])
        self.store.rename(release.folder, doomed)
        self.store.remove([doomed])

    def prune(self, keep: int) -> tuple[Release, ...]:
        """Delete all but the newest ``keep`` releases, and never the one that is live."""
        live = self.live()
        old = tuple(release for release in self.releases()[:-keep] if release != live)
        for release in old:
            self.discard(release)
        return old

    def tidy(self, published: Iterable[str]) -> None:
        """Clear away what a killed run has left: things half deleted or half written, and a whole
        release that tells of a publication which never came to be, as it was never switched to.
        What is half made stays, to be made whole."""
        known, live = set(published), self.live()
        left = [f"{RELEASES}/{n}" for n in self.store.names(RELEASES) if n.startswith(HIDDEN)]
        left += [n for n in self.store.names("") if n.startswith(".") and n.endswith(".tmp")]
        self.store.remove(path for path in left if path != MAKING)
        for release in self.releases():
            with suppress(Damaged):
                publication = None if release == live else release.publication()
                if publication is not None and publication.at not in known:
                    self.discard(release)


def open_target(where: str, kept: Iterable[Path], wished: Switch | None = None) -> Target:
    """The target that the user calls so, which must be a folder for this alone and none of
    ``kept``, the folders of the knowledge base."""
    store: Store
    if where.startswith(address.SCHEME):
        store = Remote(address.parse(where))
    else:
        store = _local(where, kept)
    names = {name for name in store.names("") if not name.startswith(".")} - _NO_CONTENT
    if names and RELEASES not in names:
        raise Problem("target-in-use", target=where)
    if CURRENT in names and store.goal(CURRENT) is None:
        raise Problem("target-current", target=where)
    target = Target(store, wished)
    if wished is not None and target.kept_switch() not in {None, wished}:
        raise Problem("target-keeps-switch", target=where, switch=str(target.kept_switch()))
    return target


def _local(where: str, kept: Iterable[Path]) -> Local:
    if not Path(where).is_dir():
        raise Problem("target-no-folder", target=where)
    root = Path(where).resolve()
    if any(root == folder or folder in root.parents or root in folder.parents for folder in kept):
        raise Problem("target-in-base", target=where)
    return Local(root)
