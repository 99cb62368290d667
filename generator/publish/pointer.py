"""The live release on file systems without symbolic links: a small file names it.

``current.txt`` is what counts; it has the form that ``RewriteMap txt:`` of Apache reads. IIS reads
``web.config``, which follows from it.
"""

from __future__ import annotations

import re

from generator.render import servers

POINTER, WEB_CONFIG = "current.txt", "web.config"

_LINE = re.compile(r"release (\d{8}T\d{6}Z-[0-9a-f]{8})\r?\n?", re.ASCII)


def pointer(name: str) -> bytes:
    return f"release {name}\n".encode()


def named(data: bytes) -> str | None:
    """The release that ``current.txt`` names."""
    found = _LINE.fullmatch(data.decode("ascii", "replace"))
    return found[1] if found else None


def web_config(name: str) -> bytes:
    return servers.web_config(name).encode()
