"""Copying citations and addresses, and the card for frames."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.settings import load
from tests import kb
from tests.browser.conftest import Site, Watcher, served
from tests.conftest import ARGUMENTS, NAMES

DOCUMENT = "van-ban/04-kl-bc-2020/"
HEADING = "Kết luận số 04-KL/BC"
CITATION = f"{HEADING} ngày 02 tháng 01 năm 2020 của Ban C tỉnh Thử về đình chỉ và sửa đổi"
READ = """
    async () => {
        const [item] = await navigator.clipboard.read();
        const found = {};
        for (const type of item.types) found[type] = await (await item.getType(type)).text();
        return found;
    }
"""
PASTE = """
    () => {
        const field = document.createElement("div");
        field.contentEditable = "true";
        field.id = "paste-here";
        document.body.append(field);
        field.focus();
    }
"""


@pytest.fixture
def copying(watcher: Watcher) -> Iterator[Page]:
    with watcher.page(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(DOCUMENT)
        page.get_by_text("Trích dẫn văn bản này").click()
        yield page


def press(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".sv-cite [role=status]")).to_have_text(said)


def test_the_block_is_closed_until_it_is_asked_for(page: Page) -> None:
    page.goto(DOCUMENT)
    expect(page.locator(".sv-cite__text")).to_be_hidden()
    page.locator(".sv-cite summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sv-cite__text")).to_have_text(CITATION)


def test_a_citation_is_copied_as_rich_text_with_a_link(copying: Page, site: Site) -> None:
    press(copying, "Chép trích dẫn", "Đã chép trích dẫn kèm liên kết.")
    found: dict[str, str] = copying.evaluate(READ)
    assert found["text/plain"] == CITATION
    assert f'<a href="{site.url}{DOCUMENT}">{HEADING}</a>' in found["text/html"]
    assert CITATION.removeprefix(HEADING) in found["text/html"]


def test_a_citation_is_copied_as_plain_text(copying: Page) -> None:
    press(copying, "Chép dạng chữ", "Đã chép trích dẫn dạng chữ thường.")
    assert copying.evaluate(READ) == {"text/plain": CITATION}


def test_the_address_is_copied_without_query_and_anchor(copying: Page, site: Site) -> None:
    copying.goto(f"{DOCUMENT}?q=x#nguon")
    copying.get_by_text("Trích dẫn văn bản này").click()
    press(copying, "Chép địa chỉ", "Đã chép địa chỉ của trang.")
    assert copying.evaluate(READ) == {"text/plain": f"{site.url}{DOCUMENT}"}


def test_a_hostile_title_is_copied_as_text(copying: Page) -> None:
    copying.goto("van-ban/doc-hai/")
    copying.get_by_text("Trích dẫn văn bản này").click()
    press(copying, "Chép trích dẫn", "Đã chép trích dẫn kèm liên kết.")
    found: dict[str, str] = copying.evaluate(READ)
    assert "<script>alert(1)</script>" in found["text/plain"]
    assert "<script" not in found["text/html"]


def test_a_refused_clipboard_is_told_and_the_text_selected(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });"
        "document.execCommand = () => false;"
    )
    page.goto(DOCUMENT)
    page.get_by_text("Trích dẫn văn bản này").click()
    page.get_by_role("button", name="Chép trích dẫn", exact=True).click()
    expect(page.locator(".sv-cite [role=status]")).to_contain_text("hãy chép bằng tay")
    assert page.evaluate("() => getSelection().toString()") == CITATION


@pytest.fixture(params=["http", "file"])
def insecure(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """A page where browsers offer no navigator.clipboard: an intranet host, and a disk."""
    if request.param == "file":
        context = browser.new_context()
        page = context.new_page()
        page.goto((site.folder / DOCUMENT / "index.html").as_uri())
        yield page
        context.close()
        return
    executable = next(filter(None, map(shutil.which, NAMES)))
    mapped = [*ARGUMENTS, "--host-resolver-rules=MAP so-tay.intranet.example 127.0.0.1"]
    own = browser.browser_type.launch(executable_path=executable, args=mapped)
    page = own.new_page()
    page.goto(site.url.replace("127.0.0.1", "so-tay.intranet.example") + DOCUMENT)
    yield page
    own.close()


def test_without_a_clipboard_of_its_own_the_browser_copies_by_command(insecure: Page) -> None:
    if insecure.url.startswith("http"):
        assert insecure.evaluate("() => isSecureContext") is False
    insecure.get_by_text("Trích dẫn văn bản này").click()
    press(insecure, "Chép trích dẫn", "Đã chép trích dẫn kèm liên kết.")
    insecure.evaluate(PASTE)
    insecure.keyboard.press("Control+V")
    pasted = insecure.locator("#paste-here")
    expect(pasted).to_have_text(CITATION)
    expect(pasted.get_by_role("link")).to_have_text(HEADING)
    assert pasted.get_by_role("link").get_attribute("href") == insecure.url


def test_files_for_reference_managers_are_downloaded(page: Page) -> None:
    page.goto(DOCUMENT)
    page.get_by_text("Trích dẫn văn bản này").click()
    for name, begins in {"BibTeX": "@misc{", "RIS": "TY  - STAT\r\n", "CSL-JSON": "["}.items():
        with page.expect_download() as waited:
            page.get_by_role("link", name=name, exact=True).click()
        text = Path(waited.value.path()).read_bytes().decode()
        assert text.startswith(begins)
        assert "04-KL/BC" in text


def test_every_heading_shows_its_anchor_to_fingers_and_to_the_keyboard(watcher: Watcher) -> None:
    with watcher.page(has_touch=True, is_mobile=True) as page:
        page.goto(DOCUMENT)
        links = page.locator("article .headerlink")
        headings = page.locator("article :is(h1, h2, h3)")
        assert links.count() == headings.count() > 3
        opacities = links.evaluate_all("all => all.map(one => getComputedStyle(one).opacity)")
        assert set(opacities) == {"1"}
    with watcher.page() as page:
        page.goto(DOCUMENT)
        link = page.locator("#nguon .headerlink")
        link.focus()
        expect(link).to_have_css("opacity", "1")


@pytest.fixture(scope="module")
def embedding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = kb.toy(tmp_path_factory.mktemp("embedding") / "toy")
    config = settings.config.read_text(encoding="utf-8")
    assert "  sotay:\n" in config
    config = config.replace("  sotay:\n", "  sotay:\n    embed: true\n")
    settings.config.write_text(f"site_url: https://vi-du.example/so-tay\n{config}", "utf-8")
    kb.build(load(settings.root))
    frame = '<!doctype html><iframe src="van-ban/04-kl-bc-2020/the/" width="400"></iframe>'
    (settings.site / "trang-khac.html").write_text(frame, encoding="utf-8")
    with served(settings.site) as url:
        yield url


def test_a_card_stands_in_a_frame_and_leads_out_of_it(browser: Browser, embedding: str) -> None:
    page = browser.new_page()
    page.goto(f"{embedding}trang-khac.html")
    card = page.frame_locator("iframe")
    expect(card.locator("main")).to_contain_text("Chưa ghi nhận hết hiệu lực")
    expect(card.locator("script, nav, header")).to_have_count(0)
    card.get_by_role("link", name="Về đình chỉ và sửa đổi").click()
    expect(page).to_have_url(f"{embedding}{DOCUMENT}")
    page.close()


def test_a_hostile_record_is_shown_on_its_card_as_it_was_written(
    browser: Browser, site: Site, embedding: str
) -> None:
    page = browser.new_page()
    page.goto(f"{embedding}van-ban/doc-hai/the/")
    title = site.library.documents["doc-hai"].title
    expect(page.locator("h1 a[target=_top]")).to_have_text(title)
    expect(page.locator("script, img, svg")).to_have_count(0)
    page.close()


def test_the_frame_is_copied_with_the_address_of_the_published_site(
    browser: Browser, embedding: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{embedding}{DOCUMENT}")
    page.get_by_text("Trích dẫn văn bản này").click()
    press(page, "Chép mã nhúng", "Đã chép mã nhúng (iframe).")
    found: dict[str, Any] = page.evaluate(READ)
    assert 'src="https://vi-du.example/so-tay/van-ban/04-kl-bc-2020/the/"' in found["text/plain"]
    item = json.loads(page.request.get(f"{embedding}{DOCUMENT}trich-dan.json").text())[0]
    assert item["URL"] == f"https://vi-du.example/so-tay/{DOCUMENT}"
    context.close()


def test_no_cards_unless_the_settings_allow_them(page: Page, site: Site) -> None:
    assert not list(site.folder.glob("van-ban/*/the"))
    page.goto(DOCUMENT)
    page.get_by_text("Trích dẫn văn bản này").click()
    expect(page.get_by_role("button", name="Chép mã nhúng")).to_have_count(0)
