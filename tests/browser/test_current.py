"""“Is my hand-out current?” in a real browser, on a server and from a disk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator import cli, pipeline
from generator.settings import Settings
from tests import kb
from tests.browser.conftest import PHONE, SUB_PATH, Site, Watcher, hold_still, served
from tests.browser.test_accessibility import AXE, DEVICES

ENDED, SAME, MODEL = "van-ban/02-nq-hdb-2012/", "van-ban/03-ct-hda-2009/", "mo-hinh/loa-xa/"


@dataclass(frozen=True)
class Prints:
    """The site after three publications, and the fingerprint of each page after each of them."""

    site: Site
    fingerprints: tuple[dict[str, str], ...]

    def address(self, page: str, publication: int, day: str = "20240601") -> str:
        return f"{page}#in-{day}-{self.fingerprints[publication][page]}"


def publish(settings: Settings, target: Path, day: str) -> dict[str, str]:
    """Publish and collect what the pages' prints would carry."""
    command = ["-C", str(settings.root), "publish", str(target), "--as-of", day]
    result = CliRunner().invoke(cli.sotay, command)
    assert result.exit_code == 0, result.output
    found = {}
    for page in (ENDED, SAME, MODEL):
        html = (target / "current" / page / "index.html").read_text(encoding="utf-8")
        (mark,) = set(re.findall(r'data-fingerprint="(\w{6})"', html))
        found[page] = mark
    return found


@pytest.fixture(scope="module")
def prints(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prints]:
    folder = tmp_path_factory.mktemp("prints")
    settings, target = kb.toy(folder / "toy"), folder / "target"
    target.mkdir()
    marks = [publish(settings, target, "2024-06-01")]
    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa <b>xã</b>")
    marks.append(publish(settings, target, "2024-07-02"))
    document = "van-ban/02-nq-hdb-2012.yaml"
    kb.edit(settings, document, "title: Thay", "expires_on: 2024-08-01\ntitle: Thay")
    kb.edit(settings, "mo-hinh/loa-xa.yaml", "summary: Nhân", "summary: Được nhân")
    marks.append(publish(settings, target, "2024-08-03"))
    root = folder / "www"
    shutil.copytree(target / "current", root / SUB_PATH)
    library = pipeline.check(settings).library
    with served(root) as url:
        yield Prints(Site(root / SUB_PATH, f"{url}{SUB_PATH}/", library), tuple(marks))


@pytest.fixture
def watcher(browser: Browser, prints: Prints) -> Iterator[Watcher]:
    found = Watcher(browser, prints.site)
    yield found
    assert found.complaints == []


def from_disk(prints: Prints, address: str) -> str:
    page, _, anchor = address.partition("#")
    return f"{prints.site.folder.as_uri()}/{page}index.html#{anchor}"


@pytest.mark.parametrize("place", ["server", "disk"])
def test_a_print_of_what_is_still_said(watcher: Watcher, prints: Prints, place: str) -> None:
    address = prints.address(SAME, 0)
    with watcher.page() as page:
        page.goto(from_disk(prints, address) if place == "disk" else address)
        notice = page.get_by_role("status").filter(has_text="bản in")
        expect(notice).to_contain_text("Không thay đổi từ bản in ngày 01/6/2024.")
        expect(notice).to_contain_text("Hiệu lực hiện nay: Hết hiệu lực một phần.")
        expect(notice).to_be_in_viewport()


@pytest.mark.parametrize("place", ["server", "disk"])
def test_a_print_of_what_has_changed(watcher: Watcher, prints: Prints, place: str) -> None:
    address = prints.address(ENDED, 0)
    with watcher.page() as page:
        page.goto(from_disk(prints, address) if place == "disk" else address)
        notice = page.locator(".sv-current")
        expect(notice).to_contain_text("Đã thay đổi từ bản in ngày 01/6/2024:")
        expect(notice).to_contain_text("Hiệu lực hiện nay: Hết hiệu lực toàn bộ.")
        expect(notice.locator(":scope > ul > li")).to_have_count(1)
        expect(notice).to_contain_text("03/8/2024")
        expect(notice).to_contain_text("“Còn hiệu lực; được sửa đổi, bổ sung bởi Kết luận số")
        expect(notice).to_contain_text("→ “Hết hiệu lực toàn bộ;")
        expect(notice).to_contain_text("có hiệu lực 01/7/2012, hết hiệu lực 01/8/2024”")
        notice.get_by_role("link", name="Thay đổi").click()
        expect(page.locator("h1")).to_contain_text("Công bố ngày 03/8/2024")


def test_only_what_came_after_the_print_is_told(watcher: Watcher, prints: Prints) -> None:
    with watcher.page() as page:
        page.goto(prints.address(MODEL, 0))
        changes = page.locator(".sv-current > ul > li")
        expect(changes).to_have_count(2)
        expect(changes.nth(1)).to_contain_text("Tên gọi: “Loa xã” → “Loa <b>xã</b>”")
        page.goto(prints.address(MODEL, 1, "20240702"))
        expect(changes).to_have_count(1)
        expect(page.locator(".sv-current")).to_contain_text("bản in ngày 02/7/2024")
        page.goto(prints.address(MODEL, 2, "20240803"))
        expect(changes).to_have_count(0)
        expect(page.locator(".sv-current")).to_contain_text("Không thay đổi")


