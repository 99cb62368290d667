"""Work split over processes, where the system can fork.

Batches lie in a pipe as numbers; whoever is free takes the next one, so that no process waits for
another, and none can be stopped in the middle of it by one that died. What comes out does not
depend on the number of processes: `tests/test_pages.py` compares the bytes.

A child holds the lock of the knowledge base as long as it lives, and ends when its parent has.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

LEAST = 250
"""Pages below which another process costs more than it spares."""

_SIZE = 4
"""Bytes of a number in the pipe. Linux reads as many at once."""

MOST = 65536 // _SIZE
"""Numbers that the pipe holds."""


def processes(pages: int, wished: int | None) -> int:
    """How many a build of so many pages runs in: those wished for, or as many as pay.

    One where a process cannot be forked (Windows), or not safely (macOS, and beside threads)."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return wished or max(1, min(len(os.sched_getaffinity(0)), pages // LEAST))


def spread(work: Callable[[int], T], batches: int, count: int) -> Iterator[tuple[int, T]]:
    """Have ``work`` do the batches from 0 in ``count`` processes, this one among them, and give the
    number and the result of each. Raise ``EOFError`` where a process has died."""
    if count == 1 or batches < 2:
        yield from ((number, work(number)) for number in range(batches))
        return
    queue = _queue(batches)
    children = [_started(work, queue) for _ in range(min(count, batches) - 1)]
    working = [child.answer for child in children]
    try:
        for number in _numbers(queue):
            yield number, work(number)
            yield from _answers(working, 0)
        while working:
            yield from _answers(working, None)
    except BaseException:
        for child in children:
            child.process.terminate()
        raise
    finally:
        os.close(queue)
        for child in children:
            child.process.join()
            child.answer.close()


class _Child(NamedTuple):
    process: BaseProcess
    answer: Connection


def _started(work: Callable[[int], T], queue: int) -> _Child:
    fork = multiprocessing.get_context("fork")
    answer, told = fork.Pipe(duplex=False)
    child = fork.Process(target=_child, args=(work, queue, answer, told, os.getpid()))
    child.start()
    told.close()
    return _Child(child, answer)


def _child(
    work: Callable[[int], T], queue: int, answer: Connection, told: Connection, parent: int
) -> None:
    answer.close()  # else the pipe would outlive a parent that is gone, and be waited for
    try:
        for number in _numbers(queue):
            if os.getppid() != parent:
                os._exit(1)
            told.send((number, work(number)))
        told.send(None)
    except BrokenPipeError:
        os._exit(1)


def _answers(working: list[Connection], seconds: int | None) -> Iterator[tuple[int, Any]]:
    """What children have told; those that have no more to tell are no longer in ``working``."""
    for answer in connection.wait(working, seconds):
        assert isinstance(answer, Connection)
        told = answer.recv()
        if told is None:
            working.remove(answer)
        else:
            yield told


def _queue(batches: int) -> int:
    """A pipe to read the numbers from. A pipe holds some thousands without a reader."""
    assert batches <= MOST
    ours, into = os.pipe()
    os.write(into, b"".join(number.to_bytes(_SIZE, "big") for number in range(batches)))
    os.close(into)
    return ours


def _numbers(queue: int) -> Iterator[int]:
    while token := os.read(queue, _SIZE):
        yield int.from_bytes(token, "big")
