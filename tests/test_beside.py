"""What stands beside the pages is made for the site that there is, also where it was begun for
another."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator import forks
from generator.site import plan
from generator.site.ledger import Ledger

BEFORE = Ledger(beside={"index.js": ("mark 1", "digest 1"), "feed.xml": ("mark 2", "digest 2")})


def more(have: Mapping[str, str]) -> dict[str, tuple[str, str | None]]:
    """As the companions are made: without the text of what the site has."""
    marks = {"index.js": "mark 1", "feed.xml": "mark 2", "new.js": "mark 3"}
    return {p: (mark, None if have.get(p) == mark else f"text of {p}") for p, mark in marks.items()}


@pytest.mark.parametrize("pages", [1, plan.LEAST])
@pytest.mark.parametrize(
    ("live", "missing"),
    [
        ({"index.js": "digest 1", "feed.xml": "digest 2"}, set()),
        ({"index.js": "digest 1"}, {"feed.xml"}),
        ({"index.js": "by hand", "feed.xml": "digest 2"}, {"index.js"}),
        ({}, {"index.js", "feed.xml"}),
    ],
)
def test_the_text_of_what_the_site_has_no_longer_is_made(
    pages: int, live: dict[str, str], missing: set[str]
) -> None:
    with forks.stopping():
        found = plan.beside(BEFORE, more, pages)(live)
    assert found.keys() == {"index.js", "feed.xml", "new.js"}
    texts = {path: text for path, (_, text) in found.items() if text is not None}
    assert texts == {path: f"text of {path}" for path in {*missing, "new.js"}}


def test_nothing_is_made_twice_where_the_site_is_as_it_was_left() -> None:
    asked: list[Mapping[str, str]] = []

    def noted(have: Mapping[str, str]) -> dict[str, tuple[str, str | None]]:
        asked.append(have)
        return more(have)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forks, "processes", lambda *_: 1)
        plan.beside(BEFORE, noted, 1)({"index.js": "digest 1", "feed.xml": "digest 2"})
    assert asked == [{"index.js": "mark 1", "feed.xml": "mark 2"}]
