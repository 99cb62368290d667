from __future__ import annotations

import datetime as dt

import pytest

from generator import pipeline
from generator.force import Ground, State, force
from generator.settings import Settings, load
from tests import kb

CASES = [
    ("01-nq-hda-2005", "2005-03-03", State.NOT_YET, Ground.EFFECTIVE_LATER),
    ("01-nq-hda-2005", "2005-03-04", State.UNRECORDED, Ground.NOTHING_KNOWN),
    ("01-nq-hda-2005", "2012-06-30", State.UNRECORDED, Ground.NOTHING_KNOWN),
    ("01-nq-hda-2005", "2012-07-01", State.EXPIRED, Ground.RELATION),
    ("02-nq-hdb-2012", "2012-06-30", State.NOT_YET, Ground.EFFECTIVE_LATER),
    ("02-nq-hdb-2012", "2012-07-01", State.IN_FORCE, Ground.CONFIRMED),
    ("03-ct-hda-2009", "2009-10-31", State.NOT_YET, Ground.EFFECTIVE_LATER),
    ("03-ct-hda-2009", "2012-06-30", State.UNRECORDED, Ground.NOTHING_KNOWN),
    ("03-ct-hda-2009", "2012-07-01", State.PARTLY_EXPIRED, Ground.RELATION),
    ("05-kh-bc-2019", "2020-01-31", State.UNRECORDED, Ground.NOTHING_KNOWN),
    ("05-kh-bc-2019", "2020-02-01", State.SUSPENDED, Ground.RELATION),
    ("05-kh-hdb-bc-2021", "2022-12-31", State.UNRECORDED, Ground.NOTHING_KNOWN),
    ("05-kh-hdb-bc-2021", "2023-01-01", State.EXPIRED, Ground.EXPIRY_DATE),
    ("04-kl-bc-2025", "2029-12-31", State.NOT_YET, Ground.EFFECTIVE_LATER),
    ("04-kl-bc-2020", "2029-12-31", State.UNRECORDED, Ground.NOTHING_KNOWN),
    ("04-kl-bc-2020", "2030-01-01", State.EXPIRED, Ground.RELATION),
    ("du-thao-quy-che", "2024-06-01", State.DRAFT, Ground.DRAFT),
]


@pytest.mark.parametrize(("record", "day", "state", "ground"), CASES)
def test_state_on_a_day(
    shared_toy: Settings, record: str, day: str, state: State, ground: Ground
) -> None:
    checked = pipeline.check(shared_toy)
    document = checked.library.documents[record]
    derived = force(document, checked.library, checked.index, dt.date.fromisoformat(day))
    assert (derived.state, derived.ground) == (state, ground)


def test_an_amendment_is_told_and_changes_no_state(shared_toy: Settings) -> None:
    checked = pipeline.check(shared_toy)
    document = checked.library.documents["02-nq-hdb-2012"]
    derived = force(document, checked.library, checked.index, kb.DAY)
    assert derived.state is State.IN_FORCE
    assert [(act.other, act.scope) for act in derived.amendments] == [
        ("04-kl-bc-2020", "khoản 2 Điều 1")
    ]


def test_what_is_to_come_is_told(shared_toy: Settings) -> None:
    checked = pipeline.check(shared_toy)
    document = checked.library.documents["04-kl-bc-2020"]
    derived = force(document, checked.library, checked.index, kb.DAY)
    assert [act.other for act in derived.pending] == ["04-kl-bc-2025"]


def test_an_unconfirmed_repeal_is_a_caution_only(toy: Settings) -> None:
    kb.edit(
        toy,
        "van-ban/02-nq-hdb-2012.yaml",
        "    on: 2012-07-01\n",
        "    on: 2012-07-01\n    confidence: unconfirmed\n",
    )
    checked = pipeline.check(toy)
    document = checked.library.documents["01-nq-hda-2005"]
    derived = force(document, checked.library, checked.index, kb.DAY)
    assert derived.state is State.UNRECORDED
    assert [act.other for act in derived.cautions] == ["02-nq-hdb-2012"]


def test_a_repeal_by_a_draft_or_an_unconfirmed_document_is_a_caution_only(toy: Settings) -> None:
    kb.edit(
        toy,
        "van-ban/02-nq-hdb-2012.yaml",
        "confidence: confirmed\nconflicts",
        "confidence: unconfirmed\nconflicts",
    )
    checked = pipeline.check(toy)
    document = checked.library.documents["01-nq-hda-2005"]
    derived = force(document, checked.library, checked.index, kb.DAY)
    assert derived.state is State.UNRECORDED


def test_the_ordinance_of_2007_ends_with_the_law_of_2022() -> None:
    real = load(kb.ROOT)
    before = kb.pages(real, dt.date(2023, 6, 30))["van-ban/34-2007-pl-ubtvqh11.md"]
    after = kb.pages(real, dt.date(2023, 7, 1))["van-ban/34-2007-pl-ubtvqh11.md"]
    assert "sv-force--unrecorded" in before
    assert "sv-force--expired" in after
    banner = after.split('<div class="sv-force', 1)[1].split("</div>", 1)[0]
    assert "Luật 10/2022/QH15" in banner
    assert 'datetime="2023-07-01"' in banner
