"""What the catalogue holds for each code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.messages.language import Language


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts of one code, with ``{name}`` where a value of the finding goes."""

    severity: str
    message: Mapping[Language, str]
    hint: Mapping[Language, str]


def error(vi: str, en: str, hint_vi: str = "", hint_en: str = "") -> Entry:
    message = {Language.VI: vi, Language.EN: en}
    return Entry("error", message, {Language.VI: hint_vi, Language.EN: hint_en})


def warning(vi: str, en: str, hint_vi: str = "", hint_en: str = "") -> Entry:
    entry = error(vi, en, hint_vi, hint_en)
    return Entry("warning", entry.message, entry.hint)
