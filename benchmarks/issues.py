"""What each sort of body issues, and how the numbers of it are written."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Issue(NamedTuple):
    """A kind that a body issues: ``form`` makes the number from ``n`` (01, 02, …), ``code`` of
    the body, ``year`` and ``term`` of the National Assembly; ``yearly`` is about how many numbers
    are used up in a year; ``weight`` how often the kind is among the records."""

    kind: str
    form: str
    yearly: int
    weight: int


ISSUES: dict[str, tuple[Issue, ...]] = {
    "centre": (
        Issue("nghị quyết", "{n}-NQ/{code}", 20, 4),
        Issue("chỉ thị", "{n}-CT/{code}", 20, 5),
        Issue("kết luận", "{n}-KL/{code}", 60, 5),
        Issue("quyết định", "{n}-QĐ/{code}", 150, 4),
        Issue("quy định", "{n}-QyĐ/{code}", 60, 3),
        Issue("thông báo kết luận", "{n}-TB/{code}", 90, 2),
    ),
    "committee": (
        Issue("nghị quyết", "{n}-NQ/{code}", 15, 3),
        Issue("chỉ thị", "{n}-CT/{code}", 15, 4),
        Issue("kết luận", "{n}-KL/{code}", 90, 2),
        Issue("quyết định", "{n}-QĐ/{code}", 400, 3),
        Issue("quy chế", "{n}-QC/{code}", 8, 1),
        Issue("kế hoạch", "{n}-KH/{code}", 60, 6),
        Issue("chương trình hành động", "{n}-CTr/{code}", 20, 4),
        Issue("báo cáo", "{n}-BC/{code}", 200, 4),
        Issue("đề án", "{n}-ĐA/{code}", 8, 1),
        Issue("công văn", "{n}-CV/{code}", 900, 2),
    ),
    "board": (
        Issue("hướng dẫn", "{n}-HD/{code}", 30, 5),
        Issue("kế hoạch", "{n}-KH/{code}", 60, 5),
        Issue("báo cáo", "{n}-BC/{code}", 200, 4),
        Issue("chương trình", "{n}-CTr/{code}", 15, 2),
        Issue("thông báo", "{n}-TB/{code}", 40, 1),
        Issue("công văn", "{n}-CV/{code}", 600, 3),
    ),
    "front": (
        Issue("kế hoạch", "{n}/KH-{code}", 80, 4),
        Issue("hướng dẫn", "{n}/HD-{code}", 30, 3),
        Issue("báo cáo", "{n}/BC-{code}", 200, 2),
        Issue("nghị quyết", "{n}/NQ-{code}", 12, 1),
    ),
    "government": (
        Issue("nghị định", "{n}/{year}/NĐ-{code}", 160, 5),
        Issue("nghị quyết", "{n}/NQ-{code}", 150, 3),
    ),
    "premier": (
        Issue("chỉ thị", "{n}/CT-{code}", 40, 4),
        Issue("quyết định", "{n}/QĐ-{code}", 1800, 5),
    ),
    "assembly": (
        Issue("luật", "{n}/{year}/{code}{term}", 60, 3),
        Issue("nghị quyết", "{n}/{year}/{code}{term}", 150, 2),
    ),
    "standing": (
        Issue("pháp lệnh", "{n}/{year}/PL-{code}{term}", 15, 2),
        Issue("nghị quyết", "{n}/NQ-{code}{term}", 300, 3),
    ),
    "ministry": (
        Issue("thông tư", "{n}/{year}/TT-{code}", 20, 4),
        Issue("quyết định", "{n}/QĐ-{code}", 1200, 3),
        Issue("kế hoạch", "{n}/KH-{code}", 300, 1),
    ),
    "council": (Issue("nghị quyết", "{n}/{year}/NQ-{code}", 60, 1),),
    "people": (
        Issue("chỉ thị", "{n}/CT-{code}", 25, 4),
        Issue("quyết định", "{n}/QĐ-{code}", 3000, 4),
        Issue("kế hoạch", "{n}/KH-{code}", 300, 5),
        Issue("báo cáo", "{n}/BC-{code}", 400, 3),
        Issue("công văn", "{n}/{code}-NC", 4000, 2),
    ),
}

_TERMS_OF_ASSEMBLY = {10: 1997, 11: 2002, 12: 2007, 13: 2011, 14: 2016, 15: 2021, 16: 2026}
_TERMS_OF_PARTY = {
    "VIII": 1996,
    "IX": 2001,
    "X": 2006,
    "XI": 2011,
    "XII": 2016,
    "XIII": 2021,
    "XIV": 2026,
}


def assembly_term(day: dt.date) -> int:
    return max(term for term, start in _TERMS_OF_ASSEMBLY.items() if start <= day.year)


def party_term(day: dt.date) -> str:
    return "khóa " + [term for term, start in _TERMS_OF_PARTY.items() if start <= day.year][-1]
