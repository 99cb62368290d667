"""The Content-Security-Policy: no page breaks it, wherever the site stands, and it does hold."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import pipeline, policy
from generator.history import Announcement
from generator.settings import load
from generator.site.build import Built
from tests import kb
from tests.browser.conftest import SUB_PATH, Site, Watcher, served

NOON = dt.datetime(2024, 6, 1, 5, tzinfo=dt.UTC)
ADDRESSES = "site_url: https://so-tay.example/\nrepo_url: https://github.com/vi-du/kho\n"
TABLE = "\n\n| Tên | Số |\n|---|--:|\n| a | 1 |\n"
KINDS = {
    *("basket", "body", "document", "field", "figures", "glossary", "handout", "home", "index"),
    *("kind", "locality", "log", "model", "month", "number", "publication", "qr-sheet", "search"),
    *("session", "text", "topic", "withdrawn", "year"),
    *("404", "by hand", "card", "redirect", "slides"),
}
"""Every kind of page that there is; those of the last line are known by other marks."""
VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", event =>
        violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
DATA = "application/json"
PLACES = ("host", "sub-path", "disk")


@pytest.fixture(scope="module")
def everything(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The toy site with every kind of page: cards, codes, a publication, a page with a table."""
    settings = kb.toy(tmp_path_factory.mktemp("policy") / "toy")
    config = settings.config.read_text(encoding="utf-8")
    config = config.replace("  sotay:\n", "  sotay:\n    embed: true\n")
    settings.config.write_text(f"{ADDRESSES}{config}", encoding="utf-8")
    with (settings.docs / "gioi-thieu.md").open("a", encoding="utf-8") as file:
        file.write(TABLE)
    settings = load(settings.root)
    built = kb.build(settings, kb.DAY, Announcement(NOON, kb.DAY))
    assert isinstance(built, Built), built
    root = tmp_path_factory.mktemp("policy-www")
    shutil.copytree(built.site, root / SUB_PATH)
    with served(root) as url:
        yield Site(root / SUB_PATH, f"{url}{SUB_PATH}/", pipeline.check(settings).library)


def kind_of(html: str, path: Path) -> str:
    if found := re.search(r'data-page-kind="([^"]+)"', html):
        return found[1]
    if path.name == "404.html":
        return "404"
    marks = {'id="slides"': "slides", 'id="redirect-target"': "redirect", "card.": "card"}
    return next((kind for mark, kind in marks.items() if mark in html), "by hand")


@pytest.fixture(scope="module")
def one_of_each(everything: Site) -> dict[str, str]:
    """Kind → a page of it, as a path below the site."""
    found: dict[str, str] = {}
    for path in sorted(everything.folder.rglob("*.html")):
        kind = kind_of(path.read_text(encoding="utf-8"), path)
        found.setdefault(kind, path.relative_to(everything.folder).as_posix())
    return found


@contextmanager
def placed(site: Site, place: str) -> Iterator[Site]:
    if place == "sub-path":
        yield site
    elif place == "disk":
        yield Site(site.folder, f"{site.folder.as_uri()}/", site.library)
    else:
        with served(site.folder) as url:
            yield Site(site.folder, url, site.library)


@contextmanager
def watched(browser: Browser, site: Site, place: str) -> Iterator[Page]:
    """A page that must raise no violation, no error on the console, no request to other hosts."""
    with placed(site, place) as here:
        watcher = Watcher(browser, here)
        with watcher.page() as page:
            page.add_init_script(VIOLATIONS)
            yield page
        assert watcher.complaints == []


def test_every_kind_of_page_is_looked_at(one_of_each: dict[str, str]) -> None:
    assert set(one_of_each) == KINDS


def test_every_page_has_the_policy_before_anything_else(everything: Site) -> None:
    wanted = f'http-equiv="Content-Security-Policy" content="{policy.CONTENT_SECURITY_OF_PAGES}"'
    for path in everything.folder.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("<head>")[2].lstrip()
        assert head.startswith(f"<meta {wanted}>"), path


