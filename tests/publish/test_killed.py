"""kill -9 at every step of a publication: what is live is whole, the next run mends the rest."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import starter
from generator.commands.publish import catch_up, go_live
from generator.publish.deliver import Site, go_back
from generator.publish.pointer import WEB_CONFIG, web_config
from generator.publish.target import Switch, open_target
from generator.reader.publications import read_publications
from generator.settings import Settings, load
from tests.killing import in_child, needs_fork, save
from tests.publish import stage
from tests.publish.conftest import Published

pytestmark = needs_fork


@dataclass(frozen=True)
class Base:
    """A knowledge base without records, and its target; a run is all that follows the build."""

    settings: Settings
    root: Path
    switch: Switch

    @property
    def folders(self) -> tuple[Path, Path]:
        return self.root, self.settings.publications

    def publish(self, site: Site) -> None:
        with stage.opened(str(self.root), self.switch) as target:
            go_live(self.settings, target, site, catch_up(self.settings, target), keep=1)

    def roll_back(self, name: str) -> None:
        with stage.opened(str(self.root), self.switch) as target:
            target.mend()
            assert go_back(target, target.release(name)) == ()

    @property
    def live(self) -> str:
        return stage.live(open_target(str(self.root), ()))

    @property
    def releases(self) -> set[str]:
        return {path.name for path in (self.root / "releases").iterdir()}

    @property
    def log(self) -> int:
        publications, damage = read_publications(self.settings.records)
        assert damage == []
        return len(publications)

    def is_served(self, names: set[str]) -> bool:
        """Whether IIS is led to one of these releases."""
        if self.switch is Switch.LINK:
            return True
        return (self.root / WEB_CONFIG).read_bytes() in set(map(web_config, names))


@pytest.fixture(params=Switch)
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Base:
    starter.create(tmp_path / "base")
    settings = load(tmp_path / "base")
    shutil.rmtree(settings.records)
    settings.publications.mkdir(parents=True)
    (tmp_path / "target").mkdir()
    return Base(settings, tmp_path.resolve() / "target", request.param)


def test_a_publication_killed_at_every_step(base: Base, tmp_path: Path) -> None:
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", stage.SECOND, 2)
    base.publish(first)
    before, restore = base.live, save(base.folders, tmp_path / "saved")
    killed, total = in_child(lambda: base.publish(second), base.folders, 0)
    after = base.live
    assert (killed, base.log, base.releases) == (False, 2, {after})
    assert total > 50

    seen = set()
    for step in range(1, total + 1):
        restore()
        assert in_child(lambda: base.publish(second), base.folders, step) == (True, 0), step
        live, logged = base.live, base.log
        assert live in {before, after}, step
        assert logged == 1 or live == after, step
        assert base.is_served({before, after} & base.releases), step
        seen.add((live == after, logged))

        base.publish(second)
        assert base.live.split("-")[1] == after.split("-")[1], step
        assert (base.log, base.releases) == (2, {base.live}), step
        assert base.is_served({base.live}), step
        assert base.root.joinpath("lock").exists()
    assert seen == {(False, 1), (True, 1), (True, 2)}


def test_a_publication_killed_at_any_moment(base: Base, tmp_path: Path) -> None:
    """Also in the middle of a step; what holds does not depend on the moment."""
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", stage.SECOND, 2)
    base.publish(first)
    restore, moments = save(base.folders, tmp_path / "saved"), random.Random(9)
    for _ in range(15):
        restore()
        before = base.live
        child = os.fork()
        if child == 0:
            try:
                base.publish(second)
            finally:
                os._exit(0)
        time.sleep(moments.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        live, logged = base.live, base.log
        assert logged == 1 or live != before
        base.publish(second)
        assert (base.log, base.releases) == (2, {base.live})


def test_the_first_publication_killed_at_every_step(base: Base, tmp_path: Path) -> None:
    site = stage.site(tmp_path / "1", stage.FIRST, 1)
    restore = save(base.folders, tmp_path / "saved")
    killed, total = in_child(lambda: base.publish(site), base.folders, 0)
    assert not killed
    whole = base.live
    for step in range(1, total + 1):
        restore()
        assert in_child(lambda: base.publish(site), base.folders, step) == (True, 0), step
        live = open_target(str(base.root), ()).live()
        assert live is None or base.live == whole, step
        base.publish(site)
        assert base.live.split("-")[1] == whole.split("-")[1], step
        assert (base.log, base.releases) == (1, {base.live}), step


def test_a_rollback_killed_at_every_step(base: Base, tmp_path: Path) -> None:
    with stage.opened(str(base.root), base.switch) as target:
        for number, files in enumerate((stage.FIRST, stage.SECOND, stage.THIRD), 1):
            logged = catch_up(base.settings, target)
            site = stage.site(tmp_path / str(number), files, number)
            go_live(base.settings, target, site, logged, keep=3)
        first, _, third = (release.name for release in target.releases())
    restore = save(base.folders, tmp_path / "saved")
    killed, total = in_child(lambda: base.roll_back(first), base.folders, 0)
    assert (killed, base.live) == (False, first)
    assert total > 5
    for step in range(1, total + 1):
        restore()
        assert in_child(lambda: base.roll_back(first), base.folders, step) == (True, 0), step
        assert base.live in {first, third}, step
        assert base.is_served({first, third}), step
        base.roll_back(first)
        assert base.live == first, step
        assert base.is_served({first}), step
        target = open_target(str(base.root), ())
        assert stage.shown(target, "assets/app.00000003.js") == b"3", step


def test_the_command_killed(once: Published, tmp_path: Path) -> None:
    """Before its first change and its last, with all that is around: the build, and the log."""
    published = once.copy(tmp_path.resolve() / "copy")
    published.rename_model()
    first, folders = published.live, (published.root, published.settings.publications)
    restore = save(folders, tmp_path / "saved")
    killed, total = in_child(published.publish, folders, 0)
    assert not killed
    second, log = published.live, [p.model_dump() for p in published.log]
    for step, live, words in ((1, first, "Nhật ký: "), (total, second, "ghi bù vào nhật ký")):
        restore()
        assert in_child(published.publish, folders, step) == (True, 0)
        assert published.live == live
        assert words in published.publish().output
        assert published.live.split("-")[1] == second.split("-")[1]
        assert [p.model_dump() for p in published.log] == log
