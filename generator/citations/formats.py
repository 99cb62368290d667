"""A citation for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from generator.citations.words import Citation

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&#%_"},
}
_ACTIVE = re.compile("[{}]".format(re.escape("".join(_SPECIAL))))
_UNSAFE_IN_ADDRESS = re.compile(r"[\\{}\s\"<>^`|]")


def bibtex(citation: Citation) -> str:
    """One ``@misc`` entry: BibTeX knows no laws. Braces in values are written by name, because
    BibTeX counts even escaped ones; whole values are braced so that no style changes letters."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _bibtex_fields(citation))
    return f"@misc{{{citation.id},\n{fields}\n}}\n"


def _bibtex_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.issuers:
        yield "author", "{" + " and ".join(_braced(name) for name in citation.issuers) + "}"
    yield "title", "{" + _braced(citation.title or citation.heading) + "}"
    yield "howpublished", _braced(_kind_and_number(citation))
    if citation.number:
        yield "number", _braced(citation.number)
    if day := citation.day:
        yield "year", f"{{{day[0]:04}}}"
        yield "date", f"{{{_iso(day)}}}"
    if len(citation.day) > 1:
        yield "month", _MONTHS[citation.day[1] - 1]
    yield "language", "{vietnamese}"
    if citation.address:
        yield "url", f"{{{_address(citation)}}}"


def ris(citation: Citation) -> str:
    """One record of type ``STAT``; lines end in CRLF, a value is one line."""
    lines = (f"{tag}  - {_line(value)}" for tag, value in _ris_fields(citation))
    return "".join(f"{line}\r\n" for line in ("TY  - STAT", *lines, "ER  - "))


def _ris_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", citation.id
    for name in citation.issuers:
        yield "AU", name
    yield "TI", citation.title or citation.heading
    yield "M3", _kind_and_number(citation)
    if citation.number:
        yield "M1", citation.number
    if day := citation.day:
        yield "PY", f"{day[0]:04}"
        month, number = (f"{part:02}" for part in (*day, 0, 0)[1:3])
        yield "DA", f"{day[0]:04}/{month}/{number}/".replace("/00", "/")
    yield "LA", "vi"
    if citation.address:
        yield "UR", _address(citation)


def csl(citation: Citation) -> str:
    """CSL-JSON, a list of one item of type ``legislation``."""
    item: dict[str, object] = {
        "id": citation.id,
        "type": "legislation",
        "title": _line(citation.title or citation.heading),
        "genre": citation.kind,
        "number": citation.number,
        "authority": "; ".join(citation.issuers),
        "author": [{"literal": name} for name in citation.issuers],
        "issued": {"date-parts": [list(citation.day)]} if citation.day else None,
        "status": "dự thảo" if citation.is_draft else None,
        "language": "vi",
        "URL": _address(citation),
    }
    known = {key: value for key, value in item.items() if value}
    return json.dumps([known], ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, tuple[str, Callable[[Citation], str]]] = {
    "bib": ("BibTeX", bibtex),
    "ris": ("RIS", ris),
    "json": ("CSL-JSON", csl),
}
"""Names of the formats and their writers, by the ending of the file."""


def _kind_and_number(citation: Citation) -> str:
    kind = citation.kind[:1].upper() + citation.kind[1:]
    return f"{kind} số {citation.number}" if citation.number else kind


def _braced(value: str) -> str:
    return "{" + _ACTIVE.sub(lambda found: _SPECIAL[found[0]], _line(value)) + "}"


def _line(value: str) -> str:
    """One line without control characters."""
    if value.isprintable():  # as nearly all are
        return " ".join(value.split())
    kept = (c for c in value if c.isspace() or unicodedata.category(c) != "Cc")
    return " ".join("".join(kept).split())


def _address(citation: Citation) -> str:
    return _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", citation.address)


def _iso(day: tuple[int, ...]) -> str:
    return "-".join(f"{part:0{4 if at == 0 else 2}}" for at, part in enumerate(day))
