"""Record files → records with their sources, or findings. The only room that imports yaml."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.reader import tree
from generator.reader.decode import decode
from generator.reader.published import Published, read_published
from generator.reader.source import Source, read
from generator.reader.texts import FullText, NoText, read_text, unused_texts
from generator.records.provisions import Provision
from generator.records.types import RECORD_TYPES, Abbreviations, Document, Record

FOLDER = "directives"
ABBREVIATIONS = "viet-tat.yaml"
_BY_FOLDER = {kind.folder: kind for kind in RECORD_TYPES}
_SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and the file it came from; of a document also its text, where there is one."""

    record: Record
    source: Source
    provisions: tuple[Provision, ...] = ()

    def finding(self, path: tuple[tree.Step, ...], code: str, /, **values: str) -> Diagnostic:
        """A finding at the value at ``path``. The tree is composed anew: findings are rare, and
        keeping every tree would cost more memory than the records."""
        node = tree.compose(self.source)
        position = (1, 1) if isinstance(node, Diagnostic) else tree.locate(node, path)
        return self.source.finding(position, code, values)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass over the files gave; ``records`` counts the broken ones too, which
    ``broken`` names by their file's stem."""

    entries: tuple[Entry, ...]
    texts: tuple[FullText, ...]
    abbreviations: Abbreviations
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    records: int
    broken: frozenset[str]
    published: Published


def read_all(root: Path) -> Reading:
    """Read every record file below ``root/directives``, in an order that does not matter."""
    entries: list[Entry] = []
    sources: list[Source] = []
    found: list[Diagnostic] = []
    abbreviations = Abbreviations()
    paths = sorted(record_files(root))
    for path in paths:
        source = read(root, path)
        if isinstance(source, Diagnostic):
            found.append(source)
            continue
        sources.append(source)
        record = _record(source)
        if isinstance(record, Abbreviations):
            abbreviations = record
        elif isinstance(record, Record):
            entries.append(Entry(record, source))
        else:
            found += record
    records = sum(path.name != ABBREVIATIONS for path in paths)
    broken = {path.stem for path in paths} - {Path(e.source.path).stem for e in entries}
    texts, unread = _texts(root, entries, broken)
    published, damage = read_published(root)
    return Reading(
        tuple(_with_provisions(entries, texts)),
        tuple(texts.values()),
        abbreviations,
        tuple(sources),
        (*found, *unread, *damage),
        records,
        frozenset(broken),
        published,
    )


def _texts(
    root: Path, entries: Iterable[Entry], broken: set[str]
) -> tuple[dict[str, FullText], list[Diagnostic]]:
    """Full texts by the path of the record that names them, and findings about files of texts."""
    folder = root / FOLDER / Document.folder
    texts: dict[str, FullText] = {}
    found: list[Diagnostic] = []
    named = {f"{stem}.txt" for stem in broken}
    for entry in entries:
        if isinstance(entry.record, Document) and (name := entry.record.text):
            named.add(name)
            text = read_text(root, folder / name, entry.record.text_complete)
            if isinstance(text, FullText):
                texts[entry.source.path] = text
            elif isinstance(text, NoText):
                found.append(entry.finding(("text",), text.code, got=name, **text.values))
            else:
                found.append(text)
    return texts, [*found, *unused_texts(root, folder, named)]


def _with_provisions(entries: Iterable[Entry], texts: dict[str, FullText]) -> Iterator[Entry]:
    for entry in entries:
        text = texts.get(entry.source.path)
        yield replace(entry, provisions=text.provisions) if text else entry


def record_files(root: Path) -> Iterator[Path]:
    """YAML files below ``directives/``; hidden files and folders are nobody's records."""
    for path in (root / FOLDER).rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.suffix.lower() in _SUFFIXES and not hidden and not path.is_dir():
            yield path


def _record(source: Source) -> Record | Abbreviations | list[Diagnostic]:
    node = tree.compose(source)
    if isinstance(node, Diagnostic):
        return [node]
    if source.path == f"{FOLDER}/{ABBREVIATIONS}":
        return decode(source, node, Abbreviations)
    kind = _kind_by_folder(source.path)
    likely = _kind_by_keys(node, kind)
    if kind is None or likely is not kind:
        return [_wrong_folder(source, likely)]
    return decode(source, node, kind)


def _kind_by_folder(path: str) -> type[Record] | None:
    parts = path.split("/")
    return _BY_FOLDER.get(parts[1]) if len(parts) == 3 and path.endswith(".yaml") else None


def _kind_by_keys(node: tree.Node, given: type[Record] | None) -> type[Record] | None:
    """The type whose keys the file uses, where it differs clearly from the given one."""
    if not isinstance(node, tree.Mapping):
        return given
    written = {key.text for key, _ in node.entries}
    scores = {kind: _score(kind, written) for kind in RECORD_TYPES}
    best = max(RECORD_TYPES, key=lambda kind: scores[kind])
    if given is None:
        return best if scores[best] > 0 else None
    clearly = scores[best] >= scores[given] + 3
    return best if clearly or (_fits(best, written) and not _fits(given, written)) else given


def _fits(kind: type[Record], written: set[str]) -> bool:
    """All that is written belongs to the type, and all that it requires is written."""
    return written <= set(kind.model_fields) and _required(kind) <= written


def _required(kind: type[Record]) -> set[str]:
    return {name for name, field in kind.model_fields.items() if field.is_required()}


def _score(kind: type[Record], written: set[str]) -> int:
    return len(written & set(kind.model_fields)) - len(_required(kind) - written)


def _wrong_folder(source: Source, likely: type[Record] | None) -> Diagnostic:
    stem = Path(source.path).stem
    values = {"folders": ", ".join(_BY_FOLDER)}
    if likely is not None:
        values["suggestion"] = f"{FOLDER}/{likely.folder}/{stem}.yaml"
    elif near := difflib.get_close_matches(stem, [Path(ABBREVIATIONS).stem], n=1):
        values["suggestion"] = f"{FOLDER}/{near[0]}.yaml"
    return source.finding((1, 1), "wrong-folder", values)


def read_setting(root: Path, path: Path, keys: tuple[str, ...]) -> str | None:
    """A text setting of a configuration file, or None. Unlike records, configuration may use
    tags and aliases, and other programs complain about its mistakes."""
    source = read(root, path)
    node = None if isinstance(source, Diagnostic) else tree.compose(source, lenient=True)
    for key in keys:
        entry = node.find(key) if isinstance(node, tree.Mapping) else None
        node = entry[1] if entry else None
    return node.text if isinstance(node, tree.Scalar) else None
