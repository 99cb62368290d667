"""Slugs are those of the backend, also where it is not asked."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from slugify import slugify

from generator.citations.slugs import slug


@given(st.text("0159aAhzZĐđ-/. ,_'&;#x", max_size=24))
@example("25-NQ/TW")
@example("1.2/2013 Đđ")
@example("1,000")
@example("-a")
@example("a--b")
@example("a\n")
def test_a_slug_is_that_of_the_backend(text: str) -> None:
    assert slug(text) == slugify(text, allow_unicode=False)
