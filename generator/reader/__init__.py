"""Record files → records with their sources, or findings. The only room that imports yaml."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from generator import forks
from generator.diagnostics import Diagnostic
from generator.kept import Kept
from generator.reader import memory, tree
from generator.reader.decode import decode, plain
from generator.reader.kinds import FOLDER, form_of, kind_by_folder, kind_by_keys, wrong_folder
from generator.reader.memory import ABBREVIATIONS, Recalled
from generator.reader.published import Published, read_published
from generator.reader.source import Source, load, not_record, read, shown, stem
from generator.reader.texts import FullTextRule, NoText, Wording, no_rule, read_text, unused_texts
from generator.records.provisions import Provision
from generator.records.types import Abbreviations, Document, Record

_SUFFIXES = (".yaml", ".yml")

LEAST, BATCH = 400, 40
"""Files that pay for another process, and those that one takes at a time."""

TextRule = Callable[[Source], Iterable[Diagnostic]]


class Rules(NamedTuple):
    """What a file is held against as it was written, and the wording of a document."""

    text: TextRule = no_rule
    full_text: FullTextRule = no_rule


NO_RULES = Rules()


class Loaded(NamedTuple):
    """A record file: its bytes, what to read them as, and the key of what was read."""

    source: Source | Diagnostic
    read_as: str
    key: bytes


class Entry:
    """A record and the file it came from; of a document also its text, where there is one.

    ``kind`` is the type of the record, ``head`` what is asked of every one: the record itself may
    be made when somebody asks for it. ``key`` is a digest of the file, ``text_key`` of the text:
    what may be kept of them bears these names. ``bare`` is a digest of what the record says but for
    words, where that is known.
    """

    __slots__ = (
        "_record", "bare", "head", "key", "kind", "provisions", "source", "text_key",
    )  # fmt: skip

    def __init__(
        self, record: Record | Recalled, source: Source, key: bytes = b"", bare: bytes = b""
    ) -> None:
        self._record, self.source, self.key, self.bare = record, source, key, bare
        self.provisions: Sequence[Provision] = ()
        self.text_key = b""
        if isinstance(record, Recalled):
            self.kind, self.head = record.kind, record.head
        else:
            self.kind, self.head = type(record), memory.head_of(record)

    @property
    def record(self) -> Record:
        if isinstance(self._record, Recalled):
            self._record = _made(self._record, self.source)
        return self._record

    def with_text(self, provisions: Sequence[Provision], key: bytes) -> Entry:
        """The same with the wording that the text of this key gave."""
        other = Entry(self._record, self.source, self.key, self.bare)
        other.provisions, other.text_key = provisions, key
        return other

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self.digest)

    def _told(self) -> tuple[object, ...]:
        return self.record, self.source, self.provisions, self.digest

    @property
    def digest(self) -> bytes:
        """The same as long as neither the record nor its text changes."""
        return self.key + self.text_key

    def finding(self, path: tuple[tree.Step, ...], code: str, /, **values: str) -> Diagnostic:
        """A finding at the value at ``path``. The tree is composed anew: findings are rare, and
        keeping every tree would cost more memory than the records."""
        node = tree.compose(self.source)
        position = (1, 1) if isinstance(node, Diagnostic) else tree.locate(node, path)
        return self.source.finding(position, code, values)


def _made(recalled: Recalled, source: Source) -> Record:
    """What was kept may be whole and yet no record of ours: then it is read anew."""
    try:
        return recalled.record()
    except ValidationError:
        record, _, _ = _anew(source, no_rule)
        if not isinstance(record, Record):
            raise
        return record


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass over the files gave; ``records`` counts the broken ones too, which
    ``broken`` names by their file's stem."""

    entries: tuple[Entry, ...]
    abbreviations: Abbreviations
    diagnostics: tuple[Diagnostic, ...]
    records: int
    broken: frozenset[str]
    published: Published


