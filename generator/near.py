"""What somebody may have meant who wrote a name that there is not."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

FEW = 500
"""Names that are all compared; of more, only those that have most pieces in common."""

_PIECE, _PIECES, _CLOSEST = 3, 8, 50
"""Letters of a piece of a name, the rarest pieces that are sought, names that are compared."""


class Names:
    """Names among which one is sought that is much like another: by the ratio of `difflib`, which
    takes a fifth of a second for ten thousand of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)

    def suggestion(self, got: str) -> dict[str, str]:
        """The value of a diagnostic that names the nearest; nothing where none is near."""
        candidates = self._names if len(self._names) <= FEW else self._closest(got)
        near = difflib.get_close_matches(got, candidates, n=1, cutoff=0.6)
        return {"suggestion": near[0]} if near else {}

    def _closest(self, got: str) -> list[str]:
        places = [self._by_piece[piece] for piece in _pieces(got) if piece in self._by_piece]
        votes = Counter[int]()
        for rare in sorted(places, key=len)[:_PIECES]:
            votes.update(rare)
        return [self._names[place] for place, _ in votes.most_common(_CLOSEST)]

    @cached_property
    def _by_piece(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._names):
            for piece in _pieces(name):
                found[piece].append(place)
        return dict(found)


def _pieces(name: str) -> set[str]:
    framed = f"-{name}-"
    return {framed[at : at + _PIECE] for at in range(len(framed) - _PIECE + 1)}
