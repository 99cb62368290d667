"""What a search cannot be answered for, as a saying of the catalogue with its values."""

from __future__ import annotations


class SearchProblem(Exception):  # noqa: N818
    """Something about the call or the index that the user can mend."""

    def __init__(self, saying: str, **values: str) -> None:
        super().__init__(saying)
        self.saying, self.values = saying, values
