"""The parts of `benchmarks.building` that do not hang on how fast a machine is."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks import provisions, records
from benchmarks.building import builders, edits, measure, table
from benchmarks.building.budgets import verdicts
from benchmarks.building.builders import COLD, HUGO, OURS, PAGES, STOCK, Builder, Row, Step
from benchmarks.building.measure import CommandError, Cost
from benchmarks.words import SENTENCE_MORE
from generator import pipeline
from generator.records.provisions import Level, parse
from generator.settings import load

MB = 1_000_000


def cost(wall: float, peak: float = MB) -> Cost:
    return Cost(wall, 2 * wall, peak)


def test_written_is_what_is_new_or_not_as_it_was(tmp_path: Path) -> None:
    for name in ("same", "longer", "exchanged", "gone"):
        (tmp_path / name).write_text("một")
    before = measure.marks(tmp_path)
    (tmp_path / "longer").write_text("một hai")
    (tmp_path / "beside").write_text("một")
    (tmp_path / "beside").rename(tmp_path / "exchanged")
    (tmp_path / "gone").unlink()
    (tmp_path / "below").mkdir()
    (tmp_path / "below/new").write_text("ba")
    after = measure.marks(tmp_path)
    assert sorted(measure.changed(before, after)) == ["below/new", "exchanged", "longer"]
    assert after["below/new"].size == 2


def test_cpu_of_children_counts_and_a_failure_tells_what_was_said(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert measure.run((sys.executable, "-c", parent), tmp_path, {}).cpu >= 0.3
    with pytest.raises(CommandError, match=r"^một; hai$"):
        measure.run(
            ("sh", "-c", "echo một; echo; echo $SAID >&2; exit 3"), tmp_path, {"SAID": "hai"}
        )


def test_budgets_are_met_missed_or_not_compared() -> None:
    costs = {
        (10_000, STOCK, COLD): cost(100),
        (10_000, OURS, PAGES): cost(20),
        (10_000, OURS, COLD): cost(60, 100 * MB),
        (10_000, OURS, edits.ONE): cost(4.5),
        (50_000, OURS, COLD): cost(240, 660 * MB),
    }
    assert verdicts(costs, 10_000, PAGES) == (
        "≤ 1/4 of stock: met, 0.80 of it; not slower than Hugo: not compared"
    )
    assert verdicts(costs, 10_000, COLD) == "≤ 1/2 of stock: **missed**, 1.20 of it"
    assert verdicts(costs, 10_000, edits.ONE) == (
        "≤ 1/15 of stock: met, 0.67 of it; ≤ 3 s: **missed**, 1.50 of it"
    )
    assert verdicts(costs, 50_000, COLD) == (
        "time ≤ ×5.5 from 10,000: met, 0.73 of it; "
        "memory ≤ ×5.5 from 10,000: **missed**, 1.20 of it; under 4 GiB: met, 0.15 of it"
    )
    assert verdicts(costs, 1_000, COLD) == ""


def test_the_table_tells_ratios_growth_and_what_did_not_run() -> None:
    rows = [
        Row(1_000, OURS, COLD, "", cost(5, 50 * MB), 10, 3 * MB),
        Row(1_000, STOCK, COLD, "", cost(20, 80 * MB), 20, 9 * MB),
        Row(1_000, STOCK, edits.ONE, "--dirty", cost(0.5), 1, 0),
        Row(1_000, HUGO, COLD, failure="no such file | gone"),
        Row(2_000, OURS, COLD, "", cost(10, 75 * MB), 30, 3 * MB),
    ]
    lines = table.table(rows).splitlines()
    assert lines[2] == "| 1,000 | ours | cold | 5.00 | 10.00 | 1/4.0 | 1/4.0 | 50 | 10 | 3.00 |  |"
    assert "| stock | one edit --dirty | 0.50 | 1.00 | 1/40.0 |" in lines[4]
    assert "| hugo | cold | did not run: no such file   gone | |" in lines[5]
    assert lines[6] == "| 2,000 | ours | cold | 10.00 | 20.00 |  |  | 75 | 30 | 3.00 |  |"
    assert lines[7:] == ["| ×2.0 | ours | cold | ×2.0 | ×2.0 | | | ×1.5 | ×3.0 | ×1.0 | |"]
    assert {line.count("|") for line in lines} == {12}
    ratios = [table.ratio(value, 20) for value in (30, 20.1, 19.9, 10)]
    assert ratios == ["1.5", "1.0", "1.0", "1/2.0"]


def test_runs_of_a_stage_become_one_row() -> None:
    runs = [Row(9, OURS, COLD, "", cost(wall), files=int(wall)) for wall in (8, 1, 3)]
    broken = Row(9, HUGO, COLD, failure="gone")
    assert table.merged([*runs, broken, Row(9, HUGO, COLD, "", cost(1))]) == [
        Row(9, OURS, COLD, "", cost(3), files=3),
        broken,
    ]


def test_a_builder_starts_afresh_gets_the_edits_and_ends_at_a_failure(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / "in").write_text("a")

    copy = ("sh", "-c", "cp in out; cat in >> all; test ! -e stop")
    steps = (
        Step(COLD, copy, fresh=True),
        Step(edits.ONE, copy, "--dirty"),
        Step(edits.ONE, copy),
        Step(edits.PERCENT, copy),
        Step(builders.UNCHANGED, copy),
    )
    changes = {edits.ONE: {"in": b"edited"}, edits.PERCENT: {"stop": b""}}
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "all").write_text("left over")
    builder = Builder("copy", folder, fill, folder, changes, folder, steps)
    rows = list(builders.measured(builder, 7, [edits.ONE, edits.PERCENT, builders.UNCHANGED]))
    assert [(r.stage, r.variant, r.size, bool(r.cost), r.failure) for r in rows] == [
        (COLD, "", 2, True, ""),
        (edits.ONE, "--dirty", 6 + 7, True, ""),
        (edits.ONE, "", 6 + 13, True, ""),
        (edits.PERCENT, "", 0, False, "exit code 1"),
    ]
    assert [r.stage for r in builders.measured(builder, 7, [builders.UNCHANGED])] == [
        COLD,
        builders.UNCHANGED,
    ]


def test_edits_change_what_they_say_and_nothing_is_found_in_the_records(tmp_path: Path) -> None:
    base = tmp_path / "base"
    records.make(120, base)
    changes = edits.edits(base, 120, seed=1)
    assert [len(changes[stage]) for stage in (edits.ONE, edits.PERCENT, edits.MORE)] == [1, 1, 1]
    for stage in (edits.ONE, edits.PERCENT):
        for path, content in changes[stage].items():
            old, new = (base / "directives" / path).read_text("utf-8"), content.decode()
            assert new.replace(f"  {SENTENCE_MORE}\n", "") == old
            assert new.count(SENTENCE_MORE) == 1
    for files in changes.values():
        edits.lay(files, base / "directives")
    checked = pipeline.check(load(base))
    assert checked.diagnostics == []
    one = Path(next(iter(changes[edits.ONE]))).stem
    assert checked.library.documents[one].summary.endswith(SENTENCE_MORE)
    assert len(checked.library.documents) == 121


def test_a_text_of_400_articles_is_read_as_such() -> None:
    found = parse(provisions.full_text(Random("1"), 400, "dân chủ ở cơ sở", 2020))
    labels = [each.label for each in found if each.level is Level.ARTICLE]
    assert labels == [f"Điều {number}" for number in range(1, 401)]
    chapters = [each.label for each in found if each.level is Level.CHAPTER]
    assert chapters[:4] == ["Chương I", "Chương II", "Chương III", "Chương IV"]
    assert len(chapters) == len(set(chapters)) == 34
