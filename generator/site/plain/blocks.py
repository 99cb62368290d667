"""Blocks of a plain page that a later line may add to; as text they are HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from generator.site.plain.lines import NotPlainError


@dataclass(slots=True)
class Item:
    """Of a list. Blank lines beside it make its words a paragraph, with others below it."""

    words: str
    inner: str
    paragraphs: list[str] = field(default_factory=list)

    def loosen(self) -> None:
        if self.inner:
            raise NotPlainError
        self.paragraphs = self.paragraphs or [self.words]

    def __str__(self) -> str:
        if not self.paragraphs:
            return f"<li>{self.words}{self.inner}</li>"
        inner = "\n".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        return f"<li>\n{inner}\n</li>"


@dataclass(slots=True)
class List:
    items: list[Item]

    def add(self, more: List) -> None:
        self.items[-1].loosen()
        more.items[0].loosen()
        self.items += more.items

    def add_paragraph(self, words: str) -> None:
        self.items[-1].loosen()
        self.items[-1].paragraphs.append(words)

    def __str__(self) -> str:
        return "<ul>\n" + "\n".join(map(str, self.items)) + "\n</ul>"


@dataclass(slots=True)
class Definitions:
    lines: list[str]

    def __str__(self) -> str:
        return "<dl>\n" + "\n".join(self.lines) + "\n</dl>"


@dataclass(slots=True)
class Note:
    """What Python-Markdown calls an admonition."""

    kind: str
    title: str
    paragraphs: list[str]

    def add_paragraph(self, words: str) -> None:
        self.paragraphs.append(words)

    def __str__(self) -> str:
        inner = "\n".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        title = f'<p class="admonition-title">{self.title}</p>'
        return f'<div class="admonition {self.kind}">\n{title}\n{inner}\n</div>'


Block: TypeAlias = str | List | Definitions | Note


@dataclass(slots=True)
class Opened:
    """An element that is open, and the blocks in it so far."""

    tag: str = ""
    attributes: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def last(self) -> Block:
        return self.blocks[-1] if self.blocks else ""

    def __str__(self) -> str:
        return "\n".join(map(str, self.blocks))
