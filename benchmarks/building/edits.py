"""What is done to the records between builds, as texts of files below ``directives``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

from benchmarks import records
from benchmarks.words import SENTENCE_MORE

ONE, PERCENT, MORE = "one", "percent", "more"
"""Each is the stage of the build that follows it, too."""

Files = Mapping[str, bytes]
"""Path → content."""

_SUMMARY = re.compile(r"^summary: >-\n(?:  .*\n)+", re.MULTILINE)


def edits(base: Path, documents: int, seed: int) -> dict[str, Files]:
    """Each is made after the ones before it: a sentence more in the summary of one document, the
    same in one of a hundred others, and the document that the next larger base has."""
    folder = base / "directives"
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.glob("van-ban/*.yaml"))
    rng = Random(f"{seed}/edits")
    one = rng.choice(paths)
    hundredth = rng.sample([path for path in paths if path != one], max(1, documents // 100))
    more = {
        path: text.encode()
        for path, text in records.files(documents + 1, seed)
        if not (folder / path).exists()
    }
    edited = {path: _edited((folder / path).read_text(encoding="utf-8")) for path in hundredth}
    first = {one: _edited((folder / one).read_text(encoding="utf-8"))}
    return {ONE: first, PERCENT: edited, MORE: more}


def _edited(text: str) -> bytes:
    """Summaries that were made have two sentences at least, so they are always folded."""
    return _SUMMARY.sub(lambda found: f"{found[0]}  {SENTENCE_MORE}\n", text, count=1).encode()


def lay(files: Files, folder: Path) -> None:
    """Write the files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
