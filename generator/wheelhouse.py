"""``python3 -m generator.wheelhouse``: fill the folder ``wheels`` from the lock, so that a copy of
the project sets itself up on a machine without internet.

Each file must have a hash of the lock. Wheels are taken, so that those for another platform can be
had too, but for `SOURCES`, which come with what builds them. Standard library only.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys

from generator.bootstrap import ROOT, WHEELS, python

SOURCES = ("rjsmin",)
"""Packages that have no wheels for Windows and macOS, and build without a compiler."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m generator.wheelhouse", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what tests need as well")
    parser.add_argument(
        "--platform",
        action="append",
        default=[],
        help="of the other machine, such as win_amd64 or manylinux_2_28_x86_64; may be repeated",
    )
    parser.add_argument("--python-version", help="of the other machine, such as 3.12")
    wanted = parser.parse_args(arguments)
    locks = ("build.txt", "dev.txt" if wanted.dev else "run.txt")
    codes = (subprocess.run(_command(wanted, lock), check=False).returncode for lock in locks)
    return next(filter(None, codes), 0)


def _command(wanted: argparse.Namespace, name: str) -> list[str]:
    lock = ROOT / "requirements" / name
    if not lock.is_file():
        sys.exit(
            f"Lệnh này phải chạy trong bản sao của dự án, nơi có {lock.parent.name}/{lock.name}."
            " / It runs in a clone of the project, which has the lock."
        )
    pip = sys.executable if importlib.util.find_spec("pip") else str(python())
    command = [pip, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    for package in SOURCES:
        command += ["--no-binary", package]
    for platform in wanted.platform:
        command += ["--platform", platform]
    if wanted.python_version:
        command += ["--python-version", wanted.python_version]
    return [*command, "-r", str(lock), "-d", str(WHEELS)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
