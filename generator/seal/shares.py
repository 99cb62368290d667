"""Split work over processes, where the system can fork and it pays."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

T = TypeVar("T")

LEAST = 1000
"""Files below which another process costs more than it spares."""

_TOGETHER = 12

_AT_ONCE = 200
"""Files between two looks at whether the parent still lives."""

Work = Callable[[Sequence[str]], list[T]]


def processes(files: int, wished: int | None) -> int:
    """One where a process cannot be forked (Windows), or not safely (macOS, and beside threads)."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return wished or max(1, min(len(os.sched_getaffinity(0)), files // LEAST))


def split(work: Work[T], paths: Sequence[str], count: int) -> Iterator[T]:
    """What the work makes of these files, in any order. What a child that has died did not get
    done is done here."""
    children = [_started(work, _share(paths, number, count)) for number in range(1, count)]
    try:
        yield from work(_share(paths, 0, count))
        for number, (_, answer) in enumerate(children, 1):
            try:
                done = answer.recv()
            except EOFError:
                done = work(_share(paths, number, count))
            yield from done
    finally:
        for child, answer in children:
            answer.close()
            child.terminate()
            child.join()


def _share(paths: Sequence[str], number: int, count: int) -> list[str]:
    """By the dozen: files of one folder lie together, and every second one may be a page."""
    return [path for at, path in enumerate(paths) if at // _TOGETHER % count == number]


def _started(work: Work[T], paths: Sequence[str]) -> tuple[BaseProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    answer, told = fork.Pipe(duplex=False)
    child = fork.Process(target=_child, args=(work, paths, told), daemon=True)
    child.start()
    told.close()
    return child, answer


def _child(work: Work[T], paths: Sequence[str], told: Connection) -> None:
    parent = os.getppid()
    done: list[T] = []
    with contextlib.suppress(OSError):  # the parent will see for itself
        for start in range(0, len(paths), _AT_ONCE):
            if os.getppid() != parent:
                os._exit(1)
            done += work(paths[start : start + _AT_ONCE])
        told.send(done)
