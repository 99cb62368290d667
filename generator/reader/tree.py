"""Text → tree of nodes that know their place.

The tree is built from libyaml's events, not by a YAML loader: every scalar stays the text that was
written (``12:30``, ``012`` and ``no`` are not numbers or booleans), equal keys are seen, and
aliases, tags and deep nesting are refused before they can cost memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from generator.diagnostics import Diagnostic
from generator.reader.source import CONTROL, INVISIBLE, STACKED, Source

MAX_DEPTH = 20
"""Levels of nesting; a record needs four."""

Node: TypeAlias = "Scalar | Sequence | Mapping"
Step: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text in NFC, exactly as written otherwise. ``plain``: it stood without quotes."""

    text: str
    position: tuple[int, int]
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    items: list[Node]
    position: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order of the file, equal keys included."""

    entries: list[tuple[Scalar, Node]]
    position: tuple[int, int]

    def find(self, key: str) -> tuple[Scalar, Node] | None:
        return next((entry for entry in self.entries if entry[0].text == key), None)


class _Refused(Exception):  # noqa: N818
    """Carries the finding out of the event loop; never leaves this module."""

    def __init__(self, position: tuple[int, int], code: str, values: dict[str, str]) -> None:
        self.position, self.code, self.values = position, code, values


def compose(source: Source, lenient: bool = False) -> Node | Diagnostic:
    """Compose the one YAML document of a file; ``lenient`` drops tags, anchors and aliases."""
    try:
        return _Composer(yaml.parse(source.text, Loader=yaml.CLoader), lenient).document()
    except _Refused as refused:
        return source.finding(refused.position, refused.code, refused.values)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return source.finding(position, "yaml-syntax", {"problem": error.problem or "?"})
    except yaml.YAMLError as error:
        return source.finding((1, 1), "yaml-syntax", {"problem": str(error).split("\n")[0]})


class _Composer:
    """Consumes parse events iteratively, so that nesting costs no stack."""

    def __init__(self, events: Iterator[Any], lenient: bool) -> None:
        self.events, self.lenient = events, lenient

    def document(self) -> Node:
        root: Node | None = None
        stack: list[tuple[Node, list[Node]]] = []
        for event in self.events:
            if not self.lenient:
                _refuse_marks(event)
            match event:
                case yaml.ScalarEvent():
                    node: Node = _scalar(event)
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    _open(event, stack)
                    continue
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    node = _close(*stack.pop())
                case yaml.AliasEvent():
                    node = Scalar("", _at(event), plain=True)
                case yaml.DocumentStartEvent() if root is not None:
                    raise _Refused(_at(event), "many-documents", {})
                case _:
                    continue
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
            raise _Refused((1, 1), "empty-file", {})
        return root


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _refuse_marks(event: Any) -> None:
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        raise _Refused(_at(event), "alias", {"name": f"{sign}{event.anchor}"})
    if getattr(event, "tag", None) is not None:
        raise _Refused(_at(event), "tag", {"name": event.tag})


def _scalar(event: Any) -> Scalar:
    if event.style == '"':
        _refuse_escapes(event)
    return Scalar(unicodedata.normalize("NFC", event.value), _at(event), not event.style)


_UNWRITABLE = (
    (CONTROL, "control-character"),
    (INVISIBLE, "invisible-character"),
    (STACKED, "stacked-marks"),
)


def _refuse_escapes(event: Any) -> None:
    """Escapes in double quotes must not bring in what may not be written openly."""
    for pattern, code in _UNWRITABLE:
        if found := pattern.search(event.value):
            place = f"U+{ord(found[0][0]):04X}"
            raise _Refused(_at(event), code, {"character": place, "code_point": place})


def _open(event: Any, stack: list[tuple[Node, list[Node]]]) -> None:
    if len(stack) >= MAX_DEPTH:
        raise _Refused(_at(event), "too-deep", {"limit": str(MAX_DEPTH)})
    is_mapping = isinstance(event, yaml.MappingStartEvent)
    stack.append((Mapping([], _at(event)) if is_mapping else Sequence([], _at(event)), []))


def _close(node: Node, children: list[Node]) -> Node:
    if isinstance(node, Mapping):
        keys, values = children[::2], children[1::2]
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, Scalar):
                raise _Refused(key.position, "key-not-text", {})
            node.entries.append((key, value))
    elif isinstance(node, Sequence):
        node.items.extend(children)
    return node


def duplicate_keys(node: Node) -> Iterator[tuple[Scalar, Scalar]]:
    """Pairs of equal keys of one mapping: the later one and the first one."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from duplicate_keys(item)
    if isinstance(node, Mapping):
        first: dict[str, Scalar] = {}
        for key, value in node.entries:
            if first.setdefault(key.text, key) is not key:
                yield key, first[key.text]
            yield from duplicate_keys(value)


def locate(node: Node, path: tuple[Step, ...], key: bool = False) -> tuple[int, int]:
    """Position of the value at ``path`` (of its key with ``key``), or of the nearest place above
    it that the file has."""
    position = node.position
    for step in path:
        if isinstance(node, Mapping) and (entry := node.find(str(step))):
            name, node = entry
            position = name.position if key else node.position
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            position = node.position
        else:
            break
    return position
