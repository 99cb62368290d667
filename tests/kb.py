"""Knowledge bases for tests: the toy library in a folder of its own."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from generator import companions, pipeline, starter
from generator.history import Announcement
from generator.incremental import works
from generator.index import index
from generator.library import Library
from generator.render import Artifact
from generator.settings import Settings, load
from generator.site import build as site
from generator.site.build import Built, Failed, Rejected
from generator.views.corpus import Corpus

ROOT = Path(__file__).parent.parent
LIBRARY = Path(__file__).parent / "library" / "directives"
DAY = dt.date(2024, 6, 1)
"""The day that the toy library is seen on."""


def toy(folder: Path) -> Settings:
    """A knowledge base with the records of ``tests/library``."""
    starter.create(folder)
    shutil.rmtree(folder / "directives")
    shutil.copytree(LIBRARY, folder / "directives")
    return load(folder)


def pages(settings: Settings, day: dt.date = DAY) -> dict[str, str]:
    """Rendered pages by path."""
    checked = pipeline.check(settings)
    assert checked.diagnostics == []
    return made(checked.library, day)


def made(library: Library, day: dt.date = DAY) -> dict[str, str]:
    """Rendered pages by path, those that lead on among them; one page is written by hand."""
    corpus = Corpus(library, index(library), day)
    rendered = artifacts(corpus)
    paths = [*(artifact.path for artifact in rendered), "gioi-thieu.md"]
    _, moved = pipeline.moves(corpus, paths)
    return {artifact.path: artifact.text for artifact in [*rendered, *moved]}


def artifacts(corpus: Corpus) -> list[Artifact]:
    """All that is to stand below docs/, made with nothing remembered and nothing watched."""
    return [artifact for _, work in works(corpus) for artifact in work(corpus)]


def build(
    settings: Settings, day: dt.date = DAY, announcement: Announcement | None = None
) -> Built | Failed | Rejected:
    """Write the pages and build the site with its search index, as ``sotay build`` does."""
    done = pipeline.generate(settings, day, announcement)
    assert done.written is not None, done.checked.diagnostics
    inputs = site.Inputs(
        site.Below(done.made.files),
        lambda have: companions.site_files(done, settings, day, have),
        pipeline.Sealing(settings).seal,
    )
    return site.build(settings, day, inputs)


def asset(site: Path, name: str) -> str:
    """Path below the site of the file that templates call ``name``; its own has a hash in it."""
    stem, dot, ending = name.rpartition(".")
    (found,) = site.glob(f"{stem}.????????{dot}{ending}")
    return found.relative_to(site).as_posix()


def edit(settings: Settings, record: str, old: str, new: str) -> None:
    """Replace text in a record file, which must hold it."""
    path = settings.records / record
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
