"""The page of a body: what it was, when, what came before and after, and its documents by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.records.types import Body
from generator.views.addresses import Link, record_page
from generator.views.corpus import Corpus
from generator.views.listing import Below, Part, below_documents, document_part, elsewhere
from generator.views.page import Page, Unit
from generator.views.past import Past, past


@dataclass(frozen=True, slots=True)
class BodyView:
    """Everything the template of a body shows. Documents run over ``part``s, and figures behind
    them; the first page tells the ``past``."""

    record: Body
    parent: Link | None
    locality: tuple[Link, ...]
    predecessors: tuple[Body, ...]
    successors: tuple[Body, ...]
    children: tuple[Link, ...]
    part: Part
    below: tuple[Below, ...]
    elsewhere: tuple[tuple[str, Link], ...]
    past: Past | None


def units(corpus: Corpus) -> Iterator[Unit]:
    for body in corpus.library.bodies.values():
        for number in range(1, corpus.lists[record_page(body)].count + 1):
            yield Unit(f"body {body.id} {number}", partial(_page, body.id, number))


def _page(identity: str, number: int, corpus: Corpus) -> Iterator[Page]:
    body = corpus.library.bodies[identity]
    part = document_part(corpus, record_page(body), number)
    description = f"{body.name}: thời gian tồn tại, tiền thân, kế thừa và văn bản ban hành."
    view = _view(corpus, body, part)
    mark = view.past.fingerprint if view.past else None
    yield Page(part.page, "body", body.name, description, view, fingerprint=mark)


def _view(corpus: Corpus, body: Body, part: Part) -> BodyView:
    index, bodies, first = corpus.index, corpus.library.bodies, record_page(body)
    return BodyView(
        record=body,
        parent=corpus.body_link(body.parent) if body.parent else None,
        locality=corpus.locality_links((body.locality,)),
        predecessors=tuple(bodies[i] for i in index.predecessors.get(body.id, ())),
        successors=tuple(bodies[i] for i in body.successors),
        children=corpus.body_links(index.child_bodies.get(body.id, ())),
        part=part,
        below=below_documents(corpus, first, part.number),
        elsewhere=elsewhere(corpus, first),
        past=past(corpus, body) if part.number == 1 else None,
    )
