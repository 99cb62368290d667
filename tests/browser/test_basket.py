"""The basket: gathering, order, sharing, keeping, from a server and from a disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import basket
from tests import kb
from tests.browser.conftest import PHONE, SITE_URL, Site, Watcher, read, served, text_of

FIRST, SECOND, MODEL = "van-ban/01-nq-hda-2005", "van-ban/04-kl-bc-2020", "mo-hinh/loa-xa"
TITLES = ["Về thực hiện QCDC ở cơ sở", "Về đình chỉ và sửa đổi", "Loa xã"]
SESSION = "tap-huan/dan-chu-co-so"
BASKET = "tap-tai-lieu/"
NO_STORAGE = """
    Storage.prototype.getItem = () => null;
    Storage.prototype.setItem = () => { throw new Error("refused"); };
"""


def add(page: Page, *keys: str) -> None:
    for key in keys:
        page.goto(f"{key}/")
        page.get_by_role("button", name="Thêm vào tập tài liệu").click()
        expect(page.get_by_role("button", name="Bỏ khỏi tập tài liệu")).to_be_visible()


def shows(page: Page, titles: list[str]) -> None:
    expect(page.locator(".sv-basket h2")).to_have_text(titles)


def test_pages_are_gathered_counted_and_kept(page: Page) -> None:
    add(page, FIRST, SECOND, MODEL)
    page.get_by_role("link", name="Tập tài liệu của tôi: 3 mục").click()
    shows(page, TITLES)
    expect(page.locator(".sv-basket__line").first).to_have_text(
        "Nghị quyết số 01/2005/NQ-HĐA ngày 04 tháng 3 năm 2005 của Hội đồng A khóa I về thực hiện"
        " QCDC ở cơ sở"
    )
    page.get_by_label("Tên tập tài liệu").fill("Tập huấn")
    page.get_by_label("Ghi chú cho: Kết luận số 04-KL/BC").fill("đọc trước")
    page.keyboard.press("Tab")
    page.reload()
    shows(page, TITLES)
    expect(page.get_by_label("Tên tập tài liệu")).to_have_value("Tập huấn")
    expect(page.get_by_label("Ghi chú cho: Kết luận số 04-KL/BC")).to_have_value("đọc trước")
    page.goto(f"{FIRST}/")
    page.get_by_role("button", name="Bỏ khỏi tập tài liệu").click()
    page.goto(BASKET)
    shows(page, TITLES[1:])


def test_the_order_is_changed_with_buttons_and_keys(page: Page) -> None:
    add(page, FIRST, SECOND, MODEL)
    page.goto(BASKET)
    up = page.get_by_role("button", name=re.compile("^Chuyển lên: Mô hình"))
    up.click()
    shows(page, [TITLES[0], TITLES[2], TITLES[1]])
    expect(up).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="vị trí 2 trong 3")).to_be_visible()
    page.keyboard.press("Alt+ArrowUp")
    shows(page, [TITLES[2], TITLES[0], TITLES[1]])
    expect(page.get_by_role("button", name=re.compile("^Chuyển xuống: Mô hình"))).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.reload()
    shows(page, [TITLES[2], TITLES[0], TITLES[1]])


def test_what_is_taken_out_can_be_brought_back(page: Page) -> None:
    add(page, FIRST, SECOND)
    page.goto(BASKET)
    page.get_by_role("button", name=re.compile("^Bỏ khỏi tập: Nghị quyết")).click()
    shows(page, TITLES[1:2])
    page.get_by_role("button", name="Hoàn tác").click()
    shows(page, TITLES[:2])
    page.get_by_role("button", name="Bỏ hết").click()
    expect(page.get_by_text("Tập tài liệu chưa có mục nào.")).to_be_visible()
    for name in ("In thành tập", "Chép liên kết", "Bỏ hết"):
        expect(page.get_by_role("button", name=name)).to_be_disabled()
    page.get_by_role("button", name="Hoàn tác").click()
    shows(page, TITLES[:2])


def test_a_list_travels_as_a_link(page: Page, watcher: Watcher) -> None:
    add(page, SECOND, FIRST)
    page.goto(BASKET)
    page.get_by_label("Tên tập tài liệu").fill("Tập & huấn #1")
    page.get_by_role("button", name="Chép liên kết").click()
    link = page.get_by_label("Liên kết của danh sách").input_value()
    assert link.endswith(
        "#d=van-ban/04-kl-bc-2020,van-ban/01-nq-hda-2005&t=T%E1%BA%ADp%20%26%20hu%E1%BA%A5n%20%231"
    )
    with watcher.page() as other:
        other.goto(link)
        shows(other, [TITLES[1], TITLES[0]])
        expect(other.get_by_label("Tên tập tài liệu")).to_have_value("Tập & huấn #1")
        other.reload()
        shows(other, [TITLES[1], TITLES[0]])


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("Thay tập của tôi", [TITLES[0]]),
        ("Ghép vào tập của tôi", [TITLES[2], TITLES[0]]),
        ("Xem tập của tôi", [TITLES[2]]),
    ],
)
def test_a_link_takes_nobodys_own_list_away(page: Page, choice: str, wanted: list[str]) -> None:
    add(page, MODEL)
    page.goto(f"{BASKET}#d={FIRST}")
    shows(page, TITLES[:1])
    expect(page.get_by_role("button", name="Bỏ hết")).to_be_hidden()
    page.get_by_role("button", name=choice).click()
    shows(page, wanted)
    page.reload()
    shows(page, wanted)


def test_a_record_that_is_gone_says_so_and_can_be_taken_out(page: Page) -> None:
    page.goto(f"{BASKET}#d=van-ban/khong-con,{FIRST}")
    gone = page.locator("li[data-key='van-ban/khong-con']")
    expect(gone).to_contain_text("Văn bản này không còn trong sổ tay.")
    gone.get_by_role("button", name="Bỏ khỏi tập").click()
    shows(page, TITLES[:1])


@pytest.mark.parametrize(
    ("fragment", "entries"),
    [
        ("#d=javascript:alert(1)", 0),
        ("#d=<script>alert(1)</script>", 0),
        ("#d=van-ban/../../x,van-ban/A,co-quan/ban-c,van-ban/,/van-ban/x", 0),
        ("#d=van-ban/__proto__,van-ban/constructor", 1),
        (f"#d={FIRST},{FIRST}", 1),
        ("#d=" + ",".join(f"van-ban/x-{n}" for n in range(1000)), 200),
        ("#d=" + ",".join(f"van-ban/x-{n}" for n in range(10_000)), 0),
        (f"#d={FIRST}&t=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", 1),
        (f"#d={FIRST}&t=%E0%A4%A", 1),
        ("#d=%E0%A4%A", 0),
    ],
)
def test_hostile_addresses_do_no_harm(page: Page, fragment: str, entries: int) -> None:
    page.goto(f"{BASKET}{fragment}")
    expect(page.locator(".sv-basket > li")).to_have_count(entries)
    expect(page.locator("article img, article script")).to_have_count(0)


def test_hostile_storage_does_no_harm(page: Page, site: Site) -> None:
    page.goto(BASKET)
    slot = page.evaluate("() => Object.keys(localStorage).find(key => key.startsWith('sotay-tap'))")
    for stored in ["{", "[]", "null", '"x"', '{"items": 5}', '{"items": [null, {"key": 1}]}']:
        page.evaluate("([slot, value]) => localStorage.setItem(slot, value)", [slot, stored])
        page.goto(f"{FIRST}/")
        page.goto(BASKET)
        expect(page.get_by_text("Tập tài liệu chưa có mục nào.")).to_be_visible()


def follow(page: Page, name: str) -> None:
    """Go where a link of the article leads, and wait for the scripts over there."""
    with page.expect_event("load"):
        page.get_by_role("article").get_by_role("link", name=name).click()


def test_without_storage_the_address_carries_the_list(watcher: Watcher) -> None:
    with watcher.page() as page:
        page.add_init_script(NO_STORAGE)
        page.goto(f"{FIRST}/")
        page.get_by_role("button", name="Thêm vào tập tài liệu").click()
        follow(page, "Danh mục văn bản")
        follow(page, TITLES[1])
        page.get_by_role("button", name="Thêm vào tập tài liệu").click()
        page.get_by_role("link", name="Tập tài liệu của tôi: 2 mục").click()
        shows(page, TITLES[:2])
        page.get_by_role("button", name=re.compile("^Chuyển lên: Kết luận")).click()
        page.reload()
        shows(page, [TITLES[1], TITLES[0]])


@pytest.mark.parametrize("has_storage", [True, False])
def test_from_a_disk(browser: Browser, site: Site, has_storage: bool) -> None:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    if not has_storage:
        page.add_init_script(NO_STORAGE)
    page.goto((site.folder / FIRST / "index.html").as_uri())
    page.get_by_role("button", name="Thêm vào tập tài liệu").click()
    follow(page, "Danh mục văn bản")
    follow(page, TITLES[1])
    page.get_by_role("button", name="Thêm vào tập tài liệu").click()
    page.get_by_role("link", name="Tập tài liệu của tôi: 2 mục").click()
    shows(page, TITLES[:2])
    page.reload()
    shows(page, TITLES[:2])
    page.get_by_role("article").get_by_role("link", name=TITLES[0]).click()
    expect(page.get_by_role("button", name="Bỏ khỏi tập tài liệu")).to_be_visible()
    assert errors == []
    context.close()


def test_data_that_cannot_be_loaded_is_told(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url)
    context.route("**/du-lieu/b-*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{BASKET}#d={FIRST}")
    expect(page.locator(".sv-basket")).to_contain_text("Không tải được dữ liệu của mục này")
    context.close()


def test_the_count_follows_other_windows(watcher: Watcher) -> None:
    with watcher.page() as page:
        page.goto(f"{FIRST}/")
        other = page.context.new_page()
        add(other, SECOND)
        expect(page.get_by_role("link", name="Tập tài liệu của tôi: 1 mục")).to_be_visible()


def test_summaries_and_key_points_are_for_paper(page: Page) -> None:
    page.goto(f"{BASKET}#d=van-ban/doc-hai")
    points = page.locator("ul.sv-basket__more")
    expect(points.locator("li")).to_have_text(["    không phải mã", "!!! danger"])
    expect(points).to_be_hidden()
    page.emulate_media(media="print")
    expect(points).to_be_visible()
    expect(page.locator(".sv-cover__list li")).to_have_count(1)


def test_the_page_fits_a_phone(watcher: Watcher) -> None:
    with watcher.page(**PHONE) as page:
        page.goto(f"{BASKET}#d={FIRST},{SECOND},{MODEL}&t=T")
        shows(page, TITLES)
        page.get_by_role("button", name="Chép liên kết").click()
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_it_prints_as_one_hand_out(page: Page, tmp_path: Path) -> None:
    page.goto(f"{BASKET}#d={FIRST},{MODEL}&t=T%E1%BA%ADp%20hu%E1%BA%A5n")
    page.get_by_label("Ghi chú cho: Nghị quyết").fill("đọc trước")
    page.keyboard.press("Tab")
    shows(page, [TITLES[0], TITLES[2]])
    target = tmp_path / "tap.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    text = text_of(target)
    cover, _, rest = text.partition("\f")
    assert "Tập huấn" in cover
    assert "2 mục, lập ngày" in cover
    words = " ".join(rest.split())
    for wanted in [
        "1. Về thực hiện QCDC",
        "Hết hiệu lực toàn bộ",
        "UBND các cấp thực hiện",
        "Ghi chú: đọc trước",
        "2. Loa xã",
        "van-ban/01-nq-hda-2005/",
    ]:
        assert wanted in words, wanted
    for unwanted in ["Thêm vào", "Chép liên kết", "Danh mục văn bản", "Bỏ hết"]:
        assert unwanted not in text, unwanted


def test_sessions_can_be_gathered(page: Page) -> None:
    add(page, SESSION)
    page.goto(BASKET)
    shows(page, ["Thực hiện QCDC ở cơ sở"])
    expect(page.locator(".sv-basket__line")).to_have_text("6/2024, Cán bộ xã Nhỏ, 60 phút")
    expect(page.locator(".sv-basket__code")).to_have_count(0)


def test_codes_lead_to_the_print_that_is_named_beside_them(browser: Browser, coded: Site) -> None:
    watcher = Watcher(browser, coded)
    with watcher.page(color_scheme="dark") as page:
        page.goto(f"{BASKET}#d={FIRST},{MODEL},{SESSION}")
        expect(page.locator(".sv-basket__address")).to_have_count(3)
        page.emulate_media(media="print")
        for key in (FIRST, MODEL, SESSION):
            entry = page.locator(f"li[data-key='{key}']")
            found = read(entry.locator("svg.sv-basket__code"))
            assert re.fullmatch(rf"{SITE_URL}{key}/#in-20240601-[a-z2-7]{{6}}", found)
            expect(entry.locator(".sv-basket__address")).to_have_text(found)
            page_url = found.replace(SITE_URL, coded.url)
            with watcher.page() as other:
                other.goto(page_url)
                expect(other.locator(".sv-current--same, .sv-current--ended")).to_contain_text(
                    "Không thay đổi từ bản in ngày 01/6/2024."
                )
    assert watcher.complaints == []


def test_the_browser_finds_every_entry_in_its_block(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basket, "PER_BLOCK", 1)
    settings = kb.toy(tmp_path / "toy")
    kb.build(settings)
    assert len(list((settings.site / basket.FOLDER).glob("b-*.js"))) > 5
    keys = [f"van-ban/{p.stem}" for p in (settings.records / "van-ban").glob("*.yaml")]
    with served(settings.site) as url:
        page = browser.new_page()
        page.goto(f"{url}{BASKET}#d={','.join(keys)}")
        expect(page.locator(".sv-basket__line")).to_have_count(len(keys))
        page.close()
