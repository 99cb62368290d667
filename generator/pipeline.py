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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator import history, incremental, program, writer
from generator import seal as sealing
from generator.checking import Checked, begin, check
from generator.diagnostics import Diagnostic
from generator.history import Announcement
from generator.incremental import Made
from generator.index import pack, unpack
from generator.inventory import Inventory
from generator.kept import Kept
from generator.messages import Problem
from generator.parts import Parts
from generator.program import digest
from generator.render import Artifact, Renderer
from generator.seal import Last, Workplace
from generator.search.guides import hand_pages
from generator.settings import Settings
from generator.views import redirects
from generator.views.addresses import answered
from generator.views.corpus import Corpus, Site
from generator.views.redirects import Redirect
from generator.writer import Written

__all__ = [
    "PROGRAM",
    "Checked",
    "Generated",
    "Sealing",
    "announced",
    "check",
    "corpus",
    "generate",
    "moves",
]

PROGRAM = Path(__file__).parent.parent
"""Where the program lies: a path that nobody but this machine should see."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What `generate` did; ``written`` and ``corpus`` are None where errors stopped it.

    ``redirects`` are the addresses that lead on, ``pages`` all pages below docs/.
    """

    checked: Checked
    written: Written | None
    corpus: Corpus | None = None
    made: Made = field(default_factory=Made)
    redirects: tuple[Redirect, ...] = ()
    pages: frozenset[str] = frozenset()

    @property
    def addresses(self) -> frozenset[str]:
        """All that the site will answer."""
        return frozenset(answered(self.pages))


@dataclass(frozen=True, slots=True)
class Means:
    """``jobs``: processes to make pages in, as many as pay if nothing is said. What ``parts`` tell
    takes the place of what is remembered. ``looked`` and ``found`` wait for a look at records and
    at ``docs/``, where there was one; ``meanwhile`` may do before that what is done anyway where
    anything has changed; ``ready`` hears what is to be written before it is."""

    jobs: int | None = None
    parts: Parts | None = None
    looked: Callable[[], Mapping[str, bytes] | None] = lambda: None
    found: Callable[[], Inventory | None] = lambda: None
    meanwhile: Callable[[], None] = lambda: None
    ready: Callable[[Generated], None] = lambda _: None


ALONE = Means()


def moves(corpus: Corpus, paths: Iterable[str]) -> tuple[tuple[Redirect, ...], list[Artifact]]:
    """What leads on from addresses that these files leave unanswered, and its pages; pure."""
    found = redirects.redirects(corpus, answered(paths))
    pages = Renderer(corpus.library.abbreviations.root).render(redirects.pages(found))
    return (*redirects.of_numbers(corpus), *found), list(pages)


class Sealing:
    """Looks at sites of these settings. What was seen of unchanged files is remembered."""

    def __init__(self, settings: Settings, jobs: int | None = None) -> None:
        self._settings, self._jobs = settings, jobs

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self._settings.state / "seal.kept")

    @cached_property
    def _last(self) -> Last:
        root = self._settings.root
        machine = [root, PROGRAM, Path(tempfile.gettempdir())]
        with contextlib.suppress(RuntimeError):  # a user without a home
            machine.append(Path.home())
        return Last(Workplace(root, self._settings.site_url, tuple(machine)), self._kept)

    def begin(self) -> None:
        """Read what is remembered, before there is a site to look at."""
        _ = self._last.record

    def seal(self, site: Path, files: Mapping[str, str]) -> tuple[Sequence[Diagnostic], str]:
        """Findings about the site of these files, path → SHA-256 in hex, and its manifest, which is
        empty where something must be mended first."""
        sealed = sealing.seal(site, files, self._last, self._jobs)
        self._kept.save()
        return sealed.findings, sealed.manifest


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
    settings: Settings,
    as_of: dt.date,
    announcement: Announcement | None = None,
    means: Means = ALONE,
) -> Generated:
    """Check, and where nothing is wrong bring the pages below ``docs/`` up to date: those are made
    that read something which has changed."""
    checked = begin(settings, jobs=means.jobs, looked=means.looked)
    if announcement:
        if not checked.is_publishable:
            return Generated(checked, None)
        checked = announced(checked, announcement)
    checked = indexed(checked, settings)
    kept = remembered(checked, settings)
    if means.parts:
        means.parts.tell(kept)
    texts = means.parts.text if means.parts else incremental.nowhere
    seen = corpus(checked, settings, as_of)
    facts = incremental.Facts(kept, seen)
    if not checked.is_publishable:
        return Generated(checked, None)
    if facts.changed:
        means.meanwhile()
    ours = writer.Pages(settings.docs, settings.state, means.found())
    with ours.drafting():
        made = incremental.make(facts, ours, means.jobs, texts)
        paths = {*_pages(made.files), *hand_pages(settings.docs)}
        moved, pages = moves(seen, paths)
        made.take(ours.draft(page.path, page.text) for page in pages)
        paths.update(page.path for page in pages)
        done = Generated(checked, None, seen, made, moved, frozenset(paths))
        means.ready(done)
        written = ours.write(made.files, made.drafts, means.jobs)
    if isinstance(written, Written):
        kept.save()
        return replace(done, written=written)
    found = [*checked.diagnostics, *written]
    return Generated(checked.finding(found), None)


def indexed(checked: Checked, settings: Settings) -> Checked:
    """The same with its index, which hangs on no words: it is that of the last run where nothing
    else differs."""
    kept = Kept(settings.state / "index.kept")
    found = kept.get(checked.but_words) if checked.but_words else None
    if found is not None:
        return checked.having(unpack(found, checked.library))
    if checked.but_words:
        kept.put(checked.but_words, pack(checked.index))
        with contextlib.suppress(OSError):  # whoever may not write hears of it where pages are
            kept.save()
    return checked


def remembered(checked: Checked, settings: Settings, place: Path | None = None) -> Kept:
    """What is remembered of the pages made last; nothing where all of them must be made again."""
    words = checked.library.abbreviations.root.items()
    settled = (settings.site_url or "", str(settings.embeds), *(w for pair in words for w in pair))
    version = digest(program.identity(), *(text.encode() for text in settled))
    return Kept(place or settings.state / "pages.kept", version)


def _pages(paths: Iterable[str]) -> Iterator[str]:
    """Addresses are promised for pages; files beside them go where their page goes."""
    return (path for path in paths if path.endswith(".md"))
