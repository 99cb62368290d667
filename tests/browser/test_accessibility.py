"""axe-core finds nothing serious; the script comes with a package, no network is needed."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Watcher, hold_still

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "home": "",
    "document": "van-ban/02-nq-hdb-2012/",
    "text": "van-ban/05-kh-bc-2019/toan-van/",
    "draft": "van-ban/du-thao-quy-che/",
    "body": "co-quan/ban-c/",
    "model": "mo-hinh/loa-xa/",
    "list": "van-ban/",
    "figures": "phong-trao/",
    "glossary": "tu-viet-tat/",
    "choice": "so/04-kl-bc/",
    "basket": "tap-tai-lieu/#d=van-ban/04-kl-bc-2020,mo-hinh/loa-xa,van-ban/khong-con&t=T",
    "empty basket": "tap-tai-lieu/",
    "session": "tap-huan/dan-chu-co-so/",
    "hand-out": "tap-huan/dan-chu-co-so/tai-lieu/",
    "slides": "tap-huan/dan-chu-co-so/trinh-chieu/#3",
    "QR sheet": "tap-huan/dan-chu-co-so/ma-qr/",
}
DEVICES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone": PHONE,
}


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(watcher: Watcher, scheme: str, device: str) -> None:
    found = {}
    with watcher.page(color_scheme=scheme, **DEVICES[device]) as page:
        for name, address in PAGES.items():
            page.goto(address)
            for summary in page.locator(".sv-cite summary").all():
                summary.click()
            hold_still(page)
            page.evaluate(AXE)
            result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
            found[name] = [
                (violation["id"], node["target"], node["failureSummary"])
                for violation in result["violations"]
                if violation["impact"] in {"serious", "critical"}
                for node in violation["nodes"]
            ]
    assert {name: nodes for name, nodes in found.items() if nodes} == {}
