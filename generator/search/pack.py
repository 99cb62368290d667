"""Bytes of the index: varints, prefix-compressed dictionaries, deflated script files.

A file is a script that calls back with base64 of raw deflate, because scripts load under
``file://``, where ``fetch`` is refused, and need no more than CSP ``script-src 'self'``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LEAST, MOST = 2_500, 8_000
"""Bytes of a shard before compression, some 1 to 4 KB after it: small pieces pay, because a query
needs few terms."""

ONE_IN = 20
"""Between these sizes a shard begins at one term of so many, chosen by the term itself, so that an
edited record moves few borders."""


VERSION = 5
"""Characters of a version, 25 bits: it tells one content of a file from those before it. The rest
of the name tells files apart, so that versions may stay short: the router holds them all."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the index: its name and its text."""

    name: str
    text: str


def varint(value: int) -> bytes:
    """Little-endian base 128."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


class Postings:
    """The items that have a term, in their order: steps from one to the next, and weights."""

    __slots__ = ("_last", "count", "data")

    def __init__(self) -> None:
        self.count = 0
        self.data = bytearray()
        self._last = -1

    def add(self, item: int, weight: int) -> None:
        step = item - self._last - 1
        if step < 128:
            self.data.append(step)
        else:
            self.data += varint(step)
        self.data.append(weight)
        self._last = item
        self.count += 1

    def level(self, body: int) -> None:
        """Give every item that has body bits these."""
        at = 0
        for _ in range(self.count):
            while self.data[at] > 127:
                at += 1
            if self.data[at + 1] & 15:
                self.data[at + 1] = self.data[at + 1] & ~15 | body
            at += 2


def shards(dictionary: Iterable[tuple[str, Postings]]) -> Iterator[tuple[str, bytes]]:
    """Cut sorted (term, postings) into (border, bytes) pieces. A border is as
    much of the first term as tells it from the last one before: the router holds all borders.

    An entry is: shared prefix, length of the rest, the rest, number of items, length of the
    postings (varints), postings.
    """
    border, out, last = "", bytearray(), b""
    for term, found in dictionary:
        key, count, data = term.encode(), found.count, found.data
        if out and _begins(key, len(out), len(data)):
            yield border, bytes(out)
            border, out, last = _border(term, last.decode()), bytearray(), b""
        shared = _shared(key, last)
        rest = key[shared:]
        out += varint(shared) + varint(len(rest)) + rest + varint(count) + varint(len(data)) + data
        last = key
    if out:
        yield border, bytes(out)


def _border(term: str, before: str) -> str:
    return next(term[:at] for at in range(1, len(term) + 1) if term[:at] > before)


def _begins(key: bytes, size: int, more: int) -> bool:
    """True where a new shard begins with this term."""
    return size + more > MOST or (size > LEAST and zlib.crc32(key) % ONE_IN == 0)


def _shared(one: bytes, other: bytes) -> int:
    """Length of the common beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def deflated(data: bytes) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(data) + packer.flush()).decode()


def inflated(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text), -15)


def script(name: str, data: bytes) -> Packed:
    return Packed(f"{name}.js", f'sotaySearch("{name}","{deflated(data)}")\n')


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


@dataclass(frozen=True, slots=True)
class Blocks:
    """Rows in files of ``size`` rows each. Of ``group`` files side by side all bear the version of
    the group, so that the router holds `GROUPS` versions however many rows there are."""

    files: list[Packed]
    size: int
    group: int
    versions: str

    @property
    def routed(self) -> list[object]:
        """What the router tells of them."""
        return [self.size, self.group, self.versions]


GROUPS = 128


def blocks(kind: str, rows: Sequence[object], size: int) -> Blocks:
    """``kind`` is the letter that names begin with."""
    data = [compact(rows[start : start + size]) for start in range(0, len(rows), size)]
    group = max(1, -(-len(data) // GROUPS))
    versions = [version(b"".join(data[at : at + group])) for at in range(0, len(data), group)]
    files = [
        script(block_name(kind, at, versions[at // group]), block) for at, block in enumerate(data)
    ]
    return Blocks(files, size, group, "".join(versions))


def block_name(kind: str, block: int, version: str) -> str:
    return f"{kind}-{block}-{version}"


def content(text: str) -> bytes:
    """What `script` packed."""
    return inflated(text.rsplit('","', 1)[1].split('"', 1)[0])


def compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
