from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.citations.finding import mentions
from generator.citations.number import number_slug

KINDS = (
    "nghị quyết",
    "kết luận",
    "chỉ thị",
    "thông báo",
    "thông báo kết luận",
    "nghị định",
    "luật",
)
FOUND = {
    # as printed in articles: blanks round the signs, days in every form
    "Kết luận số 43- KL/TW ngày 7/01/2019": ("43-KL/TW", "kết luận", (2019, 1, 7)),
    "Chỉ thị số 13/ CT-TTg, ngày 10-6-2015": ("13/CT-TTg", "chỉ thị", (2015, 6, 10)),
    "Chỉ thị số 16/CT - TTg ngày 16.5.2016": ("16/CT-TTg", "chỉ thị", (2016, 5, 16)),
    "chỉ thị 1940/CT- TTg (31/12/2008)": ("1940/CT-TTg", "chỉ thị", (2008, 12, 31)),
    "Nghị quyết 25-NQ/TW ngày 03 tháng 6 năm 2013": ("25-NQ/TW", "nghị quyết", (2013, 6, 3)),
    "Nghị quyết số 25-NQ/TW tháng 7 năm 2008": ("25-NQ/TW", "nghị quyết", (2008, 7)),
    "Nghị quyết số 25-NQ/TW, tháng 7/2008": ("25-NQ/TW", "nghị quyết", (2008, 7)),
    "Nghị quyết số 25-NQ/TW năm 2003": ("25-NQ/TW", "nghị quyết", (2003,)),
    "Nghị định số: 59/2023/NĐ-CP của Chính phủ": ("59/2023/NĐ-CP", "nghị định", ()),
    "Luật số 10/2022/QH15": ("10/2022/QH15", "luật", ()),
    "Thông báo kết luận số 148-TB/TW": ("148-TB/TW", "thông báo kết luận", ()),
    "số20-NQ/TW": ("20-NQ/TW", None, ()),
    "theo 5-CT/TW, ngày đăng 1/1/2020": ("05-CT/TW", None, ()),
    "11-Q\u00d0i/TW": ("11-QĐi/TW", None, ()),
    "NGHỊ QUYẾT SỐ 8B-NQ/HNTW": ("8B-NQ/HNTW", "nghị quyết", ()),
}


@pytest.mark.parametrize("text", FOUND)
def test_a_mention_with_what_stands_around_it(text: str) -> None:
    (mention,) = mentions(f"Căn cứ {text}", KINDS)
    assert (mention.number, mention.kind, mention.day) == FOUND[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày 03/6/2013, điện thoại 024-3845/6789",
        "tỷ lệ 25-30/100, giai đoạn 2021-2026",
        "https://vi-du.example/25-nq/tw",
        "QCVN 01-1:2018/BYT",
        "Nghị quyết số 25",
    ],
)
def test_other_figures_are_no_mentions(text: str) -> None:
    assert list(mentions(text, KINDS)) == []


def test_a_mention_ends_where_the_next_begins_or_the_sentence_ends() -> None:
    text = "Kết luận 43-KL/TW của A, Nghị quyết 25-NQ/TW của B. Ngày 1/1/2020, C"
    first, second = mentions(text, KINDS)
    assert text[first.start : first.end] == "Kết luận 43-KL/TW"
    assert first.after == " của A, Nghị quyết "
    assert second.after == " của B"


@given(st.text("0123456789-/ NQTĐW.Hhsố\n", max_size=80))
def test_whatever_the_text_places_lie_in_it_and_numbers_have_addresses(text: str) -> None:
    for mention in mentions(text, KINDS):
        assert 0 <= mention.start < mention.end <= len(text)
        assert number_slug(mention.number)
