"""Some pages of a site, or all of them, exactly as MkDocs makes them in a build of the whole.

MkDocs reads and makes all pages of a folder in one go. Here each page goes through the same steps
by itself, with the same events, so that a build may ask for any pages, memory does not grow with
their number, and several processes can share them (`forks.py`). What pages have in common is made
once: the converter (`converting.py`), parts of the frame (`fragments.py`).
`tests/test_pages.py` holds the result against a plain ``mkdocs build``, byte by byte.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from generator import forks, manifest
from generator.site.converting import Converter, read
from generator.site.fragments import Fragments
from generator.site.listed import Listed, shown

SIZE, COUNT = 65536, 64
"""Bytes of texts, and files, that a process takes at once, at least and at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files below the folder of docs, by name: pages to make and others to pass on; all that there
    are, which links may lead to."""

    names: Collection[str]
    docs: AbstractSet[str]
    frame: bool = True
    """Also what there is once: the page for addresses that lead nowhere, sitemap, assets."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a build share."""

    config: MkDocsConfig
    files: Listed
    nav: Navigation
    env: Environment
    render: Callable[[Page], object]


class Made(NamedTuple):
    """``complaints`` of MkDocs, and by the name of each page its file below the site, with the
    SHA-256 of that in hexadecimal."""

    complaints: list[str]
    files: dict[str, tuple[str, str]]


def make(
    config: MkDocsConfig,
    wanted: Wanted,
    jobs: int = 1,
    told: Callable[[int], None] = lambda _: None,
) -> Made:
    """Make what is wanted, in the folder of the site. ``told`` hears how many pages are made."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with warnings() as heard:
            site = opened(config, wanted.docs)
        made = _made(site, wanted, jobs, told)
    except MkDocsException as error:
        return Made(_with_reason(heard, error), {})
    finally:
        config.plugins.on_shutdown()
    return Made(list(dict.fromkeys([*heard, *made.complaints])), made.files)


def _made(site: Site, wanted: Wanted, jobs: int, told: Callable[[int], None]) -> Made:
    batches = [*_batches(Path(site.config.docs_dir), wanted.names)]
    tasks: list[Callable[[], _Done]] = [partial(_batch, site, batch) for batch in batches]
    if wanted.frame:
        tasks.append(partial(_frame, site, wanted.docs))
    complaints: dict[str, list[str]] = {}
    files: dict[str, tuple[str, str]] = {}
    taken = 0
    for _, done in forks.spread(lambda number: tasks[number](), len(tasks), jobs):
        if done.reason:
            return Made(done.reason, {})
        complaints |= done.complaints
        files |= done.files
        taken += len(done.files)
        told(taken)
    site.config.plugins.on_post_build(config=site.config)
    return Made([line for name in sorted(complaints) for line in complaints[name]], files)


def opened(config: MkDocsConfig, docs: AbstractSet[str]) -> Site:
    """Set up what MkDocs sets up before it makes pages, in its order.

    Only pages of the navigation are read, for what may stand on others: their front matter and,
    where the configuration gives no title, their headings."""
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    named = filter(is_markdown_file, docs) if config.nav is None else shown(config.nav)
    files = Listed(config, docs, named)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    convert = Converter(config, files).render
    for page in nav.pages:
        if page.title is None:
            _populate(page, config, files, convert)
        else:
            read(page, config)
    env = config.plugins.on_env(env, config=config, files=files)
    env.loader = Fragments(env, nav)
    return Site(config, files, nav, env, convert)


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Collect what MkDocs warns of, instead of letting it print."""
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def _with_reason(heard: Sequence[str], error: MkDocsException) -> list[str]:
    """MkDocs tells why it stops, but for errors of plug-ins only when it has stopped."""
    return [*heard, str(error)] if isinstance(error, BuildError) or not heard else [*heard]