def test_a_print_that_the_log_does_not_know(watcher: Watcher, prints: Prints) -> None:
    with watcher.page() as page:
        page.goto(f"{MODEL}#in-20230105-zzzzzz")
        notice = page.locator(".sv-current")
        expect(notice).to_contain_text("Không so được với bản in ngày 05/01/2023.")
        expect(notice).to_contain_text(f"mã hiện nay là {prints.fingerprints[2][MODEL]}")


@pytest.mark.parametrize(
    "anchor",
    ["tom-tat", "in-", "in-20240601-<script>", "in-2024-ab12cd", "x#in-20240601-aaaaaa", ""],
)
def test_other_anchors_are_left_alone(watcher: Watcher, anchor: str) -> None:
    with watcher.page() as page:
        page.goto(f"{MODEL}#{anchor}")
        expect(page.locator("#lich-su-trang")).to_be_attached()
        expect(page.locator(".sv-current")).to_have_count(0)


def test_an_anchor_below_still_scrolls_and_a_new_print_renews_the_notice(
    watcher: Watcher, prints: Prints
) -> None:
    with watcher.page() as page:
        page.goto(prints.address(ENDED, 0))
        expect(page.locator(".sv-current")).to_have_count(1)
        page.evaluate("location.hash = 'nguon'")
        expect(page.locator("#nguon")).to_be_in_viewport()
        expect(page.locator(".sv-current")).to_have_count(0)
        page.evaluate(f"location.hash = 'in-20240803-{prints.fingerprints[2][ENDED]}'")
        expect(page.locator(".sv-current")).to_contain_text("Không thay đổi")


def test_without_scripts_the_past_can_be_read(watcher: Watcher, prints: Prints) -> None:
    with watcher.page(java_script_enabled=False) as page:
        page.goto(prints.address(MODEL, 0))
        past = page.locator("#lich-su-trang")
        expect(past.locator("li").first).to_be_hidden()
        past.locator("summary").click()
        for mark in prints.fingerprints:
            expect(past.get_by_text(mark[MODEL], exact=True).first).to_be_visible()


def test_the_foot_of_a_print_leads_back_to_it(watcher: Watcher) -> None:
    with watcher.page() as page:
        page.goto(MODEL)
        foot = page.locator(".sv-print-foot")
        expect(foot).to_be_hidden()
        page.emulate_media(media="print")
        expect(foot).to_be_visible()
        expect(page.locator("#lich-su-trang")).to_be_hidden()
        printed = foot.locator(".sv-print-foot__address").inner_text()
        assert printed.startswith(f"…/{MODEL}#in-20240803-")
        page.goto(printed.removeprefix("…/"))
        expect(page.locator(".sv-current")).to_contain_text(
            "Không thay đổi từ bản in ngày 03/8/2024."
        )
        page.goto("van-ban/")
        expect(page.locator(".sv-print-foot")).to_have_count(0)


def test_the_feed_is_told_of_in_the_head_and_is_there(watcher: Watcher) -> None:
    with watcher.page() as page:
        page.goto(MODEL)
        head = page.locator("link[type='application/atom+xml']")
        address = head.evaluate("link => link.href")
        assert "alternate" in (head.get_attribute("rel") or "").split()
        assert page.request.get(address).ok
        page.goto("nhat-ky/")
        assert page.get_by_role("link", name="nguồn tin Atom").evaluate("a => a.href") == address


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    watcher: Watcher, prints: Prints, scheme: str, device: str
) -> None:
    years = [path.name for path in (prints.site.folder / "nhat-ky").iterdir() if path.is_dir()]
    addresses = [
        prints.address(ENDED, 0),
        prints.address(MODEL, 2),
        f"{MODEL}#in-20230105-zzzzzz",
        "nhat-ky/",
        *(f"nhat-ky/{year}/" for year in years),
    ]
    with watcher.page(color_scheme=scheme, **DEVICES[device]) as page:
        for address in addresses:
            page.goto("about:blank")
            page.goto(address)
            open_past(page)
            hold_still(page)
            page.evaluate(AXE)
            result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
            serious = [v for v in result["violations"] if v["impact"] in {"serious", "critical"}]
            assert serious == [], address


def open_past(page: Page) -> None:
    for summary in page.locator("#lich-su-trang > summary").all():
        summary.click()


def test_a_phone_shows_notice_and_log_without_scrolling_sideways(
    watcher: Watcher, prints: Prints
) -> None:
    with watcher.page(**PHONE) as page:
        for address in (prints.address(ENDED, 0), prints.address(MODEL, 0), "nhat-ky/"):
            page.goto(address)
            open_past(page)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, address
