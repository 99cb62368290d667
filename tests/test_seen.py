"""What is read is noted, by each unit that reads it, whoever else has read it before."""

from __future__ import annotations

from collections.abc import Callable

from generator import pipeline
from generator.checking import check
from generator.incremental.seen import ALL, Reads, number, seen
from generator.settings import Settings
from generator.views.corpus import Corpus
from generator.views.document import reference
from tests import kb

DOCUMENT = "05-kh-bc-2019"


def watched(settings: Settings) -> tuple[Corpus, Callable[[Callable[[], object]], set[int]]]:
    """A corpus that is watched, and what tells the facts that a unit reads of it."""
    reads = Reads()
    corpus = seen(pipeline.corpus(check(settings), settings, kb.DAY), reads)

    def facts(unit: Callable[[], object]) -> set[int]:
        reads.begin()
        unit()
        return reads.facts

    return corpus, facts


def test_each_unit_notes_what_it_reads_however_often(shared_toy: Settings) -> None:
    corpus, facts = watched(shared_toy)

    def unit() -> None:
        document = corpus.library.documents[DOCUMENT]
        assert document.title == document.title
        assert document.values

    wanted = {number(fact) for fact in (("@documents", DOCUMENT), (DOCUMENT, "title"))}
    wanted.add(number((DOCUMENT, ALL)))
    assert facts(unit) == facts(unit) == wanted


def test_what_is_made_once_is_read_by_all_who_are_told_it(shared_toy: Settings) -> None:
    corpus, facts = watched(shared_toy)
    first, second = (facts(lambda: reference(corpus, DOCUMENT)) for _ in range(2))
    assert first == second
    assert {number((DOCUMENT, "title")), number(("@forces", DOCUMENT))} < first


def test_what_a_unit_has_read_already_counts_for_what_is_made_once_within_it(
    shared_toy: Settings,
) -> None:
    corpus, facts = watched(shared_toy)
    alone = watched(shared_toy)[1](lambda: None)

    def unit() -> None:
        assert corpus.library.documents[DOCUMENT].title
        reference(corpus, DOCUMENT)
        assert corpus.library.documents[DOCUMENT].summary

    within = facts(unit)
    after = facts(lambda: reference(corpus, DOCUMENT))
    assert alone < after < within
    assert within - after == {number((DOCUMENT, "summary"))}
