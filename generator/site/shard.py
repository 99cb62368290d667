"""The pages of a shard of a site, to be put into the whole of it elsewhere.

Pages that are generated are made from their own Markdown and what all pages share: where their
links lead to need not be there yet. Pages written by hand may lead anywhere, so they are left to
the build of the whole.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath

from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File

from generator import forks
from generator.parts import page_key
from generator.settings import Settings
from generator.site import pages, sources
from generator.site.build import Failed, configured, fixed_clock
from generator.site.exchange import remove
from generator.site.listed import shown as shown_in
from generator.site.plan import LEAST


class Promised(AbstractSet[str]):
    """Files that are there, and files of the same kinds, which another shard makes; but none of
    those that must be there."""

    def __init__(self, there: Collection[str], must_be: AbstractSet[str]) -> None:
        self._there, self._must_be = there, must_be
        self._kinds = {PurePosixPath(path).suffix for path in there} - {""}

    def __contains__(self, path: object) -> bool:
        if path in self._there or path in self._must_be:
            return path in self._there
        return PurePosixPath(str(path)).suffix in self._kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self._there)

    def __len__(self) -> int:
        return len(self._there)


def shown(settings: Settings, as_of: dt.date) -> frozenset[str]:
    """Pages that the navigation names: parts of them stand on every page."""
    try:
        nav = configured(settings, settings.state / "building", as_of).nav
    except MkDocsException:
        return frozenset()  # `make` tells
    return frozenset(path for path in shown_in(nav) if path.endswith(".md"))


def make(
    settings: Settings,
    as_of: dt.date,
    ours: Mapping[str, str],
    jobs: int | None = None,
    told: Callable[[int, int], None] = lambda *_: None,
) -> dict[bytes, bytes] | Failed:
    """The pages of these files below docs/ (path → SHA-256), compressed, by their `page_key`.

    There are none where the navigation takes titles from the texts of pages, so that each page
    hangs on what all shards make, or where pages are made from files that nobody knows of."""
    workshop = settings.state / "building"
    remove(workshop)
    heard: list[str] = []
    with fixed_clock(as_of):
        try:
            with pages.warnings() as heard:
                config = configured(settings, workshop, as_of)
            found = sources.sources(config, sources.Below(ours), frozenset(), frozenset())
            if sources.hangs_on_all(config.nav) or sources.reads_files(config):
                return {}
            frame = sources.frame(config, found.files, sources.settled(config)).hex()
            keys = {n: f"{frame} {k}" for n, k in sources.keys(found).items() if n in ours}
            docs = Promised(found.files.keys(), {*shown_in(config.nav)})
            wanted = pages.Wanted(keys, docs, frame=False)
            number = forks.processes(len(keys), LEAST, jobs)
            made = pages.make(config, wanted, number, lambda done: told(done, len(keys)))
            heard += made.complaints
        except MkDocsException as error:
            return Failed("; ".join(heard) or str(error))
    if heard:
        return Failed("; ".join(heard))
    where = config.docs_dir, config.site_dir, config.use_directory_urls
    places = {name: Path(File(name, *where).abs_dest_path) for name in keys}
    texts = {page_key(name, keys[name]): places[name].read_bytes() for name in keys}
    remove(workshop)
    return {key: zlib.compress(page, 1) for key, page in texts.items()}
