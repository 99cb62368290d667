"""`sotay serve` in a browser: whoever edits a record watches its page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from generator.settings import Settings
from tests import kb
from tests.test_serve import PATIENCE, served


def test_an_edit_appears_on_the_open_page_by_itself(toy: Settings, browser: Browser) -> None:
    with served(toy) as (_, url):
        page = browser.new_page()
        page.goto(f"{url}mo-hinh/loa-xa/")
        heading, old = page.get_by_role("heading", level=1), "Loa xã"
        for title in ("Loa xã mới", "Loa xã mới hơn"):
            kb.edit(toy, "mo-hinh/loa-xa.yaml", f"title: {old}\n", f"title: {title}\n")
            expect(heading).to_contain_text(title, timeout=PATIENCE * 1000)
            old = title
        page.close()
