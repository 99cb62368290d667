"""What units read and gave, from one run to the next."""

from __future__ import annotations

from array import array

from generator.kept import Kept

_LENGTH = 4

FEW = 16
"""Facts that are sought one by one in what a unit has read."""


class Memory:
    """Results of units by name; ``changed`` are the facts that differ from the last run, by number.

    A result is given again where all that its unit read is as it was. ``changed`` may grow while
    units run whose results are facts themselves.
    """

    def __init__(self, kept: Kept, changed: set[int]) -> None:
        self._kept, self._changed = kept, changed
        self._sought: list[bytes] = []

    def get(self, name: str) -> bytes | None:
        """What the unit gave, or None where it is to be made (again)."""
        entry = self._kept.get(_key(name))
        if entry is None:
            return None
        end = _LENGTH + int.from_bytes(entry[:_LENGTH], "big")
        return None if self._is_touched(entry, end) else entry[_LENGTH:end]

    def _is_touched(self, entry: bytes, at: int) -> bool:
        """Whether a fact has changed of those whose numbers stand from here on. A few are sought as
        bytes, which may be found where two numbers meet: then more is made again than need be."""
        changed = self._changed
        if len(changed) > FEW:
            return not changed.isdisjoint(array("I", entry[at:]))
        if len(changed) != len(self._sought):
            self._sought = [array("I", [number]).tobytes() for number in changed]
        for number in self._sought:  # noqa: SIM110 - ten thousands of times
            if entry.find(number, at) >= 0:
                return True
        return False

    def put(self, name: str, facts: bytes, result: bytes) -> bytes:
        """Keep what a unit gave, and the numbers of all that it read; give it back."""
        self._kept.put(_key(name), len(result).to_bytes(_LENGTH, "big") + result + facts)
        return result


def _key(name: str) -> bytes:
    return b"unit " + name.encode()
