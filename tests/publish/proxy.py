"""Between ssh and sshd: counts the bytes of each connection, and cuts one when told to.

``proxy.py FOLDER SSHD…``; FOLDER/plan holds the number of a connection, from 0, and the number of
bytes after which it is cut.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path


def number_of(folder: Path) -> int:
    number = 0
    while True:
        try:
            (folder / str(number)).mkdir()
        except FileExistsError:
            number += 1
        else:
            return number


def main(folder: Path, command: list[str]) -> None:
    number = number_of(folder)
    cut, limit = map(int, (folder / "plan").read_text("ascii").split())
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as sshd:
        assert sshd.stdin is not None
        assert sshd.stdout is not None
        ways = {0: sshd.stdin.fileno(), sshd.stdout.fileno(): 1}
        passed = 0
        while sshd.stdout.fileno() in ways:
            for source in select.select(list(ways), [], [])[0]:
                data = os.read(source, 4096)
                passed += len(data)
                (folder / str(number) / "bytes").write_text(str(passed), "ascii")
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
