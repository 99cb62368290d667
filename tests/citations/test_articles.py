from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.citations.articles import pieces

ANCHORS = {
    "dieu-3",
    "dieu-3-khoan-1",
    "dieu-14",
    "dieu-15",
    "dieu-15-khoan-2",
    "dieu-15-khoan-2-diem-dd",
    "dieu-16",
}
WORDS = [
    "Điều 15", "điều 3", "Điều này", "các điều ", "khoản 2 ", "khoản 1, 2 ", "điểm đ ", "14", ", ",
    "; ", " và ", " của ", "Luật này", "Luật Đất đai", "sửa đổi ", "từ ", " đến ", " ",
]  # fmt: skip


def shown(text: str, amending: bool = False) -> str:
    """Citations that became links as ``[text|anchor]``."""
    found = pieces(text, "dieu-3", ANCHORS, amending)
    return "".join(f"[{p.text}|{p.anchor}]" if p.anchor else p.text for p in found)


@pytest.mark.parametrize(
    "expected",
    [
        "theo [Điều 15|dieu-15] của Luật này.",
        "theo [khoản 2 Điều 15|dieu-15-khoan-2] Nghị định này",
        "[Điểm đ khoản 2 Điều 15|dieu-15-khoan-2-diem-dd] của Quy chế này",
        "[khoản 1 Điều này|dieu-3-khoan-1]",
        "[Điều 15|dieu-15]",
        "các điều [14|dieu-14], [15|dieu-15] và 99 của Luật này",
        "từ [Điều 14|dieu-14] đến [Điều 16|dieu-16] của Luật này",
        "[khoản 1 Điều này|dieu-3-khoan-1]; theo [Điều 16|dieu-16] của Luật này",
    ],
)
def test_our_own_articles_are_links(expected: str) -> None:
    assert shown(re.sub(r"\[(.*?)\|.*?\]", r"\1", expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "theo Điều 15 của Luật Đất đai",
        "theo Điều 15 Nghị định số 59/2023/NĐ-CP",
        "Điều 15, Luật Đất đai",
        "khoản 4 Điều 14; khoản 4 Điều 15; khoản 3 Điều 16 và Điều 3 của Luật Thực hiện dân chủ",
        "từ Điều 14 đến Điều 16 của Bộ luật Lao động",
        "các điều 14, 15 và 16 của Hiến pháp",
        "Điều 15 của văn bản ấy",
        "Điều 99 của Luật này",
        "Điều 150, Điều 15a",
        "Sửa đổi, bổ sung Điều 15 như sau",
        "điều lệ, điều kiện 15",
    ],
)
def test_articles_of_others_are_none(text: str) -> None:
    assert shown(text) == text


def test_a_clause_that_is_not_there_leads_to_its_article() -> None:
    assert shown("khoản 9 Điều 15 của Luật này") == "[khoản 9 Điều 15|dieu-15] của Luật này"
    assert shown("các khoản 1 và 2 Điều 15") == "[các khoản 1 và 2 Điều 15|dieu-15]"
    assert shown("điểm đ, e khoản 2 Điều 15") == "[điểm đ, e khoản 2 Điều 15|dieu-15-khoan-2]"


def test_an_amending_document_owns_only_what_it_says() -> None:
    assert shown("Điều 15", amending=True) == "Điều 15"
    assert shown("Điều 15 của Luật này", amending=True) == "[Điều 15|dieu-15] của Luật này"


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=40).map("".join))
def test_the_pieces_are_the_text(text: str) -> None:
    found = pieces(text, "dieu-3", ANCHORS)
    assert "".join(piece.text for piece in found) == text
    assert {piece.anchor for piece in found} <= {*ANCHORS, ""}
    assert all(piece.text for piece in found) or text == ""
