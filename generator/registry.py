"""The register of published addresses: each with the day it was first published.

An address is what stands behind the host and the site's own path: ``/van-ban/25-nq-tw-2013/``,
``/so/25-nq-tw/``, ``/tai-ve/a.csv``. It is percent-encoded as in a link, so that one line of plain
ASCII holds it. Anchors are not registered: they follow from numbers.
"""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

HEADER = (
    "# Địa chỉ đã công bố và ngày công bố đầu tiên. Lệnh publish ghi thêm; không xóa, không sửa.\n"
)
LONGEST = 400
"""Characters of an address; tables of web servers have no room for more."""

_LINE = re.compile(r"(?P<address>/\S*) (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)
_SEGMENTS = re.compile(r"/(?:(?!\.)[A-Za-z0-9._~%-]+/)*(?:(?!\.)[A-Za-z0-9._~%-]+)?")


@dataclass(frozen=True)
class Registry:
    """Address → day of first publication."""

    days: Mapping[str, dt.date] = field(default_factory=lambda: MappingProxyType({}))


def grown(registry: Registry, addresses: Iterable[str], day: dt.date) -> Registry:
    """The register after a publication on ``day``: nothing is lost, known days stay."""
    return Registry(MappingProxyType({**dict.fromkeys(addresses, day), **registry.days}))


def as_text(registry: Registry) -> str:
    """One address a line, sorted: two publications touch the same lines only where both add."""
    lines = (f"{address} {day}\n" for address, day in sorted(registry.days.items()))
    return HEADER + "".join(lines)


def parse_line(line: str) -> tuple[str, dt.date] | None:
    """An address and its day, or None where the line is something else."""
    found = _LINE.fullmatch(line)
    if found is None or not is_address(found["address"]):
        return None
    try:
        return found["address"], dt.date.fromisoformat(found["day"])
    except ValueError:
        return None


def is_address(text: str) -> bool:
    """Whether this is an address in its one right spelling, which leads nowhere out of the site."""
    if len(text) > LONGEST or not _SEGMENTS.fullmatch(text):
        return False
    if "%" not in text:
        return True
    decoded = urllib.parse.unquote(text)
    right = urllib.parse.quote(decoded) == text and decoded.isprintable()
    return right and "\\" not in decoded
