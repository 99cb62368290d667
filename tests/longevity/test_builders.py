"""The toy library, built by each builder that is installed, makes the pages of `sotay build`.

ProperDocs and Zensical are installed by ``python3 -m tests.longevity --install``, or by the test
itself where ``SOTAY_BUILDERS`` is set. MkDocs alone shows that the site does not hang on what
`sotay` does during and after the build.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.settings import Settings
from tests import kb
from tests.longevity import builders, report
from tests.longevity.builders import BUILDERS, Builder, Ready, Unavailable, is_installed, prepare
from tests.longevity.pages import Site

Base = tuple[Settings, Site]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    settings = kb.toy(tmp_path_factory.mktemp("longevity") / "toy")
    ours = report.reference(settings)
    assert isinstance(ours, Site), ours
    return settings, ours


def ready(builder: Builder) -> Ready:
    if not is_installed(builder) and not os.environ.get("SOTAY_BUILDERS"):
        pytest.skip(f"{builder.package} is not installed: python3 -m tests.longevity --install")
    found = prepare(builder)
    assert isinstance(found, Ready), found.reason
    return found


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.package)
def test_every_builder_makes_the_same_pages(base: Base, builder: Builder, tmp_path: Path) -> None:
    settings, ours = base
    assert len(ours.pages) > 60
    made = report.examine(ready(builder), settings, ours, tmp_path / "workshop")
    assert made.equal, made.text


def test_what_a_builder_makes_otherwise_or_refuses_is_told(base: Base, tmp_path: Path) -> None:
    settings, ours = base
    copy = replace(settings, root=tmp_path / "copy")
    shutil.copytree(settings.docs, copy.docs)
    shutil.copyfile(settings.config, copy.config)
    for sentence, told in (
        ("Một câu thêm.", "text differs: 1\n    /gioi-thieu/"),
        ("[Không có](khong-co.md)", ": DID NOT BUILD: "),
    ):
        page = copy.docs / "gioi-thieu.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n{sentence}\n", encoding="utf-8")
        made = report.examine(ready(BUILDERS[0]), copy, ours, tmp_path / sentence[:2])
        assert not made.equal
        assert told in made.text


def test_a_builder_that_cannot_be_installed_is_skipped_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builders, "HOMES", tmp_path / "builders")
    lock = tmp_path / "builders-none.txt"
    lock.write_text(f"--no-index\nnone==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    found = prepare(Builder("none", lock))
    assert isinstance(found, Unavailable)
    assert "none: SKIPPED, cannot be installed here: " in report.told(found)
    assert not (tmp_path / "builders" / "none").exists()
