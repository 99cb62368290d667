"""The inputs of a knowledge base, for edits: records are read without types, so that ``2009-11``
and ``012`` stay what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.records.types import RECORD_TYPES

FOLDERS = tuple(kind.folder for kind in RECORD_TYPES)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Records, pages by hand, configuration and overrides of the theme."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def records(self) -> Path:
        return self.root / "directives"

    @property
    def docs(self) -> Path:
        """Pages by hand."""
        return self.root / "docs"

    @property
    def overrides(self) -> Path:
        """Of templates that the theme leaves to Material."""
        return self.root / "giao-dien" / "partials"

    def configure(self, old: str, new: str) -> None:
        """Replace text in mkdocs.yml, which must hold it."""
        text = self.config.read_text(encoding="utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new, 1), encoding="utf-8")

    def names(self, folder: str) -> list[str]:
        return [f"{folder}/{path.stem}" for path in sorted((self.records / folder).glob("*.yaml"))]

    def all(self) -> Iterator[str]:
        for folder in FOLDERS:
            yield from self.names(folder)

    def place(self, record: str) -> Path:
        """File of a record, which is named by folder and id: ``van-ban/x``."""
        return self.records / f"{record}.yaml"

    def load(self, record: str) -> dict[str, Any]:
        text = self.place(record).read_text(encoding="utf-8")
        loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
        return loaded

    def save(self, record: str, keys: Mapping[str, Any]) -> None:
        text = yaml.safe_dump({**keys}, allow_unicode=True, sort_keys=False)
        self.place(record).write_text(text, encoding="utf-8")

    def change(self, record: str, **keys: Any) -> None:
        """Set keys of a record; None takes one away."""
        changed = {**self.load(record), **keys}
        self.save(record, {key: value for key, value in changed.items() if value is not None})

    def point(self, old: str, to: str | None) -> None:
        """Let all records refer to another id, or to nothing where they referred to this one."""
        for record in self.all():
            keys = self.load(record)
            changed = _mapped(keys, lambda text: _pointed(text, old, to))
            changed["id"] = keys["id"]
            if changed != keys:
                self.save(record, changed)


def _pointed(text: str, old: str, to: str | None) -> str | None:
    head, mark, anchor = text.partition("#")
    if head != old:
        return text
    return to and f"{to}{mark}{anchor}"


def _mapped(value: Any, change: Callable[[str], str | None]) -> Any:
    """A value with each string changed; what refers to nothing any more is left out."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [kept for kept in (_mapped(one, change) for one in value) if kept is not None]
    kept = {key: new for key, one in value.items() if (new := _mapped(one, change)) is not None}
    return None if "to" in value and "to" not in kept else kept
