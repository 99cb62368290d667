"""A builder with its input in a folder of its own, and how its stages are run one after another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.building import edits, measure
from benchmarks.building.edits import Files
from benchmarks.building.measure import CommandError, Cost

CHECK, AGAIN, GENERATE, PAGES = "check", "again", "generate", "pages"
COLD, UNCHANGED, NEW_DAY = "cold", "unchanged", "day"
STAGES = {
    CHECK: "check, cold",
    AGAIN: "check, unchanged",
    GENERATE: "generate, cold",
    PAGES: "pages alone, cold",
    COLD: "cold",
    UNCHANGED: "unchanged",
    edits.ONE: "one edit",
    edits.PERCENT: "1 % edited",
    edits.MORE: "one record more",
    NEW_DAY: "new day",
}
"""Name on the command line → name in the table."""

OURS, STOCK, HUGO = "ours", "stock", "hugo"
ASIDE = ".aside-"
"""In the names of folders that are done with."""

ZENSICAL, ZENSICAL_PLAIN = "zensical", "zensical, no search"


@dataclass(frozen=True, slots=True)
class Step:
    """``variant`` tells the ways apart in which a builder can do the same ``stage``; ``fresh``: it
    starts from the input alone."""

    stage: str
    command: tuple[str, ...]
    variant: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Builder:
    """``folder`` is all that it reads and writes, and ``fill`` puts the input there when it is new
    and empty; ``source`` is the part that ``edits`` change. Commands run in ``place``."""

    name: str
    folder: Path
    fill: Callable[[Path], None]
    source: Path
    edits: Mapping[str, Files]
    place: Path
    steps: tuple[Step, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What a stage cost at one size, or in ``failure`` why it did not run; ``files`` and ``size``
    in bytes of what it wrote."""

    documents: int
    builder: str
    stage: str
    variant: str = ""
    cost: Cost | None = None
    files: int = 0
    size: int = 0
    failure: str = ""


def measured(builder: Builder, documents: int, stages: Sequence[str]) -> Iterator[Row]:
    """One row for each stage asked for, as soon as it is known. A cold build comes in any case,
    since what follows goes on from it. After a failure nothing is tried any more."""
    laid = set[str]()
    for step in builder.steps:
        if step.stage not in {*stages, COLD}:
            continue
        if step.fresh:
            start_afresh(builder)
        elif step.stage not in laid:
            edits.lay(builder.edits.get(step.stage, {}), builder.source)
            laid.add(step.stage)
        try:
            yield _row(builder, documents, step)
        except CommandError as failed:
            yield Row(documents, builder.name, step.stage, step.variant, failure=str(failed))
            return


def _row(builder: Builder, documents: int, step: Step) -> Row:
    before = measure.marks(builder.folder)
    os.sync()  # else what was laid there would be written at the cost of what is measured
    cost = measure.run(step.command, builder.place, builder.environment)
    after = measure.marks(builder.folder)
    written = measure.changed(before, after)
    size = sum(after[path].size for path in written)
    return Row(documents, builder.name, step.stage, step.variant, cost, len(written), size)


def start_afresh(builder: Builder) -> None:
    """Nothing is left but the input: nothing generated, built or remembered. What was there is set
    aside until all is measured, since a file system may be slow to hand out what was freed just
    before."""
    folder = builder.folder
    if folder.exists():
        aside = sum(1 for _ in folder.parent.glob(f"{folder.name}{ASIDE}*"))
        folder.rename(folder.with_name(f"{folder.name}{ASIDE}{aside}"))
    folder.mkdir(parents=True)
    builder.fill(folder)
    probes = folder.with_name(f"{folder.name}{ASIDE}probes")
    probes.mkdir(exist_ok=True)
    measure.settle(probes)


def clear(folder: Path) -> None:
    """Remove what was set aside below this folder."""
    for aside in folder.glob(f"*/*{ASIDE}*"):
        shutil.rmtree(aside)
