"""Disks that are full or read-only, and publishers that meet: with real ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.messages import Problem
from generator.publish.deliver import Site, deliver
from generator.publish.target import MAKING, open_target
from tests import disks
from tests.disks import Disk
from tests.killing import needs_fork
from tests.publish import stage
from tests.publish.far import Far, far

OTHER_LARGE = stage.LARGE[::-1]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Far:
    return far(tmp_path_factory.mktemp("far"))


@pytest.fixture(params=["here", "ssh"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Disk, str]]:
    """A disk, and its address for publishing."""
    root = tmp_path.resolve() / "disk"
    where = str(root)
    if request.param == "ssh":
        machine: Far = request.getfixturevalue("machine")
        monkeypatch.setenv("RSYNC_RSH", machine.program)
        where = machine.address(root)
    with disks.small(root, "640k") as found:
        yield found, where


def test_a_disk_that_is_full(place: tuple[Disk, str], tmp_path: Path) -> None:
    disk, where = place
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", {**stage.SECOND, "large2.bin": OTHER_LARGE}, 2)
    with stage.opened(where) as target:
        before = deliver(first, target).release
        with pytest.raises(Problem) as told:
            deliver(second, target)
        assert told.value.saying == "target-full", told.value.values
        assert "No space left" in told.value.values["reason"]
        assert stage.live(target) == before.name
        assert target.releases() == (before,)
        assert not (disk.root / MAKING).exists()
        disk.remount("size=2m")
        done = deliver(second, target)
        assert stage.live(target) == done.release.name


def test_a_disk_that_is_read_only(place: tuple[Disk, str], tmp_path: Path) -> None:
    """All of it, and in the middle of a publication."""
    disk, where = place
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", stage.SECOND, 2)
    with stage.opened(where) as target:
        before = deliver(first, target).release
    disk.remount("ro")
    with pytest.raises(Problem, match="target-read-only") as told, stage.opened(where):
        pass
    assert "Read-only file system" in told.value.values["reason"]
    disk.remount("rw")
    with stage.opened(where) as target:
        with disk.read_only(disk.root / "releases"):
            with pytest.raises(Problem, match="target-read-only"):
                deliver(second, target)
            assert stage.live(target) == before.name
        done = deliver(second, target)
        assert stage.live(target) == done.release.name


def at_once(*works: Callable[[], object]) -> list[int]:
    """Exit codes of processes that work at the same time; 7 for one that was told to wait."""
    children = []
    for work in works:
        if (child := os.fork()) == 0:
            code = 1
            try:
                work()
                code = 0
            except Problem as problem:
                code = 7 if problem.saying == "target-busy" else 8
            finally:
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


@needs_fork
@pytest.mark.parametrize("ways", [("here",) * 4, ("ssh", "here", "ssh")])
def test_publishers_at_once(
    ways: tuple[str, ...],
    tmp_path: Path,
    machine: Far,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of them at least comes through, the others wait their turn or are told to."""
    monkeypatch.setenv("RSYNC_RSH", machine.program)
    root = tmp_path.resolve() / "target"
    root.mkdir()
    sites = [
        stage.site(tmp_path / str(n), {"index.html": b"%d" % n, f"assets/a.0000000{n}.js": b"x"})
        for n in range(len(ways))
    ]

    def publisher(way: str, site: Site) -> Callable[[], None]:
        where = machine.address(root) if way == "ssh" else str(root)

        def publish() -> None:
            with stage.opened(where) as target:
                deliver(site, target)

        return publish

    codes = at_once(*(publisher(way, site) for way, site in zip(ways, sites, strict=True)))
    assert set(codes) <= {0, 7}
    assert 0 in codes
    target = open_target(str(root), ())
    stage.live(target)
    assert len(target.releases()) == codes.count(0)
    assert any(stage.is_of(target, site) for site in sites)
    assert not (root / MAKING).exists()
