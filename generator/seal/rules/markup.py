"""What the policy of pages (`policy.CONTENT_SECURITY_OF_PAGES`) refuses does not stand in them:
code and styles in the page itself, handlers, frames, plug-ins, another base for its links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder


def check(path: str, known: Facts, _: Folder) -> Iterator[Finding]:
    for each in known.markup:
        yield Finding(path, each.code, {"got": each.name}, each.spot)
