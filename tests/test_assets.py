"""Files of the theme as the site has them."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from pathlib import Path

import pytest

from generator import policy
from generator.settings import Settings, load
from generator.site.assets import KNOWN, finished, foreign_addresses, hashed, tightened
from generator.site.build import THEME, Built, Failed
from tests import kb

ASKED = re.compile(r"""["'](assets/[^"']+)["']\s*\|\s*url""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = kb.toy(tmp_path_factory.mktemp("assets") / "toy")
    result = kb.build(settings)
    assert isinstance(result, Built), result
    return result.site


@pytest.fixture
def themed(toy: Settings) -> Settings:
    """A knowledge base with a theme folder of its own, ``mine``."""
    config = toy.config.read_text(encoding="utf-8")
    assert "  name: material\n" in config
    config = config.replace("  name: material\n", "  name: material\n  custom_dir: mine\n")
    toy.config.write_text(config, encoding="utf-8")
    return load(toy.root)


def put(settings: Settings, name: str, text: str) -> None:
    path = settings.root / "mine" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def assets(site: Path) -> dict[str, Path]:
    files = (path for path in (site / "assets").rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path for path in files}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("assets/sotay/search.js", r"assets/sotay/search\.([0-9a-f]{8})\.js"),
        ("assets/main.57a0d79d.min.css", r"assets/main\.([0-9a-f]{8})\.min\.css"),
        ("assets/sotay/logo.svg", r"assets/sotay/logo\.([0-9a-f]{8})\.svg"),
    ],
)
def test_a_name_changes_with_the_content_and_only_then(name: str, wanted: str) -> None:
    one, same, other = (hashed(name, text) for text in ("á", "á", "ạ"))
    assert one == same != other
    assert re.fullmatch(wanted, one)
    assert policy.is_hashed(one)


def test_every_file_of_the_site_is_named_by_what_it_holds(site: Path) -> None:
    found = assets(site)
    assert len(found) > 20
    for name, path in found.items():
        assert policy.is_hashed(name)
        assert f".{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}." in name


def test_the_site_carries_what_templates_ask_for_and_nothing_else(site: Path) -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in THEME.rglob("*.html"))
    asked = {kb.asset(site, name) for name in ASKED.findall(templates)}
    asked |= {kb.asset(site, f"assets/sotay/{name}.svg") for name in ("logo", "favicon")}
    materials = {name for name in assets(site) if ".min." in name}
    assert {name.split("/")[-1].split(".")[0] for name in materials} == {
        "bundle",
        "main",
        "palette",
    }
    assert set(assets(site)) == asked | materials


def test_no_script_and_no_style_sheet_knows_another_host_or_file(site: Path) -> None:
    for name, path in assets(site).items():
        text = path.read_text(encoding="utf-8")
        assert foreign_addresses(text) == [], name
        assert "sourceMappingURL" not in text, name
        loads = re.findall(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s]+)", text)
        assert name.endswith(".js") or {load[:5] for load in loads} <= {"data:"}, name


def test_what_we_know_of_materials_files_is_in_them() -> None:
    """An entry that no file holds any more is to go."""
    found = importlib.util.find_spec("material")
    assert found is not None
    folder = Path(str(found.origin)).parent / "templates" / "assets"
    files = [*folder.rglob("*.min.js"), *folder.rglob("*.min.css")]
    text = "".join(path.read_text(encoding="utf-8") for path in files if "lunr" not in path.parts)
    assert [address for address in KNOWN if address not in text] == []


@pytest.mark.parametrize(
    "text",
    [
        'load("https://unpkg.com/chart.js@4/chart.min.js")',
        "fetch(`https://${host}/api/v5/`)",
        "@import url(http://fonts.vi-du.example/css);",
        "new WebSocket('wss://vi-du.example/ws')",
        "/*! https://vi-du.example/ */",
    ],
)
def test_an_address_that_nobody_has_looked_at_is_found(text: str) -> None:
    (found,) = foreign_addresses(finished("assets/x.min.js", text))
    assert found in text


@pytest.mark.parametrize(
    "text",
    [
        'document.createElementNS("http://www.w3.org/2000/svg", "svg")',
        'text.replace("https://", "")',
        'fetch("https://api.github.com/repos/x")',
    ],
)
def test_names_of_xml_bare_schemes_and_what_is_known_are_no_addresses(text: str) -> None:
    assert foreign_addresses(finished("assets/x.min.js", text)) == []


def test_materials_styles_lose_selectors_that_no_page_has() -> None:
    css = (
        '@charset "UTF-8";[dir=rtl] .a,.b:is(.c,.d){x:y}@media print{[dir=rtl] .a{x:y}'
        ".e{x:y}}@media print{[dir=rtl] .a{x:y}}.md-search__form{x:y}.md-searching{x:y}"
    )
    assert finished("assets/x.min.css", css) == (
        '@charset "UTF-8";.b:is(.c,.d){x:y}@media print{.e{x:y}}.md-searching{x:y}'
    )
    assert finished("assets/sotay/x.css", ".md-search{x:y}") == ".md-search{x:y}\n"


def test_a_style_sheet_loses_blanks_and_comments_but_not_in_strings() -> None:
    css = """
    /* {a} */
    .a > b,
    .c {
      content: "/* b */ ; c";
    }
    .d { background: url('data:  x') }
    """
    assert tightened(css) == (
        """.a > b,.c{content: "/* b */ ; c";}.d{background: url('data:  x')}\n"""
    )


def test_a_file_with_an_address_of_another_host_stops_the_build(themed: Settings) -> None:
    put(themed, "assets/mine.css", "@import url(https://fonts.vi-du.example/css);")
    result = kb.build(themed)
    assert isinstance(result, Failed)
    assert "assets/mine.css" in result.reason
    assert "https://fonts.vi-du.example/css" in result.reason
    assert not themed.site.exists()


def test_a_template_that_asks_for_what_is_left_out_stops_the_build(themed: Settings) -> None:
    name = "assets/javascripts/lunr/tinyseg.js"
    put(themed, "partials/comments.html", f"{{{{ '{name}' | url }}}}")
    result = kb.build(themed)
    assert isinstance(result, Failed)
    assert name in result.reason


def test_files_of_a_theme_of_ones_own_are_hashed_too(themed: Settings) -> None:
    put(themed, "assets/mine.css", "p { color: red }")
    put(themed, "partials/comments.html", "<i title=\"{{ 'assets/mine.css' | url }}\"></i>")
    result = kb.build(themed)
    assert isinstance(result, Built), result
    home = (result.site / "index.html").read_text(encoding="utf-8")
    assert f'title="{kb.asset(result.site, "assets/mine.css")}"' in home


def test_materials_own_favicon_is_carried_where_it_is_asked_for(toy: Settings) -> None:
    config = toy.config.read_text(encoding="utf-8")
    toy.config.write_text(config.replace("sotay/favicon.svg", "images/favicon.png"), "utf-8")
    result = kb.build(toy)
    assert isinstance(result, Built), result
    assert (result.site / "assets" / "images" / "favicon.png").is_file()
