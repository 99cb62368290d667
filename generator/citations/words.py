"""A document in the words of administrative writing.

At the first mention: kind, number, day, issuer and title; of laws and ordinances the kind and the
title with the day, neither number nor issuer; afterwards kind and number alone (Nghị định
30/2020/NĐ-CP, phụ lục I, on căn cứ and viện dẫn; Party documents are cited alike, Hướng dẫn
36-HD/VPTW). Days below 10 and months 1, 2 take a leading 0 (same place). What is not known is left
out, never filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BY_NAME = frozenset({"hiến pháp", "luật", "bộ luật", "pháp lệnh"})
"""Kinds that are cited by their title; everything else is cited by number and issuer."""

_ACTS = (
    "bãi bỏ",
    "ban hành",
    "bổ sung",
    "công bố",
    "công nhận",
    "cụ thể hóa",
    "đính chính",
    "giao",
    "hợp nhất",
    "hướng dẫn",
    "kỷ niệm",
    "phê duyệt",
    "phối hợp",
    "quy định",
    "sơ kết",
    "sửa đổi",
    "thành lập",
    "thực hiện",
    "tổ chức thực hiện",
    "tổng kết",
    "triển khai",
)
"""Titles that tell what the document does follow without “về”: “Nghị định … quy định chi tiết”."""

_NAMES = (
    "Ban Bí thư",
    "Ban Chấp hành",
    "Bộ Chính trị",
    "Bộ luật",
    "Chính phủ",
    "Chỉ thị",
    "Đảng",
    "Đề án",
    "Điều lệ",
    "Hiến pháp",
    "Kết luận",
    "Luật",
    "Mặt trận Tổ quốc",
    "Nghị định",
    "Nghị quyết",
    "Nhà nước",
    "Pháp lệnh",
    "Quốc hội",
    "Quy chế",
    "Quy tắc",
    "Thông tư",
    "Thủ tướng",
    "Trung ương",
    "Ủy ban",
)
"""Beginnings of titles that keep their capital letter inside a sentence."""

_BLANKS = re.compile(r"\s+")
_ABOUT = re.compile(r"về\b", re.IGNORECASE)
_MATTER = re.compile(r"^v/v\b\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """What citing needs of a document: ``kind`` in small letters, ``day`` as (year, month, day) as
    far as known, ``title`` None where it is not established, ``address`` empty where the site has
    none of its own."""

    id: str
    kind: str
    number: str | None = None
    day: tuple[int, ...] = ()
    issuers: tuple[str, ...] = ()
    term: str | None = None
    title: str | None = None
    is_draft: bool = False
    address: str = ""

    @property
    def heading(self) -> str:
        """``Nghị quyết số 25-NQ/TW``: the later mention, and the beginning of the first one; of
        laws, which are known by their names, ``Luật Thực hiện dân chủ ở cơ sở``."""
        kind = _capitalised(self.kind)
        if self.kind in BY_NAME and self.title:
            name = _without_kind(_stripped(self.title), self.kind)
            kind = " ".join((kind, _named(name, self.kind))).strip()
        elif self.number:
            kind = f"{kind} số {self.number}"
        return f"Dự thảo {kind}" if self.is_draft else kind

    @property
    def tail(self) -> str:
        """What follows the heading at the first mention, with a blank before it."""
        return "".join(f" {part}" for part in self._tail())

    def _tail(self) -> Iterator[str]:
        if self.day:
            yield day_in_words(self.day)
        if self.kind in BY_NAME and self.title:
            return
        if self.issuers:
            term = f" {self.term}" if self.term and len(self.issuers) == 1 else ""
            yield f"của {_joined(self.issuers)}{term}"
        if subject := _subject(self.title or "", self.kind):
            yield subject

    @property
    def first_mention(self) -> str:
        return self.heading + self.tail


def day_in_words(day: Sequence[int]) -> str:
    """``ngày 03 tháng 6 năm 2013``, ``tháng 7 năm 2008``, ``năm 2013``."""
    names = ("năm {:04}", "tháng {:02} {}" if len(day) > 1 and day[1] < 3 else "tháng {} {}")
    words = names[0].format(day[0])
    if len(day) > 1:
        words = names[1].format(day[1], words)
    return f"ngày {day[2]:02} {words}" if len(day) > 2 else words


def _joined(names: Sequence[str]) -> str:
    """``A, B và C``; names that hold commas themselves are set apart by semicolons."""
    if len(names) == 1:
        return names[0]
    separator = "; " if any("," in name for name in names) else ", "
    last = "; " if separator == "; " else " và "
    return separator.join(names[:-1]) + last + names[-1]


def _subject(title: str, kind: str) -> str:
    """The title as it goes on a sentence: with “về”, unless it tells an act or there is none."""
    title = _MATTER.sub("Về việc ", _stripped(title), count=1)
    rest = title if _is_act(title) else _without_kind(title, kind)
    if not rest:
        return ""
    if _ABOUT.match(rest) or _is_act(rest):
        return rest[:1].lower() + rest[1:]
    return f"về {_inside(title) if rest == title else rest}"


def _named(title: str, kind: str) -> str:
    """The name of a law: “Về thực hiện dân chủ ở xã” → “Thực hiện dân chủ ở xã”."""
    title = re.sub(r"^(?:về\s+việc|về)\s+", "", title, flags=re.IGNORECASE)
    return title if kind == "hiến pháp" else _capitalised(title)


def _without_kind(title: str, kind: str) -> str:
    """The title without the kind (and “dự thảo”) that it repeats at its beginning."""
    for word in ("dự thảo", kind):
        if _begins(title, word):
            title = title[len(word) :].lstrip(" :–-")
    return title


def _is_act(title: str) -> bool:
    return title.lower().startswith(_ACTS) and any(_begins(title, act) for act in _ACTS)


def _begins(title: str, words: str) -> bool:
    """True where the title begins with these whole words, in whatever letters."""
    rest = title[len(words) : len(words) + 1]
    return title[: len(words)].lower() == words and not (rest.isalnum() or rest == "_")


def _inside(title: str) -> str:
    """Small first letter inside a sentence, but for names, short forms and quotations."""
    first, _, rest = title.partition(" ")
    is_name = title.startswith(_NAMES) or rest[:1].isupper() or not first[1:].islower()
    return title if is_name and len(first) > 1 else title[:1].lower() + title[1:]


def _stripped(title: str) -> str:
    return _BLANKS.sub(" ", title).strip().rstrip(" .;")


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
