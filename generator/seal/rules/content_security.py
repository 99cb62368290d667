"""Every page carries the policy, word for word, before anything that it is to hold for."""

from __future__ import annotations

from collections.abc import Iterator

from generator import policy
from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder


def check(path: str, known: Facts, _: Folder) -> Iterator[Finding]:
    if not path.endswith(".html"):
        return
    if not known.policies:
        yield Finding(path, "policy-missing")
    elif known.unguarded:
        values = {"got": f"<{known.unguarded}>"}
        yield Finding(path, "policy-late", values, known.policies[0], "content")
    for written in known.policies:
        if written != policy.CONTENT_SECURITY_OF_PAGES:
            values = {"got": written, "wanted": policy.CONTENT_SECURITY_OF_PAGES}
            yield Finding(path, "policy-differs", values, written, "content")
