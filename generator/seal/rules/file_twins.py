"""No two files have one name on Windows and macOS, which see no difference in case or in the way a
letter is written."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.seal.folder import Finding


def check(paths: Iterable[str]) -> Iterator[Finding]:
    twins: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        plain = path if path.isascii() else unicodedata.normalize("NFC", path)
        twins[plain.casefold()].append(path)
    for first, *others in twins.values():
        for other in others:
            yield Finding(other, "file-twin", {"got": other, "other": first})
