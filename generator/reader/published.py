"""``directives/cong-bo/dia-chi.txt`` → the register of published addresses, or findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.reader.source import Source, load, not_text
from generator.registry import Registry, parse_line

PATH = "directives/cong-bo/dia-chi.txt"
MAX_BYTES = 100_000_000
"""A million addresses; a register grows with every publication."""

_MERGE_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@dataclass(frozen=True)
class Published:
    """The register, with the file that it came from (None: nothing has been published)."""

    registry: Registry = field(default_factory=Registry)
    source: Source | None = None

    def finding(self, address: str, code: str, **values: str) -> Diagnostic:
        """A finding at the line of a registered address."""
        assert self.source is not None
        lines = self.source.text.splitlines()
        number = next(n for n, line in enumerate(lines, 1) if line.startswith(f"{address} "))
        return self.source.finding((number, 1), code, values)


def read_published(root: Path) -> tuple[Published, list[Diagnostic]]:
    """The register below ``root``. Damage is told line by line; sound lines are kept."""
    path = root / PATH
    if not path.exists() and not path.is_symlink():
        return Published(), []
    source = load(root, PATH, MAX_BYTES)
    if isinstance(source, Diagnostic):
        return Published(), [source]
    if refused := not_text(source):
        return Published(), [refused]
    days: dict[str, dt.date] = {}
    first: dict[str, int] = {}
    found: list[Diagnostic] = []
    for number, line in enumerate(source.text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(_MERGE_MARKS):
            found.append(source.finding((number, 1), "registry-conflict", {"got": line[:7]}))
        elif (entry := parse_line(line)) is None:
            found.append(source.finding((number, 1), "registry-line", {"got": line[:60]}))
        elif first.setdefault(entry[0], number) != number:
            values = {"got": entry[0], "line": str(first[entry[0]])}
            found.append(source.finding((number, 1), "registry-repeated", values))
        else:
            days[entry[0]] = entry[1]
    return Published(Registry(MappingProxyType(days)), source), found
