"""Full texts: the addresses of provisions, and the way to them from the page of the record."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, Watcher

RECORD = "van-ban/05-kh-bc-2019/"
TEXT = f"{RECORD}toan-van/"


def test_an_article_and_a_clause_have_addresses_to_copy(page: Page, site: Site) -> None:
    page.goto(TEXT)
    article = page.get_by_role("heading", name="Điều 2. Nguyên tắc")
    mark = article.get_by_role("link")
    assert mark.evaluate("element => getComputedStyle(element).opacity") == "1"
    mark.click()
    expect(page).to_have_url(f"{site.url}{TEXT}#dieu-2")
    page.get_by_role("link", name="đ)").click()
    expect(page).to_have_url(f"{site.url}{TEXT}#dieu-2-khoan-1-diem-dd")
    expect(page.locator("p:target")).to_have_text("đ) Ở thôn.")


def test_a_citation_leads_to_the_provision(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(TEXT)
    page.get_by_role("link", name="điểm đ khoản 1 Điều này").click()
    expect(page.locator("#dieu-2-khoan-1-diem-dd")).to_be_in_viewport()
    page.get_by_role("paragraph").get_by_role("link", name="Điều 3", exact=True).click()
    expect(page).to_have_url(f"{site.url}{TEXT}#dieu-3")
    cited = page.locator("article p", has_text="Điều 1 Nghị định số 59")
    expect(cited.locator("a[href='#dieu-1']")).to_have_count(0)


def test_the_record_and_its_text_lead_to_each_other(page: Page, site: Site) -> None:
    page.goto(RECORD)
    page.get_by_role("article").get_by_role("link", name="Điều 2. Nguyên tắc").click()
    expect(page).to_have_url(f"{site.url}{TEXT}#dieu-2")
    page.get_by_role("article").get_by_role("link", name="trang thông tin văn bản").click()
    expect(page).to_have_url(f"{site.url}{RECORD}")


def test_the_contents_open_with_the_keyboard(page: Page, site: Site) -> None:
    page.goto(TEXT)
    summary = page.locator("summary", has_text="Mục lục: 2 chương, 3 điều")
    link = page.locator("details").get_by_role("link", name="Điều 3")
    expect(link).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    link.click()
    expect(page).to_have_url(f"{site.url}{TEXT}#dieu-3")


@pytest.mark.parametrize("anchor", ["dieu-2", "dieu-2-khoan-1", "chuong-ii"])
def test_an_anchor_typed_at_the_record_leads_to_the_text(
    page: Page, site: Site, anchor: str
) -> None:
    page.goto(f"{RECORD}?x=1#{anchor}")
    expect(page).to_have_url(f"{site.url}{TEXT}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_an_anchor_typed_later_leads_to_the_text_too(page: Page, site: Site) -> None:
    page.goto(RECORD)
    page.evaluate("location.hash = '#dieu-3'")
    expect(page).to_have_url(f"{site.url}{TEXT}#dieu-3")


@pytest.mark.parametrize("anchor", ["quan-he", "toan-van", "khac", "dieu-<b>"])
def test_other_anchors_stay_at_the_record(page: Page, site: Site, anchor: str) -> None:
    page.goto(f"{RECORD}#{anchor}")
    page.wait_for_load_state("networkidle")
    assert page.url.startswith(f"{site.url}{RECORD}#")


def test_a_record_without_a_text_leads_nowhere(page: Page, site: Site) -> None:
    page.goto("van-ban/03-ct-hda-2009/#dieu-2")
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(f"{site.url}van-ban/03-ct-hda-2009/#dieu-2")


def test_anchors_lead_on_from_a_disk(browser: Browser, site: Site) -> None:
    root = f"{site.folder.as_uri()}/"
    watcher = Watcher(browser, site)
    with watcher.page() as page:
        page.goto(f"{root}{RECORD}index.html#dieu-2")
        expect(page).to_have_url(f"{root}{TEXT}index.html#dieu-2")
        expect(page.locator("#dieu-2")).to_be_in_viewport()
    assert watcher.complaints == []


def test_a_hostile_text_is_shown_as_it_was_written(page: Page) -> None:
    page.goto("van-ban/doc-hai/toan-van/")
    expect(page.locator("article script, article img, article svg")).to_have_count(0)
    expect(page.locator("a[href^='javascript:' i]")).to_have_count(0)
    expect(page.locator("#muc-ii")).to_contain_text("]]> <?php ?> {: onclick=alert(11) }")
    expect(page.locator("#muc-i-khoan-1")).to_contain_text('1- <a href="javascript:alert(8)">x</a>')


def test_print_has_the_wording_without_the_contents(page: Page) -> None:
    page.goto(TEXT)
    page.get_by_text("Mục lục").click()
    page.get_by_text("Lịch sử trang").click()
    page.emulate_media(media="print")
    for block in page.locator("article details").all():
        expect(block).to_be_hidden()
    expect(page.get_by_role("heading", name="Điều 1. Phạm vi")).to_be_visible()
    expect(page.locator("article .headerlink").first).to_be_hidden()
