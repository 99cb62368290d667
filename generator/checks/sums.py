"""Parts of a figure sum to its total where both are given."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    for figure in library.figures.values():
        for key in ("by_field", "by_category"):
            parts = getattr(figure, key)
            total = sum(parts.values())
            if parts and figure.total is not None and total != figure.total:
                values = {"key": key, "sum": str(total), "total": str(figure.total)}
                yield library.entries[figure.id].finding(("total",), "sum-mismatch", **values)
