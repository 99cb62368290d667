"""Pages that gather records by something they share: kind, year, month, topic, place, field.

Each is one `GroupView`: facts, sub-groups with counts, and lists. The index page of each grouping
is a `GroupView` too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from generator.records.dates import PartialDate
from generator.records.types import Locality, Source, Topic
from generator.records.vocabulary import Branch, Field, Kind, Level
from generator.views import addresses as at
from generator.views.addresses import Link
from generator.views.corpus import Corpus, link
from generator.views.listing import (
    Below,
    Listing,
    Part,
    below_documents,
    document_part,
    elsewhere,
    figure_listing,
    model_listing,
    parts,
)
from generator.views.page import Page, Unit

Fact = tuple[str, str | Link | tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A sub-group with the number of its records; none for a record by itself."""

    link: Link
    count: int | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Sub-groups under a heading."""

    heading: str | None
    groups: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """``part`` is the main list, of documents mostly; ``below`` is what stands behind it."""

    eyebrow: str
    heading: str
    note: str | None = None
    facts: tuple[Fact, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    part: Part | None = None
    part_heading: str | None = None
    below: tuple[Below, ...] = ()
    sources: tuple[Source, ...] = ()


def units(corpus: Corpus) -> Iterator[Unit]:
    index, library = corpus.index, corpus.library
    yield from _listed(corpus, at.DOCUMENTS, _documents)
    for kind in Kind:
        if kind.slug in index.by_kind:
            yield from _listed(corpus, at.kind_page(kind.slug), partial(_kind, kind))
    for year in map(int, index.by_year):
        yield from _listed(corpus, at.year_page(year), partial(_year, year))
    for day in map(PartialDate.parse, index.by_month):
        assert day.month is not None
        page = at.month_page(day.year, day.month)
        yield from _listed(corpus, page, partial(_month, day.year, day.month))
    for topic in library.topics.values():
        yield from _listed(corpus, at.record_page(topic), partial(_topic, topic.id))
    for place in library.localities.values():
        yield from _listed(corpus, at.record_page(place), partial(_locality, place.id))
    for name, make in _INDEXES.items():
        yield Unit(name, make)
    for field in Field:
        yield Unit(f"field {field.slug}", partial(_field, field))


def _listed(
    corpus: Corpus, page: str, make: Callable[[int, Corpus], Iterator[Page]]
) -> Iterator[Unit]:
    """The pages of a long list, each by itself."""
    for number in range(1, corpus.lists[page].count + 1):
        yield Unit(f"list {page} {number}", partial(make, number))


def _page(page: str, kind: str, view: GroupView, description: str) -> Page:
    return Page(page, kind, view.heading, description, view)


def _paged(
    page: str, kind: str, view: GroupView, listing: Listing, description: str
) -> Iterator[Page]:
    for part in parts(page, listing):
        yield _page(part.page, kind, replace(view, part=part), description)


def _documents(number: int, corpus: Corpus) -> Iterator[Page]:
    part = document_part(corpus, at.DOCUMENTS, number)
    view = GroupView("Toàn bộ kho", "Văn bản", "Mọi văn bản, mới nhất trước.", part=part)
    yield _page(part.page, "index", view, "Danh mục mọi văn bản trong sổ tay.")


def _kinds(corpus: Corpus) -> Iterator[Page]:
    shelf = Shelf(None, tuple(kind_counts(corpus)))
    view = GroupView("Tra cứu", "Loại văn bản", shelves=(shelf,))
    yield _page(at.KINDS, "index", view, "Các loại văn bản và số văn bản mỗi loại.")


def _kind(kind: Kind, number: int, corpus: Corpus) -> Iterator[Page]:
    part = document_part(corpus, at.kind_page(kind.slug), number)
    view = GroupView("Loại văn bản", kind.label, part=part)
    about = f"Các {kind.value} trong sổ tay, theo năm ban hành."
    yield _page(part.page, "kind", view, about)


def kind_counts(corpus: Corpus) -> Iterator[Counted]:
    groups = corpus.index.by_kind
    for kind in Kind:
        if kind.slug in groups:
            yield Counted(Link(kind.label, at.kind_page(kind.slug)), len(groups[kind.slug]))


def _years(corpus: Corpus) -> Iterator[Page]:
    view = GroupView("Tra cứu", "Theo năm", shelves=(Shelf(None, tuple(year_counts(corpus))),))
    yield _page(at.YEARS, "index", view, "Các năm có văn bản được ban hành.")


def _year(year: int, number: int, corpus: Corpus) -> Iterator[Page]:
    part = document_part(corpus, at.year_page(year), number)
    view = GroupView("Năm ban hành", f"Năm {year:04}", part=part)
    yield _page(part.page, "year", view, f"Văn bản ban hành năm {year:04}, theo tháng.")


def year_counts(corpus: Corpus) -> Iterator[Counted]:
    for key, ids in sorted(corpus.index.by_year.items(), reverse=True):
        yield Counted(Link(key, at.year_page(int(key))), len(ids))


def _month(year: int, month: int, number: int, corpus: Corpus) -> Iterator[Page]:
    part = document_part(corpus, at.month_page(year, month), number)
    above = Link(f"Năm {year}", at.year_page(year))
    heading = f"Tháng {month} năm {year}"
    view = GroupView("Tháng ban hành", heading, facts=(("Thuộc", above),), part=part)
    yield _page(part.page, "month", view, f"Văn bản ban hành tháng {month} năm {year}.")


def _bodies(corpus: Corpus) -> Iterator[Page]:
    shelves = tuple(
        Shelf(f"{branch.label}: {level.label.lower()}", groups)
        for branch in Branch
        for level in Level
        if (groups := tuple(_bodies_of(corpus, branch, level)))
    )
    note = "Mỗi cơ quan là cơ quan trong một thời kỳ; khi đổi tên, hợp nhất thì sang trang mới."
    view = GroupView("Tra cứu", "Cơ quan ban hành", note, shelves=shelves)
    yield _page(at.BODIES, "index", view, "Các cơ quan ban hành, theo khối và cấp.")


def _bodies_of(corpus: Corpus, branch: Branch, level: Level) -> Iterator[Counted]:
    for body in corpus.library.bodies.values():
        if body.branch is branch and body.level is level:
            yield Counted(link(body), len(corpus.index.by_body.get(body.id, ())))


def _topics(corpus: Corpus) -> Iterator[Page]:
    topics = corpus.library.topics
    roots = [topic for topic in topics.values() if topic.parent is None]
    shelf = Shelf(None, tuple(_topic_counts(corpus, topics.values())))
    shelves = (shelf,) if len(roots) == len(topics) else tuple(_topic_shelves(corpus, roots))
    view = GroupView("Tra cứu", "Chủ đề", shelves=shelves)
    yield _page(at.TOPICS, "index", view, "Các chủ đề của công tác dân vận.")


def _topic(identity: str, number: int, corpus: Corpus) -> Iterator[Page]:
    topic = corpus.library.topics[identity]
    part = document_part(corpus, at.record_page(topic), number)
    about = topic.note or f"Văn bản và mô hình về {topic.name.lower()}."
    below = below_documents(corpus, at.record_page(topic), number)
    view = replace(_topic_view(corpus, topic), part=part, below=below)
    yield _page(part.page, "topic", view, about)


def _topic_shelves(corpus: Corpus, roots: Iterable[Topic]) -> Iterator[Shelf]:
    alone: list[Topic] = []
    for root in roots:
        children = [corpus.library.topics[i] for i in corpus.index.child_topics.get(root.id, ())]
        if children:
            yield Shelf(root.name, tuple(_topic_counts(corpus, [root, *children])))
        else:
            alone.append(root)
    if alone:
        yield Shelf("Chủ đề khác", tuple(_topic_counts(corpus, alone)))


def _topic_counts(corpus: Corpus, topics: Iterable[Topic]) -> Iterator[Counted]:
    for topic in topics:
        documents = corpus.index.by_topic.get(topic.id, ())
        models = corpus.index.models_by_topic.get(topic.id, ())
        yield Counted(link(topic), len(documents) + len(models))


def topic_counts(corpus: Corpus) -> Iterator[Counted]:
    return _topic_counts(corpus, corpus.library.topics.values())


def _topic_view(corpus: Corpus, topic: Topic) -> GroupView:
    facts: list[Fact] = []
    if topic.parent:
        facts.append(("Thuộc", corpus.topic_links((topic.parent,))))
    if topic.synonyms:
        facts.append(("Còn gọi", ", ".join(topic.synonyms)))
    children = [corpus.library.topics[i] for i in corpus.index.child_topics.get(topic.id, ())]
    shelf = Shelf("Chủ đề hẹp hơn", tuple(_topic_counts(corpus, children)))
    return GroupView(
        "Chủ đề",
        topic.name,
        topic.note,
        (*facts, *elsewhere(corpus, at.record_page(topic))),
        (shelf,) if children else (),
        part_heading="Văn bản",
    )


def _localities(corpus: Corpus) -> Iterator[Page]:
    places = corpus.library.localities.values()
    shelves = tuple(
        Shelf(level.label, groups)
        for level in Level
        if (groups := tuple(_place_counts(corpus, [p for p in places if p.level is level])))
    )
    view = GroupView("Tra cứu", "Địa phương", shelves=shelves)
    yield _page(at.LOCALITIES, "index", view, "Các địa phương có văn bản hoặc mô hình.")


def _locality(identity: str, number: int, corpus: Corpus) -> Iterator[Page]:
    place = corpus.library.localities[identity]
    part = document_part(corpus, at.record_page(place), number)
    about = f"Văn bản, cơ quan, mô hình và số liệu của {place.name}."
    below = below_documents(corpus, at.record_page(place), number)
    view = replace(_place(corpus, place), part=part, below=below)
    yield _page(part.page, "locality", view, about)


def _place_counts(corpus: Corpus, places: Iterable[Locality]) -> Iterator[Counted]:
    index = corpus.index
    for place in places:
        groups = (index.by_locality, index.models_by_locality, index.figures_by_locality)
        yield Counted(link(place), sum(len(group.get(place.id, ())) for group in groups))


def _place(corpus: Corpus, place: Locality) -> GroupView:
    index, library = corpus.index, corpus.library
    children = [library.localities[i] for i in index.child_localities.get(place.id, ())]
    shelf = Shelf("Đơn vị trực thuộc", tuple(_place_counts(corpus, children)))
    return GroupView(
        "Địa phương",
        place.name,
        place.note,
        (*_place_facts(corpus, place), *elsewhere(corpus, at.record_page(place))),
        (shelf,) if children else (),
        part_heading="Văn bản",
        sources=place.sources,
    )


def _place_facts(corpus: Corpus, place: Locality) -> Iterator[Fact]:
    yield "Cấp", place.level.label
    if place.parent:
        yield "Thuộc", corpus.locality_links((place.parent,))
    if lifetime := lifetime_of(place.existed_from, place.existed_to):
        doubt = {"existed_from", "existed_to"} & set(place.unconfirmed)
        yield "Thời gian", lifetime + (" (chưa kiểm chứng)" if doubt else "")
    if before := corpus.index.predecessors.get(place.id):
        yield "Hình thành từ", corpus.locality_links(before)
    if place.successors:
        doubtful = "successors" in place.unconfirmed
        label = "Nay thuộc (chưa kiểm chứng)" if doubtful else "Nay thuộc"
        yield label, corpus.locality_links(place.successors)
    if bodies := corpus.index.bodies_by_locality.get(place.id):
        yield "Cơ quan", corpus.body_links(bodies)


def lifetime_of(start: PartialDate | None, end: PartialDate | None) -> str:
    """``từ 03/02/2025``, ``đến 30/6/2025`` or both; empty where nothing is known."""
    words = (f"từ {start.vietnamese}" if start else "", f"đến {end.vietnamese}" if end else "")
    return " ".join(word for word in words if word)


def _models(corpus: Corpus) -> Iterator[Page]:
    models = corpus.library.models
    view = GroupView("Phong trào thi đua", "Mô hình “Dân vận khéo”")
    about = "Các mô hình “Dân vận khéo” trong sổ tay."
    listing = model_listing(corpus, models.values())
    yield from _paged(at.MODELS, "index", view, listing, about)


def _fields(corpus: Corpus) -> Iterator[Page]:
    shelf = Shelf(None, tuple(field_counts(corpus)))
    view = GroupView("Phong trào thi đua", "Lĩnh vực", shelves=(shelf,))
    yield _page(at.FIELDS, "index", view, "Bốn lĩnh vực của phong trào “Dân vận khéo”.")


def _field(field: Field, corpus: Corpus) -> Iterator[Page]:
    found = corpus.models(corpus.index.models_by_field.get(field.slug, ()))
    view = GroupView("Lĩnh vực “Dân vận khéo”", field.label)
    listing, page = model_listing(corpus, found), at.field_page(field.slug)
    yield from _paged(page, "field", view, listing, f"Mô hình thuộc lĩnh vực {field.value}.")


def field_counts(corpus: Corpus) -> Iterator[Counted]:
    groups = corpus.index.models_by_field
    for field in Field:
        page = Link(field.label, at.field_page(field.slug))
        yield Counted(page, len(groups.get(field.slug, ())))


def _figures(corpus: Corpus) -> Iterator[Page]:
    listing = figure_listing(corpus, corpus.library.figures.values())
    view = GroupView("Phong trào thi đua", "Số liệu phong trào")
    about = "Số liệu về phong trào thi đua “Dân vận khéo” theo năm và nơi."
    yield from _paged(at.FIGURES, "figures", view, listing, about)


_INDEXES: Mapping[str, Callable[[Corpus], Iterator[Page]]] = {
    "kinds": _kinds,
    "years": _years,
    "bodies": _bodies,
    "topics": _topics,
    "localities": _localities,
    "models": _models,
    "fields": _fields,
    "figures": _figures,
}
