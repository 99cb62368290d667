"""An ``id`` stands once on a page: a link can lead to the first one only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.folder import Finding, Folder


def check(folder: Folder) -> Iterator[Finding]:
    for path, known in folder.facts.items():
        for name in known.repeated:
            yield Finding(path, "repeated-anchor", {"got": name}, name, "id")
