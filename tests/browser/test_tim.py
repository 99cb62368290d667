"""The page /tim/: fragments of texts, exact dates and orders, marks in “did you mean”."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Searchable

HOSTILE = "# Không phải đề mục <img src=x onerror=alert(1)>"


@pytest.fixture
def page(searchable: Searchable) -> Iterator[Page]:
    with searchable.page() as opened:
        yield opened


def results(page: Page) -> Locator:
    return page.locator(".sv-results > li")


def fragment(page: Page, title: str) -> Locator:
    return results(page).filter(has_text=title).locator(".sv-found__fragment")


def numbers(page: Page) -> list[str]:
    return page.locator(".sv-results .sv-found__eyebrow").all_inner_texts()


def since(page: Page) -> Locator:
    return page.get_by_label("Từ", exact=True)


def until(page: Page) -> Locator:
    return page.get_by_label("đến", exact=True)


def best(page: Page, query: str, *segments: list[str]) -> Any:
    """The fragment that the page's own script takes of [page, anchor, label, text] rows."""
    return page.evaluate(
        """async ([query, segments]) => {
            const dictionary = await sotay.ui.load();
            const parsed = (await sotay.ranking.search(query, dictionary)).query;
            return sotay.fragments.best(segments, parsed);
        }""",
        [query, segments],
    )


def test_a_fragment_shows_where_the_words_stand(page: Page) -> None:
    page.goto("tim/?q=thong+tin+den+tung+ho")
    found = fragment(page, "Loa thôn")
    expect(found).to_have_text("Mục tiêu: Thông tin đến từng hộ.")
    expect(found.locator("mark")).to_have_text("Thông tin đến từng hộ")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_fragment_leads_to_its_heading(page: Page, searchable: Searchable) -> None:
    page.goto("tim/?q=bai+bo+nghi+quyet+so+01")
    link = fragment(page, "Thay thế một phần").get_by_role("link", name="Nội dung chính")
    link.click()
    expect(page).to_have_url(f"{searchable.url}van-ban/02-nq-hdb-2012/#noi-dung-chinh")
    expect(page.locator("#noi-dung-chinh")).to_be_visible()


def test_only_the_phrase_is_marked_where_it_stands(page: Page) -> None:
    page.goto("tim/?q=bai+bo+nghi+quyet+thay+the")
    found = fragment(page, "Thay thế một phần")
    expect(found).to_have_text(
        "Nghị quyết bãi bỏ nghị quyết trước và thay thế một phần chỉ thị.", use_inner_text=True
    )
    expect(found.locator("mark")).to_have_text(["Nghị quyết bãi bỏ nghị quyết", "thay thế"])


def test_a_hit_in_the_title_alone_has_no_fragment(page: Page) -> None:
    page.goto("tim/?q=hoi+dong+a")
    body = results(page).filter(has_text="Cơ quan").filter(has_text="Hội đồng A").first
    expect(body).to_be_visible()
    page.wait_for_timeout(600)
    expect(body.locator(".sv-found__fragment")).to_have_count(0)


def test_fragments_work_from_a_disk(searchable: Searchable) -> None:
    with searchable.page() as page:
        page.goto((searchable.folder / "tim/index.html").as_uri() + "?q=bai+bo+nghi+quyet+so+01")
        link = fragment(page, "Thay thế một phần").get_by_role("link")
        link.click()
        target = (searchable.folder / "van-ban/02-nq-hdb-2012/index.html").as_uri()
        expect(page).to_have_url(f"{target}#noi-dung-chinh")


def test_texts_of_records_stay_text(page: Page) -> None:
    page.goto("tim/?q=khong+phai+de+muc")
    expect(fragment(page, "<script>alert(1)</script>")).to_contain_text(HOSTILE)
    assert page.locator("article img, article script").count() == 0


def test_a_fragment_keeps_its_direction_to_itself(page: Page) -> None:
    page.goto("tim/?q=khong+phai+de+muc")
    expect(fragment(page, "<script>").locator("bdi")).to_have_count(1)
    text = "\u202eđối thoại\u202e <script>alert(1)</script>"
    assert best(page, "doi thoai", ["", "", "", text])["pieces"] == ["", text, ""]


