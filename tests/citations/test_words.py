from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.citations.words import Citation, day_in_words

CENTRE = "Ban Chấp hành Trung ương Đảng"
KIND = "nghị quyết"


def cite(
    kind: str, number: str | None = None, day: tuple[int, ...] = (), *rest: object
) -> Citation:
    """kind, number, day, issuers, title, term"""
    issuers, title, term = (*rest, None, None, None)[:3]
    bodies = (issuers,) if isinstance(issuers, str) else issuers or ()
    return Citation("x", kind, number, day, bodies, term, title)  # type: ignore[arg-type]


WORDS = {
    # the example of the rule: kind, number, day, issuer with term, title
    "Nghị quyết số 25-NQ/TW ngày 03 tháng 6 năm 2013 của Ban Chấp hành Trung ương Đảng khóa XI về"
    " tăng cường và đổi mới sự lãnh đạo của Đảng": cite(
        KIND,
        "25-NQ/TW",
        (2013, 6, 3),
        CENTRE,
        "Tăng cường và đổi mới sự lãnh đạo của Đảng",
        "khóa XI",
    ),
    # dates as far as known
    "Nghị quyết số 25-NQ/TW tháng 7 năm 2008 về công tác thanh niên": cite(
        KIND, "25-NQ/TW", (2008, 7), (), "Công tác thanh niên"
    ),
    "Nghị quyết số 25-NQ/TW tháng 02 năm 2008": cite(KIND, "25-NQ/TW", (2008, 2)),
    "Thông báo số 09-TB/BC năm 2022 của Ban C": cite("thông báo", "09-TB/BC", (2022,), "Ban C"),
    "Kế hoạch số 74-KH/ĐUK của Đảng ủy Khối": cite("kế hoạch", "74-KH/ĐUK", (), "Đảng ủy Khối"),
    # no number, nothing but the kind
    "Chương trình hành động ngày 10 tháng 12 năm 2021 của Tỉnh ủy A thực hiện Nghị quyết 25": cite(
        "chương trình hành động", None, (2021, 12, 10), "Tỉnh ủy A", "Thực hiện Nghị quyết 25."
    ),
    "Báo cáo": cite("báo cáo"),
    # several issuers: no term, since nobody could tell whose
    "Kế hoạch số 05/KH-A-B của Hội đồng A và Ban B": cite(
        "kế hoạch", "05/KH-A-B", (), ("Hội đồng A", "Ban B"), None, "khóa I"
    ),
    "Nghị quyết liên tịch số 1/NQLT của Ủy ban A, Chính phủ và Đoàn Chủ tịch C quy định chi tiết"
    " các hình thức giám sát": cite(
        "nghị quyết liên tịch",
        "1/NQLT",
        (),
        ("Ủy ban A", "Chính phủ", "Đoàn Chủ tịch C"),
        "Quy định chi tiết các hình thức giám sát",
    ),
    "Thông tư số 1/TT của Bộ Văn hóa, Thể thao và Du lịch; Bộ Tài chính": cite(
        "thông tư", "1/TT", (), ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Tài chính")
    ),
    # laws, ordinances and the constitution by their names
    "Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022": cite(
        "luật", "10/2022/QH15", (2022, 11, 10), "Quốc hội", "Thực hiện dân chủ ở cơ sở", "khóa XV"
    ),
    "Luật Ban hành văn bản quy phạm pháp luật": cite(
        "luật", "64/2025/QH15", (), "Quốc hội", "Luật Ban hành văn bản quy phạm pháp luật"
    ),
    "Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn ngày 20 tháng 4 năm 2007": cite(
        "pháp lệnh", "34", (2007, 4, 20), "A", "Về thực hiện dân chủ ở xã, phường, thị trấn"
    ),
    "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013": cite(
        "hiến pháp", None, (2013,), "Quốc hội", "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    ),
    "Luật số 10/2022/QH15 của Quốc hội khóa XV": cite(
        "luật", "10/2022/QH15", (), "Quốc hội", None, "khóa XV"
    ),
    # titles that begin with “về”, in whatever form
    "Nghị quyết số 1 về công tác tôn giáo": cite(KIND, "1", (), (), "Về công tác tôn giáo"),
    "Nghị quyết số 2 về việc ban hành Quy chế X": cite(
        KIND, "2", (), (), "Về việc ban hành Quy chế X"
    ),
    "Công văn số 3 về việc góp ý dự thảo": cite("công văn", "3", (), (), "V/v: góp ý dự thảo"),
    "Công văn số 4 về việc góp ý": cite("công văn", "4", (), (), "về việc góp ý"),
    # titles that repeat the kind
    "Nghị quyết số 5 về công tác A": cite(KIND, "5", (), (), "Nghị quyết về công tác A"),
    "Nghị quyết số 6 về Đại hội Đảng bộ": cite(KIND, "6", (), (), "Nghị quyết Đại hội Đảng bộ"),
    "Quy chế số 7 về công tác dân vận": cite("quy chế", "7", (), (), "Quy chế: công tác dân vận"),
    "Quyết định số 8 ban hành Quy chế X": cite(
        "quyết định", "8", (), (), "Quyết định ban hành Quy chế X"
    ),
    "Quy định số 9 quy định chi tiết Điều 1": cite(
        "quy định", "9", (), (), "Quy định chi tiết Điều 1"
    ),
    # titles that tell an act go on without “về”
    "Nghị định số 10 sửa đổi, bổ sung một số điều": cite(
        "nghị định", "10", (), (), "Sửa đổi, bổ sung một số điều"
    ),
    "Kế hoạch số 11 thực hiện “Năm dân vận khéo”": cite(
        "kế hoạch", "11", (), (), "Thực hiện “Năm dân vận khéo”"
    ),
    # capital letters stay with names, short forms and quotations
    "Quyết định số 12 về Quy chế công tác dân vận": cite(
        "quyết định", "12", (), (), "Quy chế công tác dân vận"
    ),
    "Kết luận số 13 về Đảng lãnh đạo công tác dân vận": cite(
        "kết luận", "13", (), (), "Đảng lãnh đạo công tác dân vận"
    ),
    "Kết luận số 14 về Quảng Trị sau 2025": cite("kết luận", "14", (), (), "Quảng Trị sau 2025"),
    "Kết luận số 15 về QCDC ở cơ sở": cite("kết luận", "15", (), (), "QCDC ở cơ sở"),
    "Kết luận số 16 về “Dân vận khéo”": cite("kết luận", "16", (), (), "“Dân vận khéo”"),
    "Kết luận số 17 về ý thức tự giác": cite("kết luận", "17", (), (), "Ý thức tự giác"),
    # blanks, line breaks and full stops
    "Kết luận số 18 về nhà ở": cite("kết luận", "18", (), (), "  Nhà \n ở ; "),
    "Kết luận số 19": cite("kết luận", "19", (), (), " . "),
    "Chỉ thị số 20": cite("chỉ thị", "20", (), (), "Chỉ thị"),
}


@pytest.mark.parametrize("expected", WORDS)
def test_the_first_mention(expected: str) -> None:
    assert WORDS[expected].first_mention == expected


def test_the_later_mention_is_kind_and_number() -> None:
    assert cite(KIND, "25-NQ/TW", (2013,), CENTRE, "Về A").heading == "Nghị quyết số 25-NQ/TW"
    law = cite("luật", "10/2022/QH15", (2022,), "Quốc hội", "Thực hiện dân chủ ở cơ sở")
    assert law.heading == "Luật Thực hiện dân chủ ở cơ sở"


def test_a_draft_says_so() -> None:
    draft = Citation("x", "quy chế", issuers=("Ban C",), title="Dự thảo quy chế", is_draft=True)
    assert draft.first_mention == "Dự thảo Quy chế của Ban C"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((2024, 1, 2), "ngày 02 tháng 01 năm 2024"),
        ((2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        ((2024, 3, 10), "ngày 10 tháng 3 năm 2024"),
        ((2024, 12), "tháng 12 năm 2024"),
        ((1946,), "năm 1946"),
    ],
)
def test_days_in_words(day: tuple[int, ...], words: str) -> None:
    assert day_in_words(day) == words


@given(st.text(max_size=40), st.sampled_from(["luật", KIND, "quy định", "công văn"]))
def test_whatever_the_title_the_citation_is_one_line_that_begins_with_the_heading(
    title: str, kind: str
) -> None:
    cited = cite(kind, "01/NQ", (2020, 1, 2), "Ban C", title)
    assert cited.first_mention.startswith(cited.heading)
    assert cited.heading + cited.tail == cited.first_mention
    assert len(cited.first_mention.splitlines()) == 1 or not title.isprintable()
    assert "  " not in cited.first_mention
