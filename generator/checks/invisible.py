"""Characters that nobody sees: no-break blanks, zero-width marks, text-direction controls."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.reader.source import INVISIBLE, Source


def check(source: Source) -> Iterator[Diagnostic]:
    for found in INVISIBLE.finditer(source.text):
        values = {"code_point": f"U+{ord(found[0]):04X}"}
        yield source.finding(source.position(found.start()), "invisible-character", values)
