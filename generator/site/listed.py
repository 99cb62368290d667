"""Files of a knowledge base as MkDocs asks for them, made when it asks: a build of few pages must
not pay for all that there are."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions

REMEMBERED = 4096
"""Targets of links that are kept at hand; memory must not grow with the number of pages."""


class Listed(Files):
    """Holds ``names`` and what is appended, and knows each of ``docs`` besides."""

    def __init__(self, config: MkDocsConfig, docs: AbstractSet[str], names: Iterable[str]) -> None:
        self.docs = docs
        self.asked: set[str] = set()
        """Paths that were looked for."""
        self._config = config
        self._target = lru_cache(REMEMBERED)(self._made)
        super().__init__([self._made(name) for name in names if name in docs])

    def get_file_from_path(self, path: str) -> File | None:
        self.asked.add(path)
        if (held := self.src_uris.get(path)) is not None:
            return held
        if path in self.docs:
            return self._target(path)
        name = PurePath(path).as_posix()
        return self.get_file_from_path(name) if name != path else None

    def _made(self, name: str) -> File:
        config = self._config
        file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
        set_exclusions([file], config)
        return file
