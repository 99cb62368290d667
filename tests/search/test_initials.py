"""Short forms of bodies, made of their names."""

from __future__ import annotations

from generator.records.types import Body
from generator.records.vocabulary import Branch, Level
from generator.search.initials import initialisms


def body(name: str, locality: str | None = None) -> Body:
    level = Level.PROVINCE if locality else Level.CENTRAL
    return Body(id="x", name=name, branch=Branch.PARTY, level=level, locality=locality)


def test_central_bodies_are_known_by_their_letters() -> None:
    forms = initialisms([body("Ban Tuyên giáo và Dân vận Trung ương")])
    assert forms["btgdv"] == "ban tuyen giao va dan van"
    assert forms["btgdvtw"] == "ban tuyen giao va dan van trung uong"


def test_what_one_place_has_alone_is_no_short_form() -> None:
    one = body("Ban Dân vận Tỉnh ủy Quảng Trị", "quang-tri")
    other = body("Ban Dân vận Tỉnh ủy Nghệ An", "nghe-an")
    assert "bdvtuqt" not in initialisms([one, other])
    assert initialisms([one, other])["bdvtu"] == "ban dan van tinh uy"


def test_letters_that_read_as_a_word_are_none() -> None:
    assert "bat" not in initialisms([body("Ban An Toàn Trung ương")])


def test_of_two_names_the_more_frequent_one_is_meant() -> None:
    three = [body("Ban Tổ chức Huyện ủy A", "a"), body("Ban Tổ chức Huyện ủy B", "b")]
    three += [body("Ban Tiếp công dân C", "c"), body("Ban Tiếp công dân D", "d")]
    three += [body("Ban Tổ chức Thành ủy E", "e")]
    assert initialisms(three)["btc"] == "ban to chuc"
