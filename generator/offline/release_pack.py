"""A release as a ZIP file: to be opened from a disk, and to be carried to where no network leads.

so-tay/…            the files that manifest.txt lists (those that differ, in a pack of changes)
so-tay/manifest.txt, so-tay/manifest.txt.sig
addresses.txt, publication.json      what a release tells beside its site
pack.json           the form of the pack, and the release that a pack of changes needs
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.manifest import NAME, SIGNATURE, Manifest, parse
from generator.messages import Problem
from generator.offline.container import Entry

TOP, START = "so-tay", "so-tay/index.html"
HEAD, ADDRESSES, PUBLICATION = "pack.json", "addresses.txt", "publication.json"
FORMAT = 1
"""Raised when a program of today could not apply the packs of tomorrow."""


@dataclass(frozen=True, slots=True)
class Released:
    """A sealed site in a folder, and what its release tells; empty where it has none of it."""

    site: Path
    manifest: bytes
    signature: bytes
    addresses: bytes
    publication: bytes

    @property
    def listed(self) -> Manifest:
        return parse(self.manifest.decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Base:
    """The release that a pack of changes starts from; ``name`` is how people know it."""

    name: str
    manifest: Manifest


def entries(released: Released, base: Base | None) -> Iterator[Entry]:
    """What goes into the ZIP, in order. Raise `Problem` where a file is not what is listed."""
    listed = released.listed
    there = frozenset(base.manifest.values()) if base else frozenset()
    beside = {
        HEAD: _head(released, base),
        ADDRESSES: released.addresses,
        PUBLICATION: released.publication,
        f"{TOP}/{NAME}": released.manifest,
        f"{TOP}/{SIGNATURE}": released.signature,
    }
    wanted = {f"{TOP}/{path}": path for path, digest in listed.items() if digest not in there}
    for name in sorted({name for name, content in beside.items() if content} | set(wanted)):
        yield name, beside.get(name) or _read(released.site, wanted[name], listed)


def _head(released: Released, base: Base | None) -> bytes:
    found: dict[str, Any] = {
        "format": FORMAT,
        "manifest": sha256(released.manifest).hexdigest(),
        "since": base.name if base else None,
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _read(site: Path, path: str, listed: Manifest) -> bytes:
    try:
        content = (site / path).read_bytes()
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != listed[path]:
        raise Problem("site-changed", file=path)
    return content
