"""Text stands in NFC; macOS and some keyboards write NFD, which looks the same and is not found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.reader.source import Source

_WORD = re.compile(r"[^\s]+")


def check(source: Source) -> Iterator[Diagnostic]:
    """One finding for each line, at its first word that is not in NFC."""
    if unicodedata.is_normalized("NFC", source.text):
        return
    seen: set[int] = set()
    for word in _WORD.finditer(source.text):
        position = source.position(word.start())
        if position[0] not in seen and not unicodedata.is_normalized("NFC", word[0]):
            seen.add(position[0])
            values = {"got": unicodedata.normalize("NFC", word[0])[:40]}
            yield source.finding(position, "not-nfc", values)
