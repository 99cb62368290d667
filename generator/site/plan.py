"""What of a site has to be made anew, and the making of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from generator import forks, manifest
from generator.filelists import unlike
from generator.settings import Settings
from generator.site import pages, sources
from generator.site.ledger import Ledger, Page
from generator.site.sources import Below, Sources

LEAST = 250
"""Pages that pay for another process."""

Beside: TypeAlias = Mapping[str, tuple[str, str | None]]
"""Further files of the site by path: a mark of what each holds, and its text, None where the site
has it with this mark."""

More: TypeAlias = Callable[[Mapping[str, str]], Beside]
"""Makes them; it is given the marks of those that the site has."""

Given: TypeAlias = Callable[[Mapping[str, str]], Iterable[tuple[str, bytes]]]
"""Pages that were made elsewhere, as far as there are any, of those with these names. Keys tell
what they are made from, with what all pages share."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``pages`` are the names of those to be made, below docs/, ``others`` all files there that go
    into the site as they are, with their SHA-256; ``is_framed`` tells whether the frame is as it
    should be. ``before`` is the last ledger, of the next one ``after`` has what all
    pages share; ``live`` are the files of the live site with their SHA-256."""

    config: MkDocsConfig
    settings: Settings
    before: Ledger
    after: Ledger
    live: Mapping[str, str]
    sources: Sources
    keys: Mapping[str, str]
    pages: tuple[str, ...]
    others: Mapping[str, str]
    is_framed: bool


def plan(
    config: MkDocsConfig,
    settings: Settings,
    below: Below,
    before: Ledger,
    live: Mapping[str, str],
) -> Plan:
    """What differs from the live site."""
    settled = sources.settled(config)
    known = before if before.settled == settled.hex() else Ledger()
    inside = known.pages.keys() | (live.keys() if known.pages else ())
    found = sources.sources(config, below, inside, frozenset(known.excluded))
    frame = sources.frame(config, found.files, settled)
    keys = sources.keys(found)
    made = before.pages if before.shared == frame.hex() else {}
    framed = sources.framed(config, found, frame, keys.keys()).hex()
    is_framed = before.framed == framed and all(
        live.get(path) == known for path, known in before.frame.items()
    )
    held = {n: page.key for n, page in made.items() if live.get(page.path) == page.sha256}
    stale = tuple(unlike(keys, held))
    digests = Ledger(settled=settled.hex(), shared=frame.hex(), framed=framed)
    made_of_files = {*keys, *config.theme.static_templates, *config.extra_templates}
    others = {path: known for path, known in found.files.items() if path not in made_of_files}
    return Plan(config, settings, before, digests, live, found, keys, stale, others, is_framed)


def make(
    work: Plan,
    jobs: int | None,
    told: Callable[[int, int], None] = lambda *_: None,
    given: Given = lambda _: (),
) -> pages.Made:
    """Make what is missing in the folder of the configuration's site."""
    there = dict(_there(work, given))
    left = [name for name in work.pages if name not in there]
    count = len(left)
    left += unlike(work.others, work.live)
    if not left and work.is_framed:
        return pages.Made([], there)
    wanted = pages.Wanted(left, work.sources.files.keys(), not work.is_framed)
    number = forks.processes(len(left), LEAST, jobs)
    made = pages.make(work.config, wanted, number, lambda done: told(done, count))
    return pages.Made(made.complaints, there | made.files)


def _there(work: Plan, given: Given) -> Iterator[tuple[str, tuple[str, str]]]:
    """Put pages that are given in their places; their names, files and SHA-256."""
    for name, page in given({n: f"{work.after.shared} {work.keys[n]}" for n in work.pages}):
        path = _path(work.config, name)
        place = Path(work.config.site_dir) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(page)
        yield name, (path, sha256(page).hexdigest())


def _path(config: MkDocsConfig, name: str) -> str:
    """Of a page below the site."""
    path: str = File(name, config.docs_dir, config.site_dir, config.use_directory_urls).dest_uri
    return path


def beside(before: Ledger, more: More, pages: int) -> Callable[[Mapping[str, str]], Beside]:
    """Makes what stands beside the pages, when it is known which files the live site has, path →
    SHA-256. Where so few pages are to be made that they need not all processors, it begins at once,
    for a live site that is as it was left; for another one it is made again."""
    marks = {path: mark for path, (mark, _) in before.beside.items()}
    ahead = forks.ahead(partial(more, marks)) if pages < LEAST else None

    def made(live: Mapping[str, str]) -> Beside:
        left = {path for path, (_, known) in before.beside.items() if live.get(path) == known}
        begun = ahead() if ahead else None
        is_whole = len(left) == len(marks)
        return begun if begun and is_whole else more({path: marks[path] for path in left})

    return made


def accounts(
    work: Plan, files: Mapping[str, tuple[str, str]], more: Beside
) -> tuple[Ledger, dict[str, str]]:
    """Write those files beside the pages that the live site has not; the ledger, and all files with
    their SHA-256. ``files`` are those of the pages made, by their names."""
    before, site = work.before, Path(work.config.site_dir)
    made = {name: Page(work.keys[name], *files[name]) for name in work.pages}
    others = work.others
    frame = before.frame
    if not work.is_framed:
        paths = {page.path for page in made.values()} | others.keys()
        frame = {p: manifest.digest(site / p) for p in manifest.files(site) if p not in paths}
    beside: dict[str, tuple[str, str]] = {}
    for path, (mark, text) in more.items():
        known = before.beside[path][1] if text is None else sha256(text.encode()).hexdigest()
        if text is not None and work.live.get(path) != known:
            _write(site / path, text)
        beside[path] = mark, known
    ledger = replace(
        work.after,
        pages={name: made.get(name) or before.pages[name] for name in work.keys},
        frame=frame,
        beside=beside,
        excluded=tuple(sorted(work.sources.excluded)),
    )
    all_pages = {page.path: page.sha256 for page in ledger.pages.values()}
    more_files = {path: known for path, (_, known) in beside.items()}
    return ledger, {**all_pages, **others, **frame, **more_files}


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())