def read_all(
    root: Path,
    kept: Kept | None = None,
    rules: Rules = NO_RULES,
    jobs: int | None = None,
    keys: Mapping[str, bytes] | None = None,
) -> Reading:
    """Read every record file below ``root/directives``, in an order that does not matter.

    Findings of the rules are among those of the reading. What is without a finding goes to
    ``kept``, and need not be composed, decoded and held against the rules again as long as its
    bytes are the same. ``jobs``: processes to read in. ``keys``: what `look` has just given.
    """
    names = sorted(record_files(root)) if keys is None else [*keys]
    known = keys if keys and kept else {}
    sources = [_known(root, name, known.get(name), kept) or _loaded(root, name) for name in names]
    if kept:
        _read_together(sources, kept, rules.text, jobs)
    entries, abbreviations, found = _records(root, sources, kept, rules.text)
    broken = {stem(name) for name in names} - {entry.source.stem for entry in entries}
    texts, unread = _texts(root, entries, broken, rules.full_text, kept)
    published, damage = read_published(root)
    return Reading(
        tuple(_with_texts(entries, texts)),
        abbreviations,
        (*found, *unread, *damage),
        sum(not name.endswith(f"/{ABBREVIATIONS}") for name in names),
        frozenset(broken),
        published,
    )


def read_again(
    root: Path, names: Iterable[str], rule: TextRule = no_rule
) -> tuple[list[Entry], list[Diagnostic]]:
    """Records of these files alone, by their paths below ``root``, without full texts."""
    entries, _, found = _records(root, (_loaded(root, name) for name in names), None, rule)
    return entries, found


def look(root: Path) -> dict[str, bytes]:
    """The record files below ``root/directives``, in order, with the keys of what they hold."""
    return {name: _loaded(root, name).key for name in sorted(record_files(root))}


def _known(root: Path, name: str, key: bytes | None, kept: Kept | None) -> Loaded | None:
    """A file that need not be read, as what was read of it is kept."""
    if not key or not kept or kept.get(key) is None:
        return None
    return Loaded(_later(root, name, key), form_of(name), key)


def _later(root: Path, name: str, key: bytes) -> Source:
    """The file that this key tells of, to be read when somebody asks."""
    return Source(shown(name), partial(_again, root, name, key))


def _again(root: Path, name: str, key: bytes) -> bytes:
    """What the file holds; nothing where that is no longer what the key tells of."""
    source = load(root, name)
    if isinstance(source, Diagnostic) or memory.key_of(form_of(name), source.raw) != key:
        return b""
    return source.raw


def _loaded(root: Path, name: str) -> Loaded:
    source, read_as = load(root, name), form_of(name)
    key = b"" if isinstance(source, Diagnostic) else memory.key_of(read_as, source.raw)
    return Loaded(source, read_as, key)


def _read_together(sources: Iterable[Loaded], kept: Kept, rule: TextRule, jobs: int | None) -> None:
    """Where it pays, have several processes read what is not kept. They tell plain values, of which
    records are made as of those that an earlier run kept."""
    new = [each for each in sources if each.key and kept.get(each.key) is None]
    batches = forks.batches(new, BATCH)
    count = forks.processes(len(new), LEAST, jobs)
    if min(count, len(batches)) < 2:
        return

    def work(number: int) -> list[tuple[bytes, bytes]]:
        told = []
        for source, read_as, key in batches[number]:
            assert isinstance(source, Source)
            record, values, wrong = _anew(source, rule)
            if record is not None and not wrong:
                told.append((key, memory.as_kept(read_as, record, values)))
        return told

    with contextlib.suppress(forks.Died):  # what is not kept then is read as where nobody helps
        for _, told in sorted(forks.spread(work, len(batches), count)):
            for key, value in told:
                kept.put(key, value)


def _records(
    root: Path, sources: Iterable[Loaded], kept: Kept | None, rule: TextRule
) -> tuple[list[Entry], Abbreviations, list[Diagnostic]]:
    entries: list[Entry] = []
    abbreviations = Abbreviations()
    found: list[Diagnostic] = []
    for source, read_as, key in sources:
        if isinstance(source, Diagnostic):
            found.append(source)
            continue
        record: Record | Recalled | Abbreviations | None
        record = memory.recall(kept, key) if kept else None
        bare = record.bare if isinstance(record, Recalled) else b""
        if record is None:
            record, values, wrong = _anew(source, rule)
            found += wrong
            if kept and record is not None and not wrong:
                kept.put(key, memory.as_kept(read_as, record, values))
                bare = memory.bare(values)
        if isinstance(record, Abbreviations):
            abbreviations = record
        elif record is not None:
            is_kept = bare and source.is_read  # its bytes need not be held
            file = _later(root, source.path, key) if is_kept else source
            entries.append(Entry(record, file, key, bare))
    return entries, abbreviations, found


