"""No script and no data name another host: what is not there is never asked for by mistake."""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder

_SHOWN = 200


def check(path: str, known: Facts, folder: Folder) -> Iterator[Finding]:
    own = folder.workplace.site_url
    for address in known.hosts:
        if own is None or not address.startswith(own):
            yield Finding(path, "foreign-address", {"got": address[:_SHOWN]}, address)
