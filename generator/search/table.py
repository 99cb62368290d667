"""What an index consists of: enough to tell, at the next build, which of its files still hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.program import SIZE
from generator.search import pack
from generator.search.pack import VERSION
from generator.search.shards import Shard, borders


@dataclass(frozen=True, slots=True)
class Row:
    """An item: its page, by which builds know it again, its id and its place in the order, the
    digest of all that it is, and how many bytes the texts of its body take."""

    page: str
    id: str
    order: tuple[str, ...]
    digest: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block of texts: how many items it is of, its name, the key of what it holds, and the key of
    what the same items say at their heads."""

    count: int
    name: str
    key: bytes
    heads: bytes


@dataclass(frozen=True, slots=True)
class Cards:
    """Blocks of cards by their keys; ``group`` of them side by side share a version."""

    group: int = 1
    versions: str = ""
    keys: tuple[bytes, ...] = ()

    def version(self, group: int) -> str:
        return self.versions[group * VERSION : (group + 1) * VERSION]


@dataclass(frozen=True, slots=True)
class Table:
    """``counts`` tells how many items have a term, of those terms that the router knows of;
    ``singles`` are files of which there is one: kind → name and key."""

    rows: Sequence[Row] = ()
    shards: Sequence[Shard] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    texts: Sequence[Block] = ()
    cards: Cards = Cards()
    singles: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name and key of each; the last one is the router."""
        for border, shard in zip(borders(self.shards), self.shards, strict=True):
            yield pack.shard_name(border, shard.version), shard.key
        for at, key in enumerate(self.cards.keys):
            yield pack.block_name("c", at, self.cards.version(at // self.cards.group)), key
        yield from ((block.name, block.key) for block in self.texts)
        yield from self.singles.values()

    @property
    def keys(self) -> Iterator[bytes]:
        """Of all that has to be kept."""
        yield from (key for _, key in self.files())
        yield from (block.heads for block in self.texts)

    def as_bytes(self) -> bytes:
        rows, shards, texts = self.rows, self.shards, self.texts
        columns = {
            "pages": [row.page for row in rows],
            "ids": [row.id for row in rows],
            "orders": [row.order for row in rows],
            "digests": b"".join(row.digest for row in rows).hex(),
            "sizes": [row.size for row in rows],
            "shards": [[s.first, s.last, s.size, s.key.hex(), s.version] for s in shards],
            "counts": self.counts,
            "texts": [[b.count, b.name, b.key.hex(), b.heads.hex()] for b in texts],
            "cards": [self.cards.group, self.cards.versions, b"".join(self.cards.keys).hex()],
            "singles": {kind: [name, key.hex()] for kind, (name, key) in self.singles.items()},
        }
        return pack.compact(columns)


def read(data: bytes) -> Table:
    """The table that `Table.as_bytes` wrote."""
    told = json.loads(data)
    unhex = bytes.fromhex
    group, versions, keys = told["cards"]
    columns = (told["pages"], told["ids"], map(tuple, told["orders"]), _parts(told["digests"]))
    return Table(
        list(map(Row, *columns, told["sizes"])),
        [Shard(one, last, size, unhex(key), v) for one, last, size, key, v in told["shards"]],
        told["counts"],
        [Block(count, name, unhex(key), unhex(heads)) for count, name, key, heads in told["texts"]],
        Cards(group, versions, tuple(_parts(keys))),
        {kind: (name, unhex(key)) for kind, (name, key) in told["singles"].items()},
    )


def _parts(digests: str) -> list[bytes]:
    data = bytes.fromhex(digests)
    return [data[at : at + SIZE] for at in range(0, len(data), SIZE)]
