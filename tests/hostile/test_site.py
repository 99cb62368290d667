"""Records made to attack: the site shows what they say and nothing happens.

A policy for scripts would hide a hole, so none is counted on: these pages are served without any
headers, and what they are made of is compared with a harmless record of the same shape.
"""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser

from generator.records.types import RECORD_TYPES, Document, Figure, Tombstone, Topic
from tests.browser.conftest import PHONE, Site, Watcher
from tests.hostile import corpus
from tests.hostile.conftest import SITE_URL, Hostile
from tests.hostile.corpus import Attacked, Family

INSPECT = (Path(__file__).parent / "inspect.js").read_text(encoding="utf-8")
HOST_OF_SITE = SITE_URL.split("/")[2]
HANGS_ON_TEXT = ("toan-van/", "tai-lieu/", "trinh-chieu/")
"""Pages that cut what they show by what it says: articles, excerpts, slides."""

NOT_SHOWN = {
    (Figure, "sources.publisher"),
    (Figure, "sources.note"),
    (Topic, "sources.title"),
    (Topic, "sources.publisher"),
    (Topic, "sources.note"),
}
"""Texts that no page of the record shows."""

LOG_ALONE = {"a[class href type]"}
"""What only the page of the log has: the link to its feed."""

Inspected = Mapping[str, dict[str, Any]]


@pytest.fixture
def watched(browser: Browser, hostile: Hostile) -> Iterator[Watcher]:
    site = Site(hostile.settings.site, hostile.url, hostile.checked.library)
    watcher = Watcher(browser, site)
    yield watcher
    assert watcher.complaints == []


@pytest.fixture
def page(watched: Watcher) -> Iterator[Page]:
    with watched.page(**PHONE) as opened:
        opened.add_init_script(INSPECT)
        yield opened


@pytest.fixture(scope="session")
def inspected(browser: Browser, hostile: Hostile) -> Inspected:
    """Every page as the browser parses it, before any script has touched it."""
    context = browser.new_context(base_url=hostile.url)
    opened = context.new_page()
    opened.goto("404.html")
    opened.evaluate(INSPECT)
    found: dict[str, dict[str, Any]] = {}
    addresses = Site(hostile.settings.site, hostile.url, hostile.checked.library).pages
    for start in range(0, len(addresses), 50):
        some = [addresses[start : start + 50], own_hosts(hostile.url)]
        found |= opened.evaluate("([pages, own]) => hostile.fetched(pages, own)", some)
    context.close()
    return found


def own_hosts(url: str) -> list[str]:
    return [url.split("/")[2], HOST_OF_SITE]


def address(record: Attacked) -> str:
    folder = Document.folder if record.record is Tombstone else record.record.folder
    return "phong-trao/" if record.record is Figure else f"{folder}/{record.stem}/"


def unharmed(page: Page, watched: Watcher, about: str) -> None:
    own = own_hosts(watched.site.url)
    assert page.evaluate("own => hostile.wrong(own)", own) == [], about
    assert watched.complaints == [], about


def test_every_attack_says_what_would_show_that_it_worked(families: tuple[Family, ...]) -> None:
    assert all(family.shows and family.attacks for family in families)
    attacks = [attack for family in families for attack in family.attacks]
    assert len(attacks) == len(set(attacks))
    assert len(attacks) > 180


def test_every_text_of_every_kind_of_record_meets_every_family(
    hostile: Hostile, accepted: tuple[Family, ...]
) -> None:
    met: dict[tuple[str, corpus.Path_], set[str]] = defaultdict(set)
    for record in hostile.records:
        for leaf in corpus.leaves(record.record):
            if leaf.is_free:
                value = record.values[leaf.path]
                names = {family.family for family in accepted if value in family.attacks}
                met[record.record.folder, leaf.path] |= names
    every = {family.family for family in accepted}
    some = {key for key, names in met.items() if names != every}
    assert {place[0] for _, place in some} <= {"number", "number_printed"}
    assert {folder for folder, _ in met} == {kind.folder for kind in RECORD_TYPES}


def test_nothing_is_written_outside_of_the_output(hostile: Hostile) -> None:
    base = "a/b/kb"
    assert {path: hostile.after.get(path) for path in hostile.before} == hostile.before
    made = set(hostile.after) - set(hostile.before)
    outputs = tuple(f"{base}/{folder}/" for folder in ("docs", "site", ".sotay"))
    assert [path for path in made if not path.startswith(outputs)] == []


def test_a_record_gives_the_page_that_its_harmless_twin_gives(
    hostile: Hostile, inspected: Inspected
) -> None:
    """The same elements with the same attributes in the same order: no attack made or lost one."""
    compared = 0
    for record in hostile.records:
        own, twin = address(record), address(hostile.twin(record))
        for page in (found for found in inspected if found.startswith(own) and own != twin):
            here = inspected[page]["shape"]
            there = inspected[twin + page.removeprefix(own)]["shape"]
            if page.endswith(HANGS_ON_TEXT):
                assert set(here) <= set(there), page
            else:
                assert here == there, page
            compared += 1
    assert compared > 150


