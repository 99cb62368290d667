"""What the page of a record says, aspect by aspect: the state that the publication log keeps.

Of other records a page says only which they are. Their titles and force stand on its lines too,
but a change there is a change of theirs: else one amended law would “change” a hundred pages. Lists
that grow by themselves (documents of a body) do not count for the same reason. A training session
is the exception: the force of the documents that it reads is what its prints are asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from generator.force import Act, Force
from generator.force import State as InForce
from generator.history import Said, statement
from generator.index import Edge
from generator.records.provisions import Provision
from generator.records.publication import Aspect
from generator.records.types import (
    Body,
    Conflict,
    Document,
    Locality,
    Model,
    OutlinePart,
    Record,
    Source,
    Topic,
    TrainingSession,
)
from generator.views.addresses import name_of_page, page_of
from generator.views.corpus import Corpus, full_number, name_of

Values: TypeAlias = Mapping[str, object]
_Told: TypeAlias = Mapping[Aspect, tuple[Values, str]]

_HOLDS = (InForce.IN_FORCE, InForce.UNRECORDED)


def said(corpus: Corpus, record: Record) -> Said:
    told = _TELLERS[record.__class__](corpus, record)
    found = {aspect: statement(values, words) for aspect, (values, words) in told.items()}
    return {aspect: given for aspect, given in found.items() if given is not None}


class Sayings(Mapping[str, Said]):
    """What all pages of records say; of each page it is told when it is asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._ids = {
            name_of_page(page_of(kind, identity)): identity
            for kind in _TELLERS
            for identity in corpus.library.of_type(kind)
        }
        self._told: dict[str, Said] = {}

    def __getitem__(self, page: str) -> Said:
        if page not in self._told:
            entry = self._corpus.library.entries[self._ids[page]]
            self._told[page] = said(self._corpus, entry.record)
        return self._told[page]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def identity(self, page: str) -> str:
        """The id of the record whose page this is."""
        return self._ids[page]

    def know(self, page: str, told: Said) -> None:
        """Spare telling what has been told elsewhere."""
        self._told[page] = told


def _document(corpus: Corpus, d: Document) -> _Told:
    return {
        Aspect.FORCE: _force(corpus, corpus.forces[d.id]),
        Aspect.DATES: _dates(d),
        Aspect.RELATIONS: (_relations(corpus, d), ""),
        Aspect.NAME: (
            {
                "kind": d.kind.value,
                "number": d.number,
                "printed": list(d.number_printed),
                "title": d.title,
                "variants": list(d.title_variants),
                "doubt": _doubt(d.unconfirmed, "kind", "number", "title"),
            },
            f"{full_number(d)}: {d.title}",
        ),
        Aspect.CONTENT: (
            {
                "summary": d.summary,
                "points": list(d.key_points),
                "annex": d.annex,
                "note": d.note,
                "text": [_provision(part) for part in corpus.library.texts.get(d.id, ())],
                "excerpt": d.id in corpus.library.texts and not d.text_complete,
            },
            "",
        ),
        Aspect.ISSUERS: (
            {
                "bodies": list(d.issued_by),
                "term": d.term,
                "doubt": _doubt(d.unconfirmed, "issued_by", "term"),
            },
            ", ".join(name_of(corpus.library.bodies[i]) for i in d.issued_by),
        ),
        Aspect.OTHER: (
            {
                "topics": list(d.topics),
                "locality": d.locality,
                "confidence": d.confidence.value,
                "conflicts": [_conflict(conflict) for conflict in d.conflicts],
                "doubt": _doubt(d.unconfirmed, "locality"),
                "sources": _sources(d.sources),
                "text_source": _source(d.text_source) if d.text_source else None,
            },
            "",
        ),
    }


def _provision(provision: Provision) -> list[object]:
    return [provision.title, [line.text for line in provision.lines]]


