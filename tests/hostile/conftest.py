"""The attacked knowledge base, built once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import pipeline
from generator.diagnostics import Diagnostic, Severity
from generator.pipeline import Checked
from generator.records.types import RECORD_TYPES, Topic
from generator.settings import Settings, load
from generator.site.build import Built
from tests import kb
from tests.browser.conftest import served
from tests.hostile import corpus
from tests.hostile.corpus import HARMLESS_TEXT, Attacked, Family, Supply

SUB_PATH = "kho"
SITE_URL = f"https://so-tay.example/{SUB_PATH}/"


@pytest.fixture(scope="session")
def families() -> tuple[Family, ...]:
    return corpus.families()


@dataclass(frozen=True)
class Probed:
    """What `check` says of each attack where any text may stand, and where an address may."""

    texts: Mapping[str, list[Diagnostic]]
    addresses: Mapping[str, list[Diagnostic]]


def probe(folder: Path, attacks: list[str], more: str) -> Mapping[str, list[Diagnostic]]:
    """Errors for each attack as the value of a key; ``more`` is a record around it."""
    settings = corpus.empty(folder)
    for number, attack in enumerate(attacks):
        path = settings.records / Topic.folder / f"t{number}.yaml"
        path.write_text(f"id: t{number}\n{more}{corpus.quoted(attack)}\n", encoding="utf-8")
    found = [d for d in pipeline.check(settings).diagnostics if d.severity is Severity.ERROR]
    return {
        attack: [d for d in found if d.path.endswith(f"/t{number}.yaml")]
        for number, attack in enumerate(attacks)
    }


@pytest.fixture(scope="session")
def probed(families: tuple[Family, ...], tmp_path_factory: pytest.TempPathFactory) -> Probed:
    attacks = [attack for family in families for attack in family.attacks]
    folder = tmp_path_factory.mktemp("probed")
    return Probed(
        probe(folder / "texts", attacks, "name: "),
        probe(folder / "addresses", attacks, "name: A\nsources:\n  - title: A\n    url: "),
    )


@pytest.fixture(scope="session")
def accepted(families: tuple[Family, ...], probed: Probed) -> tuple[Family, ...]:
    """The families without what `check` refuses."""
    return tuple(
        replace(family, attacks=tuple(a for a in family.attacks if not probed.texts[a]))
        for family in families
    )


@dataclass(frozen=True)
class Hostile:
    """The attacked site, what it was made from, and the tree around it before and after."""

    settings: Settings
    records: tuple[Attacked, ...]
    refused: tuple[Diagnostic, ...]
    checked: Checked
    before: Mapping[str, str]
    after: Mapping[str, str]
    url: str

    def twin(self, record: Attacked) -> Attacked:
        """The harmless record of the same shape."""
        return next(r for r in self.records if r.record is record.record)


def tree(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="session")
def hostile(
    browser: Browser,
    accepted: tuple[Family, ...],
    probed: Probed,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hostile]:
    around = tmp_path_factory.mktemp("hostile")
    settings = corpus.empty(around / "a" / "b" / "kb")
    text = settings.config.read_text(encoding="utf-8")
    text = text.replace("  sotay:\n", "  sotay:\n    embed: true\n")
    settings.config.write_text(f"{text}\nsite_url: {SITE_URL}\n", encoding="utf-8")
    urls = tuple(a for a, found in probed.addresses.items() if not found)
    records = _records(settings, accepted, urls)
    refused = _without_what_is_refused(settings, records)
    settings = load(settings.root)
    before = tree(around)
    built = kb.build(settings)
    assert isinstance(built, Built), built
    after = tree(around)
    checked = pipeline.check(settings)
    root = tmp_path_factory.mktemp("www")
    (root / SUB_PATH).symlink_to(settings.site)
    with served(root) as url:
        found = (settings, tuple(records), tuple(refused), checked, before, after)
        yield Hostile(*found, f"{url}{SUB_PATH}/")


def _records(
    settings: Settings, families: tuple[Family, ...], urls: tuple[str, ...]
) -> list[Attacked]:
    """Copy 0 of each kind is harmless; as many attacked ones follow as there are families."""
    copies = len(families) + 1
    corpus.origins(settings)
    records = []
    for kind in RECORD_TYPES:
        supply = Supply(families)
        for number in range(copies):
            own = supply if number else None
            records.append(corpus.attacked(kind, number, copies, own, urls))
    texts = Supply(families)
    for number in range(copies):
        own = texts if number else None
        path = settings.records / "van-ban" / f"van-ban-{number}.txt"
        path.write_text(corpus.full_text(number, own), encoding="utf-8")
    attacks = [attack for family in families for attack in family.attacks]
    short = [
        f"{corpus.quoted(a)}: {corpus.quoted(b)}"
        for a, b in zip(attacks, reversed(attacks), strict=True)
    ]
    (settings.records / "viet-tat.yaml").write_text("\n".join(short), encoding="utf-8")
    log = settings.records / "cong-bo"
    log.mkdir()
    for name, text in corpus.publications(copies, Supply(families)):
        (log / name).write_text(text, encoding="utf-8")
    corpus.write(settings, records)
    return records


def _without_what_is_refused(settings: Settings, records: list[Attacked]) -> list[Diagnostic]:
    """Rules over several records refuse some values of some fields; these become harmless."""
    by_path = {record.path: record for record in records}
    refused = []
    for _ in range(3):
        found = [d for d in pipeline.check(settings).diagnostics if d.severity is Severity.ERROR]
        for diagnostic in found:
            record = by_path[diagnostic.path]
            place = record.lines[diagnostic.line]
            record.values[place] = f"{HARMLESS_TEXT} {record.stem}"
        refused += found
        if not found:
            return refused
        corpus.write(settings, records)
    raise AssertionError(found)
