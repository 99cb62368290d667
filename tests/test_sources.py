"""When pages are taken for what they were: only where all that they share is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.settings import load
from generator.site.build import configured
from generator.site.sources import settled
from tests import kb

BASE = """INHERIT: chung.yml
site_name: Thử
site_author: !ENV [SOTAY_AUTHOR, ai]
hooks: [moc.py]
theme: {name: material}
markdown_extensions:
  - toc:
      slugify: !!python/name:markdown.extensions.toc.slugify
  - abbr
"""

Change = Callable[[str, str], None]


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Make a file of a small knowledge base be this."""

    def change(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795435200")
    for folder in ("directives", "docs"):
        (tmp_path / folder).mkdir()
    change("mkdocs.yml", BASE)
    change("chung.yml", "copyright: Một\n")
    change("moc.py", "MARK = 1\n")
    return change


def now(root: Path) -> bytes:
    return settled(configured(load(root), root / "site", kb.DAY))


@pytest.mark.parametrize(
    ("name", "text", "is_other"),
    [
        ("mkdocs.yml", BASE.replace("Thử", "Khác"), True),
        ("mkdocs.yml", BASE.replace("toc.slugify", "toc.slugify_unicode"), True),
        ("mkdocs.yml", f"# Ghi chú\n{BASE}", False),
        ("chung.yml", "copyright: Hai\n", True),
        ("chung.yml", "# Ghi chú\ncopyright:   Một\n", False),
        ("moc.py", "MARK = 2\n", True),
        ("khac.yml", "copyright: Hai\n", False),
    ],
)
def test_the_configuration_counts_as_it_is_loaded(
    change: Change, tmp_path: Path, name: str, text: str, is_other: bool
) -> None:
    before = now(tmp_path)
    change(name, text)
    assert (now(tmp_path) != before) == is_other


def test_what_the_environment_gives_counts(
    change: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = now(tmp_path)
    monkeypatch.setenv("SOTAY_AUTHOR", "nhóm")
    assert now(tmp_path) != before


@pytest.mark.parametrize(
    "extension",
    ["pymdownx.snippets", "pymdownx.emoji: {options: {custom_icons: [hinh]}}"],
)
def test_where_pages_hang_on_files_that_nobody_knows_nothing_is_as_it_was(
    change: Change, tmp_path: Path, extension: str
) -> None:
    change("mkdocs.yml", f"{BASE}  - {extension}\n")
    assert now(tmp_path) != now(tmp_path)