class Inline(HTMLParser):
    """What of a page would need ``unsafe-inline``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_code = tag == "script" and "src" not in values and values.get("type") != DATA
        if is_code or tag == "style":
            self.found.append(tag)
        self.found += [name for name in values if name == "style" or name.startswith("on")]
        self.found += [v for v in values.values() if v and v.lstrip().startswith("javascript:")]


def test_no_page_holds_code_or_styles(everything: Site) -> None:
    for path in everything.folder.rglob("*.html"):
        assert Inline(path.read_text(encoding="utf-8")).found == [], path


@pytest.mark.parametrize("place", PLACES)
def test_no_page_breaks_the_policy(
    browser: Browser, everything: Site, one_of_each: dict[str, str], place: str
) -> None:
    """The page for wrong addresses is for a host alone: its links begin with a slash."""
    with watched(browser, everything, place) as page:
        for kind, path in one_of_each.items():
            if kind == "404" and place != "host":
                continue
            page.goto(path if place != "disk" else f"{everything.folder.as_uri()}/{path}")
            assert page.evaluate("violations") == [], path


@pytest.mark.parametrize("place", ["sub-path", "disk"])
def test_nothing_that_readers_do_breaks_it(browser: Browser, everything: Site, place: str) -> None:
    ending = "index.html" if place == "disk" else ""
    with watched(browser, everything, place) as page:
        start = f"{everything.folder.as_uri()}/" if place == "disk" else everything.url
        page.goto(f"{start}van-ban/04-kl-bc-2020/{ending}")
        page.locator("label[for=__palette_1]").click()
        page.get_by_role("button", name="Thêm vào tập tài liệu").click()
        page.get_by_text("Trích dẫn văn bản này").click()
        page.get_by_role("button", name="Chép địa chỉ").click()
        page.locator(".sv-search").get_by_role("combobox").fill("doi thoai")
        expect(page.locator(".sv-search").get_by_role("option").first).to_be_visible()
        assert page.evaluate("violations") == []
        page.goto(f"{start}tim/{ending}?q=doi+thoai")
        expect(page.locator(".sv-results > li").first).to_be_visible()
        assert page.evaluate("violations") == []
        page.goto(f"{start}tap-tai-lieu/{ending}")
        expect(page.locator(".sv-basket")).to_be_attached()
        assert page.evaluate("violations") == []


def test_cells_of_tables_are_aligned_without_inline_styles(
    browser: Browser, everything: Site
) -> None:
    with watched(browser, everything, "sub-path") as page:
        page.goto("gioi-thieu/")
        for cell in page.locator("th:last-child, td:last-child").all():
            expect(cell).to_have_css("text-align", re.compile("right$"))


ATTACKS = {
    "script-src-elem inline": "at.append(make('script', {}, 'window.ran = true'))",
    "script-src-attr inline": 'at.innerHTML = \'<img src="data:," onerror="window.ran = true">\'',
    "script-src-elem data": "at.append(make('script', {src: 'data:text/javascript,ran=true'}))",
    "script-src eval": "setTimeout(() => { window.ran = eval('true') })",
    "style-src-elem inline": "at.append(make('style', {}, 'body { display: none }'))",
    "style-src-attr inline": "at.innerHTML = '<p style=\"position: fixed\">'",
    "connect-src http://127.0.0.1:9": "fetch('http://127.0.0.1:9/').catch(() => {})",
    "img-src http://127.0.0.1:9": "at.append(make('img', {src: 'http://127.0.0.1:9/'}))",
    "frame-src http://127.0.0.1:9": "at.append(make('iframe', {src: 'http://127.0.0.1:9/'}))",
    "base-uri http://127.0.0.1:9": "document.head.append(make('base', {href: 'http://127.0.0.1:9/'}))",
}
ATTACK = """
    () => new Promise(resolve => {
    document.addEventListener("securitypolicyviolation", event =>
        resolve(`${event.effectiveDirective} ${event.blockedURI.replace(/[/]$/, "")}`));
    const at = document.querySelector("article");
    const make = (name, attributes, text = "") => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        made.textContent = text;
        return made;
    };
    setTimeout(resolve, 10_000, "nothing in ten seconds");
    THIS
    })
"""


@pytest.mark.parametrize("violation", ATTACKS)
def test_what_a_page_must_not_do_it_cannot(
    browser: Browser, everything: Site, violation: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{everything.url}van-ban/04-kl-bc-2020/")
    assert page.evaluate(ATTACK.replace("THIS", ATTACKS[violation])) == violation
    assert not page.evaluate("window.ran")
    context.close()


@pytest.mark.parametrize(
    ("device", "chosen"), [("dark", None), ("dark", "light"), ("light", "dark")]
)
def test_the_wanted_colours_are_there_before_materials_script(
    browser: Browser, everything: Site, device: str, chosen: str | None
) -> None:
    """So that no page flashes white in the dark: the bundle, which would set them too, is held."""
    context = browser.new_context(base_url=everything.url, color_scheme=device)  # type: ignore[arg-type]
    page = context.new_page()
    if chosen:
        page.goto("")
        for _ in range(["auto", "light", "dark"].index(chosen)):
            page.locator("[data-md-component=palette] label:visible").click()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto("van-ban/")
    wanted = "slate" if (chosen or device) == "dark" else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", wanted)
    context.close()
