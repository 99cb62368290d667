"""Children that kill themselves right before their n-th change to some folders (creating, writing,
linking, renaming, deleting), which Python's audit events tell of."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

import pytest

from generator.lock import Busy, exclusive

needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc")

CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}
NO_FOLDER = -1
"""What such an event tells where the path is not below an open folder, as for `shutil.rmtree`."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Victim(Enum):
    """Who is killed: the child alone, or all processes that it has started too."""

    CHILD = auto()
    GROUP = auto()


@dataclass
class Steps:
    """Counts the changes of this process below the folders; kills before the ``last``."""

    folders: tuple[str, ...]
    last: int
    victim: Victim = Victim.CHILD
    child: int = field(default_factory=os.getpid)
    done: int = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if os.getpid() == self.child and self._is_change(event, arguments):
            self.done += 1
            if self.done == self.last:
                kill = os.killpg if self.victim is Victim.GROUP else os.kill
                kill(self.child, signal.SIGKILL)

    def _is_change(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            flags = arguments[2]
            if not isinstance(flags, int) or not flags & WRITING:
                return False
        elif event not in CHANGES:
            return False
        places = [str(a) for a in arguments[:2] if not isinstance(a, int)]
        if event in {"os.remove", "os.rmdir"} and arguments[1] != NO_FOLDER:
            places = [str(Path(f"/proc/self/fd/{arguments[1]}").readlink())]
        return any(place.startswith(self.folders) for place in places)


def in_child(
    work: Callable[[], object],
    folders: tuple[Path, ...],
    last: int,
    victim: Victim = Victim.CHILD,
) -> tuple[bool, int]:
    """Work in a child that kills itself before step ``last``: whether it was killed, and the number
    of steps of a child that was not."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        steps = Steps(tuple(map(str, folders)), last, victim)
        try:
            sys.addaudithook(steps)
            with contextlib.suppress(SystemExit):
                work()
            os.write(write, str(steps.done).encode())
        finally:
            os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as told:
        return os.WIFSIGNALED(status), int(told.read() or 0)


def assert_free(state: Path) -> None:
    """Children hold the lock of the knowledge base until they have ended."""
    for _ in range(600):
        try:
            with exclusive(state):
                return
        except Busy:
            time.sleep(0.05)
    pytest.fail("a process of a killed build still runs")


def save(folders: tuple[Path, ...], to: Path) -> Callable[[], None]:
    """Copy the folders; what puts them back to what they were."""
    for number, folder in enumerate(folders):
        shutil.copytree(folder, to / str(number), symlinks=True)

    def restore() -> None:
        for number, folder in enumerate(folders):
            shutil.rmtree(folder)
            shutil.copytree(to / str(number), folder, symlinks=True)

    return restore
