"""Build the index of a knowledge base in a process of its own, and tell what that cost.

``python -m benchmarks.search.indexing BASE OUT`` is that process: it writes the index below OUT and
prints its cost as JSON.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import records
from generator import pipeline, search
from generator.search.items import items
from generator.settings import load
from generator.site.assets import finished
from generator.views.corpus import Corpus

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "generator/theme/assets/sotay"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the index alone; MB of the whole process before and after it (at most)."""

    wall: float
    cpu: float
    records: float
    peak: float


@dataclass(frozen=True, slots=True)
class Built:
    """An index in a folder: ids by position, and bytes of each file as a server sends it."""

    folder: Path
    cost: Cost
    ids: list[str]
    sizes: dict[str, int]


def assets(folder: Path) -> dict[str, bytes]:
    """What a first query loads beside the index in ``folder``, as the site ships it: styles, the
    box and the engine."""
    ours = ("search.css", "search.js")
    made = {name: finished(name, (ASSETS / name).read_text(encoding="utf-8")) for name in ours}
    engine = {"engine.js": (folder / "engine.js").read_bytes()}
    return {name: text.encode() for name, text in made.items()} | engine


def sent(data: bytes) -> int:
    """Bytes of a file as a server sends it."""
    return len(gzip.compress(data, 6))


def corpus_of(base: Path) -> Corpus:
    checked = pipeline.check(load(base))
    return Corpus(checked.library, checked.index, dt.date.fromisoformat(records.AS_OF))


def index(base: Path, out: Path) -> Built:
    """Build below ``out`` in a new process."""
    command = [sys.executable, "-m", __name__, str(base), str(out)]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout)
    folder = out / search.FOLDER
    files = [path for path in sorted(folder.iterdir()) if path.name not in search.scripts()]
    sizes = {path.stem: sent(path.read_bytes()) for path in files}
    return Built(folder, Cost(**told["cost"]), told["ids"], sizes)


def _peak() -> float:
    """MB of the largest resident size so far; Linux counts KB, macOS bytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    base, out = map(Path, sys.argv[1:])
    corpus = corpus_of(base)
    before, wall, cpu = _peak(), time.perf_counter(), time.process_time()
    files = search.files(corpus)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    cost = Cost(wall, cpu, before, _peak())
    for path, text in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text, encoding="utf-8")
    print(json.dumps({"cost": asdict(cost), "ids": [item.id for item in items(corpus)]}))


if __name__ == "__main__":
    main()