def _batches(root: Path, names: Collection[str]) -> Iterator[list[str]]:
    """The longest pages first, so that no process begins one when the others are done."""
    sizes = {name: os.stat(f"{root}/{name}").st_size for name in names}  # noqa: PTH116
    batch: list[str] = []
    size = 0
    for name in sorted(names, key=lambda name: (-sizes[name], name)):
        batch.append(name)
        size += sizes[name]
        if size >= SIZE or len(batch) == COUNT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Done(NamedTuple):
    complaints: Mapping[str, list[str]]
    """Of files, by name."""
    files: Mapping[str, tuple[str, str]]
    reason: list[str] | None = None
    """Why the build stops."""


def _batch(site: Site, names: Sequence[str]) -> _Done:
    complaints, files = {}, {}
    for name in names:
        with warnings() as heard:
            try:
                if page := _one(site, name):
                    files[name] = page.dest_uri, manifest.digest(Path(page.abs_dest_path))
            except MkDocsException as error:
                return _Done({}, {}, _with_reason(heard, error))
        if heard:
            complaints[name] = heard
    return _Done(complaints, files)


def _one(site: Site, name: str) -> File | None:
    """Make or copy a file, and give it if it is one of a page."""
    if not is_markdown_file(name):
        _pass_on(f"{site.config.docs_dir}/{name}", f"{site.config.site_dir}/{name}")
        return None
    file = site.files.get_file_from_path(name)
    assert file is not None, name
    if file.page is not None:
        _build(site, file.page)
    else:
        _alone(site, file)
    return file


def _pass_on(source: str, goal: str) -> None:
    data = Path(source).read_bytes()
    try:
        made = open(goal, "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(goal), exist_ok=True)  # noqa: PTH103, PTH120
        made = open(goal, "wb")  # noqa: PTH123, SIM115
    with made:
        made.write(data)


def _alone(site: Site, file: File) -> None:
    """Make a page that is not in the navigation."""
    site.files.append(file)
    try:
        _build(site, Page(None, file, site.config))
    finally:
        site.files.remove(file)
        file.page = None


def from_text(site: Site, name: str, text: str) -> str | None:
    """Make a page that is to have this text, and give its path below the site; None where it is in
    the navigation, is none of the pages there are, or MkDocs has something to say of it."""
    if name not in site.files.docs or name in site.files.src_uris:
        return None
    config = site.config
    where = config.docs_dir, config.site_dir, config.use_directory_urls
    file = File(name, *where, inclusion=InclusionLevel.INCLUDED)
    file.content_string = text
    with warnings() as heard:
        _alone(site, file)
    return None if heard else file.dest_uri


def _build(site: Site, page: Page) -> None:
    """Anchors on other pages are not looked for, as these may not be made, or by another process:
    the seal does it."""
    config, files = site.config, site.files
    _populate(page, config, files, site.render)
    mkdocs_build._build_page(page, config, [], site.nav, site.env)
    page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    page.present_anchor_ids = None


def _populate(
    page: Page, config: MkDocsConfig, files: Files, render: Callable[[Page], object]
) -> None:
    ours = {"read_source": partial(read, page), "render": lambda *_: render(page)}
    vars(page).update(ours)
    mkdocs_build._populate_page(page, config, files)
    for name in ours:
        delattr(page, name)


def _frame(site: Site, docs: AbstractSet[str]) -> _Done:
    """All pages are listed here, as the sitemap tells of them and some may be amiss in the
    navigation."""
    config, env, nav = site.config, site.env, site.nav
    with warnings() as heard:
        try:
            site.files.copy_static_files()
            everything = Files(
                sorted(Listed(config, docs, filter(is_markdown_file, docs)), key=file_sort_key)
            )
            set_exclusions(everything, config)
            get_navigation(everything, config)
            for name in config.theme.static_templates:
                mkdocs_build._build_theme_template(name, env, everything, config, nav)
            for name in config.extra_templates:
                mkdocs_build._build_extra_template(name, site.files, config, nav)
        except MkDocsException as error:
            return _Done({}, {}, _with_reason(heard, error))
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)
    return _Done({"": heard}, {})
