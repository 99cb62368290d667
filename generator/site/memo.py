"""What pages were converted to, kept between runs: a new day, style or template changes every page,
but no Markdown.

A page is known by its name, its text and what in the configuration its conversion depends on. Pages
that MkDocs warns of are never kept, so that it warns again; those that are kept list the files that
they lead to, and are converted again where one of these is gone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.kept import Kept
from generator.program import digest
from generator.site.listed import Listed


class News(NamedTuple):
    """What a process that shares the work asked for and made, for the one that keeps it."""

    used: list[bytes]
    made: dict[bytes, bytes]

    def tell(self, kept: Kept) -> None:
        for key in self.used:
            kept.get(key)
        for key, value in self.made.items():
            kept.put(key, value)


class Memo:
    """Converts pages by ``convert``, which tells whether MkDocs had nothing to warn of, unless what
    comes out is kept."""

    def __init__(
        self, kept: Kept, config: MkDocsConfig, files: Listed, convert: Callable[[Page], bool]
    ) -> None:
        self._kept, self._files, self._convert = kept, files, convert
        self._settings = _settings(config)
        self._news = News([], {})

    def render(self, page: Page) -> None:
        assert page.markdown is not None
        text = page.markdown.encode(errors="surrogatepass")
        key = digest(self._settings, page.file.src_uri.encode(), text)
        value = self._kept.get(key)
        if value is not None and _restored(page, value, self._files.docs):
            self._news.used.append(key)
            return
        self._files.asked.clear()
        if self._convert(page) and self._files.docs >= self._files.asked:
            self._news.made[key] = _frozen(page, self._files.asked)

    def news(self) -> News:
        """Since it was last asked for."""
        news, self._news = self._news, News([], {})
        return news


def _settings(config: MkDocsConfig) -> bytes:
    """What conversion depends on."""
    parts = (
        config.markdown_extensions,
        config.mdx_configs,
        config.use_directory_urls,
        config.validation,
    )
    return digest(repr(parts).encode())


def _frozen(page: Page, leads_to: AbstractSet[str]) -> bytes:
    title = page._title_from_render
    value = [page.content, title, [_token(link) for link in page.toc], sorted(leads_to)]
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass"), 1)


def _token(link: AnchorLink) -> dict[str, Any]:
    """As `get_toc` takes it."""
    children = [_token(child) for child in link.children]
    return {"name": link.title, "id": link.id, "level": link.level, "children": children}


def _restored(page: Page, value: bytes, docs: AbstractSet[str]) -> bool:
    content, title, toc, leads_to = json.loads(zlib.decompress(value))
    if not docs >= set(leads_to):
        return False
    page.content, page._title_from_render, page.toc = content, title, get_toc(toc)
    page.links_to_anchors = None
    return True
