"""Targets on another machine, by a real ssh, sshd and rsync: addresses, the network, its faults."""

from __future__ import annotations

import getpass
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.lock import Busy, exclusive
from generator.messages import Problem
from generator.publish import address
from generator.publish.deliver import deliver
from generator.publish.remote import TRANSFER
from generator.publish.shell import Shell
from generator.publish.store import Cut
from generator.publish.target import MAKING, Target, open_target
from tests import kb
from tests.killing import in_child, save
from tests.publish import stage
from tests.publish.conftest import Published
from tests.publish.far import NEVER, Far, far, program

fcntl = pytest.importorskip("fcntl")

SHELL, RSYNC = 0, 1
"""The connections of a publication."""


@dataclass(frozen=True)
class There:
    machine: Far
    root: Path

    @property
    def where(self) -> str:
        return self.machine.address(self.root)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Far:
    return far(tmp_path_factory.mktemp("far"))


@pytest.fixture
def there(machine: Far, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[There]:
    (tmp_path / "there").mkdir()
    monkeypatch.setenv("RSYNC_RSH", machine.program)
    machine.plan(*NEVER)
    yield There(machine, tmp_path.resolve() / "there")
    machine.configure()


@pytest.mark.parametrize(
    ("text", "host", "port", "path"),
    [
        ("ssh://may/srv/so-tay", "may", None, "/srv/so-tay"),
        (
            "ssh://lan@may.example:2222/srv/s%E1%BB%95%20tay/",
            "lan@may.example",
            "2222",
            "/srv/sổ tay",
        ),
        ("ssh://[fd00::1]:22/srv/sổ tay?", "[fd00::1]", "22", "/srv/sổ tay?"),
        ("ssh://may/~/so-tay", "may", None, "./so-tay"),
        ("ssh://may/~/-so-tay", "may", None, "./-so-tay"),
    ],
)
def test_addresses(text: str, host: str, port: str | None, path: str) -> None:
    assert address.parse(text) == address.Address(text, host, port, path)


@pytest.mark.parametrize(
    "text",
    [
        "ssh://-oProxyCommand=x/srv",
        "ssh://-l@may/srv",
        "ssh://lan@-may/srv",
        "ssh://lan:matkhau@may/srv",
        "ssh://may",
        "ssh://may/",
        "ssh://may/~/",
        "ssh://may/../",
        "ssh:///srv",
        "ssh://may;id/srv",
        "ssh://may:22x/srv",
        "ssh://may/srv%0Aid",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(Problem, match="bad-address"):
        open_target(text, ())


def test_options_of_ours_and_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", "ssh -i 'key of mine'")
    words = address.parse("ssh://may:2222/srv").program
    assert words[:4] == ["ssh", "-i", "key of mine", "-o"]
    assert "BatchMode=yes" in words
    assert words[-2:] == ["-p", "2222"]


def test_an_edit_costs_little_more_than_itself(there: There, tmp_path: Path) -> None:
    """Bytes on the wire, both ways, of the connection of rsync."""
    target = open_target(there.where, ())
    with target.store.exclusive():
        deliver(stage.site(tmp_path / "1", stage.FIRST), target)
    first = there.machine.bytes()[RSYNC]
    there.machine.plan(*NEVER)
    target = open_target(there.where, ())
    with target.store.exclusive():
        deliver(stage.site(tmp_path / "1", {"index.html": b"edited"}), target)
    edit = there.machine.bytes()[RSYNC]
    assert len(stage.LARGE) < first < len(stage.LARGE) + 20_000
    assert edit < 20_000


def test_what_has_arrived_is_not_sent_again(there: There, tmp_path: Path) -> None:
    """As after a run that was cut off; what of a file has arrived serves too."""
    arrived = there.root / MAKING / "site" / "large.bin"
    arrived.parent.mkdir(parents=True)
    arrived.write_bytes(stage.LARGE[:300_000])
    with stage.opened(there.where) as target:
        deliver(stage.site(tmp_path / "1", stage.FIRST), target)
        stage.live(target)
    assert there.machine.bytes()[RSYNC] < 150_000


@pytest.mark.parametrize("limit", [1, 6_000, 200_000, 400_000])
def test_the_network_gone_in_the_middle_of_rsync(there: There, tmp_path: Path, limit: int) -> None:
    first, second = (
        stage.site(tmp_path / "1", {"large.bin": b"small", "index.html": b"first"}, 1),
        stage.site(tmp_path / "2", stage.SECOND, 2),
    )
    with stage.opened(there.where) as target:
        before = deliver(first, target).release
    there.machine.plan(RSYNC, limit)
    with pytest.raises(Cut, match="target-cut"), stage.opened(there.where) as target:
        deliver(second, target)
    local = open_target(str(there.root), ())
    assert stage.live(local) == before.name
    assert local.releases() == (Target(local.store).release(before.name),)
    assert (there.root / MAKING).exists()
    there.machine.plan(*NEVER)
    with stage.opened(there.where) as target:
        target.tidy([stage.publication(1).at])
        done = deliver(second, target)
    assert stage.live(local) == done.release.name
    assert not (there.root / MAKING).exists()


@pytest.mark.parametrize("beyond", [0, 300, 3_000])
def test_the_network_gone_around_rsync(there: There, tmp_path: Path, beyond: int) -> None:
    """The connection of the shell, which holds the lock, is cut at one of its bytes."""
    first, second = (
        stage.site(tmp_path / "1", stage.FIRST, 1),
        stage.site(tmp_path / "2", stage.SECOND, 2),
    )
    with stage.opened(there.where) as target:
        before = deliver(first, target).release
    there.machine.plan(*NEVER)
    open_target(there.where, ())
    to_open = there.machine.bytes()[SHELL]
    there.machine.plan(SHELL, to_open + beyond)
    with pytest.raises(Cut), stage.opened(there.where) as target:
        deliver(second, target)
    local = open_target(str(there.root), ())
    assert stage.live(local) == before.name
    there.machine.plan(*NEVER)
    with stage.opened(there.where) as target:
        done = deliver(second, target)
    assert stage.live(local) == done.release.name


def test_killed_between_commands(
    there: There, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kill -9 before some of the commands that are sent over there, the switch among them."""
    first, second = (
        stage.site(tmp_path / "1", stage.FIRST, 1),
        stage.site(tmp_path / "2", stage.SECOND, 2),
    )
    with stage.opened(there.where) as target:
        before = deliver(first, target).release.name
    restore = save((there.root,), tmp_path / "saved")
    sent, last = list[str](), 0
    real = Shell.say

    def say(shell: Shell, line: str) -> None:
        sent.append(line)
        if len(sent) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        real(shell, line)

    def publish() -> None:
        with stage.opened(there.where) as target:
            target.tidy([stage.publication(1).at])
            deliver(second, target)

    monkeypatch.setattr(Shell, "say", say)
    publish()
    local = open_target(str(there.root), ())
    after, total = stage.live(local), len(sent)
    switch = next(n for n, line in enumerate(sent, 1) if "ln -s" in line)
    seen = set()
    for step in sorted({*range(4, total, total // 3), switch - 1, switch, switch + 1}):
        restore()
        sent.clear()
        last = step
        assert in_child(publish, (), 0) == (True, 0), step
        wait_until_free(there.root)
        assert stage.live(local) in {before, after}, step
        seen.add(stage.live(local))
        last = 0
        publish()
        assert stage.live(local).split("-")[1] == after.split("-")[1], step
        assert not (there.root / MAKING).exists(), step
    assert seen == {before, after}


def wait_until_free(root: Path) -> None:
    """Until the shell over there has noticed that nobody is left."""
    while True:
        try:
            with exclusive(root):
                return
        except Busy:
            time.sleep(0.02)


def test_an_orphan_of_rsync_keeps_the_next_run_from_writing(there: There, tmp_path: Path) -> None:
    first = stage.site(tmp_path / "1", stage.FIRST)
    with (there.root / TRANSFER).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Cut, match="target-cut"), stage.opened(there.where) as target:
            deliver(first, target)
    with stage.opened(there.where) as target:
        deliver(first, target)
        stage.live(target)


def test_what_is_missing_over_there_is_told(there: There, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "base64", "find", "readlink", "sha256sum", "sync"):
        (tools / name).symlink_to(program(name))
    there.machine.configure(f"SetEnv PATH={tools}")
    with pytest.raises(Problem, match="no-program-there") as told:
        open_target(there.where, ())
    assert told.value.values["programs"] == "flock, rsync"


def test_what_is_missing_here_is_told(there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", "no-such-ssh")
    with pytest.raises(Problem, match="no-program-here") as told:
        open_target(there.where, ())
    assert told.value.values == {"program": "no-such-ssh"}


def test_a_machine_that_lets_nobody_in(there: There) -> None:
    there.machine.configure("AuthorizedKeysFile none")
    with pytest.raises(Problem, match="target-unreachable") as told:
        open_target(there.where, ())
    assert "Permission denied" in told.value.values["reason"]


def test_what_a_shell_says_when_it_starts_is_no_answer(there: There, tmp_path: Path) -> None:
    """As where .bashrc greets; rsync itself would not bear that."""
    there.machine.configure('ForceCommand echo Xin chào; eval "$SSH_ORIGINAL_COMMAND"')
    assert open_target(there.where, ()).live() is None


def test_a_server_that_listens_on_a_port(there: There, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = str(there.machine.folder / "sshd_config")
    listen = [program("sshd"), "-D", "-f", config, "-p", str(port), "-o", "ListenAddress=127.0.0.1"]
    with subprocess.Popen(listen, stderr=subprocess.DEVNULL) as sshd:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("RSYNC_RSH", f"{there.machine.program} -o ProxyCommand=none")
                where = f"ssh://{getpass.getuser()}@127.0.0.1:{port}{there.root}"
                with stage.opened(where, attempts=100) as target:
                    deliver(stage.site(tmp_path / "1", stage.FIRST), target)
                    stage.live(target)
        finally:
            sshd.terminate()


def test_the_commands(once: Published, there: There, tmp_path: Path) -> None:
    settings = once.copy(tmp_path.resolve() / "copy").settings

    def sotay(command: str, *options: object, expect: int = 0) -> str:
        told = once.__class__(settings, there.root)
        return told.sotay(command, there.where, *options, expect=expect).output

    assert "tệp được chép, 0 tệp dùng lại" in sotay("publish", "--as-of", kb.DAY)
    first = stage.live(open_target(str(there.root), ()))
    assert "Không có gì mới" in sotay("publish", "--as-of", kb.DAY)
    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa mới")
    assert "Nhật ký: " in sotay("publish", "--as-of", kb.DAY)
    assert "nguyên vẹn" in sotay("verify")
    assert "Loa mới" in (there.root / "current/mo-hinh/loa-xa/index.html").read_text("utf-8")
    assert f"  {first}" in sotay("releases")
    assert first in sotay("rollback")
    assert stage.live(open_target(str(there.root), ())) == first
    with stage.opened(there.where):
        assert "lần công bố khác" in sotay("rollback", expect=2)
    there.machine.plan(SHELL, 1)
    assert "Không kết nối được" in sotay("releases", expect=2)
