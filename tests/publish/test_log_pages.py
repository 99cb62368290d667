"""The log as pages and as a feed."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from generator import history, pipeline
from generator.history import Announcement
from generator.messages import Problem
from generator.pipeline import Checked
from generator.records.publication import Aspect, Publication
from generator.render.feed import feed
from generator.settings import Settings
from generator.views import log
from generator.views.corpus import Corpus
from generator.views.past import ENTRIES
from tests import kb

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def published(settings: Settings, **options: object) -> Checked:
    """The library with one more publication in its log, which is not written."""
    checked = pipeline.check(settings)
    assert checked.is_publishable, checked.diagnostics
    return pipeline.announced(checked, Announcement(NOON, kb.DAY, **options))  # type: ignore[arg-type]


def again(settings: Settings, before: Checked, **options: object) -> Checked:
    """Publish what the files say now, after ``before``."""
    checked = pipeline.check(settings)
    library = replace(checked.library, publications=before.library.publications)
    wanted = Announcement(NOON, kb.DAY, **options)  # type: ignore[arg-type]
    return pipeline.announced(replace(checked, library=library), wanted)


def pages(checked: Checked, day: dt.date = kb.DAY) -> dict[str, str]:
    found = kb.artifacts(Corpus(checked.library, checked.index, day))
    return {artifact.path: artifact.text for artifact in found}


def corpus(checked: Checked) -> Corpus:
    return Corpus(checked.library, checked.index, kb.DAY)


def test_before_the_first_publication_the_log_says_so(shared_toy: Settings) -> None:
    found = kb.pages(shared_toy)
    assert "Chưa có lần công bố nào được ghi." in found["nhat-ky/index.md"]
    assert [path for path in found if path.startswith("nhat-ky/")] == ["nhat-ky/index.md"]
    assert "chưa có trong lần công bố nào" in found["mo-hinh/loa-xa.md"]


def test_the_first_publication_names_every_page(shared_toy: Settings) -> None:
    found = pages(published(shared_toy, note="Ra mắt <b>sổ tay</b>."))
    page = found["nhat-ky/2026/11-23-120000.md"]
    assert "# Công bố lần đầu ngày 01/6/2024" in page
    assert "Ra mắt &#60;b&#62;sổ tay&#60;/b&#62;." in page
    assert page.count("\n- [") == 21
    assert "[Ra mắt" in found["nhat-ky/2026/index.md"]
    assert "thêm mới 21" in found["nhat-ky/2026/index.md"]
    assert "[Năm 2026](2026/index.md)" in found["nhat-ky/index.md"]


def test_a_change_a_correction_and_a_withdrawal_are_told(toy: Settings) -> None:
    first = published(toy)
    kb.edit(toy, "van-ban/02-nq-hdb-2012.yaml", "issued_on: 2012-05-06", "issued_on: 2012-05-07")
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "summary: Nhân", "summary: Được nhân")
    (toy.records / "van-ban" / "du-thao-quy-che.yaml").unlink()
    second = again(toy, first, corrected=("mo-hinh/loa-xa",))
    page = pages(second)["nhat-ky/2026/11-23-120001.md"]
    changed, rest = page.split("## Đính chính", 1)
    corrected, withdrawn = rest.split("## Rút khỏi sổ tay", 1)
    assert "[Nghị quyết số 02/2012/NQ-HĐB](../../van-ban/02-nq-hdb-2012.md)" in changed
    assert (
        "    - Ngày tháng: “ban hành 06/5/2012, có hiệu lực 01/7/2012” → “ban hành 07/5/2012, có"
        " hiệu lực 01/7/2012”\n" in changed
    )
    assert "[Loa xã](../../mo-hinh/loa-xa.md)\n    - Nội dung\n" in corrected
    assert "- Quy chế: Dự thảo quy chế" in withdrawn
    assert "](" not in withdrawn


def test_a_correction_needs_a_change(toy: Settings) -> None:
    first = published(toy)
    with pytest.raises(Problem) as refused:
        again(toy, first, corrected=("mo-hinh/loa-xa",))
    assert refused.value.saying == "not-corrected"
    with pytest.raises(Problem):
        published(toy, corrected=("mo-hinh/loa-xa",))


def test_a_page_tells_its_own_past(toy: Settings) -> None:
    first = published(toy)
    before = pages(first)["van-ban/02-nq-hdb-2012.md"]
    kb.edit(toy, "van-ban/02-nq-hdb-2012.yaml", "issued_on: 2012-05-06", "issued_on: 2012-05-07")
    page = pages(again(toy, first))["van-ban/02-nq-hdb-2012.md"]
    old, new = (re.search(r'data-fingerprint="(\w+)"', text) for text in (before, page))
    assert old
    assert new
    assert old[1] != new[1]
    assert f'fingerprint: "{new[1]}"' in page
    past = page.split("<details", 1)[1]
    assert past.index(f"<code>{new[1]}</code> [Thay đổi](../nhat-ky/2026/11-23-120001.md)") < (
        past.index(f"<code>{old[1]}</code> [Thêm mới](../nhat-ky/2026/11-23-120000.md)")
    )


def test_what_is_not_published_yet_is_told_as_such(toy: Settings) -> None:
    library = published(toy).library
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "summary: Nhân", "summary: Được nhân")
    checked = pipeline.check(toy)
    now = replace(checked, library=replace(checked.library, publications=library.publications))
    assert "Chưa ghi vào nhật ký\n    - Nội dung\n" in pages(now)["mo-hinh/loa-xa.md"]
    assert "Chưa ghi vào nhật ký" not in pages(now)["mo-hinh/loa-thon.md"]


def test_a_rebuild_next_day_leaves_the_pages_alone(shared_toy: Settings) -> None:
    checked = published(shared_toy)
    today, tomorrow = (pages(checked, kb.DAY + dt.timedelta(n)) for n in (0, 1))
    paper = re.compile(r"tap-huan/[^/]+/(tai-lieu|ma-qr|trinh-chieu)\.md")
    changed = {path for path in today if today[path] != tomorrow[path]}
    papers = {path for path in changed if paper.fullmatch(path)}
    assert papers, "a hand-out tells the day"
    assert changed - papers == {"index.md"}


def many(count: int) -> list[Publication]:
    """Publications that each touch 300 pages."""
    publications: list[Publication] = []
    for number in range(count):
        text = str(number)
        name = history.statement({"text": text}, f"Trang <{number}>")
        assert name
        state = {f"van-ban/x-{i}": {Aspect.NAME: name} for i in range(300)}
        new = history.publication(publications, state, Announcement(NOON, kb.DAY))
        assert new
        publications.append(new)
    return publications


def test_long_logs_stay_in_bounds(shared_toy: Settings) -> None:
    checked = pipeline.check(shared_toy)
    library = replace(checked.library, publications=tuple(many(13)))
    found = pages(replace(checked, library=library))
    first = found["nhat-ky/index.md"]
    assert first.count("\n- ") <= log.NEWEST * log.SHORT + 1
    assert first.count("Và 280 trang khác.") == log.NEWEST
    page = found["nhat-ky/2026/11-23-120012.md"]
    assert page.count("\n- ") == 200
    assert "Và 100 trang khác." in page
    assert "Trang &#60;12&#62;" in page
    assert found["nhat-ky/2026/index.md"].count("\n| <time") == 13


def test_a_page_with_a_long_past_stays_small(toy: Settings) -> None:
    checked = published(toy)
    for number in range(14):
        kb.edit(
            toy,
            "mo-hinh/loa-xa.yaml",
            "summary: Nhân" if number == 0 else f"summary: {number}",
            f"summary: {number + 1}",
        )
        checked = again(toy, checked)
    page = pages(checked)["mo-hinh/loa-xa.md"]
    assert page.count("<code>") == 1 + ENTRIES
    assert "Các lần trước nữa có trong nhật ký." in page


def atom(checked: Checked, site: str = "") -> ET.Element:
    return ET.fromstring(feed(log.newest(corpus(checked), 50), "Sổ tay & thử", site, kb.DAY))


def texts(root: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, ATOM)]


def hrefs(root: ET.Element, path: str) -> list[str]:
    return [element.attrib["href"] for element in root.findall(path, ATOM)]


def test_the_feed_has_what_atom_asks_for(toy: Settings) -> None:
    first = published(toy, note="Ra mắt \x0b <b>")
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "summary: Nhân", "summary: Được nhân")
    root = atom(again(toy, first))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(root, "a:title") == ["Nhật ký – Sổ tay & thử"]
    assert texts(root, "a:updated") == ["2026-11-23T12:00:01Z"]
    assert texts(root, "a:author/a:name") == ["Sổ tay & thử"]
    assert texts(root, "a:entry/a:updated") == ["2026-11-23T12:00:01Z", "2026-11-23T12:00:00Z"]
    ids = [*texts(root, "a:id"), *texts(root, "a:entry/a:id")]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identity) for identity in ids)
    assert texts(root, "a:entry/a:summary")[0] == "thay đổi 1"
    assert texts(root, "a:entry/a:content")[0] == (
        '<h2>Thay đổi (1)</h2><ul><li><a href="../mo-hinh/loa-xa/">Loa xã</a> (nội dung)</li></ul>'
    )
    assert "<p>Ra mắt  &lt;b&gt;</p>" in texts(root, "a:entry/a:content")[1]


def test_links_of_the_feed_are_absolute_where_the_address_is_known(shared_toy: Settings) -> None:
    checked = published(shared_toy)
    relative, absolute = atom(checked), atom(checked, "https://so-tay.example/x/")
    assert hrefs(relative, "a:link") == ["feed.xml", "./"]
    assert hrefs(relative, "a:entry/a:link") == ["2026/11-23-120000/"]
    assert hrefs(absolute, "a:link") == [
        "https://so-tay.example/x/nhat-ky/feed.xml",
        "https://so-tay.example/x/nhat-ky/",
    ]
    assert hrefs(absolute, "a:entry/a:link") == [
        "https://so-tay.example/x/nhat-ky/2026/11-23-120000/"
    ]
    content = texts(absolute, "a:entry/a:content")[0]
    assert '<a href="https://so-tay.example/x/van-ban/03-ct-hda-2009/">' in content
    assert texts(relative, "a:entry/a:id") == texts(absolute, "a:entry/a:id")


def test_an_empty_feed_is_a_feed(shared_toy: Settings) -> None:
    root = atom(pipeline.check(shared_toy))
    assert root.findall("a:entry", ATOM) == []
    assert texts(root, "a:updated") == ["2024-06-01T00:00:00Z"]


def test_hostile_names_do_no_harm_in_the_log(shared_toy: Settings) -> None:
    checked = published(shared_toy)
    content = texts(atom(checked), "a:entry/a:content")[0]
    assert "<script" not in content
    assert "&lt;script&gt;alert(1)" in content
    told = [text for path, text in pages(checked).items() if path.startswith("nhat-ky/")]
    assert len(told) > 2
    assert not any("<script" in text for text in told)
