"""Every file can be copied to any system: Windows refuses some names and long paths, Windows and
macOS take two names for one that differ in case or in the way a letter is written."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from generator.seal.folder import Finding, Folder

MAX_PATH = 180
"""Windows takes 260 units for all of a path; the rest is for the folder that the site lies in."""

_REFUSED = re.compile(
    r"""(?ix)
    .*[<>:"|?*\\\x00-\x1f].* | .*[.\ ]
    | (?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?
    """
)


def check(folder: Folder) -> Iterator[Finding]:
    twins: dict[str, list[str]] = defaultdict(list)
    for path in folder.facts:
        twins[unicodedata.normalize("NFC", path).casefold()].append(path)
        for name in path.split("/"):
            if _REFUSED.fullmatch(name):
                yield Finding(path, "file-name", {"got": name})
        if (length := len(path.encode("utf-16-le")) // 2) > MAX_PATH:
            yield Finding(path, "path-long", {"got": str(length), "limit": str(MAX_PATH)})
    for first, *others in twins.values():
        for other in others:
            yield Finding(other, "file-twin", {"got": other, "other": first})
