"""Build the site beside the last one and exchange the two when it is whole.

docs/ → plan → pages that differ ─┬→ accounts → assemble → seal → go live
live site → stock ────────────────┘
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator import manifest
from generator.diagnostics import Diagnostic, has_errors
from generator.filelists import unlike
from generator.policy import CONTENT_SECURITY_OF_PAGES
from generator.prints import print_anchor
from generator.settings import Settings
from generator.site import ledger, pages
from generator.site.assembly import assemble, go_live, set_aside
from generator.site.assets import Assets
from generator.site.exchange import recover, remove
from generator.site.ledger import Ledger
from generator.site.plan import Beside, Given, More, accounts, beside, make, plan
from generator.site.sources import Below
from generator.site.stock import Stock, Stocks, stocks

__all__ = [
    "Begun",
    "Below",
    "Built",
    "Failed",
    "Inputs",
    "Rejected",
    "begin",
    "build",
    "configured",
    "fixed_clock",
    "run",
]

PROGRAM = Path(__file__).parent.parent
THEME = PROGRAM / "theme"

Seal: TypeAlias = Callable[[Path, Mapping[str, str]], tuple[Sequence[Diagnostic], str]]
"""Looks at a folder of files, path → SHA-256; what it finds, and the text of the manifest."""

_OURS = {manifest.NAME, manifest.SIGNATURE}
"""Files of a site that tell of its files."""


@dataclass(frozen=True, slots=True)
class Built:
    """The site's folder, whether anything had to be done, and warnings of the seal."""

    site: Path
    changed: bool
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why MkDocs did not build; the last good site is untouched."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """What the seal found; the last good site is untouched."""

    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """``below`` is what to make pages from. ``more`` gives further files of the site, ``seal``
    looks at all of it. ``begun`` is what `begin` gave, ``given`` has pages that were made
    elsewhere."""

    below: Below
    more: More
    seal: Seal
    begun: Begun | None = None
    given: Given = lambda _: ()


@dataclass(frozen=True, slots=True)
class Begun:
    """What there is to make the site from, the ledger of the live one, and ``beside``, which gives
    what stands beside the pages: see `plan.beside`."""

    have: Stocks
    before: Ledger
    beside: Callable[[Mapping[str, str]], Beside]


def begin(settings: Settings, found: Callable[[], Stocks], more: More, pages: int) -> Begun:
    """Before the pages below docs/ are written begin with what needs only to know of them: so many
    are to be."""
    before = ledger.read(settings.state)
    made = beside(before, more, pages)
    return Begun(found(), before, made)


def build(
    settings: Settings,
    as_of: dt.date,
    inputs: Inputs,
    *,
    jobs: int | None = None,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Built | Failed | Rejected:
    """Bring the site up to date, in strict mode: a warning of MkDocs, such as a dead link, is a
    failure. Only what is made from something else than before is made.

    ``jobs``: processes to work in, as many as pay if nothing is said. ``told`` hears how many of
    how many pages are made.
    """
    pages_made = len(inputs.below.ours)
    begun = inputs.begun or begin(settings, partial(look, settings), inputs.more, pages_made)
    workshop = settings.state / "building"
    remove(workshop)
    live, before = begun.have.live, begun.before
    heard: list[str] = []
    with fixed_clock(as_of):
        try:
            with pages.warnings() as heard:
                config = configured(settings, workshop, as_of)
            work = plan(config, settings, inputs.below, before, live.digests)
            made = make(work, jobs, told, inputs.given)
            heard += made.complaints
            given = begun.beside(live.digests)
        except MkDocsException as error:
            return Failed("; ".join(heard) or str(error))
    if heard:
        return Failed("; ".join(heard))
    after, wanted = accounts(work, made.files, given)
    if _is_live(live, wanted, before):
        remove(workshop)
        return Built(settings.site, changed=False)
    return _exchanged(settings, begun.have, wanted, after, inputs.seal)


def look(settings: Settings) -> Stocks:
    """What there is to make the site from."""
    recover(settings.site)
    return stocks(settings.site, settings.state)


def _is_live(live: Stock, wanted: Mapping[str, str], before: Ledger) -> bool:
    """Whether the live site holds these files and no others, and was sealed."""
    there = live.digests
    is_sealed = bool(before.manifest) and there.get(manifest.NAME) == before.manifest
    is_whole = len(live.files) == len(there) == len(wanted) + len(_OURS & there.keys())
    return is_sealed and is_whole and not any(unlike(wanted, there))


def _exchanged(
    settings: Settings, have: Stocks, wanted: Mapping[str, str], after: Ledger, seal: Seal
) -> Built | Rejected:
    live = have.live
    new = assemble(have, settings.state, wanted, settings.state / "building")
    found, text = seal(new.place, wanted)
    if has_errors(found):
        set_aside(new, live, settings.state)
        return Rejected(tuple(found))
    data = text.encode()
    go_live(new, live, settings.state, {manifest.NAME: data})
    ledger.write(settings.state, replace(after, manifest=sha256(data).hexdigest()))
    return Built(settings.site, True, tuple(found))


def configured(settings: Settings, site: Path, as_of: dt.date, **changes: Any) -> MkDocsConfig:
    """The configuration of the knowledge base; ``changes`` are keys of mkdocs.yml. Tables align
    cells by an attribute, as the policy of pages allows no inline styles."""
    keys: dict[str, Any] = {"docs_dir": str(settings.docs), "strict": True, **changes}
    config = load_config(str(settings.config), site_dir=str(site), **keys)
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(THEME))
    config.plugins["sotay"] = Assets(settings.language)
    config.mdx_configs.setdefault("tables", {})["use_align_attribute"] = True
    ours = {
        "as_of": str(as_of),
        "print_anchor": print_anchor(as_of),
        "content_security": CONTENT_SECURITY_OF_PAGES,
    }
    config.extra["sotay"] = {**config.extra.get("sotay", {}), **ours}
    return config


def run(config: MkDocsConfig) -> None:
    """Have MkDocs build the whole of a small folder. No file of the site is compressed; publishing
    adds the compressed forms of all."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)


@contextmanager
def fixed_clock(as_of: dt.date) -> Iterator[None]:
    """MkDocs stamps pages with the time of the build; ours depend on the day asked for alone."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    noon = dt.datetime.combine(as_of, dt.time(12), tzinfo=dt.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = given or str(int(noon.timestamp()))
    try:
        yield
    finally:
        if given is None:
            del os.environ["SOURCE_DATE_EPOCH"]
