"""Run labelled queries through the search of the site and print what came of it.

``python -m benchmarks.search 1000 10000 --set tune``; peers run beside it with ``--peers``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import records
from benchmarks.search import budgets, peers
from benchmarks.search.budgets import p95
from benchmarks.search.indexing import Built, assets, corpus_of, index, sent
from benchmarks.search.queries import SETS, Query, query_set
from generator.search.dictionary import Dictionary
from generator.search.ranking import search

WORST = 20
SHOWN = 8
"""Hits whose cards a first page of results loads."""

SESSION = 10
NUMBERS = ("number", "number, respelt", "number, loosely typed", "QĐi, QyĐ", "citation, pasted")


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
    """The index in a folder; knows which files were touched."""

    touched: set[str] = field(default_factory=set)

    def _read(self, name: str) -> bytes:
        self.touched.add(name)
        return super()._read(name)


def ask(built: Built, asked: Iterable[Query]) -> Iterator[Answer]:
    watched = Watched(built.folder)
    for query in asked:
        watched.touched.clear()
        watched.touched.add("router")
        start = time.perf_counter()
        hits, _ = search(query.text, watched)
        seconds = time.perf_counter() - start
        for hit in hits[:SHOWN]:
            watched.card(hit.item)
        ids = [built.ids[hit.item] for hit in hits]
        rank = next((at for at, one in enumerate(ids, 1) if one in query.right), 0)
        first = ids[0] if ids else "nothing"
        yield Answer(query, rank, first, frozenset(watched.touched), seconds)


def share(answers: Sequence[Answer], most: int) -> float:
    return sum(0 < answer.rank <= most for answer in answers) / len(answers)


def mrr(answers: Sequence[Answer]) -> float:
    return sum(1 / answer.rank for answer in answers if answer.rank) / len(answers)


def of_kinds(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    kinds: dict[str, list[Answer]] = {}
    for answer in answers:
        kinds.setdefault(answer.query.kind, []).append(answer)
    return kinds


def by_kind(answers: Sequence[Answer]) -> Iterator[str]:
    yield "| Kind | Queries | Rank 1 | Rank ≤ 5 | MRR |"
    yield "|:---|---:|---:|---:|---:|"
    for kind, own in of_kinds(answers).items():
        yield _row(kind, own)
    yield _row("**all**", answers)


def _row(label: str, answers: Sequence[Answer]) -> str:
    figures = f"{share(answers, 1):.3f} | {share(answers, 5):.3f} | {mrr(answers):.3f}"
    return f"| {label} | {len(answers)} | {figures} |"


@dataclass(frozen=True, slots=True)
class Loaded:
    """KB that queries load: of the index alone, of all that the first one brings, and later."""

    index: list[float]
    first: list[float]
    later: list[float]


def loaded(built: Built, answers: Sequence[Answer], seed: int) -> Loaded:
    kilobytes = {name: size / 1000 for name, size in built.sizes.items()}
    alone = [sum(kilobytes[name] for name in answer.files) for answer in answers]
    beside = sum(map(sent, assets(built.folder).values())) / 1000
    return Loaded(alone, [one + beside for one in alone], list(_later(kilobytes, answers, seed)))


def _later(kilobytes: dict[str, float], answers: Sequence[Answer], seed: int) -> Iterator[float]:
    """What each query but the first of a session of ten loads that was not there yet."""
    rng = Random(seed)
    for _ in range(100):
        session = rng.sample(answers, min(SESSION, len(answers)))
        there = set(session[0].files)
        for answer in session[1:]:
            yield sum(kilobytes[name] for name in answer.files - there)
            there |= answer.files


def measured(built: Built, answers: Sequence[Answer], kilobytes: Loaded) -> dict[str, float]:
    """Figures by the keys of `budgets`."""
    kinds = of_kinds(answers)
    numbers = [answer for kind in NUMBERS for answer in kinds.get(kind, ())]
    scripts = [data for name, data in assets(built.folder).items() if name.endswith(".js")]
    return {
        "rank 1": share(answers, 1),
        "rank 5": share(answers, 5),
        "weakest": min(share(own, 1) for own in kinds.values()),
        "numbers": share(numbers, 1),
        "first": median(kilobytes.first),
        "first p95": p95(kilobytes.first),
        "later": median(kilobytes.later),
        "engine": sum(map(sent, scripts)) / 1000,
        "memory": built.cost.peak,
        "files": len(built.sizes) / len(built.ids),
    }


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{median(values):,.1f} | {p95(values):,.1f}"


def costs(built: Built, answers: Sequence[Answer], kilobytes: Loaded) -> Iterator[str]:
    cost, total = built.cost, sum(built.sizes.values()) / 1e6
    router = built.sizes["router"] / 1000
    yield "| Cost | Median | p95 |"
    yield "|:---|---:|---:|"
    yield f"| first query, everything, KB gzipped | {spread(kilobytes.first)} |"
    yield f"| of it the index, KB (router {router:.1f}) | {spread(kilobytes.index)} |"
    yield f"| first query, files of the index | {spread([len(a.files) for a in answers])} |"
    yield f"| later query, KB gzipped | {spread(kilobytes.later)} |"
    yield f"| Python engine, ms a query | {spread([a.seconds * 1000 for a in answers])} |"
    yield ""
    yield "| Index build | Wall, s | CPU, s | Peak, MB | Records | Files | A record | MB gzipped |"
    yield "|:---|---:|---:|---:|---:|---:|---:|---:|"
    files, count = len(built.sizes), len(built.ids)
    yield (
        f"| {count:,} items | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak:,.0f} "
        f"| {cost.records:,.0f} | {files:,} | {files / count:.2f} | {total:.2f} |"
    )


def worst(answers: Sequence[Answer], limit: int) -> Iterator[str]:
    """Those answered last or not at all."""
    yield "| Kind | Query | Rank | Right, for example | First instead |"
    yield "|:---|:---|---:|:---|:---|"
    wrong = [answer for answer in answers if answer.rank != 1]
    for answer in sorted(wrong, key=lambda a: -(a.rank or 10**9))[:limit]:
        text = " ".join(answer.query.text.replace("|", " ").split())
        rank = answer.rank or "–"
        cells = (answer.query.kind, text, rank, min(answer.query.right), answer.first)
        yield f"| {' | '.join(map(str, cells))} |"


def report(built: Built, answers: Sequence[Answer], given: argparse.Namespace) -> dict[str, float]:
    """Print everything about the answers; return the figures that have budgets."""
    kilobytes = loaded(built, answers, given.seed)
    parts = (by_kind(answers), costs(built, answers, kilobytes), worst(answers, given.worst))
    for part in parts:
        print("\n".join(part), end="\n\n", flush=True)
    return measured(built, answers, kilobytes)


def evaluate(base: Path, given: argparse.Namespace) -> dict[str, float]:
    """One knowledge base: print what came of it, return the figures that have budgets."""
    with tempfile.TemporaryDirectory(prefix="sotay-index-") as folder:
        built = index(base, Path(folder))
        corpus = corpus_of(base)
        asked = query_set(corpus.library, given.set, given.seed, given.draw)
        print(f"## {len(corpus.library.documents):,} documents, {given.set} queries, ours\n")
        answers = list(ask(built, asked))
        figures = report(built, answers, given)
    if given.peers:
        ranks, cost = [answer.rank for answer in answers], built.cost
        asked = Random(given.seed).sample(asked, len(asked))  # an engine may end half-way
        print(*peers.HEAD, sep="\n")
        print(peers.row("**ours**", ranks, figures["first"], cost.cpu, cost.peak), flush=True)
        for engine, outcome in peers.outcomes(corpus, asked, given.limit):
            print(peers.row_of(engine, outcome, asked), flush=True)
            if engine == "pagefind" and isinstance(outcome, peers.Outcome) and outcome.answers:
                figures["cpu"] = cost.cpu / outcome.cpu
        print()
    return figures


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--set", choices=SETS, default="tune")
    parser.add_argument("--seed", type=int, default=1, help="of the records and the first draw")
    parser.add_argument("--draw", type=int, default=2, help="seed of the fresh set")
    parser.add_argument("--worst", type=int, default=WORST, help="wrong answers to show")
    parser.add_argument("--peers", action="store_true", help="run other engines too (needs npm)")
    parser.add_argument("--limit", type=int, default=900, help="CPU seconds for each other engine")
    parser.add_argument(
        "--keep", metavar="DIR", type=Path, help="keep (and use again) the records made"
    )
    return parser.parse_args()


def main() -> None:
    given = arguments()
    found: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="sotay-search-") as temporary:
        folder = given.keep or Path(temporary)
        for documents in given.sizes:
            base = folder / f"{documents}-{given.seed}"
            if not base.exists():
                records.make(documents, base, given.seed)
            found[documents] = evaluate(base, given)
    print("\n".join(budgets.table(found)))
