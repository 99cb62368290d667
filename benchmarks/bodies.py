"""Places and issuing bodies: the provinces as they were and as they are since 01/7/2025, made-up
districts and communes below them, and the bodies of each, in an endless fixed order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, product
from random import Random
from typing import Literal

from benchmarks.text import Value, ascii_id

START, END = dt.date(1998, 1, 1), dt.date(2026, 6, 15)
"""Days of issue lie between these, both included."""

MERGER, MERGED = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
"""Last day of the old provinces and of all districts; first day of what followed."""

_BOARDS_JOINED = dt.date(2025, 2, 1)

_MERGERS: dict[str, str] = {
    "Tuyên Quang": "Hà Giang, Tuyên Quang",
    "Lào Cai": "Yên Bái, Lào Cai",
    "Thái Nguyên": "Bắc Kạn, Thái Nguyên",
    "Phú Thọ": "Hòa Bình, Vĩnh Phúc, Phú Thọ",
    "Bắc Ninh": "Bắc Giang, Bắc Ninh",
    "Hưng Yên": "Thái Bình, Hưng Yên",
    "Hải Phòng": "Hải Dương, Hải Phòng",
    "Ninh Bình": "Hà Nam, Nam Định, Ninh Bình",
    "Quảng Trị": "Quảng Bình, Quảng Trị",
    "Đà Nẵng": "Quảng Nam, Đà Nẵng",
    "Quảng Ngãi": "Kon Tum, Quảng Ngãi",
    "Gia Lai": "Bình Định, Gia Lai",
    "Khánh Hòa": "Ninh Thuận, Khánh Hòa",
    "Lâm Đồng": "Đắk Nông, Bình Thuận, Lâm Đồng",
    "Đắk Lắk": "Phú Yên, Đắk Lắk",
    "Hồ Chí Minh": "Bà Rịa - Vũng Tàu, Bình Dương, Hồ Chí Minh",
    "Đồng Nai": "Bình Phước, Đồng Nai",
    "Tây Ninh": "Long An, Tây Ninh",
    "Cần Thơ": "Sóc Trăng, Hậu Giang, Cần Thơ",
    "Vĩnh Long": "Bến Tre, Trà Vinh, Vĩnh Long",
    "Đồng Tháp": "Tiền Giang, Đồng Tháp",
    "Cà Mau": "Bạc Liêu, Cà Mau",
    "An Giang": "Kiên Giang, An Giang",
}
_UNCHANGED = (
    "Hà Nội, Huế, Lai Châu, Điện Biên, Sơn La, Lạng Sơn, Quảng Ninh, Thanh Hóa, Nghệ An, Hà Tĩnh, "
    "Cao Bằng"
)
_CITIES = {"Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Huế"}
_SYLLABLES = (
    "An Bình Châu Đông Giang Hòa Khánh Long Minh Nam Phú Quang Sơn Tân Thanh Thịnh Vĩnh Xuân Yên "
    "Lộc Mỹ Hưng Thạch Đức Hải Lâm"
)


@dataclass(frozen=True, slots=True)
class Place:
    """``full``: as the name of a body goes on (“Ủy ban nhân dân …”)."""

    id: str
    name: str
    short: str
    level: Literal["province", "district", "commune"]
    parent: Place | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    successor: Place | None = None

    @property
    def full(self) -> str:
        return self.name[0].lower() + self.name[1:]

    def record(self) -> dict[str, Value]:
        return {
            "id": self.id,
            "name": self.name,
            "level": self.level,
            "parent": self.parent.id if self.parent else None,
            "existed_from": str(self.start) if self.start else None,
            "existed_to": str(self.end) if self.end else None,
            "successors": [self.successor.id] if self.successor else [],
            "sources": [_source(self.name)],
        }


@dataclass(frozen=True, slots=True)
class Body:
    """``profile`` names the row of `benchmarks.issues.ISSUES` with what it issues."""

    id: str
    name: str
    code: str
    profile: str
    branch: str
    level: str
    place: Place | None = None
    parent: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    successor: str | None = None

    @property
    def first_day(self) -> dt.date:
        return max(self.start or START, START)

    @property
    def last_day(self) -> dt.date:
        return min(self.end or END, END)

    def record(self) -> dict[str, Value]:
        return {
            "id": self.id,
            "name": self.name,
            "codes": [self.code],
            "branch": self.branch,
            "level": self.level,
            "locality": self.place.id if self.place else None,
            "parent": self.parent,
            "existed_from": str(self.start) if self.start else None,
            "existed_to": str(self.end) if self.end else None,
            "successors": [self.successor] if self.successor else [],
            "sources": [_source(self.name)],
        }


def _source(name: str) -> dict[str, Value]:
    return {
        "title": f"{name}: giới thiệu chung",
        "publisher": "Cổng thông tin điện tử",
        "url": f"https://example.gov.vn/gioi-thieu/{ascii_id(name)}",
    }


CENTRAL: tuple[Body, ...] = (
    Body("ban-chap-hanh-trung-uong", "Ban Chấp hành Trung ương Đảng", "TW", "centre", "party",
         "central"),
    Body("bo-chinh-tri", "Bộ Chính trị", "TW", "centre", "party", "central",
         parent="ban-chap-hanh-trung-uong"),
    Body("ban-bi-thu", "Ban Bí thư", "TW", "centre", "party", "central",
         parent="ban-chap-hanh-trung-uong"),
    Body("ban-dan-van-trung-uong", "Ban Dân vận Trung ương", "BDVTW", "board", "party", "central",
         parent="ban-chap-hanh-trung-uong", end=dt.date(2025, 2, 2),
         successor="ban-tuyen-giao-va-dan-van-trung-uong"),
    Body("chinh-phu", "Chính phủ", "CP", "government", "state", "central"),
    Body("thu-tuong-chinh-phu", "Thủ tướng Chính phủ", "TTg", "premier", "state", "central",
         parent="chinh-phu"),
    Body("quoc-hoi", "Quốc hội", "QH", "assembly", "state", "central"),
    Body("uy-ban-thuong-vu-quoc-hoi", "Ủy ban Thường vụ Quốc hội", "UBTVQH", "standing", "state",
         "central", parent="quoc-hoi"),
    Body("uy-ban-trung-uong-mttq", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "MTTW", "front",
         "front", "central"),
    Body("bo-noi-vu", "Bộ Nội vụ", "BNV", "ministry", "state", "agency", parent="chinh-phu"),
    Body("uy-ban-dan-toc", "Ủy ban Dân tộc", "UBDT", "ministry", "state", "agency",
         parent="chinh-phu", end=dt.date(2025, 2, 28)),
    Body("ban-tuyen-giao-va-dan-van-trung-uong", "Ban Tuyên giáo và Dân vận Trung ương",
         "BTGDVTW", "board", "party", "central", parent="ban-chap-hanh-trung-uong",
         start=dt.date(2025, 2, 3)),
    Body("van-phong-trung-uong-dang", "Văn phòng Trung ương Đảng", "VPTW", "board", "party",
         "central", parent="ban-chap-hanh-trung-uong"),
    Body("ban-to-chuc-trung-uong", "Ban Tổ chức Trung ương", "BTCTW", "board", "party", "central",
         parent="ban-chap-hanh-trung-uong"),
)  # fmt: skip


def roster(seed: int) -> Iterator[Body]:
    """All bodies there could be, the central ones first; the same order for one seed."""
    yield from CENTRAL
    for place in _places(seed):
        yield from bodies_of(place)


def _places(seed: int) -> Iterator[Place]:
    """Provinces while they last, then districts, and communes of the new provinces, in turns."""
    rng = Random(f"{seed}/places")
    old, new = _provinces()
    everything = old + new
    rng.shuffle(everything)
    lower = _lower_places(rng, old, new)
    for turn in count():
        if turn % 3 == 0 and everything:
            yield everything.pop()
        else:
            yield next(lower)


def _provinces() -> tuple[list[Place], list[Place]]:
    """Those of before 01/7/2025, some of them still there, and those formed on that day."""
    old = [_province(name) for name in _UNCHANGED.split(", ")]
    new = []
    for name, parts in _MERGERS.items():
        merged = _province(name, start=MERGED)
        new.append(merged)
        old += [_province(part, end=MERGER, successor=merged) for part in parts.split(", ")]
    return old, new


def _province(
    short: str,
    start: dt.date | None = None,
    end: dt.date | None = None,
    successor: Place | None = None,
) -> Place:
    name = f"{'Thành phố' if short in _CITIES else 'Tỉnh'} {short}"
    identity = ascii_id(name) + ("-2025" if start else "")
    return Place(identity, name, short, "province", None, start, end, successor)


def _lower_places(rng: Random, old: list[Place], new: list[Place]) -> Iterator[Place]:
    names = [f"{a} {b}" for a, b in product(_SYLLABLES.split(), repeat=2) if a != b]
    rng.shuffle(names)
    for number in count():
        short = names[number % len(names)]
        districts = number % 2 == 0
        parent = rng.choice(old if districts else [*new, *(p for p in old if not p.end)])
        again = f"-{number // len(names) + 1}" if number >= len(names) else ""
        kind = "Huyện" if districts else "Xã"
        identity = ascii_id(f"{kind} {short} {parent.short}") + again
        if districts:
            yield Place(identity, f"Huyện {short}", short, "district", parent, end=MERGER)
        else:
            yield Place(identity, f"Xã {short}", short, "commune", parent, start=MERGED)


def bodies_of(place: Place) -> Iterator[Body]:
    """Parents come before what they are parents of."""
    committee, code = _committee(place)
    party = _body(place, committee, code, "committee", "party")
    yield party
    if place.level != "commune":
        board = f"Ban Thường vụ {committee}"
        yield replace(_body(place, board, code, "committee", "party"), parent=party.id)
        yield from _boards(place, committee, code, party.id)
        yield _body(place, "Hội đồng nhân dân", "HĐND", "council", "state")
        yield _body(place, "Ủy ban Mặt trận Tổ quốc Việt Nam", "MTTQ", "front", "front")
    yield _body(place, "Ủy ban nhân dân", "UBND", "people", "state")


def named_by(body: Body) -> Iterator[Body]:
    """The bodies whose ids stand in the record of ``body``: its parent and its successor."""
    near = [body.place, body.place.successor] if body.place else []
    candidates = [*CENTRAL, *(b for place in near if place for b in bodies_of(place))]
    return (b for b in candidates if b.id in (body.parent, body.successor))


def _committee(place: Place) -> tuple[str, str]:
    if place.level == "province":
        return ("Thành ủy" if place.name.startswith("Thành phố") else "Tỉnh ủy"), "TU"
    return ("Huyện ủy", "HU") if place.level == "district" else ("Đảng ủy xã", "ĐU")


def _boards(place: Place, committee: str, code: str, parent: str) -> Iterator[Body]:
    """The board for mass mobilisation, joined with that for propaganda in February 2025."""
    joined = _body(
        place, f"Ban Tuyên giáo và Dân vận {committee}", f"BTGDV{code}", "board", "party"
    )
    start = max(_BOARDS_JOINED, place.start or _BOARDS_JOINED)
    joined = replace(joined, parent=parent, start=start)
    if place.start is None:
        end = _BOARDS_JOINED - dt.timedelta(days=1)
        board = _body(place, f"Ban Dân vận {committee}", f"BDV{code}", "board", "party")
        yield replace(board, parent=parent, end=end, successor=joined.id)
    yield joined


def _body(place: Place, role: str, code: str, profile: str, branch: str) -> Body:
    """A body that begins, ends and is succeeded with its place."""
    name = f"{role} {place.short if branch == 'party' else place.full}"
    body = Body(_identity(role, place), name, code, profile, branch, place.level, place)
    if place.successor:
        old, new = _committee(place)[0], _committee(place.successor)[0]
        body = replace(body, successor=_identity(role.replace(old, new), place.successor))
    return replace(body, start=place.start, end=place.end)


def _identity(role: str, place: Place) -> str:
    return f"{ascii_id(role)}-{place.id}"
