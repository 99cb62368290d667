"""Training sessions: slides by keyboard, pointer and without scripts, prints, and QR codes."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.settings import load
from tests import kb
from tests.browser.conftest import PHONE, SITE_URL, Site, Watcher, read
from tests.test_render import EXTENSIONS

SESSION = "tap-huan/dan-chu-co-so/"
SLIDES = f"{SESSION}trinh-chieu/"
COUNT = 7
PRINT = "#in-20240601-[a-z2-7]{6}"
STYLES = kb.ROOT / "generator" / "theme" / "assets" / "sotay" / "slides.css"
A4_LANDSCAPE = {"width": 1123, "height": 794}
"""210 by 297 mm at 96 pixels an inch."""


def shown(page: Page) -> Locator:
    return page.locator(".sl-slide:visible")


def at(page: Page, number: int, count: int = COUNT) -> None:
    """The slide ``number`` alone is shown; address, counter and voice say so."""
    expect(shown(page)).to_have_count(1)
    expect(page.locator(".sl-count")).to_have_text(f"{number}/{count}")
    expect(page.get_by_role("status")).to_contain_text(f"Trang {number}/{count}")
    assert page.url.endswith(f"/trinh-chieu/#{number}")


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def page_sizes(pdf: bytes) -> set[tuple[int, int]]:
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return {(round(float(width)), round(float(height))) for width, height in boxes}


def overflows(slides: Locator) -> list[int]:
    """By how much each slide is too small for what stands on it, in pixels."""
    found: list[int] = slides.evaluate_all(
        "slides => slides.map(s => Math.max(s.scrollHeight - s.clientHeight,"
        " s.scrollWidth - s.clientWidth)).filter(n => n > 0)"
    )
    return found


def test_slides_turn_by_the_keyboard(page: Page) -> None:
    page.goto(SLIDES)
    at(page, 1)
    for key, number in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("Space", 4),
        ("ArrowDown", 5),
        ("ArrowLeft", 4),
        ("PageUp", 3),
        ("Shift+Space", 2),
        ("ArrowUp", 1),
        ("ArrowUp", 1),
        ("End", COUNT),
        ("ArrowRight", COUNT),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        at(page, number)


def test_keys_of_the_browser_are_left_to_it(page: Page) -> None:
    page.goto(SLIDES)
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Control+End")
    at(page, 1)


def test_speaker_notes_and_full_screen(page: Page) -> None:
    page.goto(f"{SLIDES}#3")
    note = page.locator(".sl-note")
    expect(note).to_be_hidden()
    page.keyboard.press("n")
    expect(note).to_be_visible()
    expect(page.get_by_role("button", name="Gợi ý")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("N")
    expect(note).to_be_hidden()
    full = page.locator(":fullscreen")
    page.keyboard.press("f")
    expect(full).not_to_have_count(0)
    page.keyboard.press("f")
    expect(full).to_have_count(0)


def test_escape_leads_back_to_the_session(page: Page, site: Site) -> None:
    page.goto(SLIDES)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site.url}{SESSION}")


def test_the_slide_is_in_the_address(page: Page) -> None:
    page.goto(f"{SLIDES}#3")
    at(page, 3)
    page.evaluate("location.hash = '#5'")
    at(page, 5)
    for junk, number in (("#99", COUNT), ("#0", 1), ("#<script>", 1), ("#-2", 1)):
        page.goto("about:blank")
        page.goto(SLIDES + junk)
        at(page, number)


def test_slides_turn_by_buttons_and_where_one_presses(page: Page) -> None:
    page.goto(SLIDES)
    back = page.get_by_role("button", name="Trang trước")
    expect(back).to_be_disabled()
    page.get_by_role("button", name="Trang sau").click()
    at(page, 2)
    page.mouse.click(900, 500)
    at(page, 3)
    page.mouse.click(100, 500)
    at(page, 2)
    page.keyboard.press("ArrowRight")
    shown(page).get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/van-ban/01-nq-hda-2005/$"))


def swipe(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    devtools = page.context.new_cdp_session(page)
    for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
        touches = [{"x": x, "y": y} for x, y in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def test_slides_turn_by_swipes_on_a_phone(watcher: Watcher) -> None:
    with watcher.page(**PHONE) as page:
        page.goto(SLIDES)
        swipe(page, (300, 400), (100, 410))
        at(page, 2)
        swipe(page, (200, 500), (205, 300))
        at(page, 2)
        swipe(page, (100, 400), (300, 410))
        at(page, 1)


def test_hostile_slides_show_what_was_written(page: Page, watcher: Watcher) -> None:
    page.goto("tap-huan/nhieu-y/trinh-chieu/")
    expect(page.locator("main :is(script, img, svg), a[href^='javascript:' i]")).to_have_count(0)
    heading = watcher.site.library.sessions["nhieu-y"].outline[1].heading
    assert "<img src=x" in heading
    expect(page.locator("h2", has_text="Hai điều")).to_contain_text(heading)


def test_without_scripts_the_slides_follow_each_other(watcher: Watcher) -> None:
    with watcher.page(java_script_enabled=False) as page:
        page.goto(SLIDES)
        expect(shown(page)).to_have_count(COUNT)
        expect(page.locator(".sl-bar")).to_be_hidden()
        page.get_by_role("link", name="trang buổi tập huấn").click()
        expect(page).to_have_url(re.compile(f"/{SESSION}$"))


def test_slides_print_one_a_page(page: Page) -> None:
    page.goto(f"{SLIDES}#3")
    pdf = page.pdf(prefer_css_page_size=True)
    assert page_count(pdf) == COUNT
    assert page_sizes(pdf) == {(842, 595)}
    page.set_viewport_size(A4_LANDSCAPE)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    expect(shown(page)).to_have_count(COUNT)
    assert overflows(page.locator(".sl-slide")) == []


@pytest.mark.parametrize(
    ("media", "size"),
    [("print", A4_LANDSCAPE), ("screen", {"width": 1280, "height": 720})],
    ids=["print", "screen"],
)
def test_the_real_sessions_fit_on_their_slides(
    page: Page, media: str, size: dict[str, int]
) -> None:
    """The page is made without MkDocs here: what counts are the cut and the styles."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(media=media)  # type: ignore[arg-type]
    sources = {
        path: text.split("\n---\n", 1)[1]
        for path, text in kb.pages(load(kb.ROOT)).items()
        if path.endswith("/trinh-chieu.md")
    }
    assert len(sources) >= 3
    for path, source in sources.items():
        body = markdown.markdown(source, extensions=EXTENSIONS)
        page.set_content(f'<main class="sl-deck">{body}</main>')
        page.add_style_tag(path=str(STYLES))
        slides = page.locator(".sl-slide")
        assert slides.count() > 5
        if media == "screen":
            slides.evaluate_all("all => all.forEach(s => s.style.maxHeight = 'calc(100vh - 57px)')")
        assert overflows(slides) == [], path


