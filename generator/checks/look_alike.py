"""Letters of other scripts that pass for Latin ones: a number with U+00D0 is never found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.reader.source import Source

_TWINS = {
    "\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ",
    **dict(zip("АВСЕНІЈКМОРЅТХУ", "ABCEHIJKMOPSTXY", strict=True)),
    **dict(zip("асеіјорѕхуԁһ", "aceijopsxydh", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    "ο": "o", "ν": "v",
}  # fmt: skip
"""Icelandic eth and African D for Đ; Cyrillic and Greek letters of the same shape (TR 39)."""

_ANY = re.compile("[" + "".join(_TWINS) + "]")


def check(source: Source) -> Iterator[Diagnostic]:
    for found in _ANY.finditer(source.text):
        values = {
            "got": found[0],
            "code_point": f"U+{ord(found[0]):04X}",
            "suggestion": _TWINS[found[0]],
        }
        yield source.finding(source.position(found.start()), "look-alike", values)
