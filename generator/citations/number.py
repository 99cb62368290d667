"""Numbers of documents: the grammar of ``25-NQ/TW``, ``16/CT-TTg`` and ``10/2022/QH15``.

Three forms stand side by side. Party: ``N-LOẠI/CƠ QUAN`` (Hướng dẫn 36-HD/VPTW, II.1.1.3; Hướng dẫn
05-HD/VPTW). State, administrative: ``N/LOẠI-CƠ QUAN``; normative: ``N/NĂM/LOẠI-CƠ QUAN`` (Nghị định
30/2020/NĐ-CP, phụ lục III). National Assembly: ``N/NĂM/QH15``, ``N/NĂM/UBTVQH15``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from generator.citations.slugs import slug

_SYMBOLS = {
    text.upper(): text
    for text in [
        "NQ",
        "NQLT",
        "CT",
        "KL",
        "QĐ",
        "QĐi",
        "QyĐ",
        "QC",
        "NĐ",
        "TT",
        "TTLT",
        "PL",
        "HD",
        "TB",
        "KH",
        "CTr",
        "CTrHĐ",
        "CTHĐ",
        "CTrPH",
        "CTPH",
        "ĐA",
        "BC",
        "CV",
        "TTr",
        "CĐ",
        "PA",
        "DA",
        "BB",
        "TC",
    ]
}
"""Symbols of kinds in their right letter case. ``CTr``, ``TTr``, ``QĐi`` and ``QyĐ`` are mixed."""

_PARTY = re.compile(
    r"(?P<ordinal>[0-9]+[A-Z]?)-(?P<symbol>[^\W\d_]+)/(?P<codes>[^\W_]+(?:[-.][^\W_]+)*)"
)
_STATE = re.compile(
    r"(?P<ordinal>[0-9]+[A-Z]?)/(?:(?P<year>[0-9]{4})/)?(?P<symbol>[^\W\d_]+)-"
    r"(?P<codes>[^\W_]+(?:[-.][^\W_]+)*)"
)
_ASSEMBLY = re.compile(r"(?P<ordinal>[0-9]+)/(?P<year>[0-9]{4})/(?P<codes>(?:QH|UBTVQH)[0-9]{1,2})")
_LOOK_ALIKES = str.maketrans(
    {"\u00d0": "Đ", "\u00f0": "đ"} | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")
)
_CLEAN = re.compile(r"[0-9][0-9A-Za-zĐđ/.-]*")
"""Nearly all numbers: there is nothing to clean in them."""
_PREFIX = re.compile(r"^(?:(?:số|so)(?![^\W\d_])\s*:?\s*)+(?=[0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken apart. ``symbol`` is None where the form has none (``10/2022/QH15``);
    ``codes`` are body codes without the term of office (``UBTVQH14`` → ``UBTVQH``)."""

    ordinal: str
    symbol: str | None
    codes: tuple[str, ...]
    year: int | None = None


@lru_cache(maxsize=65536)
def normal_form(text: str) -> str:
    """How the number is written by the rules: ``43- KL/TW`` → ``43-KL/TW``, ``5-CT/TW`` →
    ``05-CT/TW``. Text that is no number comes back cleaned of blanks only."""
    if not _CLEAN.fullmatch(text):
        text = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)
        text = _PREFIX.sub("", " ".join(text.split()))
        text = re.sub(r"\s*([-/.])\s*", r"\1", text)
    if found := _PARTY.fullmatch(text):
        return f"{_two_digits(found['ordinal'])}-{_symbol(found['symbol'])}/{found['codes']}"
    if found := _STATE.fullmatch(text):
        year = f"{found['year']}/" if found["year"] else ""
        ordinal = _two_digits(found["ordinal"])
        return f"{ordinal}/{year}{_symbol(found['symbol'])}-{found['codes']}"
    return text


def _two_digits(ordinal: str) -> str:
    """Numbers below 10 are written 01 … 09 (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
    return ordinal.zfill(2) if ordinal.isdigit() else ordinal


def _symbol(text: str) -> str:
    return _SYMBOLS.get(text.upper(), text)


@lru_cache(maxsize=65536)
def parse(text: str) -> Number | None:
    """Take a number in normal form apart; None where it follows none of the forms."""
    for form in (_PARTY, _ASSEMBLY, _STATE):
        if found := form.fullmatch(text):
            parts = found.groupdict()
            return Number(
                parts["ordinal"],
                parts.get("symbol"),
                tuple(code.rstrip("0123456789") for code in parts["codes"].split("-")),
                int(parts["year"]) if parts.get("year") else None,
            )
    return None


def number_slug(text: str) -> str:
    """Address of a number: ``25-NQ/TW``, ``25 nq tw`` and ``25/NQ-TW`` share ``25-nq-tw``."""
    ordinal, hyphen, rest = slug(normal_form(text)).partition("-")
    return _two_digits(ordinal) + hyphen + rest


_DIGITS = re.compile(r"\d+")


def sort_key(number: str | None) -> tuple[int, str]:
    """Numbers in the order of their ordinals, those without a number last."""
    digits = _DIGITS.match(number or "")
    return (int(digits[0]) if digits else 10**9, number or "")
