"""Short forms that writers make of the names of bodies: ``BDV`` of Ban Dân vận, ``UBTW`` of Ủy ban
Trung ương. They are made of the names themselves, for no list holds all of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from generator.records.types import Body
from generator.search.analysis import folded

LONGEST = 8
"""Words of a name that have a short form."""

_ONSET = "ch|gh|kh|ngh?|nh|ph|qu|th|tr|[bcdghklmnprstvx]"
_SYLLABLE = re.compile(rf"(?:{_ONSET})?[aeiouy]+(?:ch|ng|nh|[cmnpt])?")
"""What would be read as a word is no short form."""


def initialisms(bodies: Iterable[Body]) -> dict[str, str]:
    """Short form → the beginning of a name, folded: one that several bodies share, or of a body
    that belongs to no place. Where two have the same letters the more frequent one is meant."""
    shared: Counter[str] = Counter()
    central: set[str] = set()
    for body in bodies:
        words = folded(body.name).split()
        names = [" ".join(words[:length]) for length in range(2, min(len(words), LONGEST) + 1)]
        shared.update(names)
        if body.locality is None:
            central.update(names[1:])
    meant: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, count in shared.items():
        letters = _letters(name)
        if (count > 1 or name in central) and len(letters) > 2 and not _SYLLABLE.fullmatch(letters):
            meant[letters].append((-count, name))
    return {letters: min(names)[1] for letters, names in sorted(meant.items())}


def _letters(name: str) -> str:
    """First letters; “và” has none, “Trung ương” is TW."""
    words = name.replace("trung uong", "t w").split()
    return "".join(word[0] for word in words if word != "va")
