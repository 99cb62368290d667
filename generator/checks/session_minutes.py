"""Minutes of the parts of a training session sum to its duration.

Where parts leave their minutes open, the others must at least fit into the duration.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    for session in library.sessions.values():
        given = [part.minutes for part in session.outline if part.minutes is not None]
        total, complete = sum(given), len(given) == len(session.outline)
        if session.duration is None or total == session.duration:
            continue
        if complete or total > session.duration:
            values = {"sum": str(total), "total": str(session.duration)}
            yield library.entries[session.id].finding(("duration",), "minutes-mismatch", **values)
