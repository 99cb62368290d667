"""The slides of a training session: what stands on each, cut so that it fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from generator.views.corpus import Corpus
from generator.views.document import Reference
from generator.views.page import Page, Unit
from generator.views.session import Point, SessionView, Step, session_view

ROOM = 800
"""Characters that a slide holds at the size it is projected and printed in, in the widest of the
usual fonts (DejaVu Serif, where nothing else is installed)."""

LINE = 70
"""What a line costs beside its characters: half of the last line stays empty, and the gap."""

CITATION = 90
"""What the citation below a point costs."""


@dataclass(frozen=True, slots=True)
class Slide:
    """``about`` is the record that all points are of; else each point names its own.

    ``part`` counts the slides with one heading, from 1, where there are ``parts`` of them.
    """

    heading: str
    step: Step | None = None
    about: Reference | None = None
    points: tuple[Point, ...] = ()
    note: str | None = None
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class SlidesView:
    """The title, the program and the last slide come from ``session``."""

    session: SessionView
    slides: tuple[Slide, ...]


def units(corpus: Corpus) -> Iterator[Unit]:
    for identity in corpus.library.sessions:
        yield Unit(f"slides {identity}", partial(_pages, identity))


def _pages(identity: str, corpus: Corpus) -> Iterator[Page]:
    session = corpus.library.sessions[identity]
    view = session_view(corpus, session)
    yield Page(
        view.slide_show.page,
        "slides",
        f"Trình chiếu: {session.title}",
        f"Bản trình chiếu: {session.title}",
        SlidesView(view, tuple(slides(view.steps, session.questions))),
        template="slides.html",
    )


def slides(steps: Iterable[Step], questions: Iterable[str]) -> Iterator[Slide]:
    """One slide for each part of the session, or as many as it takes; the questions last."""
    for step in steps:
        yield from _cut(step.points, Slide(step.heading, step), step.note)
    if asked := tuple(Point(question, None) for question in questions):
        yield from _cut(asked, Slide("Câu hỏi thảo luận"), None)


def _cut(points: tuple[Point, ...], blank: Slide, note: str | None) -> Iterator[Slide]:
    """Points of one record stay together as long as a slide holds them; the note goes first."""
    pieces: list[list[Point]] = [[]]
    for _, same in groupby(points, lambda point: point.reference):
        run = list(same)
        if pieces[-1] and _cost([*pieces[-1], *run]) > ROOM:
            pieces.append([])
        for point in run:
            if pieces[-1] and _cost([*pieces[-1], point]) > ROOM:
                pieces.append([])
            pieces[-1].append(point)
    for part, piece in enumerate(pieces, 1):
        slide = replace(blank, part=part, parts=len(pieces), note=note if part == 1 else None)
        yield _of_one_record(replace(slide, points=tuple(piece)))


def _of_one_record(slide: Slide) -> Slide:
    """Where several points are of one record, it is named once, above them."""
    named = {point.reference for point in slide.points}
    if len(slide.points) < 2 or len(named) > 1 or None in named:
        return slide
    points = tuple(replace(point, reference=None) for point in slide.points)
    return replace(slide, about=slide.points[0].reference, points=points)


def _cost(points: Iterable[Point]) -> int:
    return sum(len(p.text) + LINE + (CITATION if p.reference or p.article else 0) for p in points)
