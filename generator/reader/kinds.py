"""What a file is read as: by the folder that it lies in, held against the keys that it uses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.near import Names
from generator.reader import tree
from generator.reader.memory import ABBREVIATIONS, BY_FOLDER
from generator.reader.source import Source
from generator.records.types import RECORD_TYPES, Record

FOLDER = "directives"


def form_of(path: str) -> str:
    """What decides, beside the bytes, what a file is read as; empty where that is nothing."""
    if path == f"{FOLDER}/{ABBREVIATIONS}":
        return ABBREVIATIONS
    kind = kind_by_folder(path)
    return kind.folder if kind else ""


def kind_by_folder(path: str) -> type[Record] | None:
    parts = path.split("/")
    return BY_FOLDER.get(parts[1]) if len(parts) == 3 and path.endswith(".yaml") else None


def kind_by_keys(node: tree.Node, given: type[Record] | None) -> type[Record] | None:
    """The type whose keys the file uses, where it differs clearly from the given one."""
    if not isinstance(node, tree.Mapping):
        return given
    written = {key.text for key, _ in node.entries}
    if given and _fits(given, written):
        return given
    scores = {kind: _score(kind, written) for kind in RECORD_TYPES}
    best = max(RECORD_TYPES, key=lambda kind: scores[kind])
    if given is None:
        return best if scores[best] > 0 else None
    clearly = scores[best] >= scores[given] + 3
    return best if clearly or _fits(best, written) else given


def _fits(kind: type[Record], written: set[str]) -> bool:
    """All that is written belongs to the type, and all that it requires is written."""
    return written <= set(kind.model_fields) and _required(kind) <= written


@cache
def _required(kind: type[Record]) -> set[str]:
    return {name for name, field in kind.model_fields.items() if field.is_required()}


def _score(kind: type[Record], written: set[str]) -> int:
    return len(written & set(kind.model_fields)) - len(_required(kind) - written)


def wrong_folder(source: Source, likely: type[Record] | None) -> Diagnostic:
    stem = Path(source.path).stem
    values = {"folders": ", ".join(BY_FOLDER)}
    if likely is not None:
        values["suggestion"] = f"{FOLDER}/{likely.folder}/{stem}.yaml"
    elif near := Names([Path(ABBREVIATIONS).stem]).suggestion(stem):
        values["suggestion"] = f"{FOLDER}/{near['suggestion']}.yaml"
    return source.finding((1, 1), "wrong-folder", values)
