"""The folder that is published to: its releases, which of them is live, and the switch."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.manifest import Difference, Manifest, differences, parse
from generator.messages import Problem
from generator.records.publication import Publication

CURRENT, RELEASES, SITE = "current", "releases", "site"
MANIFEST, PUBLICATION, ADDRESSES = "manifest.txt", "publication.json", "addresses.txt"

_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}", re.ASCII)
_HIDDEN = ".sotay-"
"""Begins the names of what is half made or half deleted."""

_NO_CONTENT = {"lock", "lost+found"}


@dataclass(frozen=True, slots=True)
class Release:
    """A release that once was whole; ``name`` sorts by time."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def site(self) -> Path:
        return self.folder / SITE

    def manifest(self) -> Manifest:
        try:
            return parse((self.folder / MANIFEST).read_bytes().decode("utf-8"))
        except (OSError, ValueError):
            raise Problem("release-damaged", release=self.name, file=MANIFEST) from None

    def publication(self) -> Publication | None:
        """The newest publication that this release tells of; None where it tells of none."""
        try:
            text = (self.folder / PUBLICATION).read_bytes()
        except FileNotFoundError:
            return None
        try:
            return Publication.model_validate_json(text)
        except ValueError:
            raise Problem("release-damaged", release=self.name, file=PUBLICATION) from None

    def addresses(self) -> tuple[str, ...]:
        """Every address that this release answers."""
        try:
            return tuple((self.folder / ADDRESSES).read_text(encoding="utf-8").split())
        except (OSError, ValueError):
            raise Problem("release-damaged", release=self.name, file=ADDRESSES) from None

    @property
    def day(self) -> dt.date:
        return dt.datetime.strptime(self.name[:16], "%Y%m%dT%H%M%S%z").date()

    def differences(self) -> tuple[Difference, ...]:
        return tuple(differences(self.site, self.manifest()))


@dataclass(frozen=True, slots=True)
class Target:
    """A folder that holds releases, or is to hold them."""

    root: Path

    def releases(self) -> tuple[Release, ...]:
        """Oldest first."""
        folder = self.root / RELEASES
        found = folder.iterdir() if folder.is_dir() else ()
        return tuple(Release(path) for path in sorted(found) if _NAME.fullmatch(path.name))

    def live(self) -> Release | None:
        """The release that ``current`` leads to."""
        current = self.root / CURRENT
        if not current.is_symlink():
            return None
        release = Release(current.resolve().parent)
        return release if release in self.releases() and release.site.is_dir() else None

    def release(self, name: str) -> Release:
        found = next((r for r in self.releases() if r.name == name), None)
        if found is None:
            raise Problem("no-release", release=name, target=str(self.root))
        return found

    def before(self, live: Release | None) -> Release:
        """The newest release older than the one that is live."""
        older = [r for r in self.releases() if live is not None and r.name < live.name]
        if not older:
            raise Problem("no-older-release", target=str(self.root))
        return older[-1]

    def hidden(self, name: str) -> Path:
        """Where something stands that is not to be taken for a release."""
        return self.root / RELEASES / f"{_HIDDEN}{name}"

    def switch(self, release: Release) -> None:
        """Lead ``current`` to the release: a new link is renamed over the old one."""
        link = self.root / f"{_HIDDEN}{CURRENT}"
        link.unlink(missing_ok=True)
        try:
            link.symlink_to(Path(RELEASES, release.name, SITE), target_is_directory=True)
        except OSError as error:
            raise Problem("no-symlinks", reason=error.strerror or str(error)) from None
        link.replace(self.root / CURRENT)

    def discard(self, release: Release) -> None:
        """Delete a release; it loses its name first, so that none is ever half there."""
        doomed = self.hidden(release.name)
        shutil.rmtree(doomed, ignore_errors=True)
        release.folder.rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)

    def prune(self, keep: int) -> tuple[Release, ...]:
        """Delete all but the newest ``keep`` releases, and never the one that is live."""
        live = self.live()
        old = tuple(release for release in self.releases()[:-keep] if release != live)
        for release in old:
            self.discard(release)
        return old

    def tidy(self, published: Iterable[str]) -> None:
        """Clear away what a killed run has left: things half made, and a whole release that tells
        of a publication which never came to be, as it was never switched to."""
        known, live = set(published), self.live()
        for path in (self.root / RELEASES).glob(f"{_HIDDEN}*"):
            shutil.rmtree(path, ignore_errors=True)
        for release in self.releases():
            with suppress(Problem):
                publication = None if release == live else release.publication()
                if publication is not None and publication.at not in known:
                    self.discard(release)


def open_target(path: Path, kept: Iterable[Path]) -> Target:
    """The target at ``path``, which must be a folder for this alone and none of ``kept``, the
    folders of the knowledge base."""
    values = {"target": str(path)}
    if not path.is_dir():
        raise Problem("target-no-folder", **values)
    root = path.resolve()
    if any(root == folder or folder in root.parents or root in folder.parents for folder in kept):
        raise Problem("target-in-base", **values)
    names = {name for name in os.listdir(root) if not name.startswith(".")} - _NO_CONTENT  # noqa: PTH208
    if names and RELEASES not in names:
        raise Problem("target-in-use", **values)
    if os.path.lexists(root / CURRENT) and not (root / CURRENT).is_symlink():
        raise Problem("target-current", **values)
    return Target(root)
