"""``sotay search``: the ranking of the browser, from the same built index."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.messages import Problem
from generator.search import FOLDER
from generator.search.dictionary import Dictionary
from generator.search.filters import Filters
from generator.search.orders import NEWEST, RELEVANCE, ordered
from generator.search.ranking import Hit, search


@dataclass(frozen=True, slots=True)
class Found:
    """A result as printed: id of the record, what its card says, and its score."""

    id: str
    page: str
    title: str
    eyebrow: str
    line: str
    state: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    query: str
    corrected: str | None
    total: int
    hits: tuple[Found, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        rows = (f"{hit.eyebrow}: {hit.title}\n    {hit.line}\n    {hit.page}" for hit in self.hits)
        return "\n".join(rows)


class Finder:
    """Answers queries from the index of a built site."""

    def __init__(self, site: Path, filters: Filters | None, order: str | None = None) -> None:
        """``order`` is one of `orders.ORDERS`; None: by relevance, without words by date."""
        self._dictionary = Dictionary(site / FOLDER)
        self._filters = filters
        self._order = order

    def answer(self, query: str, limit: int) -> Answer:
        """Raise `Problem` where a file of the index cannot be read."""
        try:
            hits, parsed = search(query, self._dictionary)
            if self._filters:
                hits = self._filtered(hits if query.strip() else self._all(), self._filters)
            hits = self._sorted(hits, self._order or (RELEVANCE if query.strip() else NEWEST))
            found = tuple(self._found(hit) for hit in hits[:limit])
        except (OSError, ValueError, LookupError, zlib.error) as error:
            raise Problem("no-index", reason=str(error)) from error
        return Answer(query, parsed.corrected, len(hits), found)

    def _filtered(self, hits: Iterable[Hit], filters: Filters) -> list[Hit]:
        facets, days = self._dictionary.facets, self._dictionary.columns["day"]
        return [hit for hit in hits if filters.passes(hit.item, facets, days)]

    def _sorted(self, hits: list[Hit], order: str) -> list[Hit]:
        if order == RELEVANCE or not hits:
            return hits
        by_item = {hit.item: hit for hit in hits}
        return [by_item[item] for item in ordered(by_item, order, self._dictionary.columns)]

    def _all(self) -> Iterable[Hit]:
        """What filters without words choose from."""
        return (Hit(item, 0.0) for item in reversed(range(self._dictionary.router["items"])))

    def answer_line(self, line: str, limit: int) -> dict[str, Any]:
        """Answer a line of ``--batch``; raise `Problem` where it is no ``{"q": "…"}``."""
        try:
            query = str(json.loads(line)["q"])
        except (ValueError, LookupError, TypeError):
            raise Problem("bad-line", got=line.strip()[:60]) from None
        start = time.perf_counter()
        answer = self.answer(query, limit)
        spent = (time.perf_counter() - start) * 1000
        hits = [{"id": hit.id, "score": hit.score} for hit in answer.hits]
        return {"q": query, "hits": hits, "total": answer.total, "ms": round(spent, 2)}

    def _found(self, hit: Hit) -> Found:
        page, title, eyebrow, line, _, state = self._dictionary.card(hit.item)
        identity = PurePosixPath(page).stem
        return Found(identity, page, title, eyebrow, line, state, round(hit.score, 6))
