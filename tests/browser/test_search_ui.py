"""The search box and the page /tim/ in a real browser.

Here and not in tests/search, because a process has room for one Playwright: the `browser` of this
folder is shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Searchable

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def page(searchable: Searchable) -> Iterator[Page]:
    with searchable.page() as opened:
        yield opened


def box(page: Page) -> Locator:
    return page.locator(".sv-search").get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.locator(".sv-search").get_by_role("option")


def active(page: Page) -> Locator:
    return page.locator(".sv-search [role=option][aria-selected=true]")


def say(page: Page) -> Locator:
    return page.locator(".sv-search").get_by_role("status")


def results(page: Page) -> Locator:
    return page.locator(".sv-results > li")


def choice(page: Page, facet: str, label: str) -> Locator:
    group = page.get_by_role("group", name=facet, exact=True)
    return group.get_by_role("checkbox", name=re.compile(rf"^{label}\s*\d+$"))


def test_typing_shows_results_with_marked_words(page: Page) -> None:
    page.goto("van-ban/")
    box(page).press_sequentially("doi thoai nhan dan")
    first = options(page).first
    expect(first).to_contain_text("Về đối thoại với nhân dân")
    expect(first).to_contain_text("Chỉ thị số 03/CT-HĐA")
    expect(first.locator(".sv-mark--partly-expired")).to_be_visible()
    expect(first.locator("mark").first).to_have_text("đối thoại")
    expect(say(page)).to_have_text(re.compile(r"^\d+ kết quả"))
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(options(page).last).to_have_text(re.compile(r"^Xem tất cả \d+ kết quả$"))


def test_arrows_choose_and_enter_opens(page: Page, searchable: Searchable) -> None:
    page.goto("van-ban/")
    box(page).fill("hoi dong")
    expect(options(page).first).to_be_visible()
    expect(active(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    page.keyboard.press("End")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    address = options(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(str(address))
    assert page.url.startswith(searchable.url)


def test_enter_without_a_choice_leads_to_all_results(page: Page, searchable: Searchable) -> None:
    page.goto("van-ban/")
    box(page).fill("hội đồng")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{searchable.url}tim/?q=h%E1%BB%99i%20%C4%91%E1%BB%93ng")
    expect(results(page).first).to_contain_text("Hội đồng")


@pytest.mark.parametrize("typed", ["03/CT-HĐA", "3 ct hda", "chỉ thị số 3"])
def test_one_exact_number_opens_its_record(page: Page, searchable: Searchable, typed: str) -> None:
    page.goto("co-quan/ban-c/")
    box(page).fill(typed)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{searchable.url}van-ban/03-ct-hda-2009/")


def test_a_number_of_several_records_chooses_none(page: Page) -> None:
    page.goto("")
    box(page).fill("04-KL/BC")
    expect(options(page).nth(1)).to_contain_text("04-KL/BC")
    expect(active(page)).to_have_count(0)


@pytest.mark.parametrize("key", ["/", "s", "f", "Control+k"])
def test_keys_go_to_the_box_and_escape_closes(page: Page, key: str) -> None:
    page.goto("van-ban/")
    page.keyboard.press(key)
    expect(box(page)).to_be_focused()
    page.keyboard.type("dân/sf")
    expect(box(page)).to_have_value("dân/sf")
    expect(page.locator(".sv-search__panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sv-search__panel")).to_be_hidden()
    expect(box(page)).to_have_value("dân/sf")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


def test_a_typing_error_is_mended_aloud(page: Page) -> None:
    page.goto("")
    box(page).fill("doi thoaii nhan dan ")
    offer = page.locator(".sv-search__mended").get_by_role("button")
    expect(offer).to_have_text("doi thoại nhan dan")
    offer.click()
    expect(box(page)).to_have_value("doi thoại nhan dan")
    expect(options(page).first).to_contain_text("Về đối thoại với nhân dân")


def test_filters_are_counted_and_kept_in_the_address(page: Page, searchable: Searchable) -> None:
    page.goto("tim/")
    expect(results(page).first).to_contain_text("2025")
    choice(page, "Loại", "Kế hoạch").check()
    expect(results(page)).to_have_count(2)
    expect(page).to_have_url(f"{searchable.url}tim/?loai=ke-hoach")
    expect(choice(page, "Loại", "Kế hoạch")).to_be_focused()
    page.get_by_role("group", name="Loại").get_by_role("button", name="Xem thêm").click()
    choice(page, "Loại", "Nghị quyết").check()
    expect(results(page)).to_have_count(4)
    choice(page, "Cơ quan", "Hội đồng B nước Thử nghiệm").or_(
        choice(page, "Cơ quan", "Hội đồng B")
    ).check()
    expect(results(page)).to_have_count(2)
    page.get_by_label("Từ", exact=True).fill("2020")
    page.get_by_label("Từ", exact=True).press("Tab")
    expect(results(page)).to_have_count(1)
    expect(results(page)).to_contain_text("05/KH-HĐB-BC")
    page.reload()
    expect(results(page)).to_have_count(1)
    page.get_by_role("button", name="Bỏ lọc tất cả").click()
    expect(page).to_have_url(f"{searchable.url}tim/")
    expect(page.locator(".sv-tim__count")).to_be_focused()


def test_back_and_forward_bring_the_search_back(page: Page) -> None:
    page.goto("tim/?q=hoi+dong")
    expect(results(page).first).to_contain_text("Hội đồng")
    choice(page, "Loại", "Chỉ thị").check()
    expect(results(page)).to_have_count(1)
    field = page.get_by_role("searchbox", name="Số, ký hiệu, cơ quan")
    field.fill("")
    field.press_sequentially("ban c")
    expect(page).to_have_url(re.compile("q=ban\\+c"))
    page.go_back()
    expect(field).to_have_value("hoi dong")
    expect(choice(page, "Loại", "Chỉ thị")).to_be_checked()
    page.go_back()
    expect(choice(page, "Loại", "Chỉ thị")).not_to_be_checked()
    page.go_forward()
    expect(results(page)).to_have_count(1)
    results(page).get_by_role("link").click()
    page.go_back()
    expect(results(page)).to_have_count(1)


def test_orders_of_results(page: Page) -> None:
    page.goto("tim/?loai=ket-luan&loai=chi-thi&loai=nghi-quyet")
    expect(results(page)).to_have_count(5)
    order = page.get_by_label("Sắp xếp")
    order.select_option("Cũ nhất")
    expect(results(page).first).to_contain_text("2005")
    order.select_option("Số, ký hiệu")
    expect(page).to_have_url(re.compile("xep=so"))
    expect(results(page).nth(0)).to_contain_text("01/2005/NQ-HĐA")
    expect(results(page).nth(4)).to_contain_text("04-KL/BC")


def test_an_empty_result_helps(page: Page) -> None:
    page.goto("tim/?q=doi+thoai&loai=ke-hoach&hieu-luc=khong-co")
    expect(page.get_by_role("status").last).to_contain_text("Không có kết quả nào")
    page.get_by_role("button", name=re.compile("Bỏ bộ lọc để xem")).click()
    expect(results(page).first).to_contain_text("đối thoại", ignore_case=True)


def test_a_phone_opens_the_box_over_the_page(searchable: Searchable) -> None:
    with searchable.page(**PHONE) as page:
        page.goto("van-ban/")
        expect(box(page)).to_be_hidden()
        page.get_by_role("link", name="Tìm kiếm", exact=True).and_(
            page.locator(".sv-search__open")
        ).click()
        expect(box(page)).to_be_focused()
        box(page).fill("doi thoai")
        expect(options(page).first).to_be_visible()
        assert page.locator(".sv-search__box").bounding_box() == {
            "x": 0,
            "y": 0,
            "width": 390,
            "height": 844,
        }
        page.get_by_role("button", name="Đóng tìm kiếm").click()
        expect(box(page)).to_be_hidden()
        page.goto("tim/?q=hoi+dong")
        expect(page.get_by_role("group", name="Loại")).to_be_hidden()
        page.locator("summary", has_text="Bộ lọc").click()
        choice(page, "Loại", "Chỉ thị").check()
        expect(page.locator("summary", has_text="Bộ lọc (1)")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_search_works_from_a_disk(searchable: Searchable) -> None:
    folder = searchable.folder
    with searchable.page() as page:
        page.goto((folder / "co-quan/ban-c/index.html").as_uri())
        box(page).fill("03/CT-HĐA")
        page.keyboard.press("Enter")
        expect(page).to_have_url((folder / "van-ban/03-ct-hda-2009/index.html").as_uri())
        box(page).fill("doi thoai")
        page.keyboard.press("Enter")
        tim = (folder / "tim/index.html").as_uri()
        expect(page).to_have_url(re.compile(rf"^{re.escape(tim)}\?q=doi(%20|\+)thoai$"))
        choice(page, "Loại", "Chỉ thị").check()
        expect(page).to_have_url(f"{tim}?q=doi+thoai&loai=chi-thi")
        expect(results(page)).to_have_count(1)


def test_the_box_finds_the_results_from_a_disk_before_its_code_is_there(
    searchable: Searchable,
) -> None:
    with searchable.page(java_script_enabled=False) as page:
        page.goto((searchable.folder / "co-quan/ban-c/index.html").as_uri())
        field = page.locator(".sv-search input")
        field.fill("doi thoai")
        field.press("Enter")
        tim = (searchable.folder / "tim/index.html").as_uri()
        expect(page).to_have_url(f"{tim}?q=doi+thoai")


@pytest.mark.parametrize("typed", [HOSTILE, "x" * 10_000, "đ " * 5_000, "\u202e%00'\"<img src=x>"])
def test_hostile_queries_do_no_harm(page: Page, typed: str) -> None:
    page.goto("")
    box(page).fill(typed)
    expect(say(page)).to_have_text(re.compile("kết quả"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/tim/"))
    expect(page.get_by_role("status").last).to_have_text(re.compile("kết quả"))
    assert (
        page.locator("article script, article img, .sv-search script, .sv-search img").count() == 0
    )
    assert len(page.url) < 3500


def test_hostile_records_are_shown_as_they_were_written(page: Page) -> None:
    page.goto("")
    box(page).fill("alert")
    expect(options(page).first).to_contain_text(HOSTILE)
    page.goto("tim/?q=alert")
    expect(results(page).first).to_contain_text(HOSTILE)


@pytest.mark.parametrize("lost", ["s-*", "c-*"])
def test_a_file_that_is_missing_is_told(searchable: Searchable, lost: str) -> None:
    with searchable.page() as page:
        page.route(f"**/search/{lost}.js", lambda route: route.abort())
        page.goto("")
        box(page).fill("doi thoai")
        expect(say(page)).to_contain_text("Không tải được một phần chỉ mục")
        page.goto("tim/?q=doi+thoai")
        expect(page.get_by_role("alert")).to_contain_text("Không tải được một phần chỉ mục")


@pytest.mark.parametrize("lost", ["search/router", "search/engine"])
def test_without_router_or_engine_the_reader_is_told(searchable: Searchable, lost: str) -> None:
    with searchable.page() as page:
        page.route(f"**/{lost}.js", lambda route: route.abort())
        page.goto("")
        box(page).fill("doi thoai")
        expect(say(page)).to_contain_text("Không tải được chỉ mục tìm kiếm")
        page.unroute(f"**/{lost}.js")
        box(page).fill("doi thoai nhan dan")
        expect(options(page).first).to_contain_text("Về đối thoại với nhân dân")


def test_without_scripts_the_lists_are_there(searchable: Searchable) -> None:
    with searchable.page(java_script_enabled=False) as page:
        page.goto("tim/")
        page.get_by_role("article").get_by_role("link", name="Danh mục văn bản").click()
        expect(page).to_have_url(f"{searchable.url}van-ban/")
