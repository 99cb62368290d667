"""Other search engines over the same records and queries, run by node in folders of their own."""

from __future__ import annotations

import html
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.search.queries import Query
from generator.search.items import items
from generator.views.corpus import Corpus

HERE = Path(__file__).parent
CORPUS, QUERIES = "../corpus.jsonl", "../queries.jsonl"
HEAP = "--max-old-space-size=8000"
PACKAGES: dict[str, tuple[str, ...]] = {
    "material": (),
    "minisearch": ("minisearch@7.2.0",),
    "pagefind": ("pagefind@1.6.0", "@pagefind/linux-x64@1.6.0"),
}
NAMES = {
    "material": "Material's own (lunr)",
    "minisearch": "MiniSearch, marks folded, fuzzy",
    "pagefind": "Pagefind, default",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """Lines that a process printed, CPU seconds and most MB; ``ended``: why it ended too early."""

    lines: list[str]
    cpu: float
    peak: float
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """CPU seconds and MB of the index; ids and bytes for each query that was answered, until the
    engine ``ended`` for a reason of its own."""

    cpu: float
    peak: float
    answers: list[dict[str, Any]]
    ended: str = ""


HEAD = (
    "| Engine | Rank 1 | Rank ≤ 5 | MRR | First query, KB | Index, CPU s | Peak, MB |",
    "|:---|---:|---:|---:|---:|---:|---:|",
)


def outcomes(
    corpus: Corpus, asked: Sequence[Query], limit: int
) -> Iterator[tuple[str, Outcome | str]]:
    """Engine and what came of it, or why nothing did; ``limit``: seconds of CPU for each."""
    with tempfile.TemporaryDirectory(prefix="sotay-peers-") as folder:
        base = Path(folder)
        written = _records(corpus)
        _lines(base / "corpus.jsonl", written)
        _lines(base / "queries.jsonl", [{"text": query.text} for query in asked])
        for engine in PACKAGES:
            try:
                yield engine, _outcome(engine, base, written, limit)
            except (OSError, subprocess.SubprocessError, ValueError) as problem:
                yield engine, _reason(getattr(problem, "stderr", None) or str(problem))


def _reason(said: str) -> str:
    """The line that names the error, of all that node says around it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no reason"]
    return next((line for line in lines if "Error" in line), lines[-1])[:150]


def _records(corpus: Corpus) -> list[dict[str, str]]:
    """What the pages of the records say, as title and text."""
    found = []
    for item in items(corpus):
        card = item.card
        head, body = (part for part, _ in item.head), (part.text for part in item.body)
        text = "\n".join((card.line, *head, *body))
        found.append({"id": item.id, "title": f"{card.eyebrow}: {card.title}", "text": text})
    return found


def _lines(path: Path, values: Sequence[object]) -> None:
    text = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    path.write_text(text, encoding="utf-8")


def _outcome(engine: str, base: Path, written: list[dict[str, str]], limit: int) -> Outcome:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise FileNotFoundError("no npm")
    own = base / engine
    own.mkdir()
    (own / "package.json").write_text("{}")
    if PACKAGES[engine]:
        install = [npm, "install", "--no-audit", "--no-fund", "--silent", *PACKAGES[engine]]
        subprocess.run(install, cwd=own, check=True, capture_output=True, text=True, timeout=600)
    if engine == "pagefind":
        return _pagefind(node, own, written, limit)
    command = [node, HEAP, str(HERE / f"{engine}.mjs"), CORPUS, QUERIES]
    command += [str(_scripts_of_material())] if engine == "material" else []
    ran = _timed(command, own, limit)
    cost = json.loads(ran.lines[0]) if ran.lines else {"cpu": ran.cpu, "peak": ran.peak}
    answers = [json.loads(line) for line in ran.lines[1:]]
    return Outcome(cost["cpu"], cost["peak"], answers, ran.ended)


def _scripts_of_material() -> Path:
    found = find_spec("material")
    if found is None or found.origin is None:
        raise FileNotFoundError("no Material")
    return Path(found.origin).parent / "templates/assets/javascripts"


def _pagefind(node: str, own: Path, written: list[dict[str, str]], limit: int) -> Outcome:
    """The same texts as plain pages; only the indexer counts as index build."""
    (own / "pages").mkdir()
    for one in written:
        title, text = html.escape(one["title"]), html.escape(one["text"])
        page = (
            f'<!doctype html><html lang="vi"><title>{title}</title>'
            f"<body><h1>{title}</h1><p>{text}</p></body></html>"
        )
        (own / f"pages/{one['id']}.html").write_text(page, encoding="utf-8")
    binary = own / "node_modules/@pagefind/linux-x64/bin/pagefind_extended"
    built = _timed([str(binary), "--site", "pages", "--output-path", "bundle"], own, limit)
    if built.ended:
        return Outcome(built.cpu, built.peak, [], built.ended)
    ran = _timed([node, HEAP, str(HERE / "pagefind.mjs"), QUERIES], own, limit)
    return Outcome(built.cpu, built.peak, [json.loads(line) for line in ran.lines], ran.ended)


def _timed(command: Sequence[str], folder: Path, limit: int) -> Ran:
    """Run it, for ``limit`` seconds of CPU at most: how long that takes hangs on what else runs.
    Raise ``ValueError`` where it fails before it has said anything."""
    limited = ["/bin/sh", "-c", 'ulimit -t "$0" && exec "$@"', str(limit), *command]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(limited, cwd=folder, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = (folder / "out").read_text("utf-8", "replace").split("\n")[:-1]
    ended = ""
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        ended = f"stopped after {limit} s of CPU"
    elif process.returncode:
        ended = f"gave up ({_reason((folder / 'err').read_text('utf-8', 'replace'))})"
        if not lines:
            raise ValueError(ended)
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Ran(lines, usage.ru_utime + usage.ru_stime, peak, ended)


def row_of(engine: str, outcome: Outcome | str, asked: Sequence[Query]) -> str:
    """Of an engine that ended too early, the shares of the queries that it answered."""
    name = NAMES[engine]
    if isinstance(outcome, str):
        return f"| {name} | did not run: {outcome} | | | | | |"
    answers = outcome.answers
    if outcome.ended:
        name += f" – {outcome.ended}, {len(answers)} of {len(asked)} queries"
    if not answers:
        return f"| {name} | – | – | – | – | {outcome.cpu:.1f} | {outcome.peak:,.0f} |"
    ranks = [_rank(one["ids"], query.right) for one, query in zip(answers, asked, strict=False)]
    size = median(one["bytes"] for one in answers) / 1000
    return row(name, ranks, size, outcome.cpu, outcome.peak)


def row(name: str, ranks: Sequence[int], kilobytes: float, cpu: float, peak: float) -> str:
    """``ranks`` of the first right answers, 0 where there was none."""
    first, five = (sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, 5))
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    figures = f"{first:.3f} | {five:.3f} | {mean:.3f} | {kilobytes:,.0f}"
    return f"| {name} | {figures} | {cpu:.1f} | {peak:,.0f} |"


def _rank(ids: Sequence[str], right: frozenset[str]) -> int:
    return next((at for at, one in enumerate(ids, 1) if one in right), 0)
