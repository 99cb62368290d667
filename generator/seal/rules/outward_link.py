"""A link to another host is a plain web address and tells that host nothing of where the reader
comes from: ``rel="noreferrer"``. Addresses that run code (``javascript:``) or lead to the disk
(``file:``) are no links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.addresses import Lead
from generator.seal.folder import Finding, Folder, Link

_SCHEMES = {"mailto", "tel"}
"""Beside web addresses: they open a program of the reader."""


def check(link: Link, _: Folder) -> Iterator[Finding]:
    lead, scheme = link.target.lead, link.target.scheme
    if link.reference.tag not in {"a", "area"} or link.reference.attribute == "ping":
        return
    if (lead is Lead.ELSEWHERE and scheme not in _SCHEMES) or (lead is Lead.OUTSIDE and not scheme):
        yield link.finding("link-scheme")
    elif lead is Lead.OUTSIDE and "noreferrer" not in link.reference.rel.split():
        yield link.finding("link-referrer")
