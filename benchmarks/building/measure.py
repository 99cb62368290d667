"""What a process and all its children cost, and which files they wrote. Linux.

- Wall: from the start to the end of the process, with Python's start.
- CPU: user and system time of the process and of the children that it has waited for, as the
  kernel counts it (``os.wait4``).
- Peak memory: the largest sum of all processes of its session at one moment. A page of memory that
  processes share counts once (PSS). It is looked at every 200 ms, or less often where looking would
  take more than a fiftieth of one core, so a shorter peak may be missed.
- Written: files that are new, or whose size, time or inode is another than before.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_NEW, _MOST = 1000, 20
"""New files, each in a folder of its own, by which one sees how dear they are; and how many new
names of old ones one may cost. It costs about eight, and fifty where ten thousands of files were
removed just before."""

_PATIENCE, _PAUSE = 400, 20
"""Seconds."""

_EVERY = 0.2
_SHARE_OF_LOOKING = 50
_FIELDS_BEFORE_SESSION = 3
"""In /proc/PID/stat, after the name of the program: state, parent, group."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and bytes of memory at the peak."""

    wall: float
    cpu: float
    peak: float


class CommandError(Exception):
    """A command ended with an error; the message is the end of what it said."""


class Mark(NamedTuple):
    """By this a file is told from what it was before."""

    size: int
    time: int
    inode: int


Marks = Mapping[str, Mark]


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run to the end in a session of its own; raise ``CommandError`` where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        memory = _Memory(process.pid)
        memory.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            memory.ended.set()
        wall = time.perf_counter() - start
        memory.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandError(_end(said.read().decode(errors="replace"), process.returncode))
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory.peak)


def _end(said: str, code: int) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return "; ".join(lines[-3:])[-300:] or f"exit code {code}"


class _Memory(threading.Thread):
    """Looks at the memory of a session until ``ended`` is set."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self.ended.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, sum(map(_memory, _processes(self.session))))
            pause = max(_EVERY, _SHARE_OF_LOOKING * (time.perf_counter() - start))


def _processes(session: int) -> Iterator[Path]:
    """Their folders."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[_FIELDS_BEFORE_SESSION]) == session:
            yield process


def _memory(process: Path) -> int:
    """Bytes; 0 where the process has ended meanwhile."""
    try:
        rollup = (process / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    sizes = [line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")]
    return sum(map(int, sizes)) * 1024


def settle(folder: Path) -> None:
    """Wait until new files cost what they usually do, or for `_PATIENCE`.

    ext4 does not hand out again what was freed in the last minutes, and seeks past it each time:
    after a great tree was removed, whoever makes files pays tenfold for it. What is made here, in
    ``folder``, is not removed, for the same reason.
    """
    end = time.monotonic() + _PATIENCE
    while (dear := _dearness(folder)) > _MOST and time.monotonic() < end:
        print(f"a new file costs {dear:.0f} new names; waiting", file=sys.stderr, flush=True)
        time.sleep(_PAUSE)


def _dearness(folder: Path) -> float:
    """How many new names of a file cost as much as a new one does with its folder."""
    place = Path(tempfile.mkdtemp(dir=folder))
    start = time.process_time()
    for number in range(_NEW):
        (place / f"{number}").mkdir()
        (place / f"{number}/new").write_bytes(b"new")
    made = time.process_time()
    for number in range(_NEW):
        os.rename(f"{place}/{number}/new", f"{place}/{number}/named")  # noqa: PTH104
    return (made - start) / max(time.process_time() - made, 1e-9)


def marks(folder: Path) -> dict[str, Mark]:
    """All files below a folder; a symbolic link is a file of its own."""
    found = {}
    pending = [str(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    mark = Mark(status.st_size, status.st_mtime_ns, status.st_ino)
                    found[os.path.relpath(entry.path, folder)] = mark
    return found


def changed(before: Marks, after: Marks) -> list[str]:
    """Paths that are new, or not as they were."""
    return [path for path, mark in after.items() if before.get(path) != mark]
