"""Characters that nobody sees: no-break blanks, zero-width marks, text-direction controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.reader.source import Source

_INVISIBLE = re.compile(
    "[\x85\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180b-\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def check(source: Source) -> Iterator[Diagnostic]:
    for found in _INVISIBLE.finditer(source.text):
        values = {"code_point": f"U+{ord(found[0]):04X}"}
        yield source.finding(source.position(found.start()), "invisible-character", values)
