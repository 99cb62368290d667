"""What a print carries to be asked later whether it still holds: day and fingerprint, as an anchor.

``van-ban/25-nq-tw-2013/#in-20261123-ab12cd``: an anchor works from a disk and on every server, and
no page has an element of that name, so that nothing scrolls. ``current.js`` reads it.
"""

from __future__ import annotations

import datetime as dt


def print_anchor(day: dt.date, fingerprint: str = "") -> str:
    return f"in-{day:%Y%m%d}-{fingerprint}"
