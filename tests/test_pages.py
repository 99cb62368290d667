"""Pages made one by one are those of a plain ``mkdocs build``: same bytes, same complaints."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from generator import pipeline
from generator.settings import Settings
from generator.site import pages
from generator.site.build import configured, fixed_clock, run
from generator.site.pages import Wanted
from tests import kb
from tests.test_jobs import tree

FIXTURES = Path(__file__).parent / "pages"
"""Markdown of every kind, with a navigation of its own."""

NAV: list[Any] = [
    "index.md",
    {"Hai": "hai.md"},
    {"Nhóm": [{"Thư mục": "muc/index.md"}, "muc/khong-ten.md", {"Ngoài": "https://example.org/"}]},
    {"Chữ": "ta"},
]
"""Pages with and without a title, one with an icon, a page of a folder, links, one of them the
beginning of the address of a page."""

Make = Callable[..., MkDocsConfig]


@pytest.fixture
def config(toy: Settings, tmp_path: Path) -> Make:
    """A new configuration for each build of the fixtures, in a folder of its own."""
    docs = tmp_path / "docs"
    shutil.copytree(FIXTURES, docs)

    def made(site: str, **changes: Any) -> MkDocsConfig:
        keys = {"docs_dir": str(docs), "nav": NAV, "strict": False, **changes}
        return configured(toy, tmp_path / site, kb.DAY, **keys)

    return made


def plain(config: MkDocsConfig) -> tuple[dict[str, bytes], set[str]]:
    """What MkDocs alone makes, and warns of."""
    with fixed_clock(kb.DAY), pages.warnings() as heard:
        run(config)
    return tree(Path(config.site_dir)), set(heard)


def ours(config: MkDocsConfig, jobs: int = 1) -> tuple[dict[str, bytes], list[str]]:
    with fixed_clock(kb.DAY):
        docs = listed(config)
        heard = pages.make(config, Wanted(docs, docs), jobs).complaints
    return tree(Path(config.site_dir)), heard


def listed(config: MkDocsConfig) -> set[str]:
    """The files of the folder of docs that belong to the site, as MkDocs finds them."""
    return {file.src_uri for file in get_files(config) if not file.inclusion.is_excluded()}  # type: ignore[no-untyped-call]


def html(site: dict[str, bytes]) -> dict[str, str]:
    """For a difference that can be read."""
    return {name: text.decode() for name, text in site.items() if name.endswith((".html", ".xml"))}


def assert_same(made: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert html(made) == html(expected)
    assert made == expected


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The toy library with its pages written."""
    settings = kb.toy(tmp_path_factory.mktemp("generated") / "toy")
    assert pipeline.generate(settings, kb.DAY).written is not None
    return settings


@pytest.fixture(scope="module")
def expected(generated: Settings) -> dict[str, bytes]:
    site, heard = plain(configured(generated, generated.root / "plain", kb.DAY))
    assert heard == set()
    return site


def test_the_library_is_made_as_by_mkdocs_alone(
    generated: Settings, expected: dict[str, bytes], tmp_path: Path
) -> None:
    for jobs in (1, 3):
        site, heard = ours(configured(generated, tmp_path / "site", kb.DAY), jobs)
        assert heard == []
        assert_same(site, expected)
        shutil.rmtree(tmp_path / "site")


def test_a_part_is_made_of_these_pages_and_nothing_else(
    generated: Settings, expected: dict[str, bytes], tmp_path: Path
) -> None:
    config = configured(generated, tmp_path, kb.DAY)
    docs = listed(config)
    chosen = sorted(docs)[::9]
    with fixed_clock(kb.DAY):
        assert pages.make(config, Wanted(chosen, docs, frame=False)).complaints == []
    site = tree(tmp_path)
    assert len(site) == len(chosen)
    assert_same(site, {name: expected[name] for name in site})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"site_url": "https://example.org/kho/"},
        {"use_directory_urls": False},
        {"nav": None, "site_url": "https://example.org/"},
        {"repo_url": "https://example.org/x", "edit_uri": "edit/"},
        {"markdown_extensions": ["footnotes", "abbr", "md_in_html", "attr_list"]},
    ],
    ids=lambda changes: " ".join(changes) or "as it is",
)
def test_pages_of_every_kind_are_made_as_by_mkdocs_alone(
    config: Make, tmp_path: Path, changes: dict[str, Any]
) -> None:
    expected, warned = plain(config("plain", **changes))
    for jobs in (1, 2):
        shutil.rmtree(tmp_path / "ours", ignore_errors=True)
        site, heard = ours(config("ours", **changes), jobs)
        assert_same(site, expected)
        assert warned - set(heard) == {
            line for line in warned if "does not contain an anchor" in line
        }
        assert set(heard) <= warned


def test_pages_that_the_navigation_leaves_out_are_told_where_that_is_asked(config: Make) -> None:
    validation = {"nav": {"omitted_files": "warn"}}
    told = [line for line in plain(config("plain", validation=validation))[1] if "nav" in line]
    heard = ours(config("ours", validation=validation))[1]
    assert len(told) == 2
    assert set(told) <= set(heard)


def test_a_build_stops_where_a_page_cannot_be_made(config: Make, tmp_path: Path) -> None:
    page = tmp_path / "docs" / "hai.md"
    page.write_text("---\ntemplate: hong.html\n---\n# Hai\n", encoding="utf-8")
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "hong.html").write_text("{{ 'assets/images/favicon.png' | url }}", encoding="utf-8")
    broken = config("ours")
    broken.theme.dirs.insert(0, str(theme))
    *_, why, reason = ours(broken)[1]
    assert why == "Error building page 'hai.md':"
    assert "assets/images/favicon.png" in reason
