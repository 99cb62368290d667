"""Work shared by processes: all of it done, exceptions and deaths told, nobody left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator import forks
from tests.killing import needs_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")


@pytest.mark.parametrize(("batches", "count"), [(0, 3), (1, 3), (2, 5), (50, 1), (500, 3)])
def test_every_batch_is_done_once(batches: int, count: int) -> None:
    found = list(forks.spread(lambda number: number * number, batches, count))
    assert sorted(found) == [(number, number * number) for number in range(batches)]


def test_the_work_is_shared() -> None:
    def work(_: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    pids = {pid for _, pid in forks.spread(work, 60, 3)}
    assert os.getpid() in pids
    assert len(pids) == 3


def test_results_larger_than_a_pipe_come_whole() -> None:
    found = dict(forks.spread(lambda number: bytes([number]) * 1_000_000, 20, 2))
    assert found == {number: bytes([number]) * 1_000_000 for number in range(20)}


def test_an_exception_of_a_child_is_raised() -> None:
    parent = os.getpid()

    def work(_: int) -> None:
        time.sleep(0.01)
        if os.getpid() != parent:
            raise ValueError("nothing to be done")

    before = threading.active_count()
    with pytest.raises(ValueError, match="nothing to be done"):
        list(forks.spread(work, 50, 2))
    assert threading.active_count() == before


def test_a_child_that_dies_is_told() -> None:
    parent = os.getpid()

    def work(_: int) -> None:
        time.sleep(0.01)
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(forks.Died):
        list(forks.spread(work, 50, 2))


def test_what_is_begun_ahead_is_done_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert forks.ahead(os.getpid)() != os.getpid()
    assert forks.ahead(lambda: bytes(1_000_000))() == bytes(1_000_000)
    monkeypatch.setattr(forks, "cores", lambda: 1)
    assert forks.ahead(os.getpid)() == os.getpid()


def test_what_fails_or_dies_ahead_is_done_here(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(forks, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    parent = os.getpid()

    def dies() -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return 1

    def fails() -> None:
        raise ValueError("nothing to be done")

    assert forks.ahead(dies)() == 1
    with pytest.raises(ValueError, match="nothing to be done"):
        forks.ahead(fails)()
    assert capfd.readouterr().err == ""


def test_beside_threads_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert forks.processes(1000, 1, 4) == 1
    finally:
        wait.set()
        thread.join()
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # the runner of tests has some too
    assert forks.processes(1000, 1, 4) == 4


ORPHAN = """
import os, sys, time
from generator import forks

parent = os.getpid()

def work(number):
    if os.getpid() != parent:
        print("at work", flush=True)
        time.sleep(60)
    time.sleep(0.2)

list(forks.spread(work, 4, 2))
"""


def test_children_end_with_their_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "at work\n"
        run.kill()
        assert run.stdout.read() == "", "the pipe closes when the last process has ended"
    assert run.returncode == -signal.SIGKILL


@needs_fork
def test_nobody_works_ahead_any_more_when_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    with forks.stopping():
        told = forks.ahead(lambda: 1)
        forks.ahead(lambda: time.sleep(600))
        assert told() == 1
    assert not multiprocessing.active_children()


@needs_fork
def test_who_waits_for_one_result_does_not_wait_for_the_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(forks, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    began, gate = tmp_path / "began", tmp_path / "gate"

    def awaited(place: Path) -> int:
        while not place.exists():
            time.sleep(0.001)
        return os.getpid()

    def opened() -> int:
        began.touch()
        return awaited(gate)

    much = (
        b"-" * 10_000_000
    )  # more than a pipe holds, so that it is not told before it is asked for
    first, second = forks.in_turn(lambda: (os.getpid(), much), opened)
    awaited(began)
    told, sent = first()
    assert told != os.getpid()
    assert sent == much
    gate.touch()
    assert second() == told == first()[0]


def test_what_is_left_of_a_process_that_died_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    parent, done = os.getpid(), list[str]()

    def dies() -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        done.append("second")
        return "second"

    first, second, third = forks.in_turn(lambda: "first", dies, lambda: os.getpid() == parent)
    assert (third(), second(), first(), second()) == (True, "second", "first", "second")
    assert done == ["second"]


def test_alone_each_is_done_once_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "cores", lambda: 1)
    done = list[int]()
    first, second = forks.in_turn(lambda: done.append(1), lambda: done.append(2))
    second()
    second()
    first()
    assert done == [2, 1]
