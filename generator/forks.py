"""Work shared by several processes, where the system can fork: the records that are read once are
there in all of them without being copied.

A child ends when its parent has, and holds what its parent holds (the lock of the knowledge base)
as long as it lives.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

R = TypeVar("R")

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)


class Died(Exception):  # noqa: N818
    """A process ended before it had told what it made."""


def processes(pieces: int, least: int, wished: int | None = None) -> int:
    """How many to share so many pieces of work: those wished for, or as many as pay, each with at
    least ``least`` pieces.

    One where a process cannot be forked (Windows), or not safely (macOS, and beside threads)."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return wished or max(1, min(len(os.sched_getaffinity(0)), pieces // least))


def spread(work: Callable[[int], R], count: int) -> list[R]:
    """What ``work`` gives for 0, 1, … below ``count``, each in a process of its own; 0 runs here.

    An exception of any of them is raised; `Died` where one was killed.
    """
    fork = multiprocessing.get_context("fork") if count > 1 else None
    children: list[Any] = []
    answers: list[_Answer[R]] = []
    for number in range(1, count):
        assert fork is not None
        answer, told = fork.Pipe(duplex=False)
        child = fork.Process(target=_child, args=(work, number, os.getpid(), told))
        child.start()
        told.close()
        children.append(child)
        answers.append(_Answer(answer))
    try:
        results = [work(0), *(answer.result() for answer in answers)]
    except BaseException:
        for child in children:
            child.kill()
        raise
    finally:
        for child in children:
            child.join()
    return results


def share(pieces: Sequence[R], number: int, count: int) -> Sequence[R]:
    """The pieces of one process: every ``count``-th, since neighbours are alike."""
    return pieces[number::count]


class _Answer(Generic[R]):
    """Reads what a child tells while this process works: a full pipe would make the child wait."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told: tuple[R] | BaseException = Died()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(EOFError):
            self._told = self._connection.recv()

    def result(self) -> R:
        self._reader.join()
        if isinstance(self._told, BaseException):
            raise self._told
        return self._told[0]


def _child(work: Callable[[int], object], number: int, parent: int, told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and kills
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        told.send((work(number),))
    except Exception as error:  # noqa: BLE001 - the parent raises it
        told.send(error)
