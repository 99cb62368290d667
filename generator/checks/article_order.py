"""Articles of a text stand once each and follow one another; an excerpt may leave some out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.reader.texts import FullText
from generator.records.provisions import Level

_NUMBER = re.compile(r"(\d+)(\D*)")


def check(text: FullText) -> Iterator[Diagnostic]:
    """An article with a letter (``Điều 3a``) was put in later; it leaves the count as it is."""
    first: dict[tuple[int, str], int] = {}
    last = 0
    for provision in text.provisions:
        found = _NUMBER.search(provision.label)
        if provision.level is not Level.ARTICLE or found is None:
            continue
        number = int(found[1]), found[2]
        place, values = (provision.line, 1), {"got": f"Điều {found[0]}"}
        if number in first:
            values["line"] = str(first[number])
            yield text.source.finding(place, "article-repeated", values)
            continue
        first[number] = provision.line
        expected = number[0] if number[1] and number[0] in (last, last + 1) else last + 1
        if text.complete and number[0] != expected:
            values["expected"] = f"Điều {last + 1}"
            yield text.source.finding(place, "article-order", values)
        last = number[0]
