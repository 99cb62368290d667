"""No two files have one name on Windows and macOS, which see no difference in case or in the way a
letter is written."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.seal.folder import Finding


def check(paths: Iterable[str]) -> Iterator[Finding]:
    names = {path: _name(path) for path in paths}
    if len({*names.values()}) == len(names):
        return
    twins: dict[str, list[str]] = defaultdict(list)
    for path, name in names.items():
        twins[name].append(path)
    for first, *others in twins.values():
        for other in others:
            yield Finding(other, "file-twin", {"got": other, "other": first})


def _name(path: str) -> str:
    return (path if path.isascii() else unicodedata.normalize("NFC", path)).casefold()
