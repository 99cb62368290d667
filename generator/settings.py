"""Where a knowledge base keeps its things, and its few settings (``extra.sotay`` in mkdocs.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator import reader
from generator.messages import Language, Problem


@dataclass(frozen=True)
class Settings:
    """Paths are absolute; ``language`` is that of messages.

    ``address`` is where the site is published (``site_url`` in mkdocs.yml), with a slash at its
    end, or empty; ``embeds`` says that documents get a card for frames of other pages.
    """

    root: Path
    language: Language
    address: str = ""
    embeds: bool = False

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def records(self) -> Path:
        return self.root / reader.FOLDER

    @property
    def docs(self) -> Path:
        return self.root / "docs"

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
        language = Language(written)
    address = (_setting(settings, "site_url") or "").strip()
    return Settings(
        settings.root,
        language or Language.VI,
        f"{address.rstrip('/')}/" if address else "",
        _setting(settings, "extra", "sotay", "embed") == "true",
    )


def _setting(settings: Settings, *keys: str) -> str | None:
    return reader.read_setting(settings.root, settings.config, keys)
