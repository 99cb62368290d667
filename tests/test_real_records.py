"""What the real knowledge base promises its users."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from generator import pipeline
from generator.pipeline import Checked
from generator.records.vocabulary import Confidence
from generator.settings import load
from tests import kb

DAY = dt.date(2026, 11, 22)
ARTICLES = {
    "25-nq-tw-2013",
    "43-kl-tw-2019",
    "114-kl-tw-2015",
    "16-ct-ttg-2016",
    "13-ct-tu-quang-tri-2017",
    "460-qd-tu-quang-tri-2021",
    "13-ct-ttg-2015",
    "01-kl-tw-2021",
    "05-ct-tw-2016",
    "217-qd-tw-2013",
    "218-qd-tw-2013",
    "124-qd-tw-2018",
    "120-kl-tw-2016",
    "20-nq-tw-2008",
    "148-tb-tw",
    "1940-ct-ttg-2008",
    "11-qdi-tw-2019",
    "55-qd-tu-vinh-phuc",
    "74-kh-duk-tw",
    "70-kh-bdvtw-2009",
    "10-nq-duk-ha-noi-2018",
}
"""The 21 numbered documents that the five source articles name."""


@pytest.fixture(scope="module")
def real() -> Checked:
    return pipeline.check(load(kb.ROOT))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return kb.pages(load(kb.ROOT), DAY)


def test_the_real_records_are_clean(real: Checked) -> None:
    assert real.diagnostics == []


def test_there_is_what_the_sources_state(real: Checked) -> None:
    library = real.library
    assert len(ARTICLES) == 21
    assert set(library.documents) >= ARTICLES
    assert len(library.documents) >= 50
    assert len(library.bodies) >= 40
    assert {"QCDC", "MTTQ", "CBCCVC", "TTHC", "CCHC", "KNTC"} <= set(library.abbreviations.root)


def test_a_number_borne_by_four_documents_offers_four(pages: dict[str, str]) -> None:
    choice = pages["so/25-nq-tw.md"]
    assert "redirect_to" not in choice
    for year in (2003, 2008, 2013, 2026):
        assert f"(../van-ban/25-nq-tw-{year}.md)" in choice
    assert "(../van-ban/124-qd-tw-2018.md)" in pages["so/124-qd-tw.md"]
    assert "(../van-ban/124-qd-tw-2023.md)" in pages["so/124-qd-tw.md"]


def test_a_number_borne_by_one_document_goes_there(pages: dict[str, str]) -> None:
    assert "redirect_to: ../../van-ban/10-2022-qh15/\n" in pages["so/10-2022-qh15.md"]
    assert "redirect_to: ../../van-ban/1940-ct-ttg-2008/\n" in pages["so/1940-2008-ct-ttg.md"]


def test_a_body_that_ended_shows_its_end_and_successors(pages: dict[str, str]) -> None:
    page = pages["co-quan/dang-uy-khoi-cac-co-quan-trung-uong.md"]
    assert "02/2025" in page
    for successor in (
        "dang-bo-cac-co-quan-dang-trung-uong",
        "dang-bo-chinh-phu",
        "dang-bo-quoc-hoi",
        "dang-bo-mat-tran-to-quoc-cac-doan-the-trung-uong",
    ):
        assert f"({successor}.md)" in page


def test_what_is_unconfirmed_looks_so(real: Checked, pages: dict[str, str]) -> None:
    doubtful = [
        d.id for d in real.library.documents.values() if d.confidence is Confidence.UNCONFIRMED
    ]
    assert "23-qd-tw-2021" in doubtful
    for identity in doubtful:
        assert "chưa được kiểm chứng" in pages[f"van-ban/{identity}.md"]
    assert "sv-mark--unconfirmed" in pages["van-ban/05-ct-tw-2016.md"]


def test_conflicting_sources_are_shown_side_by_side(pages: dict[str, str]) -> None:
    page = pages["van-ban/124-qd-tw-2018.md"]
    part = page.split("## Nguồn không thống nhất", 1)[1].split("\n## ", 1)[0]
    assert "Ban Bí thư" in part
    assert "Ban Chấp hành Trung ương" in part


def test_summaries_run_from_two_to_six_sentences(real: Checked) -> None:
    for document in real.library.documents.values():
        sentences = re.findall(r"[.!?…](?=[”)]*(?:\s|$))", document.summary)
        assert 2 <= len(sentences) <= 6, document.id


def test_training_sessions_are_ready_for_use(real: Checked) -> None:
    sessions = real.library.sessions
    assert set(sessions) >= {
        "gioi-thieu-nghi-quyet-25-nq-tw-2013",
        "dan-chu-o-co-so-luat-va-nghi-dinh",
        "xay-dung-mo-hinh-dan-van-kheo",
    }
    for session in sessions.values():
        assert sum(part.minutes or 0 for part in session.outline) == session.duration
        assert all(part.items for part in session.outline)
        assert session.questions
    models = {i.record for p in sessions["xay-dung-mo-hinh-dan-van-kheo"].outline for i in p.items}
    assert models >= set(real.library.models)
