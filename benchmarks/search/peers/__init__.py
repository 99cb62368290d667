"""Other search engines over the same records and queries, run by node in folders of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.search.queries import Query
from generator.search.items import items
from generator.views.corpus import Corpus

PACKAGES = {
    "lunr": ("lunr@2.3.9",),
    "minisearch": ("minisearch@7.2.0",),
    "pagefind": ("pagefind@1.6.0", "@pagefind/linux-x64@1.6.0"),
}
HERE = Path(__file__).parent
TIMEOUT = 1200


def report(corpus: Corpus, asked: Sequence[Query]) -> Iterator[str]:
    """A table; what does not install or run says so in its row."""
    yield "| Engine | Rank 1 | Rank ≤ 5 | Index, s | Loaded for a first query, KB |"
    yield "|:---|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory(prefix="sotay-peers-") as folder:
        base = Path(folder)
        _lines(base / "corpus.jsonl", _records(corpus))
        _lines(base / "queries.jsonl", [{"text": query.text} for query in asked])
        for engine in PACKAGES:
            try:
                yield _row(engine, _run(engine, base), asked)
            except (OSError, subprocess.SubprocessError, ValueError) as problem:
                said = getattr(problem, "stderr", None) or str(problem)
                yield f"| {engine} | did not run: {said.strip().splitlines()[-1][:150]} | | | |"


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


def _run(engine: str, base: Path) -> list[str]:
    """Lines of the driver: what it cost, then the ids of the first hits, query by query."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise FileNotFoundError("no npm")
    own = base / engine
    own.mkdir()
    (own / "package.json").write_text("{}")
    install = [npm, "install", "--no-audit", "--no-fund", "--silent", *PACKAGES[engine]]
    subprocess.run(install, cwd=own, check=True, capture_output=True, text=True, timeout=TIMEOUT)
    command = [node, str(HERE / f"{engine}.mjs"), "../corpus.jsonl", "../queries.jsonl"]
    ran = subprocess.run(
        command, cwd=own, check=True, capture_output=True, text=True, timeout=TIMEOUT
    )
    return ran.stdout.splitlines()


def _row(engine: str, lines: Sequence[str], asked: Sequence[Query]) -> str:
    cost = json.loads(lines[0])
    answers = [json.loads(line) for line in lines[1:]]
    shares = []
    for most in (1, 5):
        pairs = zip(answers, asked, strict=True)
        shares.append(sum(bool({*ids[:most]} & query.right) for ids, query in pairs) / len(asked))
    figures = f"{shares[0]:.3f} | {shares[1]:.3f} | {cost['cpu']:.1f} | {cost['bytes'] / 1000:,.0f}"
    return f"| {engine} | {figures} |"
