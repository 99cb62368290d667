"""Columns of texts and of numbers as bytes, and back: read and written as wholes, where JSON goes
through all values one by one."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_END = "\0"
"""Behind each text but the last. No name of a file, and nothing that a page names, holds it."""

_NUMBERS, _TEXTS = "q", "t"
_AS_WRITTEN = "surrogatepass"
"""Names of files need not be text."""


class Columns(NamedTuple):
    """By name."""

    texts: dict[str, list[str]]
    numbers: dict[str, array[int]]


def pack(texts: Mapping[str, Iterable[str]], numbers: Mapping[str, Iterable[int]]) -> bytes:
    """As `unpack` takes it."""
    heads: list[tuple[str, str, int, int]] = []
    parts: list[bytes] = []
    for name, column in texts.items():
        values = [*column]
        parts.append(_END.join(values).encode(errors=_AS_WRITTEN))
        heads.append((name, _TEXTS, len(values), len(parts[-1])))
    for name, figures in numbers.items():
        parts.append(array(_NUMBERS, figures).tobytes())
        heads.append((name, _NUMBERS, 0, len(parts[-1])))
    return b"".join([json.dumps(heads).encode(), b"\n", *parts])


def unpack(data: bytes) -> Columns:
    found = Columns({}, {})
    at = data.index(b"\n") + 1
    for name, kind, count, size in json.loads(data[:at]):
        part, at = data[at : at + size], at + size
        if kind == _NUMBERS:
            found.numbers[name] = array(_NUMBERS, part)
        else:
            found.texts[name] = part.decode(errors=_AS_WRITTEN).split(_END) if count else []
    return found
