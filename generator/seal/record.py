"""What the last look at a site has shown of the files in which nothing was found.

Such a file need not be looked at again while its bytes are the same and its links lead somewhere.
The ends of links are listed once, with the number of files that have them: who changes or takes
away a page asks here what leads to it. Files with findings are not listed, so every finding is
found anew.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from generator.seal.looking import End, Seen
from generator.seal.rules.sizes import Sizes


class Clean(NamedTuple):
    """``ends``: numbers of the ends of its links, as text, since hardly anybody asks."""

    digest: str
    sizes: Sizes
    ends: str


@dataclass(frozen=True)
class Record:
    """``weights``: bytes, best compressed, of those files that were measured. ``ends`` by number,
    and how many files have a link there: ``users``."""

    files: dict[str, Clean] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    ends: dict[int, End] = field(default_factory=dict)
    users: dict[int, int] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[End, int]:
        return {end: number for number, end in self.ends.items()}

    @cached_property
    def _new(self) -> Iterator[int]:
        return itertools.count(max(self.ends, default=-1) + 1)

    def is_clean(self, path: str, digest: str) -> bool:
        clean = self.files.get(path)
        return clean is not None and clean.digest == digest

    def add(self, path: str, digest: str, seen: Seen) -> None:
        numbers = [self._number(end) for end in sorted(seen.ends)]
        for number in numbers:
            self.users[number] = self.users.get(number, 0) + 1
        self.files[path] = Clean(digest, seen.sizes, " ".join(map(str, numbers)))

    def drop(self, path: str) -> None:
        self.weights.pop(path, None)
        gone = self.files.pop(path, None)
        for number in map(int, gone.ends.split()) if gone else ():
            self.users[number] -= 1
            if not self.users[number]:
                del self.users[number], self.numbers[self.ends.pop(number)]

    def with_ends(self, ends: Iterable[End]) -> Iterator[str]:
        """The files that have a link to one of these."""
        wanted = {str(self.numbers[end]) for end in ends if end in self.numbers}
        for path, clean in self.files.items() if wanted else ():
            if not wanted.isdisjoint(clean.ends.split()):
                yield path

    def _number(self, end: End) -> int:
        if end not in self.numbers:
            self.numbers[end] = number = next(self._new)
            self.ends[number] = end
        return self.numbers[end]


def as_bytes(record: Record) -> bytes:
    """Columns, which are read faster than rows. What files load is much the same for all; the ends
    of links name their pages, which are listed after the files, by number."""
    files = record.files
    paths = {path: n for n, path in enumerate({**files, **{p: p for p, _ in record.ends.values()}})}
    loads = {each: n for n, each in enumerate(dict.fromkeys(f.sizes.loads for f in files.values()))}
    columns: dict[str, Any] = {
        "paths": list(paths),
        "digests": [each.digest for each in files.values()],
        "kinds": [each.sizes.kind for each in files.values()],
        "rows": [each.sizes.rows for each in files.values()],
        "packed": [each.sizes.packed for each in files.values()],
        "loads": [loads[each.sizes.loads] for each in files.values()],
        "ends": [each.ends for each in files.values()],
        "loaded": list(loads),
        "weights": record.weights,
        "numbers": list(record.ends),
        "targets": [paths[path] for path, _ in record.ends.values()],
        "anchors": [anchor for _, anchor in record.ends.values()],
        "users": [record.users[number] for number in record.ends],
    }
    return json.dumps(columns).encode()


def parse(data: bytes) -> Record:
    given = json.loads(data)
    loaded = [tuple(each) for each in given["loaded"]]
    loads = map(loaded.__getitem__, given["loads"])
    sizes = map(Sizes, given["kinds"], given["rows"], given["packed"], loads)
    clean = map(Clean, given["digests"], sizes, given["ends"])
    paths, numbers = given["paths"], given["numbers"]
    ends = zip(map(paths.__getitem__, given["targets"]), given["anchors"], strict=True)
    return Record(
        dict(zip(paths, clean, strict=False)),
        given["weights"],
        dict(zip(numbers, ends, strict=True)),
        dict(zip(numbers, given["users"], strict=True)),
    )
