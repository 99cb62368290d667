"""What of a record is which aspect, and what leaves a fingerprint alone."""

from __future__ import annotations

import datetime as dt
import random
import shutil

import pytest

from generator import library, pipeline, reader
from generator.history import State, changes, fingerprint
from generator.index import index
from generator.records.publication import Aspect
from generator.records.types import Body, Document, Model, TrainingSession
from generator.settings import Settings
from generator.views.addresses import Address, page_id
from generator.views.corpus import Corpus, Site
from tests import kb

RESOLUTION = "van-ban/02-nq-hdb-2012"
EDITS = [
    ("van-ban/02-nq-hdb-2012", "title: Thay thế một phần", "title: Thay một phần", "name"),
    ("van-ban/02-nq-hdb-2012", "number: 02/2012/NQ-HĐB", "number: 12/2012/NQ-HĐB", "name"),
    ("van-ban/02-nq-hdb-2012", "issued_on: 2012-05-06", "issued_on: 2012-05-07", "dates"),
    ("van-ban/02-nq-hdb-2012", "summary: Nghị quyết bãi", "summary: Văn bản bãi", "content"),
    ("van-ban/02-nq-hdb-2012", "  - Bãi bỏ Nghị", "  - Hủy bỏ Nghị", "content"),
    ("van-ban/02-nq-hdb-2012", "    note: Phần còn lại", "    note: Phần kia", "relations"),
    ("van-ban/02-nq-hdb-2012", "publisher: Nhà xuất bản", "publisher: Nhà in", "other"),
    ("van-ban/02-nq-hdb-2012", "  - dan-van\n", "", "other"),
    ("van-ban/02-nq-hdb-2012", "confidence: confirmed", "confidence: single-source", "other"),
    ("van-ban/05-kh-bc-2019", "  - ban-c", "  - ban-c\n  - hoi-dong-b", "issuers"),
    ("mo-hinh/loa-xa", "title: Loa xã", "title: Loa của xã", "name"),
    ("mo-hinh/loa-xa", "unit: UBND", "unit: Đảng ủy", "issuers"),
    ("mo-hinh/loa-xa", "replicates: loa-thon\n", "", "relations"),
    ("mo-hinh/loa-xa", "summary: Nhân", "summary: Được nhân", "content"),
    ("co-quan/hoi-dong-a", "existed_to: 2010-06-30", "existed_to: 2010-06-29", "dates"),
    ("co-quan/ban-c", "name: Ban C tỉnh Thử", "name: Ban C của tỉnh Thử", "name"),
    ("chu-de/doi-thoai", "name: Đối thoại", "name: Đối thoại trực tiếp", "name"),
    ("tap-huan/dan-chu-co-so", "audience: Cán bộ xã Nhỏ", "audience: Cán bộ xã", "content"),
    ("tap-huan/dan-chu-co-so", "Cách làm ở thôn", "Cách làm ở xóm", "content"),
    ("tap-huan/dan-chu-co-so", "date: 2024-06", "date: 2024-07", "dates"),
    ("tap-huan/dan-chu-co-so", "body: ban-c\n", "", "issuers"),
    ("dia-phuong/xa-nho", "level: commune", "level: district", "other"),
]


def state(settings: Settings, day: dt.date = kb.DAY) -> State:
    checked = pipeline.check(settings)
    assert checked.is_publishable, checked.diagnostics
    return Corpus(checked.library, checked.index, day).state


@pytest.mark.parametrize(("page", "old", "new", "aspect"), EDITS)
def test_an_edit_changes_its_aspect_alone(
    toy: Settings, page: str, old: str, new: str, aspect: str
) -> None:
    before = state(toy)
    kb.edit(toy, f"{page}.yaml", old, new)
    found = changes(before[page], state(toy)[page])
    assert [change.aspect for change in found] == [Aspect(aspect)]
    assert fingerprint(before[page]) != fingerprint(state(toy)[page])


def test_the_wording_is_content(toy: Settings) -> None:
    before = state(toy)
    path = toy.records / "van-ban" / "05-kh-bc-2019.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("1. Phạm vi", "1. Về"), encoding="utf-8"
    )
    after = state(toy)
    assert {page for page in after if after[page] != before[page]} == {"van-ban/05-kh-bc-2019"}
    (change,) = changes(before["van-ban/05-kh-bc-2019"], after["van-ban/05-kh-bc-2019"])
    assert change.aspect is Aspect.CONTENT


