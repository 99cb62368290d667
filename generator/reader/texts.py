"""Full texts of documents: plain text files beside the records."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.kept import Kept
from generator.near import Names
from generator.reader import memory
from generator.reader.source import Source, load, not_text, shown
from generator.records.provisions import Provision, parse

MAX_BYTES = 2_000_000
"""The Penal Code, the longest of our laws, has 0.6 million."""

_NO_BREAK = str.maketrans("\xa0\u2007\u202f", "   ")
"""Word processors put them behind numbers; in a text they are blanks."""


@dataclass(frozen=True, slots=True)
class FullText:
    """The wording of a document with the file it came from; an excerpt is not ``complete``."""

    source: Source
    provisions: Sequence[Provision]
    complete: bool


FullTextRule = Callable[[FullText], Iterable[Diagnostic]]


def no_rule(_: object) -> Iterable[Diagnostic]:
    """Where nothing is to be asked of a file beside that it can be read."""
    return ()


@dataclass(frozen=True, slots=True)
class NoText:
    """Why there is nothing to read: the code of a finding at the key that names the file."""

    code: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a file of text gave; ``key`` is the digest of its bytes."""

    provisions: Sequence[Provision]
    key: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


def read_text(
    root: Path, name: str, complete: bool, rule: FullTextRule, kept: Kept | None
) -> Wording | NoText | Diagnostic:
    path = root / name
    folder = path.parent
    if not path.is_symlink() and not path.exists():
        names = Names(other.name for other in folder.glob("*.txt"))
        return NoText("missing-text", names.suggestion(path.name))
    if path.is_symlink() and not _real(path).is_relative_to(_real(folder)):
        return NoText("text-outside", {"folder": folder.relative_to(root).as_posix()})
    source = load(root, name, MAX_BYTES, "text-too-large")
    if isinstance(source, Diagnostic):
        return source
    key = memory.key_of("full text" if complete else "excerpt", source.raw)
    provisions = memory.recall_text(kept, key) if kept else None
    if provisions is not None:
        return Wording(provisions, key)
    return not_text(source) or _parsed(source, complete, rule, key, kept)


def _parsed(
    source: Source, complete: bool, rule: FullTextRule, key: bytes, kept: Kept | None
) -> Wording:
    """What is without a finding is kept."""
    source = Source.of(source.path, source.text.translate(_NO_BREAK))
    provisions = parse(unicodedata.normalize("NFC", source.text))
    found = tuple(rule(FullText(source, provisions, complete)))
    if kept and not found:
        memory.remember_text(kept, key, provisions)
    return Wording(provisions, key, found)


def _real(path: Path) -> Path:
    """A link that leads to itself leads nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return Path("/")


def unused_texts(root: Path, folder: Path, named: set[str]) -> Iterator[Diagnostic]:
    """Text files that no record names; hidden files are nobody's."""
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = os.listdir(folder)  # noqa: PTH208 - they lie among all the records
    for name in sorted(names):
        if name.endswith(".txt") and name not in named and not name.startswith("."):
            path = (folder / name).relative_to(root).as_posix()
            yield Diagnostic(shown(path), 1, 1, "unused-text", {"file": Path(shown(path)).name})
