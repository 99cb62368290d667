"""What is compared, and what is known to be as it was without being compared."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator import checks, incremental, pipeline
from generator.incremental import facts, seen
from generator.kept import Kept
from generator.records.types import WORDS
from generator.settings import Settings
from tests import kb
from tests.checks import bases
from tests.checks.test_cases import all_cases, documents, files_of


def test_no_table_and_no_rule_hangs_on_words(toy: Settings) -> None:
    """Records without these fields: who reads one of them raises an error."""
    checked = pipeline.check(toy)
    for entry in checked.library.entries.values():
        for name in WORDS:
            vars(entry.record).pop(name, None)
    corpus = pipeline.corpus(checked, toy, kb.DAY)
    relations = dict.fromkeys(checked.library.documents, "")
    assert facts._tables(corpus, relations)
    assert list(checks.check_library(checked.library)) == []


def compared(settings: Settings) -> set[int]:
    checked = pipeline.check(settings)
    kept = Kept(settings.state / "facts", b"v" * 16)
    found = incremental.Facts(kept, pipeline.corpus(checked, settings, kb.DAY))
    kept.save()
    return found.changed


def test_what_differs_in_words_is_compared_without_tables(
    toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compared(toy)
    kb.edit(toy, "van-ban/01-nq-hda-2005.yaml", "title: Về", "title: Nay về")
    with monkeypatch.context() as patch:
        patch.setattr(facts, "_tables", None)
        expected = {seen.number(("01-nq-hda-2005", name)) for name in ("title", "*")}
        assert compared(toy) == expected
    assert compared(toy) == set()


@pytest.mark.parametrize(
    ("old", "new"), [("kind: ", "draft: true\nkind: "), ("number: 01", "number: 03")]
)
def test_what_differs_beyond_words_is_compared_with_tables(
    toy: Settings, old: str, new: str
) -> None:
    assert compared(toy)
    kb.edit(toy, "van-ban/01-nq-hda-2005.yaml", old, new)
    assert len(compared(toy)) > 2
    assert compared(toy) == set()


@pytest.mark.parametrize(("path", "position"), all_cases())
def test_facts_of_records_with_mistakes_are_compared(
    path: Path, position: int, tmp_path: Path
) -> None:
    """A build compares them while the rules are still looking."""
    files = files_of(yaml.safe_load(documents(path)[position]))
    settings = bases.lay(tmp_path, files)
    assert compared(settings) is not None
