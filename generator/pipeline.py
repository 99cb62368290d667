"""The whole flow on one page.

    read → compose → decode → collect → index → check → view → render → write ═ mkdocs build
                                                      └ search index, basket ═════╝
                                                                                  └ seal → exchange

Each stage takes what the one before it gives. User mistakes travel as `Diagnostic` values; an
error stops the line before `write`, so that a broken record never costs the last good pages, and
an error of the seal stops it before `exchange`, so that it never costs the last good site.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import basket, checks, history, manifest, reader, render, sbom, search, views, writer
from generator import seal as sealing
from generator.diagnostics import Diagnostic, has_errors, in_order
from generator.history import Announcement
from generator.index import Index, index
from generator.kept import Kept
from generator.library import Library, collect
from generator.messages import Problem
from generator.offline import links
from generator.reader.publications import read_publications
from generator.render import citations, servers
from generator.render.feed import feed
from generator.seal import Sealed, Workplace
from generator.search.guides import guides, hand_pages
from generator.search.memo import Memo
from generator.settings import Settings
from generator.views import log, packing, redirects
from generator.views.addresses import FEED, answered, record_page
from generator.views.corpus import Corpus, Site
from generator.views.packing import Pack
from generator.views.redirects import Redirect
from generator.writer import Written

PROGRAM = Path(__file__).parent.parent
"""Where the program lies: a path that nobody but this machine should see."""

FEED_ENTRIES = 50
"""Publications in the Atom feed."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Records that have been read and every finding about them, in order of place."""

    library: Library
    index: Index
    diagnostics: list[Diagnostic]
    records: int

    @property
    def is_publishable(self) -> bool:
        return not has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Generated:
    """What `generate` did; ``written`` is None where errors stopped it.

    ``redirects`` are the addresses that lead on, ``addresses`` all that the site will answer.
    """

    checked: Checked
    written: Written | None
    redirects: tuple[Redirect, ...] = ()
    addresses: frozenset[str] = frozenset()


def check(settings: Settings) -> Checked:
    """Source → Node → Record → Library → Index → Diagnostics."""
    reading = reader.read_all(settings.root)
    library, found = collect(
        reading.entries, reading.abbreviations, reading.broken, reading.published
    )
    found += reading.diagnostics
    publications, damage = read_publications(settings.records)
    library, found = replace(library, publications=publications), found + damage
    for source in reading.sources:
        found += checks.check_text(source)
    for text in reading.texts:
        found += checks.check_full_text(text)
    found += checks.check_library(library)
    return Checked(library, index(library), in_order(found), reading.records)


def artifacts(
    library: Library, groups: Index, as_of: dt.date, site: Site | None = None
) -> Iterator[render.Artifact]:
    """Library → Views → Artifacts; pure."""
    seen = Corpus(library, groups, as_of, site or Site())
    yield from render.render(views.views(seen), library.abbreviations.root)
    yield from citations.files(seen)


def moves(
    library: Library, groups: Index, as_of: dt.date, paths: Iterable[str]
) -> tuple[tuple[Redirect, ...], list[render.Artifact]]:
    """What leads on from addresses that these files leave unanswered, and its pages; pure."""
    seen = Corpus(library, groups, as_of)
    found = redirects.redirects(seen, answered(paths))
    pages = render.render(redirects.pages(found), library.abbreviations.root)
    return (*redirects.of_numbers(seen), *found), list(pages)


def site_files(done: Generated, settings: Settings, as_of: dt.date) -> dict[str, str]:
    """Files of the site beside its pages: the search index, data of the basket, tables for web
    servers, the feed of the publication log, and the bill of materials."""
    withdrawn = [record_page(tombstone) for tombstone in done.checked.library.tombstones.values()]
    tables = servers.files(done.redirects, withdrawn)
    seen = corpus(done.checked, settings, as_of)
    data = basket.files(seen)
    newest = log.newest(seen, FEED_ENTRIES)
    atom = feed(newest, settings.site_name, settings.site_url or "", as_of)
    bill = sbom.as_text(settings.site_name, as_of)
    return {**_search_index(seen, settings), **data, **tables, FEED: atom, sbom.SBOM: bill}


def seal(site: Path, settings: Settings, jobs: int | None = None) -> list[Diagnostic]:
    """Findings about a built site as a whole; without errors it gets its manifest."""
    sealed = seal_files(site, sealing.digests(site), settings, jobs)
    if sealed.manifest:
        writer.replace_file(site / manifest.NAME, sealed.manifest)
    return sealed.findings