def test_no_page_is_made_of_anything_that_templates_do_not_write(
    hostile: Hostile, inspected: Inspected
) -> None:
    harmless = {page for page in inspected if re.search(r"-0(-cu)?/", page)}
    harmless |= {"gioi-thieu/", "tim/", "tap-tai-lieu/"}
    known = {element for page in harmless for element in inspected[page]["shape"]}
    for page, found in inspected.items():
        assert found["handlers"] == [], page
        assert found["strays"] == [], page
        assert set(found["shape"]) - known <= LOG_ALONE, page


def test_what_a_record_says_stands_there_word_for_word(
    hostile: Hostile, inspected: Inspected
) -> None:
    lost = set()
    for record in hostile.records:
        own = address(record)
        said = flat(" ".join(f["words"] for p, f in inspected.items() if p.startswith(own)))
        for leaf in corpus.leaves(record.record):
            if leaf.is_free and flat(record.values[leaf.path]) not in said:
                lost.add((record.record, leaf.field))
    assert lost == NOT_SHOWN


def flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_abbreviations_are_listed_and_explained_as_written(
    hostile: Hostile, inspected: Inspected
) -> None:
    said = flat(inspected["tu-viet-tat/"]["words"])
    meanings = hostile.checked.library.abbreviations.root
    assert len(meanings) > 150
    assert [text for pair in meanings.items() for text in pair if flat(text) not in said] == []


OPEN = "() => document.querySelectorAll('article details').forEach((box) => { box.open = true; })"


def opened_pages(hostile: Hostile) -> list[str]:
    """Each kind of record × each family, every list, some of the other pages of records."""
    pages = Site(hostile.settings.site, hostile.url, hostile.checked.library).pages
    of_record = re.compile(r"(?:[a-z-]+)/(?:[a-z-]+)-(\d+)(-cu|-xua)?/(.*)")
    found = []
    for place, page in enumerate(pages):
        record = of_record.fullmatch(page)
        if record is None or not (record[2] or record[3]):
            seldom = page.startswith(("so/", "nhat-ky/2024/"))
            found += [page] if not seldom or place % 10 == 0 else []
        elif int(record[1]) % (5 if record[3] else 15) == 1:
            found.append(page)
    return found


def test_pages_open_quietly_and_nothing_leaves_its_box(
    hostile: Hostile, watched: Watcher, page: Page
) -> None:
    pages = opened_pages(hostile)
    assert len(pages) > 150
    for found in pages:
        page.goto(found)
        page.evaluate(OPEN)
        unharmed(page, watched, found)


def test_searching_for_an_attack_shows_it_and_nothing_else(
    accepted: tuple[Family, ...], watched: Watcher, page: Page
) -> None:
    for place, family in enumerate(accepted):
        attack = family.attacks[place % len(family.attacks)]
        page.goto(f"tim/?q={quote(attack)}&loai={quote(attack)}&tu={quote(attack)}")
        expect(page.locator(".sv-tim__count")).to_contain_text("kết quả")
        expect(page.locator("#sotay-tim input[type=search]")).to_have_value(shown_in_field(attack))
        unharmed(page, watched, attack)
    for word in ("alert", "script", "א", "evil example"):
        page.goto(f"tim/?q={quote(word)}")
        expect(page.locator(".sv-tim__count")).to_contain_text("kết quả")
        unharmed(page, watched, word)


def shown_in_field(attack: str) -> str:
    """An input holds one line."""
    return re.sub(r"[\r\n]", "", "".join(list(attack.strip())[:300]))


def test_the_search_box_takes_attacks_for_words(
    accepted: tuple[Family, ...], watched: Watcher
) -> None:
    with watched.page(viewport={"width": 1280, "height": 900}) as page:
        page.add_init_script(INSPECT)
        page.goto("gioi-thieu/")
        field = page.locator(".sv-search__input")
        said = page.locator(".sv-search__say")
        for family in accepted:
            field.fill("")
            expect(said).to_contain_text("Gõ số")
            field.fill(family.attacks[-1])
            expect(said).to_contain_text("kết quả")
            unharmed(page, watched, family.attacks[-1])
        field.fill("alert 1")
        expect(page.locator("#sv-search-list [role=option]").first).to_be_visible()
        unharmed(page, watched, "alert 1")


