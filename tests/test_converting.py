"""What a page is converted to is what MkDocs makes of it, also where lines are no rows or items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.settings import Settings
from generator.site.build import configured
from generator.site.converting import Converter
from generator.site.pages import warnings
from tests import kb

ROW = '| <time datetime="2024-01-01">1/1</time> | [Tên](b.md) | <span class="s">x</span> |'
RULE = "| --- | :--- | ---: |"
ITEM = '- <a href="https://example.org/?a=1&b=2" rel="noreferrer">Báo</a> – [b](b.md), 1/1'
WORDS = ':   [b](b.md), <abbr title="x y">XY</abbr>'

PAGES = {
    "table": f"| Một | Hai | Ba |\n{RULE}\n{ROW}\n{ROW}\n",
    "list": f"{ITEM}\n- [b](b.md)\n{ITEM}\n",
    "loose list": f"{ITEM}\n\n{ITEM}\n\n    Thêm [b](b.md)\n\n{ITEM}\n",
    "definitions": f"Từ\n{WORDS}\n\nTừ\nTừ\n{WORDS}\n\n    Thêm\n\n{WORDS}\n",
    "row in raw HTML": f"<div>\n| a | b | c |\n{RULE}\n{ROW}\n</div>\n\n{ITEM}\n",
    "item in raw HTML": f"<div>\n\n{ITEM}\n\n</div>\n",
    "item in a tag without Markdown": f'<div markdown="1">\n<p>\n\n{ITEM}\n\n</p>\n</div>\n',
    "item in a tag for words": f'<p markdown="1">\n\n{ITEM}\n\n</p>\n',
    "item in a comment": f"<!--\n\n{ITEM}\n\n-->\n",
    "item in code": f"```\n{ITEM}\n```\n\n    {ITEM}\n\n~~~\n{ROW}\n~~~\n",
    "item in code of several lines": f"`mã\n\n{ITEM}\n\nmã`\n",
    "item in a paragraph": f"Đoạn\n{ITEM}\nđoạn\n\n{ITEM}\nđoạn\n",
    "item in a quotation": f"> {ITEM}\n> {ITEM}\n\n{ITEM}\n> x\n",
    "item and heading": f"{ITEM}\n===\n\n{ITEM}\n---\n",
    "item that begins as more": "- # [b](b.md)\n- 1. [b](b.md)\n- - [b](b.md)\n- + [b](b.md)\n",
    "item with more": f"{ITEM}\n    - [b](b.md)\n\n- **[b](b.md)**\n- [b](b.md){{ .x }}\n",
    "item and definition": f"{ITEM}\n:   Nghĩa\n\n{WORDS}\n",
    "rows in no table": f"{ROW}\n{ROW}\n\nĐoạn\n{RULE}\n{ROW}\n",
    "uneven rows": f"| a | |\n| --- | --- |\n{ROW}\n| [b](b.md) |\n| | [b](b.md) |\n|[b](b.md)|\n",
    "code in rows": "| a | b |\n| --- | --- |\n| `x|y` | [b](b.md) |\n| [b](b.md) | `x | y` |\n",
    "signs in rows": "| a | b |\n| --- | --- |\n| \\| | [b](b.md) |\n| [b](b.md) \\| | x |\n",
    "dead links": "- [b](khong-co.md)\n- [b](/b.md)\n- [b](b)\n- [b](../..)\n- [b](b.md) [b](c)\n",
    "other links": "- [a](a.md)\n- [](b.md)\n- [b](b.md#x)\n- [b](b.md 'x')\n- ![b](b.md)\n",
    "links and brackets": "- [b] (b.md)\n- [[b](b.md)](b.md)\n- [b](../b.md)\n- [b](./b.md)\n",
    "references": "- [b][b] [b](b.md)\n- [b] <span>x</span>\n\n[b]: b.md\n",
    "signs": "- a_b_c [b](b.md)\n- &copy; [b](b.md)\n- a & b [b](b.md)\n- \\[b](b.md)\n",
    "emphasis": "- 2 * 3 [b](b.md) * 4\n- <span>*x*</span>\n- **x** [b](b.md)\n",
    "tags": "- <b>x</b> [b](b.md)\n- <span class='x'>x</span>\n- </span> [b](b.md) <time>\n",
    "unclosed tags": '- <span\nclass="x">x</span>\n\n- [b](b.md) <i>\n- <span class="x>x</span>\n',
    "anchors": '- <a id="x">x</a> [x](#x)\n- <a href="#y">y</a> [y](#y)\n',
    "signs in tags": '- <span class="a`b">`x`</span>\n- <span class="*">*</span> [b](b.md)\n',
    "ends": f"{ITEM} \n{ITEM}  \n- [b](b.md)\n\t- [b](b.md)\n",
    "contents": f"# Tên [b](b.md)\n\n[TOC]\n\n## Một\n\n{ITEM}\n\n## Một\n\n- [TOC]\n",
    "nothing": "",
    "blanks": " \n\n",
}  # fmt: skip

AROUND = (
    "", "", "", '<div markdown="1">', "</div>", "<div>", "```", "<!--", "-->", "> x", "`", "Đoạn",
    "# Tên", "<p>", "</p>", '<p markdown="1">', "    x", "* x", "1. x", "!!! note", "    !!! note",
)  # fmt: skip


@dataclass(frozen=True)
class Both:
    """The way of MkDocs, and ours, for the page ``a/a.md``."""

    config: MkDocsConfig
    files: Files
    converter: Converter

    def compare(self, text: str) -> None:
        page = Page(None, self.files.src_uris["a/a.md"], self.config)
        page.markdown = text
        results: list[Any] = []
        for render in (
            lambda: page.render(self.config, self.files),
            lambda: self.converter.render(page),
        ):
            with warnings() as heard:
                render()
            links = page.links_to_anchors
            results.append((page.content, str(page.toc), page.title, links, set(heard)))
        theirs, ours = results
        assert ours == theirs


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return made(tmp_path_factory.mktemp("both"))


def made(root: Path, **changes: Any) -> Both:
    settings: Settings = kb.toy(root / "toy")
    config = configured(settings, root / "site", kb.DAY, **changes)
    names = ("a/a.md", "a/b.md", "b.md", "a/index.md")
    files = Files([File(name, str(root), str(root), use_directory_urls=True) for name in names])
    return Both(config, files, Converter(config, files))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_converted_as_by_mkdocs(both: Both, name: str) -> None:
    both.compare(PAGES[name])


@pytest.mark.parametrize("seed", range(8))
def test_lines_in_any_order_are_converted_as_by_mkdocs(both: Both, seed: int) -> None:
    for text in mixtures(Random(seed), 60):
        both.compare(text)


def test_processors_of_others_see_every_line(tmp_path: Path) -> None:
    extensions = ["abbr", "footnotes", "md_in_html", "attr_list", "smarty", "nl2br", "wikilinks"]
    others = made(tmp_path, markdown_extensions=extensions)
    for text in PAGES.values():
        others.compare(f"{text}\n\n- Báo [b](b.md)[^1]\n\n*[Báo]: Tên\n\n[^1]: Chú [b](b.md)\n")


def mixtures(random: Random, count: int) -> Iterator[str]:
    """Pages of lines of all of the pages above, and of what may stand around them."""
    lines = [line for page in PAGES.values() for line in page.split("\n")]
    for _ in range(count):
        yield "\n".join(random.choice((lines, AROUND)[random.random() > 0.6]) for _ in range(14))
