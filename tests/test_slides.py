"""What stands on which slide, without a browser; that it fits is tried in tests/browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.views.addresses import Link
from generator.views.document import Reference
from generator.views.session import Point, Step
from generator.views.slides import CITATION, LINE, ROOM, Slide, slides


def record(name: str) -> Reference:
    return Reference(Link(name, f"van-ban/{name}.md"), "", None, (), (), ())


A, B = record("a"), record("b")
SHORT = "x" * 60
LONG = "x" * (ROOM // 2 - LINE)


def step(*points: Point, note: str | None = None) -> Step:
    return Step(1, "Phần", None, None, note, points)


def texts(slide: Slide) -> list[str]:
    return [point.text for point in slide.points]


def test_a_part_that_fits_is_one_slide() -> None:
    (slide,) = slides([step(Point(SHORT, A), Point(SHORT, B), note="Gợi ý")], [])
    assert slide.points == (Point(SHORT, A), Point(SHORT, B))
    assert (slide.about, slide.note, slide.part, slide.parts) == (None, "Gợi ý", 1, 1)


def test_a_part_without_points_keeps_its_slide() -> None:
    (slide,) = slides([step(note="Nghỉ")], [])
    assert (slide.points, slide.note) == ((), "Nghỉ")


def test_a_record_that_all_points_are_of_is_named_once() -> None:
    (slide,) = slides([step(Point(SHORT, A), Point("y", A))], [])
    assert slide.about == A
    assert slide.points == (Point(SHORT, None), Point("y", None))
    (alone,) = slides([step(Point(SHORT, A))], [])
    assert (alone.about, alone.points) == (None, (Point(SHORT, A),))
    (mixed,) = slides([step(Point(SHORT, A), Point("y", None))], [])
    assert (mixed.about, mixed.points[0].reference) == (None, A)


def test_points_of_one_record_move_to_the_next_slide_together() -> None:
    several = [Point(SHORT, A)] * 3
    first, second = slides([step(Point(LONG, B), *several, note="Gợi ý")], [])
    assert texts(first) == [LONG]
    assert second.about == A
    assert texts(second) == [SHORT] * 3
    assert [(s.part, s.parts, s.note) for s in (first, second)] == [(1, 2, "Gợi ý"), (2, 2, None)]


def test_questions_come_last_and_are_cut_too() -> None:
    found = list(slides([step(Point(SHORT, None))], [LONG, LONG, SHORT]))
    assert [slide.heading for slide in found] == ["Phần", *["Câu hỏi thảo luận"] * 2]
    assert [texts(slide) for slide in found[1:]] == [[LONG, LONG], [SHORT]]


points = st.lists(
    st.builds(Point, st.text(min_size=1, max_size=ROOM * 2), st.sampled_from([A, B, None]))
)


@given(points)
def test_every_point_stands_on_one_slide_in_its_order(given_points: list[Point]) -> None:
    found = list(slides([step(*given_points)], []))
    shown = [Point(p.text, p.reference or s.about) for s in found for p in s.points]
    assert shown == given_points
    for slide in found:
        cost = sum(len(p.text) + LINE + CITATION * bool(p.reference) for p in slide.points)
        assert cost <= ROOM or len(slide.points) == 1
