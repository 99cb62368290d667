"""Addresses of targets on other machines: ``ssh://[user@]host[:port]/path``."""

from __future__ import annotations

import os
import re
import shlex
import urllib.parse
from dataclasses import dataclass

from generator.messages import Problem

SCHEME = "ssh://"

_ADDRESS = re.compile(
    r"ssh://(?:(?P<user>\w[\w.-]*)@)?(?P<host>\w[\w.-]*|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))?"
    r"/(?P<path>[^\0\r\n]+)",
    re.ASCII,
)
_OPTIONS = (
    "BatchMode=yes",
    "ConnectTimeout=20",
    "ServerAliveInterval=15",
    "ServerAliveCountMax=4",
    "ControlPath=none",
)
"""Nothing is asked for; a network that is gone is noticed within a minute; each connection is one
of its own, and ends with who uses it."""


@dataclass(frozen=True, slots=True)
class Address:
    """``path`` is absolute, or begins with ``./`` and is below the user's home."""

    text: str
    host: str
    port: str | None
    path: str

    @property
    def program(self) -> list[str]:
        """How ``ssh`` is called, but for the host; what RSYNC_RSH says comes first and wins."""
        words = shlex.split(os.environ.get("RSYNC_RSH", "")) or ["ssh"]
        options = [word for option in _OPTIONS for word in ("-o", option)]
        return [*words, *options, *(("-p", self.port) if self.port else ())]


def parse(text: str) -> Address:
    """Names that a program could take for an option are none."""
    found = _ADDRESS.fullmatch(text)
    path = urllib.parse.unquote(found["path"]) if found else ""
    if found is None or not path.strip("~/.") or re.search(r"[\0\r\n]", path):
        raise Problem("bad-address", got=text)
    user = f"{found['user']}@" if found["user"] else ""
    below_home = path.startswith("~/")
    path = f"./{path[2:].lstrip('/')}" if below_home else f"/{path}"
    return Address(text, user + found["host"], found["port"], path.rstrip("/"))
