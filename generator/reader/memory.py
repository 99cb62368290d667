"""Records and provisions that an earlier run read, kept as plain values: JSON, never anything that
runs. The key is a digest of the bytes they were read from, and of what these were read as. They are
made of their values when somebody asks: few do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple, overload

import pydantic
import pydantic_core
import yaml
from pydantic import TypeAdapter
from slugify.__version__ import __version__ as slugify_version

from generator.kept import Kept
from generator.program import SIZE, digest
from generator.records.provisions import Provision
from generator.records.types import RECORD_TYPES, WORDS, Abbreviations, Document, Record

ABBREVIATIONS = "viet-tat.yaml"
BY_FOLDER: Mapping[str, type[Record]] = {kind.folder: kind for kind in RECORD_TYPES}
LIBRARIES = (
    pydantic.VERSION,
    pydantic_core.__version__,
    slugify_version,
    yaml.__version__,
)
"""Versions of the packages by which a file becomes a record."""


_FIRST = b'[{"level":'
"""What provisions begin with; a text without any is looked at again."""


def key_of(read_as: str, raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=SIZE, person=read_as.encode()).digest()


class Head(NamedTuple):
    """What everybody asks of every record."""

    id: str
    aliases: tuple[str, ...]
    text: str | None = None
    text_complete: bool = True


def head_of(record: Record) -> Head:
    if isinstance(record, Document):
        return Head(record.id, record.aliases, record.text, record.text_complete)
    return Head(record.id, record.aliases)


class Recalled:
    """A record that an earlier run read. It is made of its values where somebody asks for more than
    its head, which takes twenty times as long."""

    __slots__ = ("_at", "_kept", "bare", "head", "kind")

    def __init__(self, kind: type[Record], kept: bytes) -> None:
        """``kept``: see `as_kept`. Raise ``ValueError`` where it begins otherwise."""
        start = kept.index(b"\n") + 1 + SIZE
        self._at = kept.index(b"\n", start) + 1
        identity, aliases, text, text_complete = json.loads(kept[start : self._at])
        self.kind, self._kept, self.bare = kind, kept, kept[start - SIZE : start]
        self.head = Head(identity, tuple(aliases), text, text_complete)

    def record(self) -> Record:
        """Raise ``ValidationError`` where the values make none."""
        return self.kind.model_validate_json(self._kept[self._at :])


def as_kept(read_as: str, record: Record | Abbreviations, values: Any) -> bytes:
    """A record as it is kept, by `key_of`: what it was read as, that is its folder or the name of
    the file of abbreviations; a digest of what it says but for words; its head; the plain values
    that it was made of."""
    head = head_of(record) if isinstance(record, Record) else ()
    about = f"{read_as}\n".encode() + bare(values) + json.dumps(head).encode()
    return about + b"\n" + json.dumps(values, ensure_ascii=False).encode()


def bare(values: Any) -> bytes:
    """Digest of what a record says but for `WORDS`."""
    return digest(json.dumps([pair for pair in values.items() if pair[0] not in WORDS]).encode())


def recall(kept: Kept, key: bytes) -> Recalled | Abbreviations | None:
    """What was read from the bytes of this key; None where nothing sound is kept."""
    value = kept.get(key) or b""
    try:
        read_as = value[: value.find(b"\n")].decode()
        if read_as == ABBREVIATIONS:
            return Abbreviations.model_validate_json(value[value.rindex(b"\n") :])
        kind = BY_FOLDER.get(read_as)
        return Recalled(kind, value) if kind else None
    except (ValueError, TypeError):
        return None


def remember_text(kept: Kept, key: bytes, provisions: tuple[Provision, ...]) -> None:
    kept.put(key, _provisions().dump_json(provisions))


def recall_text(kept: Kept, key: bytes) -> Sequence[Provision] | None:
    """The same for the provisions of a full text, which are looked at when somebody asks: few do,
    and texts are long."""
    values = kept.get(key) or b""
    return _Later(values) if values.startswith(_FIRST) else None


class _Later(Sequence[Provision]):
    """Provisions that are kept as JSON; there is one at least."""

    def __init__(self, values: bytes) -> None:
        self._values = values

    @cached_property
    def _all(self) -> tuple[Provision, ...]:
        return _provisions().validate_json(self._values)

    @overload
    def __getitem__(self, at: int) -> Provision: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Provision]: ...
    def __getitem__(self, at: int | slice) -> Provision | Sequence[Provision]:
        return self._all[at]

    def __len__(self) -> int:
        return len(self._all)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, _Later) else other)

    def __hash__(self) -> int:
        return hash(self._all)


@cache
def _provisions() -> TypeAdapter[tuple[Provision, ...]]:
    """Made when there are texts: it takes as long as reading a hundred records."""
    return TypeAdapter(tuple[Provision, ...])
