"""Former addresses as readers open them: with query and anchor, from a server and from a disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Site, Watcher

LEADS = [
    ("van-ban/03-ct-hda-2008/", "van-ban/03-ct-hda-2009/"),
    ("van-ban/03-ct-hda-2008/toan-van/", "van-ban/03-ct-hda-2009/"),
    ("van-ban/07-kl-bc-2017/", "van-ban/07-kl-bc-2018/"),
    ("co-quan/dan-van/", "chu-de/dan-van/"),
    ("chu-de/dan-van/trang-7/", "chu-de/dan-van/"),
    ("nam/1999/05/", "nam/"),
    ("nam/1999/", "nam/"),
    ("so/06-bc-bc/", "van-ban/06-bc-bc-2018/"),
    ("so/99-nq-bc/", "so/"),
    ("huong-dan-cu/", ""),
]


@pytest.mark.parametrize(("former", "now"), LEADS)
def test_a_former_address_leads_on_with_query_and_anchor(
    page: Page, site: Site, former: str, now: str
) -> None:
    page.goto(f"{former}?x=1&y=a%20b#nguon")
    expect(page).to_have_url(f"{site.url}{now}?x=1&y=a%20b#nguon")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(("former", "now"), LEADS)
def test_it_does_so_from_a_disk(browser: Browser, site: Site, former: str, now: str) -> None:
    root = f"{site.folder.as_uri()}/"
    watcher = Watcher(browser, site)
    with watcher.page() as page:
        page.goto(f"{root}{former}index.html?x=1#nguon")
        expect(page).to_have_url(f"{root}{now}index.html?x=1#nguon")
    assert watcher.complaints == []


@pytest.mark.parametrize(("former", "now"), LEADS)
def test_it_does_so_without_scripts(watcher: Watcher, former: str, now: str) -> None:
    with watcher.page(java_script_enabled=False) as page:
        page.goto(former)
        expect(page).to_have_url(f"{watcher.site.url}{now}")


def test_the_anchor_of_the_target_is_reached(page: Page, site: Site) -> None:
    page.goto("van-ban/03-ct-hda-2008/#quan-he")
    expect(page).to_have_url(f"{site.url}van-ban/03-ct-hda-2009/#quan-he")
    expect(page.locator("#quan-he")).to_be_in_viewport()


def test_the_way_back_does_not_lead_into_the_redirect_again(page: Page, site: Site) -> None:
    page.goto("so/")
    page.goto("van-ban/03-ct-hda-2008/")
    expect(page).to_have_url(f"{site.url}van-ban/03-ct-hda-2009/")
    page.go_back()
    expect(page).to_have_url(f"{site.url}so/")


def test_a_page_that_leads_on_says_what_happened_and_where_to(watcher: Watcher) -> None:
    with watcher.page() as page:
        page.route("**/redirect.*.js", lambda route: route.fulfill(body=""))
        page.goto("nam/1999/05/")
        main = page.get_by_role("main")
        expect(main).to_contain_text("Trang /nam/1999/05/ hiện không còn")
        link = main.get_by_role("link")
        assert link.evaluate("a => a.href") == f"{watcher.site.url}nam/"
        canonical = page.locator("link[rel=canonical]").evaluate("link => link.href")
        assert canonical == f"{watcher.site.url}nam/"
        expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


@pytest.mark.parametrize("options", [{}, PHONE])
def test_a_withdrawn_record_tells_why_when_and_what_to_read_instead(
    watcher: Watcher, options: dict[str, object]
) -> None:
    with watcher.page(**options) as page:
        page.goto("van-ban/06-bc-bc-2018/#quan-he")
        expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
        notice = page.locator(".admonition")
        expect(notice).to_contain_text("Đã rút khỏi sổ tay ngày 04/5/2023")
        expect(notice).to_contain_text("Bản ghi chép nhầm từ một bài viết")
        expect(page.locator("h1")).to_contain_text("Báo cáo về đối thoại <năm 2018>")
        notice.get_by_role("link", name="Kết luận số 04-KL/BC").click()
        expect(page).to_have_url(f"{watcher.site.url}van-ban/04-kl-bc-2020/")


def test_living_pages_are_open_to_search_engines(page: Page) -> None:
    page.goto("van-ban/04-kl-bc-2020/")
    expect(page.locator("meta[name=robots]")).to_have_count(0)
