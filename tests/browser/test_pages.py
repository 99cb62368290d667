"""What readers do with the site, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import kb
from tests.browser.conftest import PHONE, Site, Watcher, served

HOSTILE = "van-ban/doc-hai/"
OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"


def dates(table: Locator) -> list[str]:
    found: list[str] = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => row.querySelector('time')?.getAttribute('datetime') ?? '')"
    )
    return found


def test_every_page_opens_quietly_on_a_phone_and_does_not_scroll_sideways(
    watcher: Watcher,
) -> None:
    assert len(watcher.site.pages) > 60
    with watcher.page(**PHONE) as page:
        for address in watcher.site.pages:
            page.goto(address)
            assert page.evaluate(OVERFLOW) <= 0, address
            assert watcher.complaints == [], address


def test_the_page_for_wrong_addresses_works_at_the_root_of_a_host(
    browser: Browser, site: Site
) -> None:
    with served(site.folder) as url:
        watcher = Watcher(browser, Site(site.folder, url, site.library))
        with watcher.page() as page:
            page.goto("404.html")
            page.get_by_role("article").get_by_role("link", name="Danh mục văn bản").click()
            expect(page).to_have_url(f"{url}van-ban/")
    assert watcher.complaints == []


def test_a_hostile_record_is_shown_as_it_was_written(page: Page, watcher: Watcher) -> None:
    title = watcher.site.library.documents["doc-hai"].title
    assert "<script>alert(1)</script>" in title
    page.goto(HOSTILE)
    expect(page.locator("h1")).to_have_text(f"{title}¶")
    expect(page.locator("article script, article img, article svg")).to_have_count(0)
    expect(page.locator("a[href^='javascript:' i]")).to_have_count(0)
    assert "alert(1)" in page.title()


def test_a_list_is_sorted_by_date_with_the_keyboard(page: Page) -> None:
    page.goto("")
    table = page.locator(".sv-list table")
    header = table.locator("th[aria-sort]")
    expect(header).to_have_attribute("aria-sort", "descending")
    newest_first = dates(table)
    assert newest_first == sorted(newest_first, reverse=True)
    header.get_by_role("button", name="Ngày ban hành").focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert dates(table) == sorted(newest_first)
    page.keyboard.press("Space")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert dates(table) == newest_first


def test_rows_without_a_date_come_last_in_either_direction(page: Page, site: Site) -> None:
    page.goto("co-quan/ban-c/")
    page.evaluate(
        """() => {
            const all = [...document.querySelectorAll(".sv-list tbody")];
            all.slice(1).forEach(body => all[0].append(...body.rows));
        }"""
    )
    page.add_script_tag(url=f"../../{kb.asset(site.folder, 'assets/sotay/lists.js')}")
    table = page.locator(".sv-list table").first
    header = table.locator("th[aria-sort]")
    for order in ("descending", "ascending"):
        while header.get_attribute("aria-sort") != order:
            header.get_by_role("button").click()
        assert dates(table)[-1] == ""
        assert "" not in dates(table)[:-1]


def test_a_number_of_one_document_leads_to_it_with_query_and_anchor(page: Page, site: Site) -> None:
    page.goto("so/03-ct-hda/?x=1#quan-he")
    expect(page).to_have_url(f"{site.url}van-ban/03-ct-hda-2009/?x=1#quan-he")
    expect(page.locator("#quan-he")).to_be_in_viewport()


def test_without_scripts_a_number_leads_to_its_document_too(watcher: Watcher) -> None:
    with watcher.page(java_script_enabled=False) as page:
        page.goto("so/03-ct-hda/")
        expect(page).to_have_url(f"{watcher.site.url}van-ban/03-ct-hda-2009/")
        expect(page.locator("h1")).to_contain_text("Về đối thoại với nhân dân")


def test_a_number_of_several_documents_offers_the_choice(page: Page, site: Site) -> None:
    page.goto("so/04-kl-bc/")
    choices = page.locator(".sv-choice > ul > li")
    expect(choices).to_have_count(2)
    choices.filter(has_text="02/01/2020").get_by_role("link").click()
    expect(page).to_have_url(f"{site.url}van-ban/04-kl-bc-2020/")


def test_print_spells_abbreviations_out_and_shows_addresses_of_sources(page: Page) -> None:
    page.goto("van-ban/01-nq-hda-2005/")
    short = page.locator("h1 abbr", has_text="QCDC")
    source = page.locator("article a[href^='https:']").first
    after = "(element) => getComputedStyle(element, '::after').content"
    assert short.evaluate(after) == "none"
    on_screen = short.bounding_box()
    page.emulate_media(media="print")
    assert "quy chế dân chủ" in short.evaluate(after)
    in_print = short.bounding_box()
    assert on_screen
    assert in_print
    assert in_print["width"] > on_screen["width"] * 2
    assert "vi-du.example" in source.evaluate(after)
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator(".md-sidebar").first).to_be_hidden()


def test_a_phone_spells_abbreviations_out(watcher: Watcher) -> None:
    with watcher.page(**PHONE) as page:
        page.goto("van-ban/01-nq-hda-2005/")
        short = page.locator("h1 abbr", has_text="QCDC")
        content = short.evaluate("element => getComputedStyle(element, '::after').content")
        assert "quy chế dân chủ" in content


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_device(watcher: Watcher, scheme: str) -> None:
    with watcher.page(color_scheme=scheme) as page:
        page.goto("")
        colour = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
        red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
        assert (red + green + blue > 3 * 128) == (scheme == "light")


def test_links_work_from_a_disk(browser: Browser, site: Site) -> None:
    root = f"{site.folder.as_uri()}/"
    watcher = Watcher(browser, site)
    with watcher.page() as page:
        page.goto(f"{root}index.html")
        page.get_by_role("link", name="Danh mục văn bản", exact=True).click()
        expect(page).to_have_url(f"{root}van-ban/index.html")
        page.get_by_role("link", name="Về đối thoại với nhân dân").click()
        expect(page).to_have_url(f"{root}van-ban/03-ct-hda-2009/index.html")
        page.goto(f"{root}so/03-ct-hda/index.html#quan-he")
        expect(page).to_have_url(f"{root}van-ban/03-ct-hda-2009/index.html#quan-he")
    assert watcher.complaints == []
