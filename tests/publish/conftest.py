"""The toy library, published once, and copies of it to do things to."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.publish.local import Local
from generator.publish.remote import Remote
from generator.publish.target import Target
from generator.reader.publications import read_publications
from generator.records.publication import Publication
from generator.settings import Settings, load
from tests import kb

NOON = "1795435200"
"""2026-11-23T12:00:00Z: what is published and when is the same in every run."""


@dataclass(frozen=True)
class Published:
    """A knowledge base and the folder that it is published to."""

    settings: Settings
    root: Path

    @property
    def target(self) -> Target:
        return Target(Local(self.root))

    def sotay(self, *arguments: object, expect: int = 0) -> Result:
        command = ["-C", str(self.settings.root), *map(str, arguments)]
        result = CliRunner().invoke(cli.sotay, command)
        assert result.exit_code == expect, (result.output, result.exception)
        return result

    def publish(self, *options: object, expect: int = 0) -> Result:
        day = ("--as-of", kb.DAY)
        return self.sotay("publish", self.root, *day, *options, expect=expect)

    def copy(self, folder: Path) -> Published:
        shutil.copytree(self.settings.root.parent, folder, symlinks=True)
        return Published(load(folder / "toy"), folder / "target")

    @property
    def log(self) -> tuple[Publication, ...]:
        publications, damage = read_publications(self.settings.records)
        assert damage == []
        return publications

    @property
    def live(self) -> str:
        """Name of the live release, which must be whole."""
        live = self.target.live()
        assert live is not None
        assert live.differences() == ()
        return live.name

    def rename_model(self, title: str = "Loa xã mới") -> None:
        kb.edit(self.settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", f"title: {title}")


@pytest.fixture(autouse=True)
def _same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


@pytest.fixture(autouse=True)
def _disks_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some hundred times, while other tests write."""
    for store in (Local, Remote):
        monkeypatch.setattr(store, "flush", lambda _: None)


@pytest.fixture(scope="package")
def once(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("published").resolve() / "once"
    found = Published(kb.toy(folder / "toy"), folder / "target")
    found.root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        found.publish()
    return found


@pytest.fixture
def published(once: Published, tmp_path: Path) -> Published:
    return once.copy(tmp_path.resolve() / "copy")
