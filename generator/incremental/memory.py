"""What units read and gave, from one run to the next."""

from __future__ import annotations

from array import array

from generator.kept import Kept

_LENGTH = 4


class Memory:
    """Results of units by name; ``changed`` are the facts that differ from the last run, by number.

    A result is given again where all that its unit read is as it was. ``changed`` may grow while
    units run whose results are facts themselves.
    """

    def __init__(self, kept: Kept, changed: set[int]) -> None:
        self._kept, self._changed = kept, changed

    def get(self, name: str) -> bytes | None:
        """What the unit gave, or None where it is to be made (again)."""
        entry = self._kept.get(_key(name))
        if entry is None:
            return None
        size = int.from_bytes(entry[:_LENGTH], "big")
        if not self._changed.isdisjoint(array("I", entry[_LENGTH + size :])):
            return None
        return entry[_LENGTH : _LENGTH + size]

    def put(self, name: str, facts: bytes, result: bytes) -> bytes:
        """Keep what a unit gave, and the numbers of all that it read; give it back."""
        self._kept.put(_key(name), len(result).to_bytes(_LENGTH, "big") + result + facts)
        return result


def _key(name: str) -> bytes:
    return b"unit " + name.encode()
