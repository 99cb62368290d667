from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.records.provisions import Level, Provision, parse

LAW = """
LUẬT
Căn cứ Hiến pháp;

Chương I
NHỮNG QUY ĐỊNH CHUNG
CỦA LUẬT
Mục 1
Phạm vi
Điều 1. Phạm vi điều chỉnh
Luật này quy định:
1. Một;
a) Nhỏ;
d) Dê;
đ) Đê.
2. 15 ngày, theo
Điều 15 của Luật này.
Điều 1a. Được đưa thêm
a) Không có khoản.
Chương II. THI HÀNH
Điều 2. Luật này có hiệu lực ngay.
"""
PARTY = """
Bộ Chính trị yêu cầu:
1. Đứng trước, không là khoản nào.
I- TÌNH HÌNH
1- Ưu điểm
1.1. Nhỏ hơn
II. Nhiệm vụ
Làm.
"""
WORDS = [
    "Điều 1. ", "Điều 2", "Điều 3a: ", "ĐIỀU 4.", "Chương I", "Chương 2. ", "Mục 1", "Tiểu mục 1",
    "Phần thứ nhất", "PHẦN II", "I- ", "II. ", "1. ", "1.1. ", "2- ", "a) ", "đ) ", "aa) ", "“",
    "”", "\n", "\n", "\n\n", "\r\n", "\u2028", " ", "\xa0", "CHỮ HOA", "chữ thường", "của Luật này",
    ".",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=60).map("".join)


def outline(provisions: tuple[Provision, ...]) -> list[tuple[str, str, str]]:
    return [(p.anchor, p.label, p.heading) for p in provisions]


def anchors(provisions: tuple[Provision, ...]) -> list[str]:
    own = [p.anchor for p in provisions]
    return [
        anchor
        for anchor in (*own, *(line.anchor for p in provisions for line in p.lines))
        if anchor
    ]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_a_law_has_divisions_articles_clauses_and_points() -> None:
    law = parse(LAW)
    assert outline(law) == [
        ("", "", ""),
        ("chuong-i", "Chương I", "NHỮNG QUY ĐỊNH CHUNG CỦA LUẬT"),
        ("chuong-i-muc-1", "Mục 1", "Phạm vi"),
        ("dieu-1", "Điều 1", "Phạm vi điều chỉnh"),
        ("dieu-1a", "Điều 1a", "Được đưa thêm"),
        ("chuong-ii", "Chương II", "THI HÀNH"),
        ("dieu-2", "Điều 2", ""),
    ]
    assert [line.anchor for line in law[3].lines] == [
        "",
        "dieu-1-khoan-1",
        "dieu-1-khoan-1-diem-a",
        "dieu-1-khoan-1-diem-d",
        "dieu-1-khoan-1-diem-dd",
        "dieu-1-khoan-2",
        "",
    ]
    assert [line.anchor for line in law[4].lines] == ["dieu-1a-diem-a"]
    assert [line.text for line in law[6].lines] == ["Luật này có hiệu lực ngay."]
    assert [p.line for p in law] == [2, 5, 8, 10, 18, 20, 21]


def test_a_party_document_has_roman_heads() -> None:
    party = parse(PARTY)
    assert outline(party) == [
        ("", "", ""),
        ("muc-i", "I", "TÌNH HÌNH"),
        ("muc-ii", "II", "Nhiệm vụ"),
    ]
    assert [line.anchor for line in party[0].lines] == ["", ""]
    assert [line.anchor for line in party[1].lines] == ["muc-i-khoan-1", "muc-i-khoan-1-1"]


def test_numbers_that_begin_again_are_told_apart_by_what_they_stand_in() -> None:
    parts = parse("Phần thứ nhất\nI- A\n1. x\nPhần thứ hai\nI- B\n1. x")
    assert anchors(parts) == [
        "phan-thu-nhat",
        "phan-thu-nhat-muc-i",
        "phan-thu-hai",
        "phan-thu-hai-muc-i",
        "phan-thu-nhat-muc-i-khoan-1",
        "phan-thu-hai-muc-i-khoan-1",
    ]
    chapters = parse("Chương I\nMục 1\nChương II\nMục 1\nTiểu mục 1\nMục 2\nTiểu mục 1\nĐiều 1. A")
    assert anchors(chapters)[-4:] == [
        "chuong-ii-muc-1-tieu-muc-1",
        "chuong-ii-muc-2",
        "chuong-ii-muc-2-tieu-muc-1",
        "dieu-1",
    ]


def test_a_text_without_structure_is_one_untitled_provision() -> None:
    (only,) = parse("Chỉ thị yêu cầu:\n1. Làm.\na) Ngay.\n2. Báo cáo.")
    assert (only.level, only.label, only.heading) == (Level.PREAMBLE, "", "")
    assert [x.anchor for x in only.lines] == ["", "khoan-1", "khoan-1-diem-a", "khoan-2"]
    assert parse("") == parse(" \n\t\n") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Điều 15 của Luật này.",
        "Chương III của Luật này quy định.",
        "Chương trình công tác gồm:",
        "Mục 2 Chương này quy định.",
        "20.11.2020 là ngày",
        "3-5 ngày",
        "V.I. Lê-nin",
        "10.000 đồng",
        "Xã A. Ở đây",
    ],
)
def test_running_text_that_looks_like_structure_is_text(line: str) -> None:
    assert anchors(parse(f"Lời dẫn\n{line}\nvà nữa")) == []


def test_what_an_amending_act_quotes_opens_nothing() -> None:
    text = "Điều 1. Sửa đổi\n1. Như sau:\n“Điều 5. Cũ\n1. Một\nĐiều 6. Mới\n2. Hai”.\n2. Bỏ."
    assert anchors(parse(text)) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2"]


def test_a_quotation_that_is_never_closed_swallows_nothing() -> None:
    text = "Điều 1. Sửa đổi\n“Quên đóng\n1. Một\nĐiều 2. Hai\nx"
    assert anchors(parse(text)) == ["dieu-1", "dieu-2", "dieu-1-khoan-1"]


def test_an_anchor_does_not_hang_on_what_stands_elsewhere() -> None:
    shorter = LAW.replace("d) Dê;\n", "").replace(
        "Điều 1a. Được đưa thêm\na) Không có khoản.\n", ""
    )
    assert set(anchors(parse(shorter))) < set(anchors(parse(LAW)))


@given(texts)
@example("“\n”“\n”")
def test_every_line_is_kept_and_every_anchor_is_unique(text: str) -> None:
    provisions = parse(text)
    kept = [(p.label, p.heading, *(line.text for line in p.lines)) for p in provisions]
    assert letters("".join(part for parts in kept for part in parts)) == letters(text)
    found = anchors(provisions)
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", anchor) for anchor in found)
    assert [p.line for p in provisions] == sorted({p.line for p in provisions})
    assert all(p.anchor or p.level is Level.PREAMBLE for p in provisions)
