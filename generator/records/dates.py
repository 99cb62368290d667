"""Dates at the precision a source gives: a day, a month or a year, never invented."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """ISO 8601 date of reduced precision: ``2013-06-03``, ``2013-06`` or ``2013``.

    It stands for the span of days from :attr:`earliest` to :attr:`latest`, both included.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> PartialDate:
        """Raise ``ValueError`` when the form is wrong or the calendar has no such day."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
        return cls(year, month, day)

    @property
    def earliest(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def before(self, other: PartialDate) -> bool:
        """True only when every day of this span comes before every day of the other."""
        if self.year != other.year:
            return self.year < other.year
        return self.latest < other.earliest

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def vietnamese(self) -> str:
        """``03/6/2013``: days below 10 and months 1, 2 take a leading 0 (Nghị định 30/2020)."""
        if self.month is None:
            return str(self.year)
        month = f"{self.month:02}" if self.month < 3 else str(self.month)
        return f"{month}/{self.year}" if self.day is None else f"{self.day:02}/{month}/{self.year}"

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def _validate(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "a date is written as text")
    try:
        return PartialDate.parse(value)
    except ValueError:
        code = "date_impossible" if _FORM.fullmatch(value) else "date_form"
        raise PydanticCustomError(code, "not a date") from None
