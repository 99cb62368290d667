"""The index of the real records, and the engine of the browser in a node process."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from generator import pipeline
from generator.pipeline import Checked
from generator.search import build, short_forms
from generator.search.dictionary import Dictionary
from generator.search.items import Item, items
from generator.settings import load
from generator.views.corpus import Corpus
from tests import kb

HERE = Path(__file__).parent
DAY = dt.date(2026, 11, 22)
NODE = shutil.which("node")
relaxed = settings(deadline=None, max_examples=200)
"""Processes and files are slower than hypothesis would have it."""


@dataclass
class Engine:
    """The JavaScript of the search, run by ``driver.js``."""

    process: subprocess.Popen[str]
    base: str

    def reply(self, call: str, **asked: object) -> dict[str, Any]:
        """``answer`` and ``ms``, or ``error`` and ``file``."""
        assert self.process.stdin
        assert self.process.stdout
        line = json.dumps({"call": call, "base": self.base, **asked})
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"node ended over {line[:200]}"
        reply: dict[str, Any] = json.loads(answer)
        return reply

    def ask(self, call: str, **asked: object) -> Any:
        reply = self.reply(call, **asked)
        assert "error" not in reply, (asked, reply)
        return reply["answer"]


@dataclass(frozen=True)
class Indexed:
    """An index and what it was made from."""

    items: list[Item]
    abbreviations: dict[str, str]
    folder: Path
    dictionary: Dictionary
    place: dict[str, int] = field(default_factory=dict)
    """Id of a record → its item."""


@pytest.fixture(scope="session")
def checked() -> Checked:
    return pipeline.check(load(kb.ROOT))


@pytest.fixture(scope="session")
def real(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    folder = tmp_path_factory.mktemp("search")
    found = items(Corpus(checked.library, checked.index, DAY))
    abbreviations = short_forms(checked.library)
    for file in build.index(found, abbreviations):
        (folder / file.name).write_text(file.text, encoding="utf-8")
    place = {item.id: position for position, item in enumerate(found)}
    return Indexed(found, abbreviations, folder, Dictionary(folder), place)


@pytest.fixture(scope="session")
def engine(real: Indexed) -> Iterator[Engine]:
    if not NODE:
        assert not os.environ.get("CI"), "CI must have node, got none on the PATH"
        pytest.skip("node is not on the PATH")
    command = [NODE, str(HERE / "driver.js")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as process:
        yield Engine(process, f"{real.folder}/")
        assert process.stdin
        process.stdin.close()


def queries() -> list[str]:
    """The lines of ``queries.txt``: plain, or as a JSON string; ``##`` begins a chapter."""
    lines = (HERE / "queries.txt").read_text(encoding="utf-8").splitlines()
    texts = (line for line in lines if not line.startswith("##"))
    return [json.loads(line) if line.startswith('"') else line for line in texts]
