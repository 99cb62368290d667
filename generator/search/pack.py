"""Bytes of the index: names and versions of its files, deflated scripts.

A file is a script that calls back with base64 of raw deflate, because scripts load under
``file://``, where ``fetch`` is refused, and need no more than CSP ``script-src 'self'``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import NamedTuple

VERSION = 5
"""Characters of a version, 25 bits: it tells one content of a file from those before it. The rest
of the name tells files apart, so that versions may stay short: the router holds them all."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the index: its name and its text."""

    name: str
    text: str


def inflated(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text), -15)


class Packing(NamedTuple):
    """How zlib deflates: level and strategy."""

    level: int
    strategy: int = zlib.Z_DEFAULT_STRATEGY


BEST = Packing(9)
"""Of what goes to readers."""

POSTINGS = Packing(8, zlib.Z_FILTERED)
"""Of postings, in which three bytes are alike by chance: smaller than by `BEST`, in half the
time."""

QUICK = Packing(1)
"""Of what is only kept."""


def deflate(data: bytes, packing: Packing = BEST) -> bytes:
    """Raw deflate (RFC 1951)."""
    level, strategy = packing
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL, strategy)
    return packer.compress(data) + packer.flush()


def script(name: str, deflated: bytes) -> Packed:
    """The file of what has been deflated."""
    return Packed(f"{name}.js", f'sotaySearch("{name}","{base64.b64encode(deflated).decode()}")\n')


def version(data: bytes) -> str:
    return base64.b32encode(hashlib.sha256(data).digest()).decode()[:VERSION].lower()


def shard_name(border: str, version: str) -> str:
    """``s-1k2j3h4-abcde``: hash of the border (base 36), and the version."""
    hashed, digits = fnv1a(border), ""
    while hashed or not digits:
        hashed, digit = divmod(hashed, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return f"s-{digits}-{version}"


def fnv1a(text: str) -> int:
    """FNV-1a, 32 bits: a hash that scripts of the site can make as well."""
    hashed = 0x811C9DC5
    for byte in text.encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return hashed


def block_name(kind: str, block: int, version: str) -> str:
    return f"{kind}-{block}-{version}"


def content(text: str) -> bytes:
    """What `script` packed."""
    return inflated(text.rsplit('","', 1)[1].split('"', 1)[0])


def compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
