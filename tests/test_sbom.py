"""The bill of materials: valid, whole, and of nothing but what makes the site."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

from generator import sbom
from generator.settings import Settings
from tests import kb


@pytest.fixture
def bill(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    found: dict[str, Any] = json.loads(sbom.as_text("Sổ tay <thử>", kb.DAY))
    return found


def by_name(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {component["name"]: component for component in bill["components"]}


def test_the_bill_follows_the_schema_to_the_letter(bill: dict[str, Any]) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill)) is None
    assert validator.validate_str(json.dumps(bill | {"specVersion": 1})) is not None


def test_every_requirement_is_named_and_those_of_tests_are_not(bill: dict[str, Any]) -> None:
    project = tomllib.loads((kb.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = set(by_name(bill))
    assert {Requirement(line).name for line in project["dependencies"]} <= names
    extra = {Requirement(line).name for line in project["optional-dependencies"]["dev"]}
    assert names & extra == set()
    assert {"markdown", "markupsafe", "pydantic-core"} <= names
    assert sbom.requirements() == project["dependencies"]


def test_each_package_has_version_licence_and_the_hashes_of_the_lock(bill: dict[str, Any]) -> None:
    lock = (kb.ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name, component in by_name(bill).items():
        assert component["purl"] == f"pkg:pypi/{name}@{component['version']}"
        assert component["licenses"], name
        if name != sbom.NAME:
            assert component["version"] == metadata.version(name)
            assert f"{name}=={component['version']}" in lock
            assert component["hashes"]
            assert all(entry["content"] in lock for entry in component["hashes"])
    shipped = {name for name, c in by_name(bill).items() if c["scope"] == "required"}
    assert shipped == {"sotay-dan-van", "mkdocs-material"}


def test_every_dependency_is_a_component(bill: dict[str, Any]) -> None:
    known = {component["bom-ref"] for component in bill["components"]}
    named = {entry["ref"] for entry in bill["dependencies"]}
    assert named == known | {"site"}
    assert {to for entry in bill["dependencies"] for to in entry["dependsOn"]} <= known


def test_the_same_packages_and_day_give_the_same_bill(
    bill: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert bill["metadata"]["timestamp"] == "2024-06-01T12:00:00Z"
    monkeypatch.chdir(tmp_path)
    assert json.loads(sbom.as_text("Sổ tay <thử>", kb.DAY)) == bill
    later = json.loads(sbom.as_text("Sổ tay <thử>", kb.DAY + dt.timedelta(1)))
    assert later["serialNumber"] != bill["serialNumber"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795435200")
    moved = json.loads(sbom.as_text("Sổ tay <thử>", kb.DAY))
    assert moved["metadata"]["timestamp"] == "2026-11-23T12:00:00Z"


def test_an_installed_package_knows_its_requirements(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    about = tmp_path / "sotay_dan_van-1.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text(
        "Metadata-Version: 2.4\nName: sotay-dan-van\nVersion: 1\nRequires-Dist: segno\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sbom, "PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(sbom, "LOCK", tmp_path / "run.txt")
    monkeypatch.setattr(sbom, "closure", sbom.closure.__wrapped__)
    assert sbom.requirements() == ["segno"]
    assert set(sbom.closure()) == {"segno"}
    assert "hashes" not in sbom.as_text("Thử", kb.DAY)


def test_a_package_that_names_several_licences_has_them_by_name(bill: dict[str, Any]) -> None:
    names = [entry["license"]["name"] for entry in by_name(bill)["text-unidecode"]["licenses"]]
    assert len(names) > 1
    assert by_name(bill)["mkdocs"]["licenses"] == [{"expression": "BSD-2-Clause"}]


def test_the_bill_lies_in_the_site(toy: Settings) -> None:
    kb.build(toy)
    written = json.loads((toy.site / sbom.SBOM).read_text(encoding="utf-8"))
    assert written["metadata"]["component"]["name"] == toy.site_name
