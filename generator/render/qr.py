"""QR codes as inline SVG, or as bits for a script to draw. The only module that imports segno.

Inline, not as files beside the page: a sheet prints and opens from a disk in one piece, and there
is nothing that could be left behind or fail to load.
"""

from __future__ import annotations

import base64
from itertools import groupby

import segno
from markupsafe import Markup

from generator.render import escape

QUIET = 4
"""Modules of white around the code, as ISO/IEC 18004 asks for."""


def svg(text: str) -> Markup:
    """A QR code of ``text``: error correction M, black on a white ground in any colour scheme.

    It is one line without blanks at its ends, so that it may stand anywhere in Markdown.
    """
    matrix = _matrix(text)
    side = len(matrix) + 2 * QUIET
    label = escape.attribute(f"Mã QR: {text}")
    return Markup(  # noqa: S704
        f'<svg class="sv-qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'role="img" aria-label="{label}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{_dark(matrix)}"/></svg>'
    )


def bits(text: str) -> tuple[int, str]:
    """The same code without its quiet zone: modules of a side, and base64 of the modules row by
    row, the highest bit first, dark ones set."""
    matrix = _matrix(text)
    modules = "".join("1" if module else "0" for row in matrix for module in row)
    size = (len(modules) + 7) // 8
    packed = int(modules.ljust(8 * size, "0"), 2).to_bytes(size, "big")
    return len(matrix), base64.b64encode(packed).decode()


def _matrix(text: str) -> tuple[bytearray, ...]:
    matrix: tuple[bytearray, ...] = segno.make(
        text, error="m", micro=False, boost_error=False
    ).matrix
    return matrix


def _dark(matrix: tuple[bytearray, ...]) -> str:
    """Runs of dark modules, row by row, as rectangles of one path."""
    parts = []
    for y, row in enumerate(matrix, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return "".join(parts)
