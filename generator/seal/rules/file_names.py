"""Every file can be copied to any system: Windows refuses some names and long paths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder

MAX_PATH = 180
"""Windows takes 260 units for all of a path; the rest is for the folder that the site lies in."""

_REFUSED = re.compile(
    r"""(?ix)
    .*[<>:"|?*\\\x00-\x1f].* | .*[.\ ]
    | (?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?
    """
)


def check(path: str, _: Facts, __: Folder) -> Iterator[Finding]:
    for name in path.split("/"):
        if _REFUSED.fullmatch(name):
            yield Finding(path, "file-name", {"got": name})
    if (length := len(path.encode("utf-16-le")) // 2) > MAX_PATH:
        yield Finding(path, "path-long", {"got": str(length), "limit": str(MAX_PATH)})
