"""The page of an exemplary model “Dân vận khéo”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.records.types import Model
from generator.views.addresses import Link, field_page, record_page
from generator.views.corpus import Corpus, link
from generator.views.document import Reference, reference
from generator.views.page import Page, Unit
from generator.views.past import Past, past

_CHAPTERS = {
    "background": "Bối cảnh",
    "objectives": "Mục tiêu",
    "approach": "Cách làm",
    "participants": "Lực lượng tham gia",
    "resources": "Nguồn lực",
    "results": "Kết quả",
    "replicability": "Khả năng nhân rộng",
}


@dataclass(frozen=True, slots=True)
class ModelView:
    """``chapters`` are (heading, text) of what the record tells."""

    record: Model
    field: Link
    locality: tuple[Link, ...]
    topics: tuple[Link, ...]
    chapters: tuple[tuple[str, str], ...]
    carries_out: tuple[Reference, ...]
    replicates: Link | None
    replicated_by: tuple[Link, ...]
    past: Past


def units(corpus: Corpus) -> Iterator[Unit]:
    for identity in corpus.library.models:
        yield Unit(f"model {identity}", partial(_pages, identity))


def _pages(identity: str, corpus: Corpus) -> Iterator[Page]:
    model = corpus.library.models[identity]
    page, view = record_page(model), _view(corpus, model)
    mark = view.past.fingerprint
    yield Page(page, "model", model.title, model.summary, view, fingerprint=mark)


def chapters(model: Model) -> Iterator[tuple[str, str]]:
    """Heading and text of what the record tells, in the order of the page."""
    for key, heading in _CHAPTERS.items():
        if text := getattr(model, key):
            yield heading, text


def _view(corpus: Corpus, model: Model) -> ModelView:
    models = corpus.library.models
    return ModelView(
        record=model,
        field=Link(model.field.label, field_page(model.field.slug)),
        locality=corpus.locality_links((model.locality,)),
        topics=corpus.topic_links(model.topics),
        chapters=tuple(chapters(model)),
        carries_out=tuple(reference(corpus, i) for i in model.carries_out),
        replicates=link(models[model.replicates]) if model.replicates else None,
        replicated_by=tuple(
            link(m) for m in corpus.models(corpus.index.replicated_by.get(model.id, ()))
        ),
        past=past(corpus, model),
    )
