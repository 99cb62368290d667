"""A link with a ``#fragment`` leads to an ``id`` or ``name`` of the page.

Two fragments need none: ``#`` and ``#top`` mean the top of any page (HTML §7.4.6.4), and
``#in-<day>-<fingerprint>`` of a print is read by ``current.js`` on pages that tell their past.
Anchors of Material (``#__tabbed_1_1``) are ids like others. Links from the page of a document to a
provision of its full text name the page of the text; ``text.js`` is for addresses typed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.seal.facts import Anchors
from generator.seal.folder import Finding, Folder, Link

_TOP = "top"
_PRINT = re.compile(r"in-[0-9]{8}-[a-z2-7]{6}")


def check(link: Link, folder: Folder) -> Iterator[Finding]:
    """Which anchors are not there is found out when all files have been looked at."""
    path, anchor = link.target.path, link.target.fragment
    if (path, anchor) in folder.dead:
        yield link.finding("dead-anchor", to=path, anchor=anchor)


def is_asked_for(path: str, anchor: str) -> bool:
    """Whether files of this kind have anchors at all."""
    return bool(anchor) and path.endswith((".html", ".svg"))


def answers(known: Anchors, fragment: str) -> bool:
    if fragment == _TOP or known.has(fragment):
        return True
    return known.has_past and _PRINT.fullmatch(fragment) is not None
