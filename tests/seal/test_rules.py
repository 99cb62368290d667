"""Each rule finds what breaks it, at its place, and nothing in a site that keeps it."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from generator.messages import CATALOGUE, Language
from generator.messages.sealing import SEALING
from generator.seal import rules
from generator.seal.rules import file_names, file_twins, sizes
from tests.seal.folders import CLEAN, POLICY, Files, found, page, sealed, unmarked

KEY = "-----BEGIN RSA " + "PRIVATE KEY-----"
TOKEN = "ghp_" + "a1B2" * 9


def within(policy: str, code: str) -> str:
    return policy.replace('content="', f'content="⟦{code}⟧')


BODIES = (
    '<a href="⟦dead-link⟧khong-co/">x</a>',
    "<a href=⟦dead-link⟧khong-co.html#a>x</a>",
    '<a HREF = "⟦dead-link⟧a&amp;b/">x</a>',
    '<a href="⟦dead-link⟧van-ban/">không có index.html</a>',
    '<a href="⟦dead-link⟧https://so-tay.example/kho/khong-co/">x</a>',
    '<img src="⟦dead-link⟧khong-co.png">',
    '<img srcset="⟦dead-link⟧assets/anh.svg 1x, khong-co.png 2x">',
    '<video poster="⟦dead-link⟧khong-co.png"></video>',
    '<form action="⟦dead-link⟧khong-co/"></form>',
    '<button formaction="⟦dead-link⟧khong-co/">x</button>',
    '<meta http-equiv="Refresh" content="⟦dead-link⟧5;URL=\'khong-co/\'">',
    '<svg><image xlink:href="⟦dead-link⟧khong-co.png"/></svg>',
    '<a href="⟦link-case⟧van-ban/X/">x</a>',
    '<a href="⟦link-slash⟧van-ban/x">x</a>',
    '<a href="⟦rooted-address⟧/kho/van-ban/x/">x</a>',
    '<a href="⟦rooted-address⟧/\tkho/">x</a>',
    '<a href="⟦address-leaves⟧../kho/">x</a>',
    '<a href="⟦address-leaves⟧van-ban/%2e%2e/..%2f">x</a>',
    '<a href="⟦address-leaves⟧..\\">x</a>',
    '<a href="⟦dead-anchor⟧#khong-co">x</a>',
    '<a href="⟦dead-anchor⟧van-ban/x/#Dieu-3">x</a>',
    '<a href="⟦dead-anchor⟧#in-20261123-ab2cd3">trang không kể lịch sử</a>',
    '<p id="⟦repeated-anchor⟧a"></p><p id="a"></p>',
    '<img src="⟦foreign-request⟧https://nguon.example/a.png">',
    '<script src="⟦foreign-request⟧//nguon.example/a.js"></script>',
    '<script src="⟦foreign-request⟧\\\\nguon.example/a.js"></script>',
    '<script src="⟦foreign-request⟧data:text/javascript,1"></script>',
    '<img src="⟦foreign-request⟧ht&#9;tp://nguon.example/a.png">',
    '<img srcset="⟦foreign-request⟧assets/anh.svg, https://nguon.example/a.png 2x">',
    '<link rel="preconnect" href="⟦foreign-request⟧https://nguon.example/">',
    '<link rel="alternate stylesheet" href="⟦foreign-request⟧https://nguon.example/a.css">',
    '<link href="⟦foreign-request⟧https://nguon.example/">',
    '<form action="⟦foreign-request⟧https://nguon.example/"></form>',
    '<meta http-equiv=refresh content="⟦foreign-request⟧0; url=https://nguon.example/">',
    '<a href="#" ping="⟦foreign-request⟧https://nguon.example/">x</a>',
    '<svg><image xlink:href="⟦foreign-request⟧https://nguon.example/a.png"/></svg>',
    '<script type="application/json">{"a": ["⟦foreign-address⟧https://nguon.example/"]}</script>',
    '<a href="⟦link-scheme⟧javascript:alert(1)">x</a>',
    '<a href="⟦link-scheme⟧ JavaScript:alert(1)">x</a>',
    '<a href="⟦link-scheme⟧java&#10;script:alert(1)">x</a>',
    '<a href="⟦link-scheme⟧vbscript:x">x</a>',
    '<a href="⟦link-scheme⟧data:text/html,x">x</a>',
    '<a href="⟦link-scheme⟧file:///C:/x">x</a>',
    '<a href="⟦link-scheme⟧//nguon.example/">x</a>',
    '<a href="⟦link-referrer⟧https://nguon.example/">x</a>',
    '<a href="⟦link-referrer⟧https://so-tay.example.nguon.example/" rel="noopener">x</a>',
    "<script>⟦inline-script⟧alert(1)</script>",
    '<script type="module">\n⟦inline-script⟧alert(1)\n</script>',
    "<style>⟦inline-style⟧a { color: red }</style>",
    '<p style="⟦inline-style⟧color: red">x</p>',
    '<p ⟦inline-handler⟧onclick="x()">x</p>',
    "<svg/⟦inline-handler⟧onload=x()>",
    '⟦forbidden-element⟧<base href="van-ban/x/">',
    '⟦forbidden-element⟧<iframe src="van-ban/x/"></iframe>',
    '⟦forbidden-element⟧<object data="assets/anh.svg"></object>',
    '⟦forbidden-element⟧<embed src="assets/anh.svg">',
    "⟦forbidden-element⟧<template><script>alert(1)</script></template>",
)
"""Bodies of a page; what is marked, and nothing else, is found in them."""

PAGES = (
    ("⟦policy-missing⟧", page("x", "")),
    ("⟦policy-missing⟧", page(POLICY, "")),
    ("", page("", "<script src='../assets/a.js'></script>" + within(POLICY, "policy-late"))),
    ("", page("", within(POLICY, "policy-differs").replace("self", "unsafe-inline"))),
    ("", page("", POLICY + within(POLICY, "policy-differs").replace("none", "self"))),
)
"""Heads of a page, likewise. A policy is told at its words."""

OTHERS: tuple[Files, ...] = (
    {"assets/c.css": "a { b: url( '⟦dead-link⟧khong-co.png' ) }"},
    {"assets/c.css": '@import "⟦foreign-request⟧https://nguon.example/a.css";'},
    {"assets/c.css": "a { b: url(⟦foreign-request⟧//nguon.example/a.png) }"},
    {"assets/c.css": "a { b: image-set('⟦foreign-request⟧https://nguon.example/a.png' 1x) }"},
    {"assets/c.css": "a { b: url(⟦rooted-address⟧/assets/anh.svg) }"},
    {"assets/c.svg": '<svg><use href="⟦dead-link⟧khong-co.svg#a"/></svg>'},
    {"assets/c.svg": "<svg><script>⟦inline-script⟧alert(1)</script></svg>"},
    {"assets/c.js": "fetch('⟦foreign-address⟧https://nguon.example/a')"},
    {"assets/c.js": "fetch(`⟦foreign-address⟧https://${host}/a`)"},
    {"assets/c.js": "fetch('⟦foreign-address⟧https://' + host)"},
    {"assets/c.js": "new WebSocket('⟦foreign-address⟧wss://nguon.example')"},
    {"assets/c.js": 'load("⟦foreign-address⟧//nguon.example/a.js")'},
    {"search/c.js": 'sotaySearch("c",["⟦foreign-address⟧https://nguon.example/"]);'},
    {"c.json": '{"icons": [{"src": "⟦foreign-address⟧https://nguon.example/"}]}'},
    {"c.xml": '<feed><link href="⟦foreign-request⟧https://nguon.example/"/></feed>'},
    {"c.xml": "<urlset><loc>⟦foreign-request⟧https://nguon.example/</loc></urlset>"},
    {"c.xml": "<urlset><loc>⟦dead-link⟧https://so-tay.example/kho/khong-co/</loc></urlset>"},
    {"c.txt": f"xin chào\n⟦secret⟧{KEY}"},
    {"c.txt": f"khóa: ⟦secret⟧{TOKEN}"},
    {"c.txt": "khóa: ⟦secret⟧" + "AKIA" + "ABCDEFGH12345678"},
    {"c.bib": "url = {https⟦secret⟧://ai:mat-khau@nguon.example/}"},
    {"⟦strange-file⟧~$x.xlsx": ""},
    {"⟦strange-file⟧.DS_Store": ""},
    {"⟦strange-file⟧van-ban/Thumbs.db": ""},
    {"⟦strange-file⟧.env": ""},
    {"⟦strange-file⟧khoa.pem": ""},
    {"⟦strange-file⟧van-ban/.git/config": ""},
    {"⟦strange-file⟧van-ban/x.yaml~": ""},
    {"⟦file-name⟧a:b.txt": ""},
    {"⟦file-name⟧van-ban/Con.txt": ""},
    {"⟦file-name⟧van-ban./a.txt": ""},
    {"B.txt": "", "⟦file-twin⟧b.txt": ""},
    {"e\u0301.txt": "", "⟦file-twin⟧é.txt": ""},
    {"⟦path-long⟧" + "a" * (file_names.MAX_PATH + 1): ""},
    {"⟦path-long⟧" + "a" * 255: ""},
)
"""Files beside those of the clean site, likewise."""


def rows(code: str, count: int) -> str:
    return f'{code}<div class="sv-list"><table><tbody>{"<tr><td>x</td></tr>" * count}</table></div>'


def noise(size: int) -> str:
    """Text that hardly gets smaller."""
    return "".join(f"{(n * n * 2654435761) % 2**32:08x}" for n in range(size // 8))


SIZES: tuple[Files, ...] = (
    {"⟦page-heavy⟧a/index.html": page(f'<p data-page-kind="document">{noise(20_000)}</p>')},
    {
        "⟦visit-heavy⟧a/index.html": page('<link rel="stylesheet" href="../c.css">'),
        "c.css": "a{b:url(c.png)}",
        "c.png": noise(300_000),
    },
    {"⟦list-long⟧a/index.html": page(rows("", sizes.ROWS + 1))},
)
"""What is told and stops nothing."""


def broken() -> list[Files]:
    """All cases, as files beside those of the clean site."""
    bodies = [{"index.html": page(body)} for body in BODIES]
    heads = [{f"{mark}a/index.html": text} for mark, text in PAGES]
    return [*bodies, *heads, *OTHERS, *SIZES]


def case(files: Files) -> tuple[Files, list[tuple[str, int, int, str]]]:
    """Marks in a name are for the first line of the file."""
    named: dict[str, str | bytes] = {}
    for name, content in files.items():
        mark, _, rest = name.rpartition("⟧")
        named[rest] = f"{mark}⟧{content!s}" if mark else content
    return unmarked({**CLEAN, **named})


def identity(files: Files) -> str:
    codes = [mark for name, text in files.items() for mark in str([name, text]).split("⟦")[1:]]
    return codes[0].partition("⟧")[0]


def test_a_site_that_keeps_all_rules_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path / "site", CLEAN) == []


@pytest.mark.parametrize("files", broken(), ids=identity)
def test_a_broken_rule_is_found_at_its_place(files: Files, tmp_path: Path) -> None:
    texts, wanted = case(files)
    assert wanted
    assert found(tmp_path / "site", texts) == wanted


@pytest.mark.parametrize("files", SIZES, ids=identity)
def test_sizes_are_told_and_stop_nothing(files: Files, tmp_path: Path) -> None:
    texts, _ = case(files)
    (told,) = sealed(tmp_path / "site", texts)
    assert told.severity == "warning"
    assert (tmp_path / "site" / "manifest.txt").is_file()


def test_what_just_fits_is_not_told(tmp_path: Path) -> None:
    text = page(rows("", sizes.ROWS) + f'<p data-page-kind="document">{noise(9_000)}</p>')
    assert found(tmp_path / "site", {**CLEAN, "a/index.html": text}) == []


def test_a_law_may_be_long(tmp_path: Path) -> None:
    text = page(f'<p data-page-kind="text">{noise(300_000)}</p>')
    assert found(tmp_path / "site", {**CLEAN, "a/index.html": text}) == []
    other = text.replace('"text"', '"index"')
    ((*_, code),) = found(tmp_path / "site", {**CLEAN, "a/index.html": other})
    assert code == "visit-heavy"


def test_every_code_has_a_case_that_finds_it() -> None:
    cases = {code for files in broken() for *_, code in case(files)[1]}
    assert cases == set(SEALING) - {"machine-path"}


def test_every_rule_is_registered() -> None:
    registered = {
        rule.__module__.rsplit(".", 1)[1]
        for rule in (
            *rules.TEXT_RULES,
            *rules.LINK_RULES,
            *rules.FILE_RULES,
            file_twins.check,
            sizes.check,
        )
    }
    written = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert registered == written


def test_findings_carry_all_values_of_their_texts(tmp_path: Path) -> None:
    for files in broken():
        for each in sealed(tmp_path / "site", case(files)[0]):
            for texts in (CATALOGUE[each.code].message, CATALOGUE[each.code].hint):
                for language in Language:
                    asked = {name for _, name, _, _ in Formatter().parse(texts[language]) if name}
                    assert asked <= set(each.values)


@pytest.mark.parametrize(
    ("path", "files", "wanted"),
    [
        ("van-ban/x/index.html", ["directives/van-ban/x.yaml"], "directives/van-ban/x.yaml"),
        (
            "van-ban/x/toan-van/index.html",
            ["directives/van-ban/x.yaml"],
            "directives/van-ban/x.yaml",
        ),
        ("gioi-thieu/index.html", ["docs/gioi-thieu.md"], "docs/gioi-thieu.md"),
        ("nam/index.html", ["docs/nam/index.md"], "docs/nam/index.md"),
        ("nam/2019/index.html", ["docs/nam/2019.md"], "docs/nam/2019.md"),
        ("index.html", ["docs/index.md"], "docs/index.md"),
        ("hinh/anh.svg", ["docs/hinh/anh.svg"], "docs/hinh/anh.svg"),
        ("assets/sotay.css", [], "assets/sotay.css"),
    ],
)
def test_a_finding_names_the_file_to_mend(
    path: str, files: list[str], wanted: str, tmp_path: Path
) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    told = sealed(tmp_path / "site", {path: "http://ai:mat-khau@a.example/"})
    assert {each.values["source"] for each in told} == {wanted}
