"""Whatever happens to a knowledge base, its site and docs are those of a clean build."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.views import lists
from tests.incremental.edits import EDITS
from tests.incremental.ground import Ground, Tree, differences
from tests.incremental.sequences import ROWS, live, steps
from tests.killing import needs_fork

SEED = 2026
"""CI runs one sequence; ``python -m tests.incremental`` any number."""


@needs_fork
def test_after_each_of_many_edits_the_build_is_that_of_a_fresh_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", ROWS)
    ground, done = Ground.new(tmp_path), set[str]()
    for about in live(ground, SEED, done):
        print(about)
    assert len(done & {name for name, _ in EDITS}) > len(EDITS) * 0.8


def test_a_sequence_is_its_seed(tmp_path: Path) -> None:
    names = [[name for step in steps(seed) for name, _ in step.edits] for seed in (1, 1, 2)]
    assert names[0] == names[1] != names[2]
    assert sorted(names[0]) == sorted(names[2])
    assert len(set(names[0])) == len(names[0]) > 60


SITE: Tree = {"a/index.html": (0o644, b"<p>abc</p>"), "b.js": (0o644, b"b")}


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (SITE, []),
        ({"b.js": (0o644, b"b")}, ["only in the clean build: a/index.html"]),
        ({**SITE, "c": (0o644, b"")}, ["not in the clean build: c"]),
        (
            {**SITE, "a/index.html": (0o644, b"<p>adc</p>")},
            ["differs: a/index.html: byte 0: '<p>adc</p>', clean '<p>abc</p>'"],
        ),
        ({**SITE, "b.js": (0o644, b"")}, ["differs: b.js: byte 0: '', clean 'b'"]),
        ({**SITE, "b.js": (0o600, b"b")}, ["differs: b.js: mode 600, clean 644"]),
    ],
)
def test_what_differs_is_told(kept: Tree, told: list[str]) -> None:
    assert differences(kept, SITE) == told