def seal_files(
    site: Path, files: Mapping[str, str], settings: Settings, jobs: int | None = None
) -> Sealed:
    """Findings about the site of these files, path → SHA-256 in hex, and its manifest. What was
    seen of unchanged files is remembered."""
    machine = [settings.root, PROGRAM, Path(tempfile.gettempdir())]
    with contextlib.suppress(RuntimeError):  # a user without a home
        machine.append(Path.home())
    kept = Kept(settings.state / "seal.kept")
    workplace = Workplace(settings.root, settings.site_url, tuple(machine))
    sealed = sealing.seal(site, files, workplace, kept, jobs)
    kept.save()
    return sealed


def _search_index(seen: Corpus, settings: Settings) -> dict[str, str]:
    """Library and hand pages → files of the search index, by path below the site. What the texts
    of unchanged records add to it is remembered."""
    place = settings.state / "search.memo"
    memo = Memo(place.read_bytes() if place.is_file() else b"")
    files = search.files(seen, guides(settings.docs), memo)
    if (kept := memo.as_bytes()) is not None:
        writer.replace_file(place, kept)
    return files


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
    (start,) = render.render([found.start], checked.library.abbreviations.root)
    index = search.files(seen, (), Memo(b""), found.ids)
    return found, start.text, {**index, **basket.files(seen, found.ids)}


def cut_links(folder: Path, pack: Pack, settings: Settings) -> None:
    """Mend the pages of a pack where they lead to what did not come along."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    bundle = links.Bundle(frozenset(paths), frozenset(pack.pages), settings.site_url)
    for name, path in paths.items():
        if name.endswith(".html"):
            text = links.cut(path.read_text(encoding="utf-8"), name, bundle)
            path.write_text(text, encoding="utf-8")


def corpus(checked: Checked, settings: Settings, as_of: dt.date) -> Corpus:
    """What views draw from."""
    return Corpus(checked.library, checked.index, as_of, _site(settings))


def _site(settings: Settings) -> Site:
    return Site(settings.site_url, settings.embeds)


def announced(checked: Checked, announcement: Announcement) -> Checked:
    """The log with the publication that is about to be, where there is anything to tell; raise
    `Problem` where a record is to be a correction that has not changed."""
    library = checked.library
    now = Corpus(library, checked.index, announcement.day).state
    new = history.publication(library.publications, now, announcement)
    changed = history.changed_pages(library.publications, new) if new else frozenset[str]()
    if wrong := sorted(set(announcement.corrected) - changed):
        raise Problem("not-corrected", pages=", ".join(wrong))
    if new is None:
        return checked
    return replace(checked, library=replace(library, publications=(*library.publications, new)))


def generate(
    settings: Settings, as_of: dt.date, announcement: Announcement | None = None
) -> Generated:
    """Check, and where nothing is wrong bring the pages below ``docs/`` up to date."""
    checked = check(settings)
    if not checked.is_publishable:
        return Generated(checked, None)
    if announcement:
        checked = announced(checked, announcement)
    made = list(artifacts(checked.library, checked.index, as_of, _site(settings)))
    paths = {*_pages(made), *hand_pages(settings.docs)}
    moved, pages = moves(checked.library, checked.index, as_of, paths)
    written = writer.write([*made, *pages], settings.docs, settings.state)
    if isinstance(written, Written):
        paths.update(artifact.path for artifact in pages)
        return Generated(checked, written, moved, frozenset(answered(paths)))
    found = [*checked.diagnostics, *written]
    return Generated(replace(checked, diagnostics=found), None)


def _pages(made: Iterable[render.Artifact]) -> Iterator[str]:
    """Addresses are promised for pages; files beside them go where their page goes."""
    return (artifact.path for artifact in made if artifact.path.endswith(".md"))


def only(checked: Checked, settings: Settings, paths: Iterable[Path]) -> Checked:
    """Findings in these files or folders; all records are still read, for references."""
    wanted = [path.resolve().relative_to(settings.root).as_posix() for path in paths]
    found = [
        d
        for d in checked.diagnostics
        if any(d.path == path or d.path.startswith(f"{path}/") for path in wanted)
    ]
    return Checked(checked.library, checked.index, found, checked.records)
