"""Paragraphs of a full text → one block of HTML, which Markdown passes on as it is.

A law has hundreds of paragraphs. As Markdown each of them would be searched for marks that have
been escaped before; as HTML they cost nothing, and their anchors need no extension.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.render import escape
from generator.views.text import Paragraph, Part


def paragraphs(part: Part) -> Markup:
    """No blank line stands within: it would end the block."""
    kind = "sv-provision" if part.anchor else "sv-preamble"
    return Markup("\n".join([f'<div class="{kind}">', *_lines(part), "</div>"]))  # noqa: S704


def _lines(part: Part) -> Iterator[str]:
    for paragraph in part.paragraphs:
        text = "".join(_piece(piece.text, piece.anchor) for piece in paragraph.pieces)
        yield f"<p{_attributes(paragraph)}>{_number(paragraph)}{text}</p>"


def _attributes(paragraph: Paragraph) -> str:
    if not paragraph.anchor:
        return ""
    kind = "sv-point" if paragraph.is_point else "sv-clause"
    return f' id="{paragraph.anchor}" class="{kind}"'


def _number(paragraph: Paragraph) -> str:
    if not paragraph.anchor:
        return escape.paragraph(paragraph.number)
    name = "điểm" if paragraph.is_point else "khoản"
    title = f"Liên kết tới {name} này"
    number = escape.paragraph(paragraph.number)
    return f'<a class="sv-anchor" href="#{paragraph.anchor}" title="{title}">{number}</a>'


def _piece(text: str, anchor: str) -> str:
    escaped = escape.paragraph(text)
    return f'<a href="#{anchor}">{escaped}</a>' if anchor else escaped
