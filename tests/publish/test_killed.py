"""kill -9 at any step of a publication: what is live is whole, and the next run mends the rest.

A child process publishes and kills itself right before its n-th change to the target or the log
(creating, writing, linking, renaming, deleting), which Python's audit events tell of.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.publish.conftest import Published

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SPREAD = 8
"""Kills among the many steps that write files; around the switch and at the end every step."""


class Steps:
    """Counts changes below some folders and ends the process before the n-th."""

    def __init__(self, folders: tuple[Path, ...], last: int) -> None:
        self.folders, self.last, self.done = tuple(map(str, folders)), last, 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._is_change(event, arguments):
            self.done += 1
            if self.done == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

    def _is_change(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            flags = arguments[2]
            if not isinstance(flags, int) or not flags & WRITING:
                return False
        elif event not in CHANGES:
            return False
        return any(str(a).startswith(self.folders) for a in arguments[:2] if not isinstance(a, int))


def publish_in_child(published: Published, last: int) -> tuple[bool, int]:
    """Publish in a child that kills itself before step ``last``: whether it was killed, and the
    number of steps of a child that was not."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        steps = Steps((published.root, published.settings.publications), last)
        sys.addaudithook(steps)
        published.publish("--keep", "1")
        os.write(write, str(steps.done).encode())
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as told:
        return os.WIFSIGNALED(status), int(told.read() or 0)


@pytest.fixture(scope="module")
def edited(once: Published, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Ready to publish a second time: the site with the edit is built already."""
    found = once.copy(tmp_path_factory.mktemp("killed").resolve() / "edited")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795435200")
        found.rename_model()
        spare = found.copy(tmp_path_factory.mktemp("spare").resolve() / "copy")
        spare.publish()
        for name in ("site", "docs", ".sotay"):
            shutil.rmtree(found.settings.root / name)
            shutil.copytree(spare.settings.root / name, found.settings.root / name)
    return found


def restore(saved: Path, published: Published) -> None:
    """Put target and log back to what they were."""
    for name, folder in (
        ("target", published.root),
        ("log", published.settings.publications),
    ):
        shutil.rmtree(folder)
        shutil.copytree(saved / name, folder, symlinks=True)


def test_killed_anywhere_what_is_live_is_whole_and_the_next_run_mends(
    edited: Published, tmp_path: Path
) -> None:
    first = edited.live
    shutil.copytree(edited.root, tmp_path / "target", symlinks=True)
    shutil.copytree(edited.settings.publications, tmp_path / "log")
    killed, total = publish_in_child(edited, 0)
    assert not killed
    assert total > 200
    second, after = edited.live, [p.model_dump() for p in edited.log]
    assert second > first
    assert len(after) == 2

    spread = {1, 2, *range(5, total, total // SPREAD)}
    late = range(total - 4, total + 1)
    seen: set[tuple[bool, int]] = set()
    for step in sorted(spread | {*late} | switch_steps(edited, tmp_path, total)):
        restore(tmp_path, edited)
        assert publish_in_child(edited, step) == (True, 0), step
        live, logged = edited.live, len(edited.log)
        assert live in {first, second}, step
        assert logged == 1 or live == second, step
        seen.add((live == second, logged))

        shown = edited.publish("--keep", "1").output
        assert ("ghi bù" in shown) == (live == second and logged == 1), step
        assert edited.live.split("-")[1] == second.split("-")[1], step
        assert [p.model_dump() for p in edited.log] == after, step
        releases = (edited.root / "releases").iterdir()
        assert [path.name for path in releases] == [edited.live], step
    assert seen == {(False, 1), (True, 1), (True, 2)}


def switch_steps(published: Published, saved: Path, total: int) -> set[int]:
    """Steps around the switch, found by halving: the first one after which the new site is live."""
    first = None
    low, high = 1, total
    while low < high:
        middle = (low + high) // 2
        restore(saved, published)
        first = first or published.live
        publish_in_child(published, middle)
        if published.live == first:
            low = middle + 1
        else:
            high = middle
    return set(range(low - 4, min(low + 8, total + 1)))
