"""No keys, no tokens, no addresses with a password in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.seal.folder import Finding, Workplace

_SECRETS = (
    (b"PRIVATE KEY", r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    (b"://", r"://[^\s/:@\"'<>?#]+:[^\s/@\"'<>?#]+@[\w.-]"),
    (b"AKIA", r"\bAKIA[0-9A-Z]{16}\b"),
    (b"AIza", r"\bAIza[\w-]{35}"),
    *((f"gh{kind}_".encode(), rf"\bgh{kind}_[A-Za-z0-9]{{36}}") for kind in "pousr"),
    (b"github_pat_", r"\bgithub_pat_\w{22}"),
    (b"glpat-", r"\bglpat-[\w-]{20}"),
    (b"xox", r"\bxox[abprs]-[\w-]{10}"),
    (b"eyJ", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
)
"""A piece that stands in every secret of a kind, and its form: PEM, addresses, AWS, Google, GitHub,
GitLab, Slack, JSON Web Tokens."""

_FORMS = tuple((piece, re.compile(form.encode())) for piece, form in _SECRETS)
_SHOWN = 12


def check(path: str, content: bytes, _: Workplace) -> Iterator[Finding]:
    """What is found is not told in full: logs are read by others."""
    for piece, form in _FORMS:
        if piece in content and (found := form.search(content)):
            written = found[0].decode("utf-8", "replace")
            yield Finding(path, "secret", {"got": f"{written[:_SHOWN]}…"}, written)
