"""Citations of a document's own articles in its text: ``khoản 2 Điều 15 của Luật này``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.citations.anchors import anchor_of

_POINT, _CLAUSE, _ARTICLE = r"[a-zđ]{1,2}", r"\d{1,3}[a-zđ]?", r"\d{1,4}[a-zđ]?"


def _several(one: str) -> str:
    return rf"{one}(?:(?:, | và | hoặc |, và ){one})*"


_CITATION = re.compile(
    rf"(?<!\w)(?:"
    rf"(?:(?:[Cc]ác )?[Đđ]iểm (?P<points>{_several(_POINT)}) )?"
    rf"(?:(?:[Cc]ác )?[Kk]hoản (?P<clauses>{_several(_CLAUSE)}) )?"
    rf"[Đđ]iều (?P<article>{_ARTICLE}|này)"
    rf"|[Cc]ác [Đđ]iều (?P<articles>{_several(_ARTICLE)})"
    r")(?!\w)"
)
_JOINT = re.compile(r"(?:[,;]|[,;]? (?:và|hoặc|đến))(?: (?:quy định )?tại| theo| từ)? ")
_OWNER = re.compile(
    r",? (?:(?P<of>của) )?(?:(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp|Nghị định|Nghị quyết|Quyết định"
    r"|Thông tư(?: liên tịch)?|Quy chế|Quy định|Quy ước|Điều lệ|Chỉ thị|Kết luận|Hướng dẫn"
    r"|Kế hoạch|Đề án|Chương trình|Nội quy|Công ước|Hiệp định)(?P<own> này(?!\w))?(?!\w))?"
)
_NUMBER = re.compile(rf"(?<!\w)(?:{_ARTICLE})(?!\w)")
_CHANGES = re.compile(r"sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with an anchor it cites a provision of the same text."""

    text: str
    anchor: str = ""


def pieces(
    text: str, article: str, anchors: Collection[str], amending: bool = False
) -> tuple[Piece, ...]:
    """Part a paragraph at the citations of provisions in ``anchors``; joined they are the text.

    ``article`` is the anchor of the article the paragraph stands in, which ``Điều này`` means. A
    citation is our own where ``của Luật này`` or the like follows, and nobody's where another
    document does. With nothing behind it, it is ours too, unless the words or the whole document
    (``amending``) are about changing another one.
    """
    if "iều " not in text:
        return (Piece(text),)
    amending = amending or bool(_CHANGES.search(text))
    done, parts = 0, list[Piece]()
    for found, is_own in _owned(text):
        if found["article"] != "này" and not (is_own or (is_own is None and not amending)):
            continue
        for start, end, anchor in _targets(found, article, anchors):
            parts += [Piece(text[done:start]), Piece(text[start:end], anchor)]
            done = end
    return tuple(piece for piece in (*parts, Piece(text[done:])) if piece.text)


def _owned(text: str) -> list[tuple[re.Match[str], bool | None]]:
    """Citations, and whether this document owns them; None where the text does not say. What
    follows the last one of a series holds for all of it."""
    owned: list[tuple[re.Match[str], bool | None]] = []
    for found in reversed(list(_CITATION.finditer(text))):
        if owned and _JOINT.fullmatch(text, found.end(), owned[-1][0].start()):
            owned.append((found, owned[-1][1]))
        else:
            owned.append((found, _owner(text, found.end())))
    return owned[::-1]


def _owner(text: str, at: int) -> bool | None:
    """None where neither ``của`` nor the name of a document follows."""
    found = _OWNER.match(text, at)
    if found is None or not (found["of"] or found[0].strip(" ,")):
        return None
    return bool(found["own"])


def _targets(
    found: re.Match[str], article: str, anchors: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    if found["articles"]:
        start = found.start("articles")
        for number in _NUMBER.finditer(found["articles"]):
            if (target := anchor_of("dieu", number[0])) in anchors:
                yield start + number.start(), start + number.end(), target
        return
    target = article if found["article"] == "này" else anchor_of("dieu", found["article"])
    if target in anchors:
        yield found.start(), found.end(), _narrowed(found, target, anchors)


def _narrowed(found: re.Match[str], target: str, anchors: Collection[str]) -> str:
    """The clause or point, where one alone is cited and the text has it."""
    for word, numbers in (("khoan", found["clauses"]), ("diem", found["points"])):
        inner = anchor_of(word, numbers, target) if numbers and " " not in numbers else target
        if inner not in anchors:
            break
        target = inner
    return target
