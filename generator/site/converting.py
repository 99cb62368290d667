"""Front matter read, and Markdown turned to HTML, as `Page` of MkDocs does: what is plain at once,
the rest by it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from contextlib import suppress
from typing import NamedTuple, TypeAlias

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from generator.site.plain import Made, NotPlainError, Plain, knows
from generator.site.plain.front import parted

REMEMBERED = 1 << 17
"""Links that are kept at hand, some 300 bytes each; memory must not grow with their number."""


class _Lead(NamedTuple):
    """The file that a link leads to, by name; its address in the site, and from where the link
    stands."""

    name: str
    url: str
    address: str


_Led: TypeAlias = dict[str, _Lead]
"""By the links as they are written."""


class Converter:
    """Renders pages, one after the other.

    Pages of one folder write the same link for the same file, and thousands of them do so.
    """

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._config, self._files = config, files
        md = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        self._plain = Plain(md, self._address) if knows(md) else None
        self._here: File | None = None
        self._led: dict[tuple[str, int], _Led] = defaultdict(dict)
        self._from_here: _Led = {}
        self._left = REMEMBERED
        self._anchors: dict[File, dict[str, str]] = {}

    def render(self, page: Page) -> None:
        """Do what ``page.render`` does. On plain pages anchors in raw HTML are not looked for."""
        made = self.plain(page)
        if made is None:
            Page.render(page, self._config, self._files)
            return
        page.content, page.toc = made.content, get_toc(made.contents)
        page._title_from_render = made.title
        page.links_to_anchors, page.present_anchor_ids = self._anchors, made.ids

    def plain(self, page: Page) -> Made | None:
        """What a page is converted to, if it is plain."""
        assert page.markdown is not None
        self._here, self._anchors = page.file, {}
        if self._left <= 0:
            self._led.clear()
            self._left = REMEMBERED
        folder = posixpath.dirname(page.file.src_uri)
        self._from_here = self._led[folder, _depth(page.file.url)]
        try:
            made = self._plain.convert(page.markdown) if self._plain else None
        except NotPlainError:
            return None
        own = self._anchors.get(page.file, {}).keys()
        return made if made and own <= made.ids else None

    def _address(self, path: str, anchor: str) -> str | None:
        """As MkDocs resolves a link."""
        target, address = self._here, ""
        assert target is not None
        if path:
            led = self._from_here.get(path)
            if led is None or led.url.startswith(target.url):
                led = self._lead(path, target)
            if led is None:
                return None
            address = led.address
            target = self._files.get_file_from_path(led.name) if anchor else None
        if anchor and target:
            self._anchors.setdefault(target, {}).setdefault(anchor, f"{path}#{anchor}")
        return address

    def _lead(self, path: str, here: File) -> _Lead | None:
        """Where the link leads that is written here. From the next page of the folder it leads
        there by the same address, but to that page itself and to what is below it."""
        if path.startswith("/"):
            return None
        target = pages._RelativePathTreeprocessor._target_uri(here.src_uri, path)
        file = self._files.get_file_from_path(target)
        if file is None:
            return None
        led = _Lead(file.src_uri, file.url, get_relative_url(file.url, here.url))
        if not file.url.startswith(here.url):
            self._from_here[path] = led
            self._left -= 1
        return led


def read(page: Page, config: MkDocsConfig) -> None:
    """Do what ``page.read_source`` does."""
    found = None
    if not config.plugins.events["page_read_source"]:
        with suppress(OSError, ValueError):  # MkDocs tells of them
            found = parted(page.file.content_string)
    if found is None:
        Page.read_source(page, config)
    else:
        page.markdown, page.meta = found


def _depth(url: str) -> int:
    """From how many folders down ways to other addresses begin, as `get_relative_url` counts them:
    none for the home page, ``./``, and what is a file does not count."""
    folder, _, name = url.rpartition("/")
    way = posixpath.normpath(f"/{folder if '.' in name else url}")[1:]
    return way.count("/") + bool(way)
