"""What `check` refuses it refuses with a finding: no attack gets a traceback or through unseen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.diagnostics import Severity, as_github, as_text
from generator.messages import Language
from generator.records.types import RECORD_TYPES, Record, Url
from tests.hostile import corpus
from tests.hostile.conftest import Hostile, Probed
from tests.hostile.corpus import Attacked, Leaf

ID_FORM = re.compile(r"[a-z0-9-]+")
"""Such an attack may be an id, which `address-form` and `unknown-reference` look at."""

REFUSED_AS_TEXT = {
    "control-character",
    "invisible-character",
    "look-alike",
    "stacked-marks",
}


def test_only_what_nobody_could_read_is_refused_as_text(probed: Probed) -> None:
    codes = {found.code for findings in probed.texts.values() for found in findings}
    assert codes == REFUSED_AS_TEXT
    turning = [text for text in probed.texts if "\u202e" in text or "\u2067" in text]
    assert turning
    assert all(probed.texts[text] for text in turning)


def test_only_addresses_of_the_web_are_taken_for_sources(probed: Probed) -> None:
    taken = [address for address, findings in probed.addresses.items() if not findings]
    assert len(taken) > 4
    assert all(address.lower().startswith(("http://", "https://")) for address in taken)
    assert not any(character in address for address in taken for character in "<>\"' \n\t")


def bound(record: type[Record]) -> list[Leaf]:
    """What may hold no free text, but for the id, which must be that of the file."""
    return [leaf for leaf in corpus.leaves(record) if not leaf.is_free and leaf.path != ("id",)]


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.folder)
def test_what_is_no_free_text_takes_no_attack(
    kind: type[Record], probed: Probed, tmp_path: Path
) -> None:
    settings = corpus.empty(tmp_path / "kb")
    attacks = [a for a, found in probed.texts.items() if not found and not ID_FORM.fullmatch(a)]
    attacks = attacks[RECORD_TYPES.index(kind) :: 2 * len(RECORD_TYPES)]
    records = [attacked(kind, number, attack) for number, attack in enumerate(attacks)]
    corpus.write(settings, records)
    found = pipeline.check(settings).diagnostics
    refused = {(d.path, d.line) for d in found if d.severity is Severity.ERROR}
    passed = [
        (leaf.field, attack)
        for record, attack in zip(records, attacks, strict=True)
        for line, path in record.lines.items()
        for leaf in bound(kind)
        if leaf.path == path and (record.path, line) not in refused
        if not (leaf.kind == Url and not probed.addresses[attack])
    ]
    assert passed == []
    for language in Language:
        assert len(as_text(found, language).splitlines()) > len(found)
        assert all(line.startswith("::") for line in as_github(found, language).splitlines())


def attacked(kind: type[Record], number: int, attack: str) -> Attacked:
    """A record whose free texts are harmless and whose other values are one attack."""
    record = corpus.attacked(kind, number, 10**6, None, ())
    values: dict[corpus.Path_, Any] = {leaf.path: attack for leaf in bound(kind)}
    return Attacked(kind, record.stem, record.values | values)


def test_rules_over_the_library_refuse_numbers_alone(hostile: Hostile) -> None:
    """The site is built from all attacks but these."""
    assert {d.code for d in hostile.refused} == {"address-form", "number-form"}
    assert 0 < len(hostile.refused) < 20


def test_a_finding_shows_no_character_that_could_act_on_a_terminal(hostile: Hostile) -> None:
    for language in Language:
        told = as_text(hostile.refused, language)
        assert all(character.isprintable() or character == "\n" for character in told)
        heads = [line for line in told.splitlines() if line.startswith("directives/")]
        assert len(heads) == len(hostile.refused)
        assert all(line.startswith(("directives/", "  ")) for line in told.splitlines())