def test_a_basket_from_a_hostile_link_prints_hostile_entries_as_text(
    accepted: tuple[Family, ...], watched: Watcher, page: Page
) -> None:
    keys = [
        f"{folder}/{folder}-{n}"
        for n in (1, 6, 11)
        for folder in ("van-ban", "mo-hinh", "tap-huan")
    ]
    for family in accepted:
        attack = family.attacks[0]
        page.goto("gioi-thieu/")
        wrong = ",".join([*keys, quote(attack), "van-ban/../../x", "__proto__/x"])
        page.goto(f"tap-tai-lieu/#d={wrong}&t={quote(attack)}")
        expect(page.locator("ol.sv-basket > li")).to_have_count(len(keys))
        unharmed(page, watched, attack)
    page.emulate_media(media="print")
    unharmed(page, watched, "print")


COPIED = """
    async () => {
        const [item] = await navigator.clipboard.read();
        return (await item.getType("text/html")).text();
    }
"""


def test_a_hostile_citation_is_copied_as_text(
    accepted: tuple[Family, ...], watched: Watcher
) -> None:
    with watched.page(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.add_init_script(INSPECT)
        for number in range(1, len(accepted) + 1, 3):
            page.goto(f"van-ban/van-ban-{number}/")
            page.locator(".sv-cite summary").click()
            page.locator(".sv-cite").get_by_role("button").first.click()
            expect(page.locator(".sv-cite [role=status]")).not_to_be_empty()
            unharmed(page, watched, str(number))
            copied = LexborHTMLParser(page.evaluate(COPIED))
            assert {node.tag for node in copied.css("body *")} <= {"a", "b", "bdi", "span"}
            leads = [link.attributes.get("href") or "" for link in copied.css("a")]
            assert all(link.startswith((watched.site.url, SITE_URL)) for link in leads), leads


def test_hostile_fragments_and_queries_do_nothing(
    accepted: tuple[Family, ...], watched: Watcher, page: Page
) -> None:
    for place, family in enumerate(accepted[::3]):
        attack = quote(family.attacks[0], safe="<>\"'=:/")
        page.goto(f"van-ban/van-ban-{place + 1}/?{attack}#in-20240601-{attack}")
        unharmed(page, watched, attack)
        page.goto(f"tap-huan/tap-huan-1/trinh-chieu/?{attack}#{attack}")
        unharmed(page, watched, attack)
        page.goto(f"van-ban/van-ban-1-cu/?{attack}#{attack}")
        expect(page).to_have_url(re.compile(r"/van-ban/van-ban-1/\?"))
        unharmed(page, watched, attack)


def test_the_page_for_wrong_addresses_shows_nothing_of_them(
    hostile: Hostile, accepted: tuple[Family, ...], watched: Watcher, page: Page
) -> None:
    missing = (hostile.settings.site / "404.html").read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=missing)

    page.route(re.compile(r"/khong-co/"), answer)
    for family in accepted:
        page.goto(f"khong-co/{quote(family.attacks[0], safe='')}?{quote(family.attacks[0])}")
        expect(page.locator("h1")).to_have_text("Không tìm thấy trang")
        unharmed(page, watched, family.family)


def test_files_for_other_programs_keep_their_form(hostile: Hostile) -> None:
    site = hostile.settings.site
    read: Counter[str] = Counter()
    for path in site.glob("van-ban/*/trich-dan.*"):
        text = path.read_bytes().decode("utf-8")
        read[path.suffix] += 1
        if path.suffix == ".json":
            (item,) = json.loads(text)
            assert item["type"] == "legislation"
        elif path.suffix == ".ris":
            assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n")[:-1])
            assert text.count("\r\nER  - ") == text.count("TY  - STAT") == 1
        else:
            assert text.count("@misc{van-ban-") == len(re.findall(r"^@", text, re.MULTILINE)) == 1
            assert text.count("{") == text.count("}")
    assert read.keys() == {".bib", ".ris", ".json"}
    assert min(read.values()) > 15


def test_the_feed_holds_the_entries_that_were_written_and_no_markup_of_theirs(
    hostile: Hostile,
) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(hostile.settings.site / "nhat-ky" / "feed.xml").getroot()
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == len(hostile.checked.library.publications)
    for entry in entries:
        content = LexborHTMLParser(entry.findtext(f"{atom}content") or "")
        assert {node.tag for node in content.css("body *")} <= {"p", "h2", "ul", "li", "a", "bdi"}
        links = {node.attributes.get("href") or "" for node in content.css("a")}
        assert all(link.startswith(SITE_URL) for link in links)


def test_tables_for_web_servers_name_pages_of_the_site_only(hostile: Hostile) -> None:
    table = (hostile.settings.site / ".may-chu" / "nginx.conf").read_text(encoding="utf-8")
    named = re.findall(r'"(/[^"]*)" "(/[^"]*)";', table)
    assert len(named) > 200
    assert [
        pair for pair in named if not re.fullmatch(r"[a-z0-9/-]+(/index\.html)?", "".join(pair))
    ] == []
