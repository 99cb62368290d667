"""Between ssh and sshd: counts the bytes of each connection, and cuts one when told to.

``proxy.py FILE SSHD…``; FILE holds the number of a connection, from 0, the number of bytes after
which it is cut, and the folder for the counts.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import subprocess
import sys
from pathlib import Path


def new_count(folder: Path) -> tuple[int, int]:
    """The number of this connection, and the file for its count."""
    for number in itertools.count():
        with contextlib.suppress(FileExistsError):
            return number, os.open(folder / str(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    raise AssertionError


def main(plan: Path, command: list[str]) -> None:
    which, bytes_, name = plan.read_text("utf-8").split(" ", 2)
    cut, limit, folder = int(which), int(bytes_), Path(name)
    number, count = new_count(folder)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as sshd:
        assert sshd.stdin is not None
        assert sshd.stdout is not None
        ways = {0: sshd.stdin.fileno(), sshd.stdout.fileno(): 1}
        passed = 0
        while sshd.stdout.fileno() in ways:
            for source in select.select(list(ways), [], [])[0]:
                data = os.read(source, 4096)
                passed += len(data)
                os.pwrite(count, f"{passed:12}".encode(), 0)
                if number == cut and passed >= limit:
                    return
                if data:
                    os.write(ways[source], data)
                elif (goal := ways.pop(source)) != 1:
                    os.close(goal)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2:])
    finally:
        os._exit(0)