def test_the_hand_out_prints_cover_texts_and_room_to_write(page: Page) -> None:
    page.goto(f"{SESSION}tai-lieu/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert page_count(pdf) >= 3
    assert page_sizes(pdf) == {(595, 842)}
    page.set_viewport_size({"width": 620, "height": 877})
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    broken = page.locator(".sv-cover").evaluate("e => getComputedStyle(e).breakAfter")
    assert broken == "page"
    expect(page.locator(".sv-lines").first.locator("span")).to_have_count(4)
    line = page.locator(".sv-lines span").first.bounding_box()
    assert line
    assert line["height"] > 25


def page_of(folder: Path, address: str) -> Path:
    assert address.startswith(SITE_URL)
    return folder / address.removeprefix(SITE_URL).partition("#")[0] / "index.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_codes_on_the_wall_lead_where_they_say(browser: Browser, coded: Site, scheme: str) -> None:
    watcher = Watcher(browser, coded)
    with watcher.page(color_scheme=scheme) as page:
        page.goto(f"{SESSION}ma-qr/")
        poster = read(page.locator(".sv-poster .sv-qr"))
        assert re.fullmatch(rf"{SITE_URL}{SESSION}{PRINT}", poster)
        assert page_of(coded.folder, poster).is_file()
        cards = page.locator(".sv-code")
        assert cards.count() == 5
        for card in cards.all():
            address = read(card.locator(".sv-qr"))
            link = card.get_by_role("link")
            href = link.evaluate("e => e.href")
            place, _, mark = address.removeprefix(SITE_URL).partition("#")
            assert place == href.removeprefix(coded.url)
            assert bool(re.fullmatch(PRINT, f"#{mark}")) == ("/chu-de/" not in address)
            assert page_of(coded.folder, address).is_file()
            text = card.locator(".sv-address").text_content()
            assert f"https://{text}" == address
    assert watcher.complaints == []


@pytest.mark.parametrize("address", [f"{SESSION}tai-lieu/", f"{SLIDES}#{COUNT}"])
def test_codes_of_hand_out_and_slides_are_read(browser: Browser, coded: Site, address: str) -> None:
    watcher = Watcher(browser, coded)
    with watcher.page() as page:
        page.goto(address)
        found = read(page.locator(".sv-qr:visible").first)
        assert re.fullmatch(rf"{SITE_URL}{SESSION}{PRINT}", found)
        expect(page.get_by_text("Chưa có mã QR")).to_have_count(0)
    assert watcher.complaints == []


def test_without_an_address_of_the_site_the_page_says_what_to_do(page: Page) -> None:
    page.goto(f"{SESSION}ma-qr/")
    expect(page.locator(".sv-qr")).to_have_count(0)
    expect(page.get_by_text("site_url")).to_have_count(1)
    expect(page.locator(".sv-poster .sv-address")).to_have_text(re.compile(f"^{SESSION}{PRINT}$"))


@pytest.mark.parametrize("place", [SESSION, f"{SESSION}tai-lieu/"])
def test_what_the_code_leads_to_says_whether_the_print_holds(page: Page, place: str) -> None:
    page.goto(f"{SESSION}ma-qr/")
    mark = str(page.locator(".sv-poster .sv-address").text_content()).partition("#")[2]
    page.goto(f"{place}#{mark}")
    notice = page.locator(".sv-current")
    expect(notice).to_contain_text("Không thay đổi từ bản in ngày 01/6/2024.")
    expect(notice).to_contain_text("từng văn bản có mã riêng")
    expect(notice).not_to_contain_text("Hiệu lực hiện nay")
    page.goto(f"{place}#{mark[:-6]}aaaaaa")
    expect(notice).to_contain_text("Không so được với bản in")


def test_the_foot_of_the_hand_out_carries_day_and_fingerprint(page: Page) -> None:
    page.goto(f"{SESSION}tai-lieu/")
    page.emulate_media(media="print")
    expect(page.locator(".sv-print-foot__address")).to_have_text(
        re.compile(f"/{SESSION}tai-lieu/{PRINT}$")
    )
    expect(page.locator(".sv-past")).to_be_hidden()
