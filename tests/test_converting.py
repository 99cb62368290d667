"""What a page is converted to is what MkDocs makes of it, also where it only looks plain."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from generator import manifest, pipeline
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
    "headings": "## Hai\n\n# Một & hai { #mot }\n\n### Ba [b](b.md) { #ba .x .y }\n\n## Hai\n",
    "odd headings": "# Một #\n\n## Hai # { #x }\n\n##Ba\n\n# C&#35;\n\n## Năm\nđoạn\n\n# { #y }\n",
    "anchors of headings": "[x](#một) [y](#mot-1) [z](b.md#q) [w](a.md#ba)\n\n## Mot\n\n## Mot 1\n",
    "elements": '<div class="b" id="mot" data-a="x" markdown="1">\n\n# Một\n\n- b\n</div>\n\n# a\n',
    "elements in elements": '<section class="s" markdown="1">\n<details class="d" markdown="1">\n'
    "<summary>Tên</summary>\n\n**Đậm**{ .x } [b](b.md){ download .z }\n\n</details>\n\n</section>",
    "elements side by side": '<div markdown="1">\n\nx\n\n</div>\n<div markdown="1">\n\ny\n</div>\n',
    "elements without an end": '<div markdown="1">\n\nx\n\n<p class="p" markdown="1">y</p>\n',
    "lines of elements": '<p class="p" markdown="1">**Đậm** [b](b.md) &amp; <code>x</code></p>\n',
    "raw lines": '<p class="p">*x* [b](b.md) &lt;</p>\n\n<div class="r">\n<p id="k">1&#46; x</p>\n'
    "<p>y</p>\n</div>\n\nx\n",
    "raw lines in elements": '<div markdown="1">\n<p class="p">x</p>\n\n<div>y</div>\n</div>\n',
    "notes": '!!! note "Một &"\n    Lời [b](b.md).\n\n    Thêm.\n\nLời.\n\n!!! x "x"\n    y\n    z',
    "lists in lists": "- a\n    - b\n        - c\n    - d\n- e\n",
    "paragraphs of items": "- a\n- **b**\n\n    c\n\n    d\n\n- e\n\n- f\n    - g\n\n    h\n",
    "bold": "**a** b**c**d ** e ** **f **g** **[b](b.md)**{ .x } ***h*** **&#42;**\n",
    "lists of attributes": "[b](b.md){ .x } [b](b.md) { .x } [b](b.md){: .x } <i>x</i>{ .x }\n",
    "what may begin a block": "1. x\n\n1) x\n\n2 x\n\n+ x\n\n: x\n\n> x\n\n! x\n\n~~~\n\n1.x\n",
    "no-break blanks": "\xa0x\xa0\n\n- \u2003x\u2003\n\n# \xa0x\n\nx\u2028y\x0c\x85\n",
    "controls": "<p>x\ty</p>\n\nx\x02y\x03\n\nx\r\ny\n\n<p>\x02</p>\n",
    "nothing": "",
    "blanks": " \n\n",
}  # fmt: skip

PLAIN = (
    "# Một", "# Một [b](b.md)", "## Hai { #hai .x }", "## Hai", "### Đây &amp; đó", "### Hai",
    'Đoạn **đậm** [b](b.md), <time datetime="2024">2024</time>.', "**[b](b.md) x**{ .x }", "x",
    "[x](#hai) [y](b.md#y)", ITEM, "- x\n- **[b](b.md)** x\n- y", "- x\n    - y\n    - z\n- x",
    "    đoạn", "    Lời [b](b.md){ .x }.", f"Từ\n{WORDS}", "Từ\nTừ\n:   x &#46;\n:    y",
    "| Một | Hai |\n| --- | --- |\n| [b](b.md) |  |\n| x | <code>y</code> |",
    '!!! note "Ghi chú"\n    Lời [b](b.md){ .x }.', '<p class="x">&lt; *x*</p>',
    '<p class="x" id="mot" markdown="1">[b](b.md) · <strong>x</strong></p>',
    '<div class="x">\n<p id="y">x</p>\n<p>[y]</p>\n</div>',
    '<details class="y" data-x="z" markdown="1">\n<summary>Tên</summary>\n\n- x\n\n</details>',
    '<div class="x" markdown="1">', "</div>", '<section id="mot" markdown="1">', "</section>",
)  # fmt: skip
"""Blocks of plain pages; many pages of them in any order are plain too."""

AROUND = (
    "", "", "", '<div markdown="1">', "</div>", "<div>", "```", "<!--", "-->", "> x", "`", "Đoạn",
    "# Tên", "<p>", "</p>", '<p markdown="1">', "    x", "* x", "1. x", "!!! note", "    !!! note",
)  # fmt: skip


@dataclass(frozen=True)
class Both:
    """The way of MkDocs, and ours, mostly for the page ``a/a.md``."""

    config: MkDocsConfig
    files: Files
    converter: Converter

    def compare(self, text: str, name: str = "a/a.md") -> None:
        page = Page(None, self.files.src_uris[name], self.config)
        page.markdown = text
        results: list[Any] = []
        ways: list[Callable[[], None]] = [
            lambda: page.render(self.config, self.files),
            lambda: self.converter.render(page),
        ]
        for render in ways:
            with warnings() as heard:
                render()
            links = dict(page.links_to_anchors or {})
            missed = links.pop(page.file, {}).keys() - (page.present_anchor_ids or set())
            results.append((page.content, str(page.toc), page.title, links, missed, set(heard)))
        theirs, ours = results
        assert ours == theirs

    def is_plain(self, text: str, name: str = "a/a.md") -> bool:
        page = Page(None, self.files.src_uris[name], self.config)
        page.markdown = text
        return self.converter.plain(page) is not None


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return made(tmp_path_factory.mktemp("both"))


NAMES = ("a/a.md", "a/b.md", "b.md", "a/index.md")


def made(root: Path, names: Sequence[str] = NAMES, **changes: Any) -> Both:
    settings: Settings = kb.toy(root / "toy")
    config = configured(settings, root / "site", kb.DAY, **changes)
    where = str(root), str(root), config.use_directory_urls
    files = Files([File(name, *where) for name in names])
    return Both(config, files, Converter(config, files))


LINKED = (
    "index.md", "a.md", "b.md", "v1.2.md", "a/index.md", "a/a.md", "a/b.md", "a/v1.2.md",
    "a/b/index.md", "a/b/a.md", "b/a/index.md", "README.md", "c/README.md", "c/a.md",
)  # fmt: skip


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_a_link_leads_from_each_page_as_by_mkdocs_whatever_was_converted_before(
    tmp_path: Path, seed: int, directories: bool
) -> None:
    both = made(tmp_path, LINKED, use_directory_urls=directories)
    order = Random(seed).choices(LINKED, k=3 * len(LINKED))
    for name in order:
        paths = {
            other: posixpath.relpath(other, posixpath.dirname(name) or ".") for other in LINKED
        }
        links = [f"- [x]({path})" for path in paths.values()]
        links += [f"- [x]({path}#y)" for other, path in paths.items() if other != name]
        both.compare("\n".join(links), name)
        assert both.is_plain("\n".join(links), name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_converted_as_by_mkdocs(both: Both, name: str) -> None:
    both.compare(PAGES[name])


@pytest.mark.parametrize("seed", range(8))
def test_lines_in_any_order_are_converted_as_by_mkdocs(both: Both, seed: int) -> None:
    for text in mixtures(Random(seed), 60):
        both.compare(text)


@pytest.mark.parametrize("seed", range(8))
def test_plain_lines_in_any_order_are_converted_as_by_mkdocs(both: Both, seed: int) -> None:
    texts = [*plain_mixtures(Random(seed), 80)]
    for text in texts:
        both.compare(text)
    assert sum(map(both.is_plain, texts)) > len(texts) / 5


def test_what_templates_write_is_plain(tmp_path: Path) -> None:
    """But for training sessions, and for what hardly any page has."""
    settings = kb.toy(tmp_path / "toy")
    assert pipeline.generate(settings, kb.DAY).written is not None
    config = configured(settings, tmp_path / "site", kb.DAY)
    names = sorted(manifest.files(settings.docs))
    where = config.docs_dir, config.site_dir
    files = Files([File(name, *where, use_directory_urls=True) for name in names])
    converter = Converter(config, files)
    left = []
    for file in map(files.src_uris.__getitem__, filter(is_markdown_file, names)):
        page = Page(None, file, config)
        page.read_source(config)
        if converter.plain(page) is None and not file.src_uri.startswith("tap-huan/"):
            left.append(file.src_uri)
    others = ("gioi-thieu.md", "tap-tai-lieu/index.md", "tim/index.md", "van-ban/doc-hai.md")
    withdrawn = ["van-ban/06-bc-bc-2018.md", "van-ban/07-kl-bc-2018.md"]
    assert set(left) == {*others, *withdrawn}


def test_processors_of_others_see_every_line(tmp_path: Path) -> None:
    extensions = ["abbr", "footnotes", "md_in_html", "attr_list", "smarty", "nl2br", "wikilinks"]
    others = made(tmp_path, markdown_extensions=extensions)
    for text in PAGES.values():
        others.compare(f"{text}\n\n- Báo [b](b.md)[^1]\n\n*[Báo]: Tên\n\n[^1]: Chú [b](b.md)\n")


def plain_mixtures(random: Random, count: int) -> Iterator[str]:
    for _ in range(count):
        blocks = random.choices(
            PLAIN[:-4] if random.random() < 0.5 else PLAIN, k=random.randint(1, 7)
        )
        yield "".join(block + ("\n" if random.random() < 0.05 else "\n\n") for block in blocks)


def mixtures(random: Random, count: int) -> Iterator[str]:
    """Pages of lines of all of the pages above, and of what may stand around them."""
    lines = [line for page in PAGES.values() for line in page.split("\n")]
    for _ in range(count):
        yield "\n".join(random.choice((lines, AROUND)[random.random() > 0.6]) for _ in range(14))