def test_a_relation_changes_both_ends_and_nobody_else(toy: Settings) -> None:
    before = state(toy)
    kb.edit(toy, "van-ban/02-nq-hdb-2012.yaml", "    on: 2012-07-01\n", "    on: 2012-08-01\n")
    after = state(toy)
    assert {page for page in after if after[page] != before[page]} == {
        RESOLUTION,
        "van-ban/01-nq-hda-2005",
    }
    (first, second) = changes(before["van-ban/01-nq-hda-2005"], after["van-ban/01-nq-hda-2005"])
    assert (first.aspect, second.aspect) == (Aspect.FORCE, Aspect.RELATIONS)


def test_another_day_changes_only_what_force_it_changes(shared_toy: Settings) -> None:
    today, tomorrow = state(shared_toy), state(shared_toy, kb.DAY + dt.timedelta(1))
    assert today == tomorrow
    before = state(shared_toy, dt.date(2012, 6, 30))[RESOLUTION]
    after = state(shared_toy, dt.date(2012, 7, 1))[RESOLUTION]
    (change,) = changes(before, after)
    assert change.aspect is Aspect.FORCE
    assert change.before == "Chưa có hiệu lực"
    assert change.after.startswith("Còn hiệu lực")


def test_words_tell_force_dates_and_names(shared_toy: Settings) -> None:
    said = state(shared_toy)["van-ban/01-nq-hda-2005"]
    assert said[Aspect.FORCE].words == (
        "Hết hiệu lực toàn bộ; bị bãi bỏ, hết hiệu lực bởi Nghị quyết số 02/2012/NQ-HĐB,"
        " từ 01/7/2012"
    )
    assert said[Aspect.DATES].words == "ban hành 04/3/2005"
    assert said[Aspect.NAME].words.startswith("Nghị quyết số 01/2005/NQ-HĐA: Về ")
    assert said[Aspect.ISSUERS].words == "Hội đồng A"


def test_fingerprints_are_what_they_were(shared_toy: Settings) -> None:
    """Of records that do not change, by a program that does. A new aspect or field that these
    records do not have must leave them alone."""
    found = state(shared_toy)
    pages = (RESOLUTION, "mo-hinh/loa-xa", "co-quan/ban-c")
    assert [fingerprint(found[page]) for page in pages] == ["pzy77v", "xfki4p", "rc4xdx"]


def test_the_order_of_files_changes_nothing(shared_toy: Settings) -> None:
    reading = reader.read_all(shared_toy.root)
    entries = list(reading.entries)
    random.Random(1).shuffle(entries)
    shuffled, _ = library.collect(entries, reading.abbreviations)
    assert Corpus(shuffled, index(shuffled), kb.DAY).state == state(shared_toy)


def test_every_page_of_a_record_has_a_state(shared_toy: Settings) -> None:
    checked = pipeline.check(shared_toy)
    pageless = {*checked.library.figures, *checked.library.tombstones}
    assert {page.split("/")[1] for page in state(shared_toy)} == {
        *checked.library.entries
    } - pageless


def test_prints_of_records_carry_day_and_fingerprint(shared_toy: Settings) -> None:
    checked = pipeline.check(shared_toy)
    seen = Corpus(checked.library, checked.index, kb.DAY, Site("https://so-tay.example/kho/"))
    records: list[Document | Body | Model | TrainingSession] = [
        *checked.library.documents.values(),
        *checked.library.models.values(),
        *checked.library.bodies.values(),
        *checked.library.sessions.values(),
    ]
    for record in records:
        page = page_id(record)
        below = f"so-tay.example/kho/{page}/#in-20240601-{fingerprint(seen.state[page])}"
        assert seen.print_address(record) == Address(below, f"https://{below}")


def test_a_session_counts_the_force_of_what_it_reads(toy: Settings) -> None:
    """Its hand-out prints it; other words of a document are told by the document's own print."""
    page, read = "tap-huan/dan-chu-co-so", "van-ban/01-nq-hda-2005.yaml"
    before = state(toy, dt.date(2012, 6, 30))[page]
    (change,) = changes(before, state(toy, dt.date(2012, 7, 1))[page])
    assert change.aspect is Aspect.FORCE
    assert "01/2005/NQ-HĐA" not in change.before
    assert "Nghị quyết số 01/2005/NQ-HĐA: hết hiệu lực toàn bộ" in change.after
    now = state(toy)[page]
    kb.edit(toy, read, "summary: ", "summary: Sửa. ")
    assert state(toy)[page] == now


def test_who_reads_a_document_is_no_change_of_it(toy: Settings) -> None:
    before = state(toy)["van-ban/01-nq-hda-2005"]
    shutil.rmtree(toy.records / "tap-huan")
    assert state(toy)["van-ban/01-nq-hda-2005"] == before
