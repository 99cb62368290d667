"""Files of a site, or of the pack of a session, beside its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator import basket, program, sbom, search
from generator.messages import Problem
from generator.offline import links
from generator.pipeline import Checked, Generated, corpus
from generator.render import Renderer, servers
from generator.render.feed import feed
from generator.search.guides import guides
from generator.settings import Settings
from generator.views import log, packing
from generator.views.addresses import FEED, record_page
from generator.views.packing import Pack

FEED_ENTRIES = 50
"""Publications in the Atom feed."""


class Companion(NamedTuple):
    """``mark`` tells one content of a file from another, where whoever makes it can tell before it
    is made; ``text`` is None where the site has the file with this mark."""

    mark: str
    text: str | None


def site_files(
    done: Generated,
    settings: Settings,
    as_of: dt.date,
    have: Mapping[str, str] = MappingProxyType({}),
    jobs: int | None = None,
) -> dict[str, Companion]:
    """The search index, data of the basket, tables for web servers, the feed of the publication
    log, and the bill of materials, by path below the site.

    ``have`` are the marks of those that the site holds as they were made.
    """
    assert done.corpus is not None, "nothing was generated"
    withdrawn = [record_page(tombstone) for tombstone in done.checked.library.tombstones.values()]
    newest = log.newest(done.corpus, FEED_ENTRIES)
    small = {
        **servers.files(done.redirects, withdrawn),
        FEED: feed(newest, settings.site_name, settings.site_url or "", as_of),
    }
    data = basket.files(done.corpus, done.made.entries, have)
    return {
        **_search_index(done, settings, have, jobs),
        sbom.SBOM: _bill_of_materials(settings.site_name, as_of, have.get(sbom.SBOM)),
        **{path: Companion("", text) for path, text in {**data, **small}.items()},
    }


def _bill_of_materials(site_name: str, as_of: dt.date, have: str | None) -> Companion:
    mark = program.digest(program.identity(), *sbom.inputs(site_name, as_of)).hex()
    return Companion(mark, None if have == mark else sbom.as_text(site_name, as_of))


def _search_index(
    done: Generated, settings: Settings, have: Mapping[str, str], jobs: int | None
) -> dict[str, Companion]:
    """Library and hand pages → files of the search index, by path below the site."""
    assert done.corpus is not None
    made, short = done.made, search.short_forms(done.corpus.library)
    given = list(search.given(done.corpus, guides(settings.docs), made.known, made.items))
    there = {path: bytes.fromhex(mark) for path, mark in have.items()}
    renewed = search.renew(given, short, settings.state, there, jobs)
    return {path: Companion(file.digest.hex(), file.text) for path, file in renewed.items()}


def pack(
    checked: Checked, settings: Settings, as_of: dt.date, identity: str
) -> tuple[Pack, str, dict[str, str]]:
    """What the pack of a session holds, the text of its first page, and its files beside the
    pages; raise `Problem` where there is no such session."""
    seen = corpus(checked, settings, as_of)
    sessions = checked.library.sessions
    if identity not in sessions:
        raise Problem("no-session", got=identity, known=", ".join(sessions) or "–")
    found = packing.pack(seen, sessions[identity])
    (start,) = Renderer(checked.library.abbreviations.root).render([found.start])
    index = search.files(seen, only=found.ids)
    data = basket.files(seen, basket.digests(seen, found.ids))
    return found, start.text, {**index, **{path: text or "" for path, text in data.items()}}


def cut_links(folder: Path, pack: Pack, settings: Settings) -> None:
    """Mend the pages of a pack where they lead to what did not come along."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    bundle = links.Bundle(frozenset(paths), frozenset(pack.pages), settings.site_url)
    for name, path in paths.items():
        if name.endswith(".html"):
            text = links.cut(path.read_text(encoding="utf-8"), name, bundle)
            path.write_text(text, encoding="utf-8")
