"""Look at a built site as a whole before anybody sees it, and write down what it consists of.

    folder → read (facts.py) → rules/ → Diagnostic… → manifest.txt

Each file is read once; the rules work on what is remembered of it, and only a finding looks its
place up in the file. A finding of error level means that there is no manifest, and a site without
one is never exchanged into place.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator import manifest
from generator.diagnostics import Diagnostic, has_errors, in_order
from generator.seal.addresses import Resolver
from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder, Workplace, diagnostic, facts
from generator.seal.rules import FOLDER_RULES, LINK_RULES, TEXT_RULES

__all__ = ["Workplace", "seal"]


def seal(place: Path, workplace: Workplace) -> list[Diagnostic]:
    """What is wrong with the site in the folder ``place``; the manifest is written there unless
    something must be mended first."""
    known: dict[str, Facts] = {}
    digests: dict[str, str] = {}
    found: list[Finding] = []
    for path in sorted(set(manifest.files(place)) - {manifest.NAME, manifest.SIGNATURE}):
        content = (place / path).read_bytes()
        known[path] = facts(path, content)
        digests[path] = hashlib.sha256(content).hexdigest()
        for text_rule in TEXT_RULES:
            found += text_rule(path, content, workplace)
    folder = Folder(place, known, Resolver(workplace.site_url))
    for link in folder.references():
        for link_rule in LINK_RULES:
            found += link_rule(link, folder)
    for rule in FOLDER_RULES:
        found += rule(folder)
    told = in_order(diagnostic(each, place, workplace.root) for each in found)
    if not has_errors(told):
        text = manifest.as_text(digests)
        (place / manifest.NAME).write_text(text, encoding="utf-8", newline="\n")
    return told
