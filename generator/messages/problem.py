"""What keeps a command from doing its work, where the user can mend it."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818
    """``saying`` and ``values`` tell the user, in his language, what is the matter."""

    def __init__(self, saying: str, **values: str) -> None:
        super().__init__(saying)
        self.saying, self.values = saying, values