def _anew(
    source: Source, rule: TextRule
) -> tuple[Record | Abbreviations | None, Any, list[Diagnostic]]:
    """The record of a file, the plain values it was made from, and every finding about it."""
    source = Source(source.path, source.raw)  # the text goes with it; the bytes stay
    if refused := not_record(source):
        return None, None, [refused]
    found = list(rule(source))
    node = tree.compose(source)
    if isinstance(node, Diagnostic):
        return None, None, [*found, node]
    values = plain(node)
    record = _record(source, node, values)
    if isinstance(record, list):
        return None, None, found + record
    return record, values, found


def _texts(
    root: Path,
    entries: Iterable[Entry],
    broken: set[str],
    rule: FullTextRule,
    kept: Kept | None,
) -> tuple[dict[str, Wording], list[Diagnostic]]:
    """Full texts by the path of the record that names them, and findings about files of texts."""
    folder = f"{FOLDER}/{Document.folder}"
    texts: dict[str, Wording] = {}
    found: list[Diagnostic] = []
    named = {f"{stem}.txt" for stem in broken}
    for entry in entries:
        if name := entry.head.text:
            named.add(name)
            text = read_text(root, f"{folder}/{name}", entry.head.text_complete, rule, kept)
            if isinstance(text, Wording):
                texts[entry.source.path] = text
                found += text.diagnostics
            elif isinstance(text, NoText):
                found.append(entry.finding(("text",), text.code, got=name, **text.values))
            else:
                found.append(text)
    return texts, [*found, *unused_texts(root, root / folder, named)]


def _with_texts(entries: Iterable[Entry], texts: dict[str, Wording]) -> Iterator[Entry]:
    for entry in entries:
        text = texts.get(entry.source.path)
        yield entry.with_text(text.provisions, text.key) if text else entry


def record_files(root: Path) -> Iterator[str]:
    """YAML files below ``directives/``, by their paths below ``root``; hidden files and folders are
    nobody's records, and links to folders are not followed."""
    pending = [FOLDER]
    while pending:
        folder = pending.pop()
        for item in _items(root / folder):
            path = f"{folder}/{item.name}"
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                pending.append(path)
            elif item.name.lower().endswith(_SUFFIXES) and not _leads_to_folder(item):
                yield path


def _leads_to_folder(item: os.DirEntry[str]) -> bool:
    return item.is_symlink() and Path(item.path).is_dir()


def _items(folder: Path) -> list[os.DirEntry[str]]:
    """A folder that is not there, or that may not be looked into, has no records."""
    try:
        with os.scandir(folder) as items:
            return list(items)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []


def _record(
    source: Source, node: tree.Node, values: Any
) -> Record | Abbreviations | list[Diagnostic]:
    if source.path == f"{FOLDER}/{ABBREVIATIONS}":
        return decode(source, node, values, Abbreviations)
    kind = kind_by_folder(source.path)
    likely = kind_by_keys(node, kind)
    if kind is None or likely is not kind:
        return [wrong_folder(source, likely)]
    return decode(source, node, values, kind)


def read_setting(root: Path, name: str, keys: tuple[str, ...]) -> str | None:
    """A text setting of a configuration file, or None. Unlike records, configuration may use
    tags and aliases, and other programs complain about its mistakes."""
    source = read(root, name)
    node = None if isinstance(source, Diagnostic) else tree.compose(source, lenient=True)
    for key in keys:
        entry = node.find(key) if isinstance(node, tree.Mapping) else None
        node = entry[1] if entry else None
    return node.text if isinstance(node, tree.Scalar) else None
