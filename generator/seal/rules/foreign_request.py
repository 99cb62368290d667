"""Nothing that a reader opens asks another host for anything.

Another host may be named by a link that the reader follows himself (`outward_link`), and by
elements that tell what a page is and load nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.addresses import Lead, Target
from generator.seal.facts import IN_STYLE, Reference
from generator.seal.folder import Finding, Folder, Link

_TELLING = {"canonical", "alternate", "license", "author", "help"}
"""Relations of ``<link>`` that no browser follows by itself (HTML §4.6.7)."""

_IMAGES = {"img", "source", "input", "image", "link", IN_STYLE}
"""What may carry an image in itself (``data:``), as the policy has it."""


def check(link: Link, _: Folder) -> Iterator[Finding]:
    if _asks(link.reference, link.target) and not _is_told(link.reference):
        yield link.finding("foreign-request")


def _asks(reference: Reference, target: Target) -> bool:
    if reference.tag in {"a", "area"} and reference.attribute != "ping":
        return False
    if target.lead is Lead.ELSEWHERE:
        return not (target.scheme == "data" and reference.tag in _IMAGES)
    return target.lead is Lead.OUTSIDE


def _is_told(reference: Reference) -> bool:
    words = set(reference.rel.split())
    return reference.tag == "link" and bool(words) and words <= _TELLING
