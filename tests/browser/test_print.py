"""Every kind of page on paper: its content, and nothing that only a screen needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import text_of

ON_SCREEN_ONLY = (
    "¶",
    "Trang chủ ›",
    "Danh mục mô hình",
    "Trong trang này",
    "Chuyển đến nội dung chính",
    "Thêm vào tập tài liệu",
    "Trích dẫn văn bản này",
    "Xem mọi kết quả",
    "Về đầu trang",
)
PAGES = {
    "": "Văn bản mới nhất",
    "van-ban/": "Mọi văn bản, mới nhất trước",
    "van-ban/04-kl-bc-2020/": "Kết luận đình chỉ kế hoạch và sửa đổi nghị quyết.",
    "co-quan/ban-c/": "Văn bản ban hành",
    "nam/2020/": "Năm 2020",
    "so/04-kl-bc/": "Hãy chọn theo ngày và cơ quan ban hành",
    "mo-hinh/loa-xa/": "Đơn vị thực hiện",
    "phong-trao/": "Số liệu phong trào",
    "tu-viet-tat/": "quy chế dân chủ",
    "gioi-thieu/": "Giới thiệu",
    "tim/?q=dinh+chi": "Về đình chỉ và sửa đổi",
}


def printed(page: Page, folder: Path) -> str:
    page.pdf(path=folder / "page.pdf", prefer_css_page_size=True)
    return text_of(folder / "page.pdf")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_prints_its_content_and_no_navigation(
    page: Page, tmp_path: Path, address: str
) -> None:
    page.goto(address)
    if address.startswith("tim/"):
        expect(page.locator(".sv-results li").first).to_be_visible()
    text = printed(page, tmp_path)
    words = " ".join(text.split())
    assert PAGES[address] in words
    assert "Tình trạng hiệu lực tính đến ngày 01/6/2024" in words
    assert [found for found in ON_SCREEN_ONLY if found in words] == []


def test_sources_are_printed_with_their_addresses_and_our_own_links_without(
    page: Page, tmp_path: Path
) -> None:
    page.goto("van-ban/04-kl-bc-2020/")
    text = "".join(printed(page, tmp_path).split())
    assert "<https://vi-du.example/bai?a=1&b=2>" in text
    assert "<http://127.0.0.1" not in text


def test_a_long_table_repeats_its_head_and_cuts_no_row(page: Page, tmp_path: Path) -> None:
    page.goto("van-ban/")
    page.evaluate("""() => {
        const body = document.querySelector(".sv-list tbody");
        for (let at = 0; at < 90; at++) {
            const row = body.rows[0].cloneNode(true);
            row.cells[2].textContent = `Bắt đầu ${at} ${"nhiều chữ ".repeat(25)} kết thúc ${at}.`;
            body.append(row);
        }
    }""")
    pages = [" ".join(page.split()) for page in printed(page, tmp_path).split("\f")[:-1]]
    assert len(pages) > 4
    with_rows = [text for text in pages if "Bắt đầu" in text]
    assert all("Tên văn bản" in text for text in with_rows)
    for at in range(90):
        holding = [text for text in pages if f"Bắt đầu {at} " in text]
        assert len(holding) == 1
        assert f"kết thúc {at}." in holding[0]


def test_pages_are_numbered_from_the_second_on(page: Page, tmp_path: Path) -> None:
    page.goto("van-ban/")
    page.evaluate("() => { document.querySelector('.sv-list').style.height = '400mm'; }")
    first, second = (text.split() for text in printed(page, tmp_path).split("\f")[:2])
    assert first[0] != "1"
    assert second[0] == "2"


def test_force_is_told_in_words_and_signs_not_in_colours(page: Page) -> None:
    page.goto("van-ban/01-nq-hda-2005/")
    page.emulate_media(media="print")
    label = page.locator(".sv-force__label")
    expect(label).to_have_text("Hết hiệu lực toàn bộ")
    expect(label).to_have_css("color", "rgb(0, 0, 0)")
    icon = page.locator(".sv-force").evaluate(
        "box => getComputedStyle(box, '::before').backgroundImage"
    )
    assert icon.startswith("url(")
    expect(page.locator("article p").first).to_have_css("hyphens", "none")
