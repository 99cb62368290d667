"""Build some pages of the site as a small site of their own."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from generator.settings import Settings
from generator.site.build import Failed, configured, fixed_clock, run
from generator.site.pages import warnings
from generator.views.packing import Pack

_NOT_FOR_DISKS = ("sitemap.xml", "404.html")


def build(
    settings: Settings, as_of: dt.date, pack: Pack, start: str, more: Mapping[str, str]
) -> Path | Failed:
    """The folder of the built pages, in the state folder. Links to other pages are left as they
    are written; they lead nowhere yet. ``start`` is the text of the first page."""
    sources, folder = settings.state / "pack-pages", settings.state / "pack"
    for place in (sources, folder):
        shutil.rmtree(place, ignore_errors=True)
    for page in pack.pages:
        _copy(settings.docs, page, sources)
    (sources / pack.start.path).write_text(start, encoding="utf-8")
    nav = [{s.heading: [{link.text: link.page} for link in s.links]} for s in pack.shelves]
    with fixed_clock(as_of), warnings() as heard:
        try:
            run(configured(settings, folder, as_of, docs_dir=str(sources), nav=nav, strict=False))
        except MkDocsException as error:
            return Failed("; ".join(heard) or str(error))
    for name in _NOT_FOR_DISKS:
        (folder / name).unlink(missing_ok=True)
    for path, text in more.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    shutil.rmtree(sources)
    return folder


def _copy(docs: Path, page: str, target: Path) -> None:
    """The page and the files of other kinds that belong to it."""
    (target / page).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(docs / page, target / page)
    beside = (docs / page).with_suffix("")
    for file in sorted(beside.glob("*")) if beside.is_dir() else ():
        if file.is_file() and file.suffix != ".md":
            place = target / file.relative_to(docs)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
