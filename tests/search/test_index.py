"""The files of the index: the same for the same records, whole, and honest about damage."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import zlib
from bisect import bisect_right
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pipeline import Checked
from generator.search import build, pack
from generator.search.analysis import syllables
from generator.search.contents import Contents
from generator.search.dictionary import Dictionary, _terms
from generator.search.items import Segment, items
from generator.search.postings import levelled, moved, packed, unpacked
from generator.search.shards import Cut, Entry, Shard, borders, cut
from generator.search.terms import weights
from generator.views.corpus import Corpus
from tests import kb
from tests.search.conftest import DAY, Engine, Indexed, relaxed

HASHES = """
import datetime, hashlib, sys
from pathlib import Path
from generator import pipeline
from generator.search.build import index
from generator.search.items import items
from generator.settings import load
from generator.views.corpus import Corpus
checked = pipeline.check(load(Path(sys.argv[1])))
corpus = Corpus(checked.library, checked.index, datetime.date(2026, 11, 22))
for file in index(items(corpus), dict(checked.library.abbreviations.root)):
    print(file.name, hashlib.sha256(file.text.encode()).hexdigest())
"""
terms = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=9),
    st.dictionaries(st.integers(0, 70_000), st.integers(1, 255), min_size=1, max_size=40),
    min_size=1,
    max_size=40,
)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def shuffled(table: Mapping[str, Any]) -> dict[str, Any]:
    return dict(random.Random(3).sample(list(table.items()), len(table)))


@pytest.fixture
def copy(real: Indexed, tmp_path: Path) -> Path:
    """The index in a folder where it may be damaged."""
    return shutil.copytree(real.folder, tmp_path / "search")


def shard_of(real: Indexed, term: str) -> str:
    borders = real.dictionary.router["shards"][0].split("\n")
    return real.dictionary.shard_name(bisect_right(borders, term) - 1)


def test_shuffled_records_give_the_same_files(checked: Checked, real: Indexed) -> None:
    names = ("documents", "bodies", "models", "topics", "localities")
    tables: dict[str, Any] = {name: shuffled(getattr(checked.library, name)) for name in names}
    again = items(Corpus(replace(checked.library, **tables), checked.index, DAY))
    files = build.index(again, shuffled(real.abbreviations))
    assert {file.name: file.text for file in files} == texts(real.folder)


def test_hash_seeds_do_not_show() -> None:
    command = [sys.executable, "-c", HASHES, str(kb.ROOT)]
    runs = [
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(kb.ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert "router.js" in runs[0]


def test_every_posting_is_found_again(real: Indexed) -> None:
    expected: dict[str, dict[int, int]] = {}
    for position, item in enumerate(real.items):
        texts = (segment.text for segment in item.body)
        for term, weight in weights(item.head, texts, item.keys).items():
            expected.setdefault(term, {})[position] = weight
    found = {term: real.dictionary.postings(term) for term in expected}
    assert found == expected
    assert sorted(expected) == sorted(real.dictionary.beginning_with("", len(expected) + 1))
    assert all(1 <= weight <= 255 for rows in expected.values() for weight in rows.values())


def test_the_router_lists_every_file(real: Indexed) -> None:
    router = real.dictionary.router
    borders = router["shards"][0].split("\n")
    names = {real.dictionary.shard_name(place) for place in range(len(borders))}
    names |= {real.dictionary.block("cards", item)[0] for item in range(len(real.items))}
    names |= {router[kind] for kind in ("facets", "texts", "day", "ordinal")} | {"router"}
    table = pack.content((real.folder / f"{router['texts']}.js").read_text(encoding="utf-8"))
    names |= {name for _, name in json.loads(table)}
    assert sorted(f"{name}.js" for name in names) == sorted(texts(real.folder))
    assert borders == sorted(set(borders))
    assert router["items"] == len(real.items)


def test_the_lexicon_holds_every_syllable(real: Indexed) -> None:
    folds = {w.fold for item in real.items for part in item.body for w in syllables(part.text)}
    assert {fold for fold in folds if fold.isalpha()} <= set(real.dictionary.lexicon)
    for word, count in real.dictionary.lexicon.items():
        assert count / 1.5 <= len(real.dictionary.postings(word)) <= count * 1.5


@pytest.mark.parametrize("term", ["", " ", "#", "zzzz", "dan_zzzz", "\uffff", "\U0010ffff", "dan "])
def test_unknown_terms_give_nothing(real: Indexed, engine: Engine, term: str) -> None:
    assert real.dictionary.postings(term) == {}
    assert engine.ask("postings", text=term) == []


def made(term: str, found: Mapping[int, int]) -> Entry:
    rows = sorted(found.items())
    data = packed([item for item, _ in rows], bytes(weight for _, weight in rows))
    return Entry(term.encode(), len(rows), data)


def shards(entries: Iterable[Entry]) -> list[Shard]:
    """Entries, in any order, as the shards of an index."""
    contents = Contents()
    parts = cut([sorted(entries)], contents.data)
    return [build.shard(part, contents) for part in parts]


@given(terms)
def test_shards_keep_any_terms(dictionary: dict[str, dict[int, int]]) -> None:
    parts = list(cut([sorted(starmap(made, dictionary.items()))], Contents().data))
    assert all(isinstance(part, Cut) for part in parts)
    found = [_terms(part.data) for part in parts if isinstance(part, Cut)]
    assert dict(ChainMap(*found)) == dictionary
    firsts = list(borders(shards(starmap(made, dictionary.items()))))
    assert firsts[0] == ""
    assert firsts == sorted(set(firsts))


def test_an_edited_record_rewrites_few_files(real: Indexed) -> None:
    changed = [*real.items]
    changed[3] = replace(changed[3], body=(*changed[3].body, Segment("", "", "zzz")))
    files = {f.name for f in build.index(changed, real.abbreviations)}
    written = files - set(texts(real.folder))
    kinds = sorted(name.split("-")[0] for name in written)
    assert kinds == ["s", "t", "texts"], "the shard of zzz, the text and the table of texts"


def test_a_missing_shard_counts_as_empty_and_is_named(
    copy: Path, real: Indexed, engine: Engine
) -> None:
    gone = shard_of(real, "dan_van")
    (copy / f"{gone}.js").unlink()
    answer = engine.ask("search", text="dân vận #1", base=f"{copy}/", fresh=True)
    assert answer["failed"] == [gone]
    assert answer["hits"], "other shards still answer"
    with pytest.raises(OSError, match=gone):
        Dictionary(copy).postings("dan_van")


@pytest.mark.parametrize("harm", ["", "sotaySearch(", 'sotaySearch("other","")', "cut", "noise"])
def test_a_damaged_shard_is_named(copy: Path, real: Indexed, engine: Engine, harm: str) -> None:
    name = shard_of(real, "dan_van")
    path = copy / f"{name}.js"
    whole = path.read_text(encoding="utf-8")
    data = whole.split('"')[3]
    made = {
        "cut": whole.replace(data, data[: len(data) // 8 * 4]),
        "noise": whole.replace(data, "%" + data[1:]),
    }
    path.write_text(made.get(harm, harm), encoding="utf-8")
    answer = engine.ask("search", text="dân vận", base=f"{copy}/", fresh=True)
    assert answer["failed"] == [name]
    path.write_text(whole, encoding="utf-8")
    healed = engine.ask("search", text="dân vận", base=f"{copy}/")
    assert healed["failed"] == [], "what failed is tried again"


@relaxed
@given(data=st.data())
def test_no_noise_in_a_shard_hangs_the_browser(
    data: st.DataObject, real: Indexed, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = shard_of(real, "dan_van")
    raw = bytearray(pack.content((real.folder / f"{name}.js").read_text(encoding="utf-8")))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.getbasetemp() / "noise"
    if not folder.exists():
        shutil.copytree(real.folder, folder)
    script = pack.script(name, zlib.compress(raw, wbits=-15))
    (folder / script.name).write_text(script.text, encoding="utf-8")
    answer = engine.ask("search", text="dân vận", base=f"{folder}/", fresh=True)
    assert answer["failed"] in ([], [name])
    assert all(0 <= hit["item"] < len(real.items) for hit in answer["hits"])


def test_without_a_router_there_is_an_error(tmp_path: Path, engine: Engine) -> None:
    reply = engine.reply("search", text="dân vận", base=f"{tmp_path}/", fresh=True)
    assert reply["file"] == "router"


@given(st.binary(), st.integers(1, 15))
def test_level_weights_keep_heads(weights: bytes, body: int) -> None:
    expected = [w & ~15 | body if w & 15 else w for w in weights]
    assert list(levelled(weights, body)) == expected


@given(
    st.dictionaries(st.integers(0, 1_000), st.integers(1, 255)),
    st.dictionaries(st.integers(0, 1_200), st.integers(1, 300), max_size=4),
)
def test_postings_move_without_being_unpacked(found: dict[int, int], moves: dict[int, int]) -> None:
    rows = sorted(found.items())
    weights = bytes(weight for _, weight in rows)
    further = [sum(by for at, by in moves.items() if at <= item) for item, _ in rows]
    expected = [item + by for (item, _), by in zip(rows, further, strict=True)]
    there = moved(packed([item for item, _ in rows], weights), sorted(moves.items()))
    assert unpacked(there) == (expected, weights)
    back = moved(there, [(at + sum(by for o, by in moves.items() if o < at), -moves[at])
                         for at in sorted(moves)])  # fmt: skip
    assert back == packed([item for item, _ in rows], weights)


def test_one_edit_changes_few_shards() -> None:
    words = [f"{a}{b}{c}" for a in "bcdghklmnt" for b in "aeiou" for c in "bcdghklmnt"]
    terms = sorted({*words, *(f"{one}_{other}" for one in words[:40] for other in words[::5])})
    before = {term: {3: 1, 9: 2, 300: 3} for term in terms}
    after = {**before, "ga_moi": {4: 5}, terms[len(terms) // 2]: {3: 1, 8: 1}}
    one, other = ({s.key for s in shards(starmap(made, r.items()))} for r in (before, after))
    assert len(one) > 8
    assert len(one - other) <= 3
