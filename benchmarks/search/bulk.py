"""Try the search on real documents: ``python -m benchmarks.search.bulk FILE.jsonl``.

Each line of the file is an object with number, kind, issuing_body, date, title, effective_date,
topics and text. They become record files, are read and checked as any others; what is refused is
told by reason and left out. Then the index is built, and queries made from the rest are asked.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.search import budgets
from benchmarks.search.evaluate import WORST, Watched, ask, report
from benchmarks.search.indexing import index
from benchmarks.search.queries import SETS, query_set
from benchmarks.text import Value, ascii_id
from generator import pipeline
from generator.diagnostics import Severity
from generator.settings import load

SAME_KIND = {"thông tư liên tịch": "thông tư", "bộ luật": "luật"}
"""Kinds of the data that are kinds of ours under another name."""

_PARTY = re.compile(r"^(?:Ban Chấp hành Trung ương|Bộ Chính trị|Ban Bí thư|Văn phòng Trung ương)")
_CENTRAL = re.compile(r"^(?:Chính phủ|Thủ tướng|Quốc hội|Ủy ban Thường vụ|Chủ tịch nước)")
_NEXT_BODY = re.compile(
    r"(?:,| và|,? -) (?=(?:Bộ|Toà|Tòa|Viện|Ngân hàng|Thanh tra|Kiểm toán|Ủy ban|Uỷ ban|Tổng|Đoàn|"
    r"Hội|Mặt trận|Văn phòng|Chủ tịch|Ban)\b)"
)


def bodies_in(printed: str) -> list[str]:
    """``Bộ Y tế và Bộ Nội vụ`` are two; ``Bộ Khoa học và Công nghệ`` is one."""
    return [name.strip(" ,") for name in _NEXT_BODY.split(printed)]


def document(row: Mapping[str, Any]) -> dict[str, Value]:
    """A row as a record; what the row lacks the record lacks. The text stands as the summary."""
    kind = str(row.get("kind") or "").lower()
    title, text = row.get("title"), row.get("text")
    return {
        "id": _identity(row),
        "kind": SAME_KIND.get(kind, kind),
        "number": row.get("number"),
        "issued_by": [_id(name) for name in bodies_in(row.get("issuing_body") or "") if name],
        "issued_on": row.get("date"),
        "effective_on": row.get("effective_date"),
        "title": title[:1].upper() + title[1:] if title else None,
        "topics": [_topic_id(topic) for topic in row.get("topics") or ()],
        "summary": text or title,
        "confidence": "single-source",
        "sources": [{"title": str(row.get("number")), "publisher": "JSONL"}],
    }


def _id(name: str) -> str:
    return ascii_id(name)[:90].strip("-")


def _topic_id(name: str) -> str:
    """A topic may be called as a body is."""
    return f"chu-de-{_id(name)}"


def _identity(row: Mapping[str, Any]) -> str:
    year = str(row.get("date") or "")[:4]
    number = ascii_id(str(row.get("number")))
    return f"{number}-{year}" if year and year not in number else number


def body(name: str) -> dict[str, Value]:
    branch = "party" if _PARTY.match(name) else "state"
    return {
        "id": _id(name),
        "name": name,
        "branch": branch,
        "level": "central" if branch == "party" or _CENTRAL.match(name) else "agency",
        "sources": [{"title": name, "publisher": "JSONL"}],
    }


def topic(name: str) -> dict[str, Value]:
    return {"id": _topic_id(name), "name": name}


def record_files(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Value]]]:
    """(path below ``directives/``, record); a second row of one id gets a path of its own."""
    bodies, topics, taken = dict[str, str](), dict[str, str](), Counter[str]()
    for row in rows:
        record = document(row)
        identity = str(record["id"])
        taken[identity] += 1
        again = f"-{taken[identity]}" if taken[identity] > 1 else ""
        yield f"van-ban/{identity}{again}.yaml", record
        bodies |= {_id(name): name for name in bodies_in(row.get("issuing_body") or "")}
        topics |= {_topic_id(name): name for name in row.get("topics") or ()}
    yield from ((f"co-quan/{i}.yaml", body(name)) for i, name in bodies.items() if i)
    yield from ((f"chu-de/{i}.yaml", topic(name)) for i, name in topics.items() if i)


def write(rows: Iterable[Mapping[str, Any]], base: Path) -> None:
    (base / "docs").mkdir(parents=True)
    (base / "mkdocs.yml").write_text("site_name: JSONL\n", encoding="utf-8")
    for below, record in record_files(rows):
        path = base / "directives" / below
        path.parent.mkdir(parents=True, exist_ok=True)
        held = {key: value for key, value in record.items() if value}
        path.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")  # JSON is YAML


def accepted(base: Path) -> Iterator[pipeline.Checked]:
    """The records as they are checked, without those refused before, until none is refused."""
    while True:
        yield (checked := pipeline.check(load(base)))
        if checked.is_publishable:
            return
        for found in checked.diagnostics:
            if found.severity is Severity.ERROR:
                (base / found.path).unlink(missing_ok=True)


def findings(checked: pipeline.Checked) -> Iterator[str]:
    """What the checks say, by code; a file with an error is left out."""
    files: dict[tuple[str, str], dict[str, None]] = {}
    for found in checked.diagnostics:
        files.setdefault((found.code, str(found.severity)), {})[found.path] = None
    for (code, weight), paths in sorted(files.items(), key=lambda pair: -len(pair[1])):
        yield f"| {code} | {weight} | {len(paths):,} | {Path(next(iter(paths))).stem} |"


def checked_base(base: Path) -> pipeline.Checked:
    """Print what is refused, round by round; return what is left."""
    print("| Finding | Weight | Files | For example |\n|:---|:---|---:|:---|")
    rounds = list(accepted(base))
    for at, checked in enumerate(rounds[:-1], 1):
        if at > 1:
            print(f"| *round {at}: what hangs on those left out* | | | |")
        print("\n".join(findings(checked)))
    return rounds[-1]


def sizes(folder: Path) -> Iterator[str]:
    """What grows with the vocabulary, which made-up texts have little of."""
    watched = Watched(folder)
    kinds = Counter(path.name[:2] for path in folder.iterdir())
    yield (
        f"Distinct folded syllables: {len(watched.lexicon):,}; shards: {kinds['s-']:,}; "
        f"blocks of cards: {kinds['c-']:,}."
    )
    yield ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.search.bulk", description=__doc__)
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON lines")
    parser.add_argument("--set", choices=SETS, default="tune")
    parser.add_argument("--seed", type=int, default=1, help="of the first draw of queries")
    parser.add_argument("--draw", type=int, default=2, help="seed of the fresh set")
    parser.add_argument("--worst", type=int, default=WORST, help="wrong answers to show")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory(prefix="sotay-bulk-") as folder:
        base, out = Path(folder) / "base", Path(folder) / "out"
        write(rows, base)
        checked = checked_base(base)
        left = len(checked.library.documents)
        print(f"\n{len(rows):,} rows, {left:,} of them accepted as documents.\n", flush=True)
        built = index(base, out)
        print("\n".join(sizes(built.folder)), flush=True)
        asked = query_set(checked.library, given.set, given.seed, given.draw)
        figures = report(built, list(ask(built, asked)), given)
    print("\n".join(budgets.table({len(checked.library.documents): figures})))


if __name__ == "__main__":
    main()