def _force(corpus: Corpus, force: Force) -> tuple[Values, str]:
    values = {
        "state": force.state.value,
        "ground": force.ground.value,
        "on": _text(force.on),
        "acts": [_act(act) for act in force.acts],
        "amendments": [_act(act) for act in force.amendments],
        "pending": [_act(act) for act in force.pending],
        "cautions": [_act(act) for act in force.cautions],
    }
    acts = dict.fromkeys((*force.acts, *force.amendments))
    return values, "; ".join((force.state.label, *(_reason(corpus, act) for act in acts)))


def _reason(corpus: Corpus, act: Act) -> str:
    """``được thay thế bởi Nghị quyết số 02/2012/NQ-HĐB (Điều 2), từ 01/7/2012``"""
    acting = full_number(corpus.library.documents[act.other])
    scope = f" ({act.scope})" if act.scope else ""
    start = f", từ {act.on.vietnamese}" if act.on else ""
    return f"{act.type.inverse_label.lower()} {acting}{scope}{start}"


def _act(act: Act) -> list[str | None]:
    return [act.other, act.type.value, _text(act.on), act.scope]


def _dates(d: Document) -> tuple[Values, str]:
    keys = {"issued_on": "ban hành", "effective_on": "có hiệu lực", "expires_on": "hết hiệu lực"}
    days = {key: getattr(d, key) for key in keys}
    words = ", ".join(f"{keys[key]} {day.vietnamese}" for key, day in days.items() if day)
    values: dict[str, object] = {key: _text(day) for key, day in days.items()}
    return {**values, "doubt": _doubt(d.unconfirmed, *keys)}, words


def _relations(corpus: Corpus, d: Document) -> Values:
    return {
        "outgoing": _edges(corpus.index.outgoing.get(d.id, ())),
        "incoming": _edges(corpus.index.incoming.get(d.id, ())),
        "models": sorted(corpus.index.carried_out_by.get(d.id, ())),
    }


def _edges(edges: Iterable[Edge]) -> list[list[object]]:
    """In an order of their own: the index has them by day and number of the other document."""
    rows: list[list[object]] = [
        [e.other, r.type.value, _text(r.on), r.scope, r.note, r.confidence.value]
        for e in edges
        for r in (e.relation,)
    ]
    return sorted(rows, key=str)


def _model(corpus: Corpus, m: Model) -> _Told:
    chapters = (
        "summary", "background", "objectives", "approach", "participants", "resources", "period",
        "results", "replicability", "note",
    )  # fmt: skip
    return {
        Aspect.DATES: ({"year": m.year, "doubt": _doubt(m.unconfirmed, "year")}, str(m.year or "")),
        Aspect.RELATIONS: (
            {
                "carries_out": list(m.carries_out),
                "replicates": m.replicates,
                "replicated_by": sorted(corpus.index.replicated_by.get(m.id, ())),
                "doubt": _doubt(m.unconfirmed, "carries_out"),
            },
            "",
        ),
        Aspect.NAME: ({"title": m.title}, m.title),
        Aspect.CONTENT: ({key: getattr(m, key) for key in chapters}, ""),
        Aspect.ISSUERS: ({"unit": m.unit}, m.unit),
        Aspect.OTHER: (
            {
                "field": m.field.value,
                "field_printed": m.field_printed,
                "level": m.level and m.level.value,
                "category": m.category and m.category.value,
                "state": m.state and m.state.value,
                "locality": m.locality,
                "topics": list(m.topics),
                "confidence": m.confidence.value,
                "doubt": _doubt(m.unconfirmed, "locality", "field"),
                "sources": _sources(m.sources),
            },
            "",
        ),
    }


def _body(corpus: Corpus, b: Body) -> _Told:
    return {
        Aspect.DATES: _lifetime(b),
        Aspect.RELATIONS: (
            {
                "parent": b.parent,
                "predecessors": sorted(corpus.index.predecessors.get(b.id, ())),
                "successors": sorted(b.successors),
                "doubt": _doubt(b.unconfirmed, "successors"),
            },
            "",
        ),
        Aspect.NAME: ({"name": b.name, "short": b.short_name, "codes": list(b.codes)}, b.name),
        Aspect.CONTENT: ({"note": b.note}, ""),
        Aspect.OTHER: (
            {
                "branch": b.branch.value,
                "level": b.level.value,
                "locality": b.locality,
                "sources": _sources(b.sources),
            },
            "",
        ),
    }