def test_the_best_fragment_holds_the_phrase(page: Page) -> None:
    page.goto("tim/?q=x")
    far = "một câu khác dài dòng không nói đến điều gì. " * 8
    text = f"{far}thoại với đối. {far}Kết luận về đối thoại với nhân dân. {far}nhân dân."
    found = best(
        page,
        "doi thoai voi nhan dan",
        ["", "", "", "đối với dân"],
        ["van-ban/a/toan-van.md", "dieu-3", "Điều 3. Tên điều", text],
    )
    before, middle, after = found["pieces"]
    assert (before.strip(), after.strip()) == ("…", "…")
    assert middle.startswith(("Kết luận về đối thoại với nhân dân", "một câu khác"))
    assert "Kết luận về đối thoại với nhân dân" in middle
    assert 150 <= len(middle) <= 220
    assert (found["anchor"], found["page"]) == ("dieu-3", "van-ban/a/toan-van.md")


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("doi thoai voi nhan dan", "Chỉ có chữ dân ở đây", None),
        ("thoai", "Cuộc thoại", "Cuộc thoại"),
        ("doi thoai", "", None),
        ("doi thoai", "x" * 5_000 + " đối thoại " + "y" * 5_000, "đối thoại"),
        ("doi thoai", "\n đối\n\n thoại\t", " đối thoại "),
    ],
)
def test_fragments_of_odd_texts(page: Page, query: str, text: str, found: str | None) -> None:
    page.goto("tim/?q=x")
    fragment = best(page, query, ["", "", "", text])
    assert (fragment and fragment["pieces"][1]) == found


def test_without_its_column_an_order_is_told(searchable: Searchable) -> None:
    with searchable.page() as page:
        page.route("**/search/day-*.js", lambda route: route.abort())
        page.goto("tim/?q=hoi+dong&tu=2005&xep=so")
        expect(page.get_by_role("alert")).to_contain_text("Không tải được một phần chỉ mục (day-")
        expect(results(page).first).to_contain_text("Hội đồng")


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_lost_block_of_texts_is_told(searchable: Searchable, harm: str) -> None:
    replies = {
        "missing": lambda route: route.abort(),
        "damaged": lambda route: route.fulfill(body="sotaySearch()"),
    }
    with searchable.page() as page:
        page.route("**/search/t-*.js", replies[harm])
        page.goto("tim/?q=doi+thoai")
        expect(page.get_by_role("alert")).to_contain_text("Không tải được một phần chỉ mục (t-")
        expect(results(page).first).to_contain_text("Đối thoại")
        expect(page.locator(".sv-found__fragment")).to_have_count(0)


def test_the_focus_stays_while_fragments_come(page: Page) -> None:
    page.goto("tim/")
    field = page.get_by_role("searchbox", name="Số, ký hiệu, cơ quan")
    field.press_sequentially("doi thoai voi dan")
    expect(page.locator(".sv-found__fragment").first).to_be_visible()
    expect(field).to_be_focused()


def test_orders_are_to_the_day_and_by_number(page: Page) -> None:
    page.goto("tim/?loai=ket-luan&loai=chi-thi&loai=nghi-quyet")
    expect(results(page)).to_have_count(5)
    assert [re.sub(r".* ", "", number) for number in numbers(page)] == [
        "04-KL/BC",
        "04-KL/BC",
        "02/2012/NQ-HĐB",
        "03/CT-HĐA",
        "01/2005/NQ-HĐA",
    ]
    page.get_by_label("Sắp xếp").select_option("Số, ký hiệu")
    expect(results(page).first).to_contain_text("01/2005")
    assert [re.sub(r".* ", "", number) for number in numbers(page)] == [
        "01/2005/NQ-HĐA",
        "02/2012/NQ-HĐB",
        "03/CT-HĐA",
        "04-KL/BC",
        "04-KL/BC",
    ]
    expect(results(page).nth(3)).to_contain_text("2020")


