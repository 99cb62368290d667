"""Mentions of documents in running text: a number, with the kind before it and the day after it.

Writers put blanks around “-” and “/”, lose them elsewhere, and write days in many ways; what counts
is the number, the rest helps to tell documents of one number apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.citations.number import normal_form

REACH = 120
"""Characters after a number that may still speak of its document."""

_DASH = r"\s?[-\u2010-\u2014]\s?"
_SLASH = r"\s?/\s?"
_CODES = r"[A-ZĐÐ][^\W_]*(?:[-.][A-ZĐÐ][^\W_]*)*"
_SYMBOL = r"[A-ZĐÐ][^\W\d_]{1,5}"
_NUMBER = re.compile(
    rf"(?:(?<=[Ss]ố)|(?<![\w/.-]))[0-9]{{1,4}}[A-Z]?(?:"
    rf"{_DASH}{_SYMBOL}{_SLASH}{_CODES}"
    rf"|{_SLASH}(?:[0-9]{{4}}{_SLASH})?{_SYMBOL}{_DASH}{_CODES}"
    rf"|{_SLASH}[0-9]{{4}}{_SLASH}(?:QH|UBTVQH)[0-9]{{1,2}})"
)
_LEAD = r"^\s*[,(]?\s*(?:ra |ban hành |ký )?(?:ngày)?\s*"
_DAYS = tuple(
    re.compile(_LEAD + form, re.IGNORECASE)
    for form in (
        r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})",
        r"(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})",
        r"(?:tháng\s+)?(?P<m>\d{1,2})(?:\s?[/-]\s?|\s+năm\s+)(?P<y>\d{4})",
        r"năm\s+(?P<y>\d{4})",
    )
)
_END_OF_SENTENCE = re.compile(r"[;\n]|[.!?](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A document spoken of. ``start`` and ``end`` enclose kind and number; ``kind`` is None where
    none stands before the number, ``day`` empty where none follows; ``after`` is the rest of the
    sentence up to the next number."""

    start: int
    end: int
    number: str
    kind: str | None
    day: tuple[int, ...]
    after: str


def mentions(text: str, kinds: Iterable[str]) -> Iterator[Mention]:
    """All mentions in the order of the text; ``kinds`` are names of kinds, in small letters."""
    names = "|".join(re.escape(kind) for kind in sorted(kinds, key=len, reverse=True))
    before = re.compile(rf"(?<![^\W_])(?P<kind>{names})(?:\s+số)?\s*:?\s*$", re.IGNORECASE)
    found = list(_NUMBER.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=False):
        kind = before.search(text, max(0, match.start() - 60), match.start())
        after = text[match.end() : min(end, match.end() + REACH)]
        yield Mention(
            kind.start() if kind else match.start(),
            match.end(),
            normal_form(match[0]),
            " ".join(kind["kind"].lower().split()) if kind else None,
            _day(after),
            _END_OF_SENTENCE.split(after, maxsplit=1)[0],
        )


def _day(after: str) -> tuple[int, ...]:
    for form in _DAYS:
        if found := form.match(after):
            parts = found.groupdict()
            known = (int(parts[name]) for name in ("y", "m", "d") if parts.get(name))
            return tuple(known)
    return ()
