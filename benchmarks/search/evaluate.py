"""Run labelled queries through the search of the site and print what came of it.

``python -m benchmarks.search 1000 10000 --set tune``; peers run beside it with ``--peers``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median, quantiles

from benchmarks import records
from benchmarks.search import peers
from benchmarks.search.queries import Query, queries
from generator import pipeline
from generator.search import pack
from generator.search.build import index
from generator.search.dictionary import Dictionary, Postings, _terms
from generator.search.items import Item, items
from generator.search.ranking import search
from generator.settings import load
from generator.views.corpus import Corpus

WORST = 20
SHOWN = 8
"""Hits whose cards a first page of results loads."""

SESSION = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """``rank`` of the first right record, 0 where there was none; ``first``: what came first."""

    query: Query
    rank: int
    first: str
    files: frozenset[str] = frozenset()
    seconds: float = 0.0


@dataclass(frozen=True)
class Watched(Dictionary):
    """The index in memory; knows which files were touched."""

    files: dict[str, bytes] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    shards: dict[str, dict[str, Postings]] = field(default_factory=dict)

    def _read(self, name: str) -> bytes:
        self.touched.add(name)
        return self.files[name]

    def _shard(self, place: int) -> dict[str, Postings]:
        name = self.router["shards"][place][1]
        self.touched.add(name)
        if name not in self.shards:
            self.shards[name] = _terms(self.files[name])
        return self.shards[name]


@dataclass(frozen=True, slots=True)
class Built:
    """An index, what it cost, and its files as a server sends them."""

    items: list[Item]
    packed: list[pack.Packed]
    wall: float
    cpu: float
    sizes: dict[str, int]


def build(corpus: Corpus) -> Built:
    wall, cpu = time.perf_counter(), time.process_time()
    found = items(corpus)
    packed = list(index(found, dict(corpus.library.abbreviations.root)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    sizes = {
        one.name.removesuffix(".js"): len(gzip.compress(one.text.encode(), 6)) for one in packed
    }
    return Built(found, packed, wall, cpu, sizes)


def ask(built: Built, asked: Iterable[Query]) -> Iterator[Answer]:
    contents = {one.name.removesuffix(".js"): pack.content(one.text) for one in built.packed}
    watched = Watched(Path(), contents)
    for query in asked:
        watched.touched.clear()
        watched.touched.add("router")
        start = time.perf_counter()
        hits, _ = search(query.text, watched)
        seconds = time.perf_counter() - start
        for hit in hits[:SHOWN]:
            watched.card(hit.item)
        ids = [built.items[hit.item].id for hit in hits]
        rank = next((at for at, one in enumerate(ids, 1) if one in query.right), 0)
        first = ids[0] if ids else "nothing"
        yield Answer(query, rank, first, frozenset(watched.touched), seconds)


def share(answers: Sequence[Answer], most: int) -> float:
    return sum(0 < answer.rank <= most for answer in answers) / len(answers)


def mrr(answers: Sequence[Answer]) -> float:
    return sum(1 / answer.rank for answer in answers if answer.rank) / len(answers)


def by_kind(answers: Sequence[Answer]) -> Iterator[str]:
    yield "| Kind | Queries | Rank 1 | Rank ≤ 5 | MRR |"
    yield "|:---|---:|---:|---:|---:|"
    for kind in dict.fromkeys(answer.query.kind for answer in answers):
        yield _row(kind, [answer for answer in answers if answer.query.kind == kind])
    yield _row("**all**", answers)


def _row(label: str, answers: Sequence[Answer]) -> str:
    figures = f"{share(answers, 1):.3f} | {share(answers, 5):.3f} | {mrr(answers):.3f}"
    return f"| {label} | {len(answers)} | {figures} |"


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{median(values):,.1f} | {quantiles(values, n=20)[-1]:,.1f}"


def costs(built: Built, answers: Sequence[Answer], seed: int) -> Iterator[str]:
    kilobytes = {name: size / 1000 for name, size in built.sizes.items()}
    first = [sum(kilobytes[name] for name in answer.files) for answer in answers]
    total = sum(built.sizes.values()) / 1e6
    yield "| Cost | Median | p95 |"
    yield "|:---|---:|---:|"
    yield f"| first query, KB gzipped (router {kilobytes['router']:.1f}) | {spread(first)} |"
    yield f"| first query, files | {spread([len(answer.files) for answer in answers])} |"
    yield f"| later query, KB gzipped | {spread(list(_later(kilobytes, answers, seed)))} |"
    yield f"| Python engine, ms a query | {spread([a.seconds * 1000 for a in answers])} |"
    yield ""
    yield (
        f"{len(built.items):,} items; built in {built.wall:.1f} s ({built.cpu:.1f} s CPU); "
        f"{len(built.packed):,} files, {total:.2f} MB gzipped."
    )


def _later(kilobytes: dict[str, float], answers: Sequence[Answer], seed: int) -> Iterator[float]:
    """What each query but the first of a session of ten loads that was not there yet."""
    rng = Random(seed)
    for _ in range(100):
        session = rng.sample(answers, min(SESSION, len(answers)))
        there = set(session[0].files)
        for answer in session[1:]:
            yield sum(kilobytes[name] for name in answer.files - there)
            there |= answer.files


def worst(answers: Sequence[Answer], limit: int) -> Iterator[str]:
    """Those answered last or not at all."""
    yield "| Kind | Query | Rank | Right, for example | First instead |"
    yield "|:---|:---|---:|:---|:---|"
    wrong = [answer for answer in answers if answer.rank != 1]
    for answer in sorted(wrong, key=lambda a: -(a.rank or 10**9))[:limit]:
        text = answer.query.text.replace("|", " ")
        rank = answer.rank or "–"
        cells = (answer.query.kind, text, rank, min(answer.query.right), answer.first)
        yield f"| {' | '.join(map(str, cells))} |"


def report(base: Path, given: argparse.Namespace) -> Iterator[str]:
    """Everything about one knowledge base, line by line."""
    checked = pipeline.check(load(base))
    corpus = Corpus(checked.library, checked.index, dt.date.fromisoformat(records.AS_OF))
    built = build(corpus)
    asked = [q for q in queries(checked.library, given.seed) if q.subset == given.set]
    answers = list(ask(built, asked))
    yield f"## {len(checked.library.documents):,} documents, {given.set} queries, ours"
    yield ""
    yield from by_kind(answers)
    yield ""
    yield from costs(built, answers, given.seed)
    yield ""
    yield from worst(answers, given.worst)
    if given.peers:
        yield ""
        yield from peers.report(corpus, asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--set", choices=("tune", "final"), default="tune")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=WORST, help="wrong answers to show")
    parser.add_argument("--peers", action="store_true", help="run other engines too (needs npm)")
    parser.add_argument(
        "--keep", metavar="DIR", type=Path, help="keep (and use again) what is made"
    )
    return parser.parse_args()


def main() -> None:
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="sotay-search-") as temporary:
        folder = given.keep or Path(temporary)
        for documents in given.sizes:
            base = folder / f"{documents}-{given.seed}"
            if not base.exists():
                records.make(documents, base, given.seed)
            for line in report(base, given):
                print(line)
            sys.stdout.flush()
