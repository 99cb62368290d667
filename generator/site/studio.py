"""MkDocs, set up once for the pages of a site that is there, to make single ones of them from texts
that are not below docs/ yet."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from generator import manifest
from generator.settings import Settings
from generator.site import ledger, pages
from generator.site.build import configured, fixed_clock


class Studio:
    """Knows the pages of the last build, and the files that stand in the site as in docs/."""

    def __init__(self, settings: Settings, as_of: dt.date) -> None:
        """Raise MkDocsException where the configuration is broken."""
        self._as_of = as_of
        self._folder = tempfile.TemporaryDirectory(prefix="sotay-", ignore_cleanup_errors=True)
        listed = manifest.parse((settings.site / manifest.NAME).read_text(encoding="utf-8"))
        docs = frozenset((*ledger.read(settings.state).pages, *listed))
        with fixed_clock(as_of), pages.warnings():
            config = configured(settings, Path(self._folder.name), as_of)
            config.plugins.on_startup(command="build", dirty=False)
            self._site = pages.opened(config, docs)

    def pages(self, texts: Mapping[str, str]) -> dict[str, bytes] | None:
        """What the site will have at these pages (path below docs/ → text), by path below the site;
        None where only a build of the whole can tell."""
        found: dict[str, bytes] = {}
        with fixed_clock(self._as_of):
            for name, text in texts.items():
                try:
                    path = pages.from_text(self._site, name, text)
                except MkDocsException:
                    return None
                if path is None:
                    return None
                place = Path(self._folder.name) / path
                found[path] = place.read_bytes()
                place.unlink()
        return found

    def close(self) -> None:
        self._site.config.plugins.on_shutdown()
        self._folder.cleanup()
