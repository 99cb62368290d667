"""The languages that commands speak."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """Languages of messages; the site itself speaks Vietnamese only."""

    VI = "vi"
    EN = "en"
