"""What the last index holds of an item, by its position then."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Any

from generator.search.contents import Contents
from generator.search.table import Block, Table
from generator.search.terms import weights


class Last:
    """Blocks are taken apart as they are asked for; `Lost` is raised where one is gone."""

    def __init__(self, table: Table, contents: Contents) -> None:
        self.table, self.contents = table, contents
        self.starts = [0, *accumulate(block.count for block in table.texts)]
        self._parts: dict[bytes, list[Any]] = {}

    def text(self, position: int) -> bytes:
        """What its body says, as JSON."""
        block, row = self._block(position)
        if block.key not in self._parts:
            data, at = self.contents.data(block.key), 1
            parts = self._parts.setdefault(block.key, [])
            first = position - row
            for one in self.table.rows[first : first + block.count]:
                parts.append(data[at : at + one.size])
                at += one.size + 1
        part: bytes = self._parts[block.key][row]
        return part

    def head(self, position: int) -> list[Any]:
        """What there are words of beside its body: texts and special terms, with weights."""
        block, row = self._block(position)
        head: list[Any] = self._rows(block.heads)[row]
        return head

    def weights(self, position: int) -> dict[str, int]:
        head, keys = self.head(position)
        texts = [text for _, _, _, text in json.loads(self.text(position))]
        return weights(map(tuple, head), texts, map(tuple, keys))

    def card(self, position: int, size: int) -> list[str]:
        """Of blocks of this size."""
        block, row = divmod(position, size)
        card: list[str] = self._rows(self.table.cards.keys[block])[row]
        return card

    def facet(self, name: str) -> tuple[list[str], list[list[int]]]:
        """Labels, and for each item the numbers of its labels."""
        labels, rows = self._facets.get(name, ([], []))
        return labels, rows

    @cached_property
    def _facets(self) -> dict[str, list[Any]]:
        facets: dict[str, list[Any]] = self._single("facets", {})
        return facets

    def column(self, name: str) -> list[int]:
        """A number for each item."""
        return list(accumulate(self._single(name, [])))

    def _single(self, kind: str, nothing: Any) -> Any:
        if not self.table.rows:
            return nothing
        return json.loads(self.contents.data(self.table.singles[kind][1]))

    def _block(self, position: int) -> tuple[Block, int]:
        number = bisect_right(self.starts, position) - 1
        return self.table.texts[number], position - self.starts[number]

    def _rows(self, key: bytes) -> list[Any]:
        if key not in self._parts:
            self._parts[key] = json.loads(self.contents.data(key))
        return self._parts[key]
