"""The offline pack of a session, opened from a disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.settings import Settings
from tests import kb
from tests.browser.conftest import from_disk
from tests.test_pack import pack

RECORDS = {
    f"{page}/index.html"
    for page in (
        "tap-huan/dan-chu-co-so",
        "van-ban/01-nq-hda-2005",
        "van-ban/05-kh-hdb-bc-2021",
        "van-ban/04-kl-bc-2020",
        "mo-hinh/loa-thon",
        "chu-de/doi-thoai",
    )
}
SESSION = "Thực hiện QCDC ở cơ sở"


@pytest.fixture(scope="module")
def usb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings: Settings = kb.toy(tmp_path_factory.mktemp("usb-base") / "toy")
    out = tmp_path_factory.mktemp("usb") / "Gói tập huấn #1"
    assert pack(settings, out).exit_code == 0
    return out


def test_from_the_first_page_to_a_document_and_back(browser: Browser, usb: Path) -> None:
    with from_disk(browser, usb / "index.html") as page:
        expect(page.get_by_role("heading", level=1)).to_contain_text(SESSION)
        page.get_by_role("article").get_by_role("link", name="01/2005/NQ-HĐA").first.click()
        expect(page.locator(".sv-force__label")).to_contain_text("Hết hiệu lực toàn bộ")
        expect(page.get_by_role("link", name="Hội đồng A")).to_have_count(0)
        page.get_by_role("article").get_by_role("link", name=SESSION).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(SESSION)


def test_the_search_finds_what_is_inside_and_nothing_else(browser: Browser, usb: Path) -> None:
    with from_disk(browser, usb / "tim" / "index.html") as page:
        found = page.locator(".sv-found__title a")
        expect(found).to_have_count(len(RECORDS))
        places = found.evaluate_all("links => links.map(link => link.href)")
        assert {place.removeprefix(f"{usb.as_uri()}/") for place in places} == RECORDS
        box = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first
        box.fill("loa thon")
        box.press("Enter")
        expect(found.first).to_have_text("Loa thôn “nói dân hiểu”")
        found.first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Loa thôn")


def test_slides_turn_by_the_keyboard(browser: Browser, usb: Path) -> None:
    with from_disk(browser, usb / "tap-huan/dan-chu-co-so/index.html") as page:
        page.get_by_role("article").get_by_role("link", name="Trình chiếu").click()
        expect(page.locator(".sl-count")).to_have_text("1/7")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".sl-count")).to_have_text("2/7")
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", level=1)).to_contain_text(SESSION)


def test_the_basket_works(browser: Browser, usb: Path) -> None:
    with from_disk(browser, usb / "mo-hinh/loa-thon/index.html") as page:
        page.get_by_role("button", name="Thêm vào tập tài liệu").click()
        page.get_by_role("link", name="Tập tài liệu của tôi: 1 mục").first.click()
        expect(page.locator(".sv-basket h2")).to_have_text(["Loa thôn “nói dân hiểu”"])
