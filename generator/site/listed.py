"""Files of a knowledge base as MkDocs asks for them, made when it asks: a build of few pages must
not pay for all that there are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

REMEMBERED = 32768
"""Targets of links that are kept at hand, 1 KB each; memory must not grow with their number."""


class Listed(Files):
    """Holds ``names`` and what is appended, and knows each of ``docs`` besides, none of which is
    excluded from the site."""

    def __init__(self, config: MkDocsConfig, docs: AbstractSet[str], names: Iterable[str]) -> None:
        self.docs = docs
        self._config = config
        self._target = lru_cache(REMEMBERED)(partial(self._made, InclusionLevel.INCLUDED))
        made = (self._made(InclusionLevel.UNDEFINED, name) for name in names if name in docs)
        super().__init__(made)

    def get_file_from_path(self, path: str) -> File | None:
        if (held := self.src_uris.get(path)) is not None:
            return held
        if path in self.docs:
            return self._target(path)
        name = PurePath(path).as_posix()
        return self.get_file_from_path(name) if name != path else None

    def add_files_from_theme(self, env: Environment, config: MkDocsConfig) -> None:
        """MkDocs lists all that a theme has, and leaves out what is hidden: ten thousands of icons
        need not be listed for that."""
        super().add_files_from_theme(env.overlay(loader=_Unhidden(config.theme.dirs)), config)

    def _made(self, inclusion: InclusionLevel, name: str) -> File:
        docs, site, urls = (
            self._config.docs_dir,
            self._config.site_dir,
            self._config.use_directory_urls,
        )
        return File(name, docs, site, urls, inclusion=inclusion)


class _Unhidden(FileSystemLoader):
    """Lists the files that are not in hidden folders."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for place in self.searchpath:
            for folder, folders, names in os.walk(place):
                folders[:] = [each for each in folders if not each.startswith(".")]
                before = Path(folder).relative_to(place)
                found.update((before / name).as_posix() for name in names)
        return sorted(found)


def shown(nav: Any) -> Iterator[str]:
    """Pages in the navigation, as it stands in the configuration."""
    if isinstance(nav, str):
        yield nav.lstrip("/")
    elif nav is not None:
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from shown(item)
