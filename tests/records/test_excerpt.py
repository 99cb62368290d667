from __future__ import annotations

import pytest

from generator.records.excerpt import anchors, excerpt
from generator.records.provisions import parse

TEXT = """
Luật này quy định việc thử.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Luật này áp dụng cho việc thử.
Điều 2. Giải thích
1. Việc thử gồm:
a) làm;
đ) sửa.
Đoạn không số sau điểm đ.
2. Người thử là ai cũng được.
Điều 3. Hiệu lực
a) Điểm không có khoản.
"""
PROVISIONS = parse(TEXT)


@pytest.mark.parametrize(
    ("anchor", "label", "heading", "lines"),
    [
        ("dieu-1", "Điều 1", "Phạm vi", ["Luật này áp dụng cho việc thử."]),
        ("chuong-i", "Chương I", "QUY ĐỊNH CHUNG", []),
        (
            "dieu-2-khoan-1",
            "khoản 1 Điều 2",
            "Giải thích",
            ["1. Việc thử gồm:", "a) làm;", "đ) sửa.", "Đoạn không số sau điểm đ."],
        ),
        ("dieu-2-khoan-2", "khoản 2 Điều 2", "Giải thích", ["2. Người thử là ai cũng được."]),
        ("dieu-2-khoan-1-diem-a", "điểm a khoản 1 Điều 2", "Giải thích", ["a) làm;"]),
        (
            "dieu-2-khoan-1-diem-dd",
            "điểm đ khoản 1 Điều 2",
            "Giải thích",
            ["đ) sửa.", "Đoạn không số sau điểm đ."],
        ),
        ("dieu-3-diem-a", "điểm a Điều 3", "Hiệu lực", ["a) Điểm không có khoản."]),
    ],
)
def test_an_excerpt_is_what_stands_at_the_anchor(
    anchor: str, label: str, heading: str, lines: list[str]
) -> None:
    found = excerpt(PROVISIONS, anchor)
    assert found
    assert (found.label, found.heading, list(found.lines)) == (label, heading, lines)


def test_a_party_document_is_cited_by_its_heads() -> None:
    provisions = parse("I- Tình hình\n1- Ưu điểm.\nII- Nhiệm vụ\nLàm.")
    labels = [found.label for a in anchors(provisions) if (found := excerpt(provisions, a))]
    assert labels == ["mục I", "khoản 1 mục I", "mục II"]


@pytest.mark.parametrize("anchor", ["", "dieu-4", "dieu-2-khoan-3", "dieu", "dieu-2-khoan"])
def test_where_nothing_stands_there_is_no_excerpt(anchor: str) -> None:
    assert excerpt(PROVISIONS, anchor) is None


def test_every_anchor_of_a_text_has_its_excerpt() -> None:
    found = anchors(PROVISIONS)
    assert len(found) == len(set(found)) == 9
    assert all(excerpt(PROVISIONS, anchor) for anchor in found)
