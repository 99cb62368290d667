"""Records and provisions that an earlier run read, kept as plain values: JSON, never anything that
runs. The key is a digest of the bytes they were read from, and of what these were read as."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, overload

import pydantic
import pydantic_core
import yaml
from pydantic import TypeAdapter, ValidationError
from slugify.__version__ import __version__ as slugify_version

from generator.kept import Kept
from generator.program import SIZE, digest
from generator.records.provisions import Provision
from generator.records.types import RECORD_TYPES, WORDS, Abbreviations, Record

ABBREVIATIONS = "viet-tat.yaml"
_KINDS: Mapping[bytes, type[Record | Abbreviations]] = {
    ABBREVIATIONS.encode(): Abbreviations,
    **{kind.folder.encode(): kind for kind in RECORD_TYPES},
}
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


def as_kept(read_as: str, values: Any) -> bytes:
    """The plain values of a record as they are kept, by `key_of`; ``read_as`` is its folder, or the
    name of the file of abbreviations."""
    head = read_as.encode() + b"\n" + bare(values)
    return head + json.dumps(values, ensure_ascii=False).encode()


def bare(values: Any) -> bytes:
    """Digest of what a record says but for `WORDS`."""
    return digest(json.dumps([pair for pair in values.items() if pair[0] not in WORDS]).encode())


def recall(kept: Kept, key: bytes) -> tuple[Record | Abbreviations, bytes] | None:
    """The record that was read from the bytes of this key, and what it says but for words as a
    digest; None where no sound one is kept."""
    read_as, _, rest = (kept.get(key) or b"").partition(b"\n")
    kind = _KINDS.get(read_as)
    try:
        return (kind.model_validate_json(rest[SIZE:]), rest[:SIZE]) if kind else None
    except ValidationError:
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
