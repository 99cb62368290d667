"""An ``id`` stands once on a page: a link can lead to the first one only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder


def check(path: str, known: Facts, _: Folder) -> Iterator[Finding]:
    for name in known.repeated:
        yield Finding(path, "repeated-anchor", {"got": name}, name, "id")
