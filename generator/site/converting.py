"""Markdown to HTML as `Page.render` of MkDocs makes it: what is plain at once, the rest by it."""

from __future__ import annotations

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from generator.site.plain import Made, NotPlainError, Plain, knows


class Converter:
    """Renders pages, one after the other."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._config, self._files = config, files
        md = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        self._plain = Plain(md, self._address) if knows(md) else None
        self._here: File | None = None
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
        try:
            made = self._plain.convert(page.markdown) if self._plain else None
        except NotPlainError:
            return None
        own = self._anchors.get(page.file, {}).keys()
        return made if made and own <= made.ids else None

    def _address(self, path: str, anchor: str) -> str | None:
        """As MkDocs resolves a link."""
        here = self._here
        assert here is not None
        if path.startswith("/"):
            return None
        target = pages._RelativePathTreeprocessor._target_uri(here.src_uri, path)
        file = self._files.get_file_from_path(target) if path else here
        if file is None:
            return None
        if anchor:
            self._anchors.setdefault(file, {}).setdefault(anchor, f"{path}#{anchor}")
        return get_relative_url(file.url, here.url) if path else ""
