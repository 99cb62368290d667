"""Long lists run over several pages, and no record is lost between them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from generator import pipeline
from generator.records.types import Body, Document, Figure, Locality, Model, Topic
from generator.settings import Settings
from generator.views import addresses, listing, lists
from generator.views.corpus import Corpus
from generator.views.lists import Tail
from tests import kb


def corpus_of(settings: Settings) -> Corpus:
    checked = pipeline.check(settings)
    return Corpus(checked.library, checked.index, kb.DAY)


@pytest.mark.parametrize("rows", [1, 2, 3, 200])
def test_each_record_of_a_topic_place_or_body_stands_once_on_its_pages(
    shared_toy: Settings, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", rows)
    corpus = corpus_of(shared_toy)
    entries = corpus.library.entries.values()
    groups: list[Topic | Locality | Body] = [*corpus.library.topics.values()]
    groups += [*corpus.library.localities.values(), *corpus.library.bodies.values()]
    for group in groups:
        found = corpus.lists[addresses.record_page(group)]
        shown = [identity for piece in found.pieces for _, ids in piece for identity in ids]
        wanted = [e.record.id for e in entries if _is_listed(e.record, group)]
        assert sorted(shown) == sorted(wanted)
        assert all(sum(len(ids) for _, ids in piece) <= rows for piece in found.pieces)
        assert len(shown) == found.size + sum(tailed.size for tailed in found.tails)
        for tailed in found.tails:
            places = [n for n, piece in enumerate(found.pieces, 1) if tailed.tail in dict(piece)]
            assert tailed.first == places[0]


def _is_listed(record: object, group: Topic | Locality | Body) -> bool:
    if isinstance(group, Body):
        by = isinstance(record, Document) and group.id in record.issued_by
        return by or (isinstance(record, Figure) and record.body == group.id)
    if isinstance(group, Topic):
        return isinstance(record, Document | Model) and group.id in record.topics
    return isinstance(record, Document | Model | Figure) and record.locality == group.id


def test_the_first_page_leads_to_where_models_and_figures_begin(
    shared_toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", 1)
    pages, corpus = kb.pages(shared_toy), corpus_of(shared_toy)
    told = 0
    tails = [(page, each) for page, found in corpus.lists.items() for each in found.tails]
    for page, tailed in tails:
        begins = addresses.part_page(page, tailed.first)
        heading = f"## {tailed.tail.value}"
        assert heading in pages[begins]
        if tailed.first > 1:
            told += 1
            link = f"[{tailed.size} mục, từ trang {tailed.first}]"
            target = re.escape(_relative(begins, page))
            assert re.search(rf"{re.escape(link)}\({target}\)", pages[page])
            assert heading not in pages[page]
    assert told >= len(Tail)


def _relative(target: str, page: str) -> str:
    """Both lie below the folder of the list, whose first page is ``x/index.md`` or ``x.md``."""
    folder = PurePosixPath(page).parent
    return PurePosixPath(target).relative_to(folder).as_posix()


def test_a_page_of_models_alone_has_no_heading_for_documents(
    shared_toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", 1)
    pages, corpus = kb.pages(shared_toy), corpus_of(shared_toy)
    alone = 0
    for page, found in corpus.lists.items():
        for number, piece in enumerate(found.pieces, 1):
            text = pages[addresses.part_page(page, number)]
            if piece and all(isinstance(title, Tail) for title, _ in piece):
                alone += 1
                assert "## Văn bản" not in text
            if found.count > 1:
                assert text.count('class="sv-pager"') == 1
    assert alone


def test_a_short_list_stands_on_one_page_with_all_that_is_behind_it(shared_toy: Settings) -> None:
    pages, corpus = kb.pages(shared_toy), corpus_of(shared_toy)
    tailed = [page for page, found in corpus.lists.items() if found.tails]
    assert tailed
    for page in tailed:
        assert "từ trang" not in pages[page]
        assert "sv-pager" not in pages[page]


def test_of_a_body_too_figures_follow_the_documents_on_pages_of_the_list(
    shared_toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", 1)
    pages, corpus = kb.pages(shared_toy), corpus_of(shared_toy)
    bodies = [addresses.record_page(body) for body in corpus.library.bodies.values()]
    (page,) = (page for page in bodies if corpus.lists[page].size and corpus.lists[page].tails)
    (figures,) = corpus.lists[page].tails
    rows = [pages[addresses.part_page(page, n + 1)] for n in range(corpus.lists[page].count)]
    assert [text.count('class="sv-list"') for text in rows] == [1] * len(rows)
    assert ["{ #so-lieu }" in text for text in rows] == [
        n >= figures.first for n in range(1, len(rows) + 1)
    ]


@pytest.mark.parametrize("count", [1, 15, 16, 99, 250, 1000, 4321])
def test_a_pager_leads_to_the_ends_to_neighbours_and_to_few_others(count: int) -> None:
    for number in {1, 2, count // 3 + 1, count // 2 + 1, max(1, count - 1), count}:
        found = listing._siblings(number, count)
        near = {n for n in range(number - 2, number + 3) if 1 <= n <= count}
        assert {1, count, *near} <= {*found}
        assert found == sorted(set(found))
        assert found[0] >= 1
        assert found[-1] <= count
        assert len(found) <= max(listing.FEW, 17)
        if count <= listing.FEW:
            assert len(found) == count


def test_what_a_pager_leaves_out_is_shown(
    shared_toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", 1)
    monkeypatch.setattr(listing, "FEW", 3)
    text = kb.pages(shared_toy)[addresses.DOCUMENTS]
    (pager,) = re.findall(r"^Trang: .*$", text, re.MULTILINE)
    count = corpus_of(shared_toy).lists[addresses.DOCUMENTS].count
    assert pager.startswith("Trang: **1** [2](")
    assert re.search(rf"… \[{count}\]\([^)]+\)$", pager)
