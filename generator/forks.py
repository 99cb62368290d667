"""Work shared by several processes, where the system can fork: the records that are read once are
there in all of them without being copied.

Batches lie in a pipe as numbers; whoever is free takes the next one, so that no process waits for
another, and none can be stopped in the middle of it by one that died. What comes out does not
depend on the number of processes, but for its order.

A child ends when its parent has, and holds what its parent holds (the lock of the knowledge base)
as long as it lives.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, TypeVar

if sys.platform == "linux":
    import fcntl

T = TypeVar("T")

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)

_WIDE = 1 << 20
"""Bytes that a pipe of answers holds; Linux lets every process have as many."""

_SIZE = 4
"""Bytes of a number in the pipe. Linux reads as many at once."""

MOST = 65536 // _SIZE
"""Numbers that the pipe holds without a reader."""


_ahead: list[tuple[int, BaseProcess]] = []
"""Children that work `ahead`, with the number of their parent."""


class Died(Exception):  # noqa: N818
    """A process ended before it had told what it made."""


def processes(pieces: int, least: int, wished: int | None = None) -> int:
    """How many to share so many pieces of work: those wished for, or as many as pay, each with at
    least ``least`` pieces.

    One where a process cannot be forked (Windows), or not safely (macOS, and beside threads), or is
    one itself that works `ahead`."""
    is_helper = multiprocessing.current_process().daemon
    if sys.platform != "linux" or threading.active_count() > 1 or is_helper:
        return 1
    return wished or max(1, min(cores(), pieces // least))


def cores() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Callable[[int], T], batches: int, count: int) -> Iterator[tuple[int, T]]:
    """Have ``work`` do the batches from 0 in ``count`` processes, this one among them, and give the
    number and the result of each, in any order.

    An exception of any of them is raised; `Died` where one was killed."""
    gc.freeze()  # what is there stays; looked through, it would be copied into every process
    try:
        yield from _spread(partial(_tidily, work), batches, count)
    finally:
        gc.unfreeze()


def _tidily(work: Callable[[int], T], number: int) -> T:
    """Throw away what a batch has left, where nobody else looks for it; what stays is looked at
    once."""
    result = work(number)
    if not gc.isenabled():
        gc.collect(0)
    return result


def _spread(work: Callable[[int], T], batches: int, count: int) -> Iterator[tuple[int, T]]:
    if count == 1 or batches < 2:
        yield from ((number, work(number)) for number in range(batches))
        return
    numbers = _queue(batches)
    children = [_started(work, numbers) for _ in range(min(count, batches) - 1)]
    answers = _Answers[T]([child.answer for child in children])
    try:
        for number in _numbers(numbers):
            yield number, work(number)
            yield from answers.there()
        yield from answers.left()
    except BaseException:
        for child in children:
            child.process.kill()
        raise
    finally:
        os.close(numbers)
        for child in children:
            child.process.join()
        answers.close()


def ahead(work: Callable[[], T]) -> Callable[[], T]:
    """Have another process begin, where there is a processor for it; what is given waits for the
    result. It is the work itself where nothing can be forked, or the process has died."""
    (wait,) = in_turn(work)
    return wait


def in_turn(*works: Callable[[], Any]) -> tuple[Callable[[], Any], ...]:
    """As `ahead`, but several things one after the other: who waits for one does not wait for
    those behind it. Results may be asked for again."""
    if processes(2, 1) == 1:
        return tuple(cache(work) for work in works)
    fork = multiprocessing.get_context("fork")
    answer, told = fork.Pipe(duplex=False)
    child = fork.Process(target=_told, args=(works, answer, told, os.getpid()), daemon=True)
    child.start()
    told.close()
    _ahead[:] = [(parent, other) for parent, other in _begun() if other.is_alive()]
    _ahead.append((os.getpid(), child))
    found: list[Any] = []

    def wait(number: int) -> Any:
        while len(found) <= number:
            found.append(_next(answer, child, works[len(found)]))
            if len(found) == len(works):
                answer.close()  # the end of the child is waited for by `stopping`
        return found[number]

    return tuple(partial(wait, number) for number in range(len(works)))


def _next(answer: Connection, child: BaseProcess, work: Callable[[], Any]) -> Any:
    try:
        return answer.recv()
    except (EOFError, OSError):
        child.join()
        return work()


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """In the end, end those who work `ahead`, and wait for that: they hold what this process does,
    and the next one would find the knowledge base locked."""
    try:
        yield
    finally:
        for _, child in _begun():
            child.kill()
            child.join()
        _ahead.clear()


def _begun() -> list[tuple[int, BaseProcess]]:
    """A process that was forked has the list of its parent, but not the children."""
    return [(parent, child) for parent, child in _ahead if parent == os.getpid()]


def _told(
    works: Sequence[Callable[[], object]], answer: Connection, told: Connection, parent: int
) -> None:
    """Tell what comes of each. The pipe may be full until the parent asks: then the next is done
    meanwhile."""
    _bound(answer, parent)
    results = queue.SimpleQueue[tuple[object] | None]()
    teller = threading.Thread(target=_tell, args=(results, told))
    teller.start()
    with contextlib.suppress(Exception):  # the parent tries itself, and hears of it
        for work in works:
            results.put((work(),))
    results.put(None)
    teller.join()
    os._exit(0)  # to take apart what was made would keep both waiting


def _tell(results: queue.SimpleQueue[tuple[object] | None], told: Connection) -> None:
    with contextlib.suppress(Exception):
        while result := results.get():
            told.send(*result)


def _bound(answer: Connection, parent: int) -> None:
    """Let this process live no longer than its parent."""
    answer.close()  # else the pipe would outlive a parent that is gone, and be waited for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and kills
    end_with(parent)


def end_with(parent: int) -> None:
    """Let this process, which ``parent`` has started, end when that does, where the system can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def batches(pieces: Sequence[T], size: int) -> list[Sequence[T]]:
    """Pieces of work in batches of so many, or of more where there would be too many batches."""
    size = max(size, -(-len(pieces) // MOST))
    return [pieces[at : at + size] for at in range(0, len(pieces), size)]


class _Child(NamedTuple):
    process: BaseProcess
    answer: Connection


class _Answers(Generic[T]):
    """Reads what children tell while this process works: a full pipe would make them wait."""

    def __init__(self, connections: list[Connection]) -> None:
        self._told: queue.SimpleQueue[tuple[int, T] | BaseException | None] = queue.SimpleQueue()
        self._readers = [threading.Thread(target=self._read, args=(c,)) for c in connections]
        self._working = len(connections)
        for reader in self._readers:
            reader.start()

    def _read(self, connection: Connection) -> None:
        told: Any = Died()
        with contextlib.suppress(EOFError, OSError):
            while isinstance(told := connection.recv(), tuple):
                self._told.put(told)
                told = Died()
        self._told.put(told)
        connection.close()

    def there(self) -> Iterator[tuple[int, T]]:
        """What has come by now."""
        while not self._told.empty():
            yield from self._next()

    def left(self) -> Iterator[tuple[int, T]]:
        """What is still to come."""
        while self._working:
            yield from self._next()

    def _next(self) -> Iterator[tuple[int, T]]:
        told = self._told.get()
        if told is None:
            self._working -= 1
        elif isinstance(told, BaseException):
            raise told
        else:
            yield told

    def close(self) -> None:
        for reader in self._readers:
            reader.join()


def _started(work: Callable[[int], T], numbers: int) -> _Child:
    fork = multiprocessing.get_context("fork")
    answer, told = fork.Pipe(duplex=False)
    _widen(told)
    child = fork.Process(target=_child, args=(work, numbers, answer, told, os.getpid()))
    child.start()
    told.close()
    return _Child(child, answer)


def _widen(pipe: Connection) -> None:
    """Let a child put a whole answer into the pipe, and go on: the parent works as well, and reads
    little at a time."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # some let nobody have so much
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _WIDE)


def _child(
    work: Callable[[int], T], numbers: int, answer: Connection, told: Connection, parent: int
) -> None:
    _bound(answer, parent)
    try:
        for number in _numbers(numbers):
            told.send((number, work(number)))
        told.send(None)
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - the parent raises it
        told.send(error)


def _queue(batches: int) -> int:
    """A pipe to read the numbers from."""
    assert batches <= MOST
    ours, into = os.pipe()
    os.write(into, b"".join(number.to_bytes(_SIZE, "big") for number in range(batches)))
    os.close(into)
    return ours


def _numbers(numbers: int) -> Iterator[int]:
    while token := os.read(numbers, _SIZE):
        yield int.from_bytes(token, "big")
