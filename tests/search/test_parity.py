"""Python and the browser read, parse and rank alike."""

from __future__ import annotations

import base64
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pipeline import Checked
from generator.search import pack
from generator.search.analysis import syllables
from generator.search.ranking import search
from tests.search.conftest import Engine, Indexed, queries, relaxed

QUERIES = queries()
anything = st.characters(exclude_categories=())
vietnamese = st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặềếểễệỳýỷỹỵĐƯ -/.,0123456789")
marks = st.sampled_from("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0327\u200b\u00ad\u00a0")
texts = st.text(st.one_of(anything, vietnamese, marks), max_size=60)
typed = st.builds(
    " ".join,
    st.lists(
        st.one_of(st.sampled_from([word for query in QUERIES for word in query.split()]), texts),
        max_size=8,
    ),
)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


def assert_same_syllables(engine: Engine, text: str) -> None:
    mine = [asdict(word) for word in syllables(text)]
    assert engine.ask("syllables", text=text) == mine, ascii(text)


def assert_same_answer(engine: Engine, real: Indexed, text: str) -> None:
    mine, query = search(text, real.dictionary)
    theirs: dict[str, Any] = engine.ask("search", text=text)
    assert theirs["failed"] == [], ascii(text)
    assert engine.ask("parse", text=text) == theirs["query"]
    assert listed(theirs["query"]) == listed(asdict(query)), ascii(text)
    assert [hit["item"] for hit in theirs["hits"]] == [hit.item for hit in mine], ascii(text)
    scores = [hit["score"] for hit in theirs["hits"]]
    assert scores == pytest.approx([hit.score for hit in mine], abs=1e-6), ascii(text)


def listed(value: Any) -> Any:
    """Tuples as lists, as JSON has them, and names as JavaScript writes them."""
    if isinstance(value, dict):
        return {key.replace("is_part", "isPart"): listed(part) for key, part in value.items()}
    return [listed(part) for part in value] if isinstance(value, list | tuple) else value


def variants(query: str) -> set[str]:
    """A query as other keyboards and hurried hands would type it."""
    decomposed = unicodedata.normalize("NFD", query)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    half = query[: len(query) // 2 + 1]
    return {query, decomposed, bare, query.upper(), f"{query} ", half}


def test_syllables_of_every_text_of_the_records(engine: Engine, checked: Checked) -> None:
    library = checked.library
    kinds = (library.documents, library.models, library.bodies, library.topics, library.localities)
    records = [record.model_dump(mode="json") for kind in kinds for record in kind.values()]
    found = {text for record in records for text in strings(record)}
    assert len(found) > 1000
    for text in sorted(found):
        assert_same_syllables(engine, text)


def test_syllables_of_what_is_indexed(engine: Engine, real: Indexed) -> None:
    for item in real.items:
        said = asdict(item)
        for text in {*strings(said["head"]), *strings(said["body"]), *strings(said["card"])}:
            assert_same_syllables(engine, text)


def test_syllables_around_every_character_there_is(engine: Engine) -> None:
    for start in range(0, sys.maxunicode + 1, 2048):
        characters = map(chr, range(start, min(start + 2048, sys.maxunicode + 1)))
        assert_same_syllables(engine, " ".join(f"a{c}b{c}" for c in characters))


@relaxed
@given(texts)
def test_syllables_of_random_text(engine: Engine, text: str) -> None:
    assert_same_syllables(engine, text)


@pytest.mark.parametrize("query", QUERIES, ids=ascii)
def test_answers(engine: Engine, real: Indexed, query: str) -> None:
    for text in sorted(variants(query)):
        assert_same_answer(engine, real, text)


@relaxed
@given(typed)
def test_answers_to_random_queries(engine: Engine, real: Indexed, text: str) -> None:
    assert_same_answer(engine, real, text)


def test_postings_cards_texts_and_facets(engine: Engine, real: Indexed) -> None:
    mine = real.dictionary
    for prefix in ("", "#25", "=", "dan_", "dan_v", "zzz", "@2013"):
        assert engine.ask("beginningWith", text=prefix, limit=50) == mine.beginning_with(prefix, 50)
        for term in mine.beginning_with(prefix, 50):
            rows = [list(row) for row in mine.postings(term).items()]
            assert engine.ask("postings", text=term) == rows
    assert [engine.ask("card", item=at) for at in range(len(real.items))] == [
        mine.card(at) for at in range(len(real.items))
    ]
    assert [engine.ask("texts", item=at) for at in range(len(real.items))] == [
        mine.texts(at) for at in range(len(real.items))
    ]
    assert engine.ask("facets") == mine.facets
    for name, column in mine.columns.items():
        assert engine.ask("column", name=name) == column


def test_our_own_inflate_reads_what_zlib_wrote(engine: Engine, real: Indexed) -> None:
    for file in real.folder.iterdir():
        data = pack.content(file.read_text(encoding="utf-8"))
        for level, strategy in ((0, 0), (1, 0), (9, 0), (9, zlib.Z_FIXED)):
            packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
            packed = packer.compress(data) + packer.flush()
            text = base64.b64encode(packed).decode()
            assert base64.b64decode(engine.ask("inflate", text=text)) == data
            cut = base64.b64encode(packed[: len(packed) // 2]).decode()
            assert "error" in engine.reply("inflate", text=cut)


def test_browsers_without_an_inflate_find_the_same(engine: Engine, real: Indexed) -> None:
    theirs = engine.ask("search", text="nghị quyết 25", fresh=True, own=True)
    assert theirs == engine.ask("search", text="nghị quyết 25", fresh=True)