def _lifetime(record: Body | Locality) -> tuple[Values, str]:
    start, end = record.existed_from, record.existed_to
    days = (("từ", start), ("đến", end))
    words = " ".join(f"{word} {day.vietnamese}" for word, day in days if day)
    doubt = _doubt(record.unconfirmed, "existed_from", "existed_to")
    return {"from": _text(start), "to": _text(end), "doubt": doubt}, words


def _topic(_: Corpus, t: Topic) -> _Told:
    return {
        Aspect.RELATIONS: ({"parent": t.parent}, ""),
        Aspect.NAME: ({"name": t.name, "synonyms": list(t.synonyms)}, t.name),
        Aspect.CONTENT: ({"note": t.note}, ""),
    }


def _locality(corpus: Corpus, place: Locality) -> _Told:
    return {
        Aspect.DATES: _lifetime(place),
        Aspect.RELATIONS: (
            {
                "parent": place.parent,
                "predecessors": sorted(corpus.index.predecessors.get(place.id, ())),
                "successors": sorted(place.successors),
                "doubt": _doubt(place.unconfirmed, "successors", "parent"),
            },
            "",
        ),
        Aspect.NAME: ({"name": place.name}, place.name),
        Aspect.CONTENT: ({"note": place.note}, ""),
        Aspect.OTHER: ({"level": place.level.value, "sources": _sources(place.sources)}, ""),
    }


def _session(corpus: Corpus, s: TrainingSession) -> _Told:
    body = corpus.library.bodies[s.body] if s.body else None
    return {
        Aspect.FORCE: _forces(corpus, s),
        Aspect.DATES: ({"date": _text(s.date)}, s.date.vietnamese if s.date else ""),
        Aspect.NAME: ({"title": s.title}, s.title),
        Aspect.CONTENT: (
            {
                "summary": s.summary,
                "audience": s.audience,
                "duration": s.duration,
                "outline": [_outline_part(part) for part in s.outline],
                "questions": list(s.questions),
                "note": s.note,
            },
            "",
        ),
        Aspect.ISSUERS: ({"body": s.body}, name_of(body) if body else ""),
        Aspect.OTHER: ({"topics": list(s.topics), "sources": _sources(s.sources)}, ""),
    }


def _forces(corpus: Corpus, s: TrainingSession) -> tuple[Values, str]:
    """Of the documents read; in words those that no longer hold, or not yet."""
    read = [i for i in s.refs if i in corpus.library.documents]
    states = {i: corpus.forces[i].state for i in read}
    told = (i for i in read if states[i] not in _HOLDS)
    names = (f"{full_number(corpus.library.documents[i])}: {states[i].label.lower()}" for i in told)
    return {i: states[i].value for i in read}, "; ".join(names)


def _outline_part(part: OutlinePart) -> list[object]:
    points = [[item.point, item.ref] for item in part.items]
    return [part.heading, part.minutes, part.note, points]


_TELLERS: Mapping[type[Record], Callable[..., _Told]] = {
    Document: _document,
    Model: _model,
    Body: _body,
    Topic: _topic,
    Locality: _locality,
    TrainingSession: _session,
}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _doubt(unconfirmed: Iterable[str], *keys: str) -> list[str]:
    return sorted(set(unconfirmed) & set(keys))


def _sources(sources: Iterable[Source]) -> list[list[str | None]]:
    return [_source(source) for source in sources]


def _source(s: Source) -> list[str | None]:
    return [s.title, s.publisher, _text(s.published_on), s.url, s.note]


def _conflict(conflict: Conflict) -> list[object]:
    return [conflict.field, conflict.value, _source(conflict.source), conflict.note]
