"""Work split over processes, where the system can fork; what comes out does not depend on how many.

A child ends when its parent has, and what a child owes that has died is made here.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TypeVar

T = TypeVar("T")
A = TypeVar("A")


def can_fork() -> bool:
    """False where the system cannot (Windows), or not safely (macOS, and beside threads)."""
    return sys.platform == "linux" and threading.active_count() == 1


def cores() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def answers(work: Callable[[Iterable[T]], A], shares: Sequence[Sequence[T]]) -> list[A]:
    """What ``work`` makes of each share, in order: of the first in this process, of each other in
    one of its own, where that can be."""
    if not can_fork():
        return [work(share) for share in shares]
    started = [_started(work, share) for share in shares[1:]]
    try:
        made = [work(shares[0])]
        for (_, answer), share in zip(started, shares[1:], strict=True):
            try:
                made.append(answer.recv())
            except EOFError:
                made.append(work(share))
    except BaseException:
        for child, _ in started:
            child.terminate()
        raise
    finally:
        for child, answer in started:
            answer.close()
            child.join()
    return made


def _started(
    work: Callable[[Iterable[T]], A], share: Sequence[T]
) -> tuple[ForkProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    answer, told = fork.Pipe(duplex=False)
    child = fork.Process(target=_child, args=(work, share, told, os.getpid()))
    child.start()
    told.close()
    return child, answer


def _child(
    work: Callable[[Iterable[T]], A], share: Sequence[T], told: Connection, parent: int
) -> None:
    told.send(work(_while_lives(parent, share)))


def _while_lives(parent: int, share: Iterable[T]) -> Iterator[T]:
    for one in share:
        if os.getppid() != parent:
            os._exit(1)
        yield one
