"""Where a knowledge base keeps its things, and its few settings (``extra.sotay`` in mkdocs.yml)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator import reader
from generator.messages import Language, Problem
from generator.reader import kinds
from generator.records import publication

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class Settings:
    """Paths are absolute; ``language`` is that of messages, ``site_url`` (with a slash at its
    end) where the site will answer, if that is known: QR codes need it. ``embeds``: documents get
    a card for frames of other pages."""

    root: Path
    language: Language
    site_url: str | None = None
    embeds: bool = False

    @property
    def config(self) -> Path:
        return self.root / CONFIG

    @property
    def records(self) -> Path:
        return self.root / kinds.FOLDER

    @property
    def publications(self) -> Path:
        """The publication log."""
        return self.records / publication.FOLDER

    @property
    def site_name(self) -> str:
        return reader.read_setting(self.root, CONFIG, ("site_name",)) or ""

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def overrides(self) -> Path | None:
        """Templates of the knowledge base's own (``theme.custom_dir``)."""
        written = _setting(self, "theme", "custom_dir")
        return self.root / written if written else None

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def state(self) -> Path:
        """What the build remembers; safe to delete at any time."""
        return self.root / ".sotay"


def load(root: Path, language: Language | None = None) -> Settings:
    """Settings of the knowledge base at ``root``; raise `Problem` where there is none."""
    settings = Settings(root.resolve(), language or Language.VI)
    if not settings.config.is_file() or not settings.records.is_dir():
        raise Problem("not-a-base", root=str(root))
    written = _setting(settings, "extra", "sotay", "lang")
    if language is None and written in list(Language):
        settings = replace(settings, language=Language(written))
    embeds = _setting(settings, "extra", "sotay", "embed") == "true"
    return replace(settings, site_url=_site_url(settings), embeds=embeds)


def _site_url(settings: Settings) -> str | None:
    """``site_url`` of mkdocs.yml; whatever is no web address counts as not set."""
    written = _setting(settings, "site_url") or ""
    if not written.startswith(("http://", "https://")):
        return None
    return written.rstrip("/") + "/"


def _setting(settings: Settings, *keys: str) -> str | None:
    return reader.read_setting(settings.root, CONFIG, keys)
