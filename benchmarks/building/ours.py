"""Our own stages, and the Markdown pages that the other builders get."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.building import builders, edits, measure
from benchmarks.building.builders import Builder, Step
from benchmarks.building.edits import Files
from benchmarks.records import AS_OF, ROOT, configuration, hand_pages

_SOTAY = (sys.executable, "-m", "generator", "-C")
_NEXT_DAY = str(dt.date.fromisoformat(AS_OF) + dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Pages:
    """All Markdown pages of a knowledge base, with the files beside them, in the folder ``docs``;
    and for each edit those that it changes."""

    docs: Path
    edits: Mapping[str, Files]


def ours(base: Path, folder: Path, changes: Mapping[str, Files]) -> Builder:
    """`sotay` on a copy of the knowledge base ``base``."""
    check, build = (*_SOTAY, str(folder), "check"), _on_day(folder, "build", AS_OF)
    steps = (
        Step(builders.CHECK, check, fresh=True),
        Step(builders.AGAIN, check),
        Step(builders.GENERATE, _on_day(folder, "generate", AS_OF), fresh=True),
        Step(builders.PAGES, _pages_alone(folder), fresh=True),
        Step(builders.COLD, build, fresh=True),
        Step(builders.UNCHANGED, build),
        *(Step(stage, build) for stage in changes),
        Step(builders.NEW_DAY, _on_day(folder, "build", _NEXT_DAY)),
    )

    def fill(folder: Path) -> None:
        shutil.copytree(base / "directives", folder / "directives")
        (folder / "mkdocs.yml").write_text(configuration(), encoding="utf-8")
        hand_pages(folder)

    source = folder / "directives"
    return Builder(builders.OURS, folder, fill, source, changes, ROOT, steps)


def _on_day(folder: Path, command: str, day: str) -> tuple[str, ...]:
    return (*_SOTAY, str(folder), command, "--as-of", day)


def _pages_alone(folder: Path) -> tuple[str, ...]:
    """The one place that says how pages are built without the search index."""
    return (sys.executable, "-m", "benchmarks.building.pages_alone", str(folder), AS_OF)


def pages(base: Path, folder: Path, changes: Mapping[str, Files]) -> Pages:
    """Generate the pages of the records, and after each edit that other builders are measured with;
    none of these removes a page. ``folder`` keeps them, and a copy of what was there at first."""
    builder = ours(base, folder / "base", changes)
    builders.start_afresh(builder)
    generate, docs = _on_day(builder.folder, "generate", AS_OF), builder.folder / "docs"
    measure.run(generate, ROOT, {})
    shutil.rmtree(folder / "docs", ignore_errors=True)
    shutil.copytree(docs, folder / "docs")
    changed: dict[str, Files] = {}
    for stage in (edits.ONE, edits.PERCENT):
        before = measure.marks(docs)
        edits.lay(changes[stage], builder.source)
        measure.run(generate, ROOT, {})
        paths = measure.changed(before, measure.marks(docs))
        changed[stage] = {path: (docs / path).read_bytes() for path in paths}
    return Pages(folder / "docs", changed)
