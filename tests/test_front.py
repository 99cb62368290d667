"""Front matter is what MkDocs takes it for, also where it only looks plain."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file, meta

from generator import manifest, pipeline
from generator.site.build import configured
from generator.site.converting import read
from generator.site.pages import warnings
from generator.site.plain.front import parted
from tests import kb

LINES = (
    'title: "Chỉ thị số 05"', 'title: "a \\"b\\" \\\\ c"', "page_kind: document", "has_text: true",
    "search:\n  exclude: true", "robots: noindex", "redirect_to: ../../van-ban/01-ct-tw-2002/",
    "redirect_to: ../0/", "redirect_to: ../../", "template: redirect.html",
    'fingerprint: "gzpft6"', 'description: ""', 'search: "x"',
)  # fmt: skip
"""Of plain front matter."""

OTHERS = (
    "draft: yes", "no: x", "true: x", "x: null", "x: off", "x: nothing", "x: no-index", "x: on/off",
    "x: 1", "x: 1.5", "x: .5", "x: .inf", "x: 1e5", "x: e5", "x: 0x1F", "x: 2024-01-01", "x: 1:30",
    "x:", "x: ", "x: ~", "x: [a, b]", "x: {a: b}", "x:\n  - a", "x: |\n  a\n  b", "x: >-\n  a",
    "x: 'a'", 'x: "a\\nb"', 'x: "\\u00e1"', 'x: "a\tb"', 'x: "a\x0bb"', 'x: "a\x85b"', 'x: "\xa0"',
    'x: "\u2028"', 'x: "\ufeff"', 'x: "\ud800"', 'x: "\U0001f600"', 'x: "a" # b', "x: a # b",
    "x: a b", "x: a: b", "x: a:b", "x: &a b", "x: *a", "x: !a b", "x: @a", "x: `a`", "x: %a",
    "search:\n  exclude: false", "search:\n exclude: true", " x: a", "x : a", "x: a ", "# x: a",
    "X: a", "x-y: a", "a.b: a", "<<: a", "=: a", "---", "...", "--- a", "", "a", "- a", "\tx: a",
    'x: "a', 'x: a"', 'x: "a"b', 'x: "a" "b"', "x: ../..", "x: .../", "x: ..", "x: ./a", "x: /a",
    'exclude: "true"', "research:\n  exclude: true", "x: a\r", "x: á", "x: True", "x: TRUE",
)  # fmt: skip
"""What may stand in other front matter, or nowhere."""

WAYS = ("---\n{}\n---\n\n# Tên\n", "---\n{}\n---\n# x", "---\n{}\n...\nx", "\n---\n{}\n---\nx",
    "--- \n{}\n---\nx", "---\n{}\n---x\n", "---\n{}\n", "{}\n---\nx",
    "---\n{}\n---\n\n\n\nx\n---\n",
)  # fmt: skip


def test_what_looks_plain_is_what_mkdocs_takes_it_for() -> None:
    random = Random(1)
    alone = [way.format(line) for way in WAYS for line in ("", *LINES, *OTHERS)]
    mixed = [
        way.format("\n".join(random.sample([*LINES, *random.sample(OTHERS, 1)], k=4)))
        for way in WAYS
        for _ in range(60)
    ]
    doubled = [way.format(f"{one}\n{one}\n{two}") for way in WAYS for one in LINES for two in LINES]
    for source in (*alone, *mixed, *doubled):
        found = parted(source)
        assert found is None or found == meta.get_data(source), source


@pytest.mark.parametrize("line", LINES[:-1])
def test_lines_of_records_are_plain(line: str) -> None:
    source = f"---\n{line}\n---\n\n# Tên\n"
    assert parted(source) == meta.get_data(source)


def test_front_matter_of_all_pages_is_plain(tmp_path: Path) -> None:
    settings = kb.toy(tmp_path / "toy")
    assert pipeline.generate(settings, kb.DAY).written is not None
    ours = (settings.docs / name for name in manifest.files(settings.docs))
    texts = [path.read_text("utf-8") for path in ours if is_markdown_file(path.name)]
    pages = [text for text in texts if "\ngenerator: sotay\n" in text]
    assert len(pages) > 50
    for text in pages:
        assert parted(text) == meta.get_data(text)


def page_of(folder: Path, content: bytes | None) -> tuple[Page, MkDocsConfig]:
    """The page ``a.md`` of a knowledge base, with this content; not there with none."""
    settings = kb.toy(folder / "toy")
    config = configured(settings, folder / "site", kb.DAY)
    if content is not None:
        (settings.docs / "a.md").write_bytes(content)
    file = File("a.md", config.docs_dir, config.site_dir, use_directory_urls=True)
    return Page(None, file, config), config


@pytest.mark.parametrize("content", [b"---\ntitle: x\xff\n---\n", None])
def test_a_page_that_cannot_be_read_is_told_of_by_mkdocs(
    tmp_path: Path, content: bytes | None
) -> None:
    page, config = page_of(tmp_path, content)
    with warnings() as heard, pytest.raises((OSError, ValueError)):
        read(page, config)
    assert len(heard) == 1
    assert heard[0].endswith("a.md")


@pytest.mark.parametrize(
    "content", [b"---\ntitle: x\n---\n\ny", b"y", b"\xef\xbb\xbf---\nx: 1\n---\n"]
)
def test_a_page_is_read_as_by_mkdocs(tmp_path: Path, content: bytes) -> None:
    page, config = page_of(tmp_path, content)
    read(page, config)
    found = page.markdown, page.meta
    page.read_source(config)
    assert found == (page.markdown, page.meta)


class Other(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str:
        return f"---\ntitle: {page.file.src_uri}\n---\n\ny"


def test_what_a_plug_in_reads_counts(tmp_path: Path) -> None:
    page, config = page_of(tmp_path, b"---\ntitle: x\n---\n\nz")
    config.plugins["other"] = Other()
    read(page, config)
    assert (page.markdown, page.meta) == ("y", {"title": "a.md"})