def test_dates_are_kept_in_the_address(page: Page, searchable: Searchable) -> None:
    page.goto("tim/?loai=nghi-quyet")
    expect(results(page)).to_have_count(2)
    since(page).fill("5/3/2005")
    since(page).press("Tab")
    expect(page).to_have_url(f"{searchable.url}tim/?loai=nghi-quyet&tu=2005-03-05")
    expect(results(page)).to_have_count(1)
    until(page).fill("5/2012")
    until(page).press("Tab")
    expect(page).to_have_url(re.compile("tu=2005-03-05&den=2012-05$"))
    expect(results(page)).to_contain_text("02/2012/NQ-HĐB")
    until(page).fill("5.5.2012")
    until(page).press("Tab")
    expect(results(page)).to_have_count(0)
    page.go_back()
    expect(until(page)).to_have_value("5/2012")
    expect(results(page)).to_have_count(1)
    page.go_back()
    page.go_back()
    expect(since(page)).to_have_value("")
    expect(results(page)).to_have_count(2)
    page.go_forward()
    expect(since(page)).to_have_value("05/3/2005")
    expect(page.get_by_role("button", name="Bỏ lọc Thời gian: từ 05/3/2005")).to_be_visible()


def test_what_is_no_date_is_refused_aloud(page: Page, searchable: Searchable) -> None:
    page.goto("tim/?loai=nghi-quyet&tu=2013-02-30")
    expect(results(page)).to_have_count(2)
    since(page).fill("31/2/2012")
    since(page).press("Tab")
    expect(since(page)).to_have_attribute("aria-invalid", "true")
    expect(since(page)).to_have_accessible_description(re.compile("03/6/2013"))
    expect(results(page)).to_have_count(2)
    since(page).fill("2012")
    since(page).press("Tab")
    expect(since(page)).to_have_attribute("aria-invalid", "false")
    expect(page).to_have_url(f"{searchable.url}tim/?loai=nghi-quyet&tu=2012")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Đối thoaii voi nhân dân", "Đối thoại voi nhân dân"),
        ("doithoai voi nhan dan", "đối thoại voi nhan dan"),
        ("05/KH: kế hoachj", "05/KH: kế hoạch"),
    ],
)
def test_did_you_mean_has_its_marks(page: Page, typed: str, meant: str) -> None:
    page.goto("tim/")
    page.get_by_role("searchbox", name="Số, ký hiệu, cơ quan").fill(typed)
    offer = page.get_by_text("Có phải bạn muốn tìm").get_by_role("link")
    expect(offer).to_have_text(meant)
    offer.click()
    expect(page.get_by_role("searchbox", name="Số, ký hiệu, cơ quan")).to_have_value(meant)
    expect(offer).to_have_count(0)


def test_did_you_mean_learns_marks_from_fragments(page: Page) -> None:
    page.goto(f"tim/?q={'phát thanhj mỗi tuần'.replace(' ', '+')}")
    offer = page.get_by_text("Có phải bạn muốn tìm").get_by_role("link")
    expect(offer).to_have_text("phát thanh mỗi tuần")
    page.goto("tim/?q=gachj+dau+dong")
    expect(offer).to_have_text("gạch dau dong")


def test_a_phone_has_room_for_fragments(searchable: Searchable) -> None:
    with searchable.page(**PHONE) as page:
        page.goto("tim/?q=thong+tin+den+tung+ho")
        expect(fragment(page, "Loa thôn")).to_be_visible()
        page.locator("summary", has_text="Bộ lọc").click()
        expect(since(page)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_box_in_the_header_loads_no_texts(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("van-ban/")
    page.locator(".sv-search").get_by_role("combobox").fill("doi thoai voi nhan dan")
    expect(page.locator(".sv-search").get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(400)
    assert json.dumps(asked).count("/search/c-") > 0
    assert not re.search(r"/search/t-|fragments\.js|columns\.js", json.dumps(asked))
