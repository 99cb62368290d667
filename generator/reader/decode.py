"""Node → Record, by the one validator: the pydantic models of ``generator.records``."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Diagnostic
from generator.near import Names
from generator.reader import tree
from generator.reader.source import Source

T = TypeVar("T", bound=BaseModel)

_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_type": "not-text",
    "tuple_type": "not-list",
    "dict_type": "not-mapping",
    "model_type": "not-mapping",
    "model_attributes_type": "not-mapping",
    "enum": "unknown-value",
    "literal_error": "unknown-value",
    "too_short": "empty-list",
    "date_form": "date-form",
    "date_impossible": "date-impossible",
    "id_form": "id-form",
    "ref_form": "ref-form",
    "whole_number": "not-whole-number",
    "flag": "not-flag",
    "url_form": "url-form",
    "text_file_form": "text-file-form",
    "empty_text": "empty-text",
}
"""Pydantic's error types, and those of our own, to the codes of the catalogue."""


def decode(source: Source, node: tree.Node, values: Any, kind: type[T]) -> T | list[Diagnostic]:
    """A record of type ``kind``, or everything that keeps the file from being one; ``values`` are
    those of the node, plain."""
    found = [_duplicate(source, *pair) for pair in tree.duplicate_keys(node)]
    try:
        record = kind.model_validate(values)
    except ValidationError as refused:
        errors = [e for e in refused.errors(include_url=False) if not _follows(e, refused)]
        return found + [_finding(source, node, kind, error) for error in errors]
    return found or record


def _follows(error: ErrorDetails, refused: ValidationError) -> bool:
    """Pydantic counts good items only: a list with a bad one may seem too short to it."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and other["loc"] != place for other in refused.errors()
    )


def plain(node: tree.Node) -> Any:
    """Dicts, lists and texts. A key without a value counts as not written."""
    if isinstance(node, tree.Scalar):
        return node.text
    if isinstance(node, tree.Mapping):
        return {key.text: plain(value) for key, value in node.entries if not _blank(value)}
    return tuple([plain(item) for item in node.items])


def _blank(node: tree.Node) -> bool:
    return isinstance(node, tree.Scalar) and node.plain and not node.text


def _duplicate(source: Source, key: tree.Scalar, first: tree.Scalar) -> Diagnostic:
    values = {"key": key.text, "line": str(first.position[0])}
    return source.finding(key.position, "duplicate-key", values)


def _finding(
    source: Source, node: tree.Node, kind: type[BaseModel], error: ErrorDetails
) -> Diagnostic:
    code = _CODES[error["type"]]
    of_key = code == "unknown-key" or error["loc"][-1:] == ("[key]",)
    path = tuple(step for step in error["loc"] if step != "[key]")
    values = {
        "key": next((s for s in reversed(path) if isinstance(s, str)), ""),
        "got": _shown(error["input"]),
    }
    if code == "missing-key":
        path = path[:-1]
    if code == "unknown-key":
        values |= Names(keys_at(kind, path[:-1])).suggestion(str(path[-1]).lower())
    if code == "unknown-value":
        allowed = _allowed(error)
        values |= {"allowed": ", ".join(allowed)} | Names(allowed).suggestion(
            str(error["input"]).lower()
        )
    return source.finding(tree.locate(node, path, key=of_key), code, values)


def _shown(value: object, limit: int = 60) -> str:
    text = value if isinstance(value, str) else "…: …" if isinstance(value, dict) else "- …"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _allowed(error: ErrorDetails) -> list[str]:
    """Pydantic lists allowed values as ``'a', 'b' or 'c'``."""
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [part.strip("' ") for part in expected.replace(" or ", ", ").split("', '")]


def keys_at(kind: type[BaseModel], path: tuple[tree.Step, ...]) -> tuple[str, ...]:
    """Keys that the mapping at ``path`` of a record may have."""
    for step in path:
        if isinstance(step, str) and (inner := _model_of(kind, step)):
            kind = inner
    return tuple(kind.model_fields)


@cache
def _model_of(kind: type[BaseModel], field: str) -> type[BaseModel] | None:
    if field not in kind.model_fields:
        return None
    pending = [kind.model_fields[field].annotation]
    while pending:
        candidate = pending.pop()
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
        pending.extend(get_args(candidate))
    return None
