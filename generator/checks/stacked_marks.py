"""Letters under so many marks that the lines above and below cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.reader.source import STACKED, Source


def check(source: Source) -> Iterator[Diagnostic]:
    for found in STACKED.finditer(source.text):
        yield source.finding(source.position(found.start()), "stacked-marks")
