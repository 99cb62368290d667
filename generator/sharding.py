"""One shard of a build: its share of all pages, made as a build of the whole makes them.

read → … → check → view, render (its units alone) → write → mkdocs (their pages alone) → part
"""

from __future__ import annotations

from collections.abc import Callable

from generator import incremental, parts, pipeline, writer
from generator.checking import check
from generator.parts import Part
from generator.pipeline import Generated
from generator.settings import Settings
from generator.site import shard as site
from generator.site.build import Failed
from generator.writer import Written


def generate(settings: Settings, part: Part, jobs: int | None = None) -> Generated:
    """Check everything, write the shard's pages below ``docs/``, and keep in the part's folder what
    they were made from. Other pages of ours stay as they are. Where pages of the navigation are
    made by units of other shards, these are made too."""
    checked = check(settings, jobs=jobs)
    if not checked.is_publishable:
        return Generated(checked, None)
    ours = writer.Pages(settings.docs, settings.state)
    shown = {path for path in site.shown(settings, part.as_of) if not ours.by_hand(path)}
    kept = pipeline.remembered(checked, settings, part.folder / parts.UNITS)
    seen = pipeline.corpus(checked, settings, part.as_of)
    facts = incremental.Facts(kept, seen)
    with ours.drafting():
        made = incremental.make_some(facts, ours, part.shard.holds, shown, jobs)
        written = ours.write(made.files, made.drafts, jobs, whole=False)
    if not isinstance(written, Written):
        found = [*checked.diagnostics, *written]
        return Generated(checked.finding(found), None)
    kept.save()
    return Generated(checked, written, seen, made)


def finish(
    done: Generated,
    settings: Settings,
    part: Part,
    jobs: int | None = None,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Failed | None:
    """Make the shard's pages of the site from what was generated, and finish the part; why MkDocs
    did not."""
    pages = site.make(settings, part.as_of, done.made.files, jobs, told)
    if isinstance(pages, Failed):
        return pages
    texts = (settings.docs / path for path in done.made.drafts)
    parts.write(part, (path.read_bytes() for path in texts), pages)
    return None
