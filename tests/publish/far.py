"""A machine to publish to by ssh: a real sshd, its keys and configuration made for the test.

Each connection has an sshd of its own behind a proxy of ours, so that no port is needed.
"""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

PROXY = Path(__file__).with_name("proxy.py")
NEVER = (-1, 0)


def program(name: str) -> str:
    """Where a program is; without it the test is skipped, but not where CI installs it."""
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed", pytrace=False)
        pytest.skip(f"{name} is not installed")
    return found


@dataclass(frozen=True)
class Far:
    folder: Path

    @property
    def program(self) -> str:
        """What RSYNC_RSH is to be."""
        return shlex.join([program("ssh"), "-F", str(self.folder / "ssh_config")])

    def address(self, target: Path) -> str:
        return f"ssh://{getpass.getuser()}@far.example{target}"

    def plan(self, connection: int, limit: int) -> None:
        """Cut a connection after some bytes; connections are counted anew."""
        counts = tempfile.mkdtemp(dir=self.folder)
        (self.folder / "plan").write_text(f"{connection} {limit} {counts}", "utf-8")

    def bytes(self) -> list[int]:
        """What passed through each connection since the last plan, both ways."""
        counts = Path((self.folder / "plan").read_text("utf-8").split(" ", 2)[2])
        return [int(path.read_text("ascii")) for path in sorted(counts.iterdir())]

    def configure(self, *lines: str) -> None:
        """Lines of sshd_config that come before the others, and win."""
        text = (self.folder / "sshd_config.base").read_text("utf-8")
        (self.folder / "sshd_config").write_text("\n".join((*lines, text)), "utf-8")


def far(folder: Path) -> Far:
    sshd = program("sshd")
    program("rsync")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    for key in ("host", "user"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)]
        subprocess.run([program(command[0]), *command[1:]], check=True)
    (folder / "authorized").write_bytes((folder / "user.pub").read_bytes())
    (folder / "known").write_text(f"* {(folder / 'host.pub').read_text('ascii')}", "ascii")
    (folder / "sshd_config.base").write_text(
        f"""HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
""",
        "utf-8",
    )
    server = [sshd, "-i", "-f", str(folder / "sshd_config")]
    proxy = shlex.join([sys.executable, str(PROXY), str(folder / "plan"), *server])
    (folder / "ssh_config").write_text(
        f"""IdentityFile {folder}/user
IdentitiesOnly yes
UserKnownHostsFile {folder}/known
GlobalKnownHostsFile /dev/null
StrictHostKeyChecking yes
LogLevel ERROR
ProxyCommand {proxy}
""",
        "utf-8",
    )
    found = Far(folder)
    found.configure()
    found.plan(*NEVER)
    return found
