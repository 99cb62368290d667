"""The whole site, unpacked from its ZIP file and opened from a disk."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import kb
from tests.browser.conftest import from_disk
from tests.test_pack_release import pack, sealed


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = sealed(kb.toy(tmp_path_factory.mktemp("disk-base").resolve() / "toy"))
    folder = tmp_path_factory.mktemp("disk") / "Sổ tay #1 (USB)"
    pack(settings, folder.with_suffix(".zip"))
    with zipfile.ZipFile(folder.with_suffix(".zip")) as archive:
        archive.extractall(folder)
    return folder / "so-tay"


def test_links_lead_from_page_to_page(browser: Browser, disk: Path) -> None:
    with from_disk(browser, disk / "index.html") as page:
        page.get_by_role("article").get_by_role("link", name="Nghị quyết").first.click()
        page.locator('article a[href*="van-ban/01-nq-hda-2005/"]').first.click()
        expect(page.locator(".sv-force__label")).to_contain_text("Hết hiệu lực toàn bộ")
        page.get_by_role("link", name="Hội đồng A").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hội đồng A")
        page.locator(".md-header a.md-logo").click()
        expect(page).to_have_url(f"{disk.as_uri()}/index.html")


def test_every_link_of_a_page_leads_to_a_file(browser: Browser, disk: Path) -> None:
    """As the script on the page completes them: no server finds ``index.html``."""
    with from_disk(browser, disk / "van-ban/01-nq-hda-2005/index.html") as page:
        links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href.split('#')[0])")
        ours = {link for link in links if link.startswith("file:")}
        assert len(ours) > 10
        base = disk.as_uri()
        assert all(link.startswith(base) for link in ours)
        places = {link.removeprefix(base).partition("?")[0] for link in ours}
        files = {p.relative_to(disk).as_posix() for p in disk.rglob("*") if p.is_file()}
        wanted = {f"{p}index.html" if p.endswith("/") else p for p in places}
        assert {path.lstrip("/") for path in wanted} <= files


def test_the_search_finds_and_its_hits_open(browser: Browser, disk: Path) -> None:
    with from_disk(browser, disk / "tim" / "index.html") as page:
        box = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first
        box.fill("loa thon")
        box.press("Enter")
        found = page.locator(".sv-found__title a").first
        expect(found).to_have_text("Loa thôn “nói dân hiểu”")
        found.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Loa thôn")


def test_the_basket_works(browser: Browser, disk: Path) -> None:
    with from_disk(browser, disk / "mo-hinh/loa-thon/index.html") as page:
        page.get_by_role("button", name="Thêm vào tập tài liệu").click()
        page.get_by_role("link", name="Tập tài liệu của tôi: 1 mục").first.click()
        expect(page.locator(".sv-basket h2")).to_have_text(["Loa thôn “nói dân hiểu”"])
