"""A POSIX shell at the far end of one ``ssh`` connection, to which commands are sent.

One connection for all commands, so that a lock that the shell holds stands and falls with them:
who has lost the lock can do no more.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shlex
import subprocess
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from generator.messages import Problem
from generator.publish.store import Cut

_SECONDS = 20

_FRAME = """set -- {arguments}
{{ said=$( ( {script}
) 2>&1 >&3 3>&- </dev/null ); }} 3>&1
printf '\\n%s %s\\n%s\\n%s\\n' {mark} "$?" "$said" {mark}
"""
"""Output goes to where the shell's own goes, then a line with the mark and the exit code, then
what was said on standard error."""


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    output: bytes
    said: str


class Shell:
    """``where`` is how the user calls the target. Ends with this object, or with this process."""

    def __init__(self, command: Sequence[str], where: str) -> None:
        self._where, self._mark = where, f"sotay-{secrets.token_hex(16)}"
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._process = started(command, self._errors)
        except Problem:
            self._errors.close()
            raise
        weakref.finalize(self, _end, self._process, self._errors)
        self._last, self._greeted = b"", False
        self.run(":")
        self._greeted = True

    def run(self, script: str, *arguments: str) -> Answer:
        """Run a script in a shell of its own, with ``$1``…"""
        quoted = shlex.join(arguments)
        self.say(_FRAME.format(arguments=quoted, script=script, mark=self._mark))
        output = self._until(f"{self._mark} ".encode())
        code, mark = int(self._last.split()[1]), f"{self._mark}\n".encode()
        said = self._until(mark).decode("utf-8", "replace")
        return Answer(code, output[:-1], said.strip())

    def say(self, line: str) -> None:
        """Have the shell itself do something that cannot fail."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{line}\n".encode("utf-8", "surrogateescape"))
            self._process.stdin.flush()
        except (OSError, ValueError):
            raise self._gone() from None

    def _until(self, start: bytes) -> bytes:
        """What comes before a line that starts so."""
        assert self._process.stdout is not None
        found = bytearray()
        while not (line := self._process.stdout.readline()).startswith(start):
            if not line:
                raise self._gone()
            found += line
        self._last = line
        return bytes(found)

    def _gone(self) -> Cut:
        """The first time and whenever something is asked for again."""
        _stop(self._process)
        self._errors.seek(0)
        reason = self._errors.read().decode("utf-8", "replace").strip() or "ssh"
        saying = "target-cut" if self._greeted else "target-unreachable"
        return Cut(saying, target=self._where, reason=reason.splitlines()[-1])


def started(command: Sequence[str], errors: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """A program whose messages are in English; it must be installed here."""
    try:
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise Problem("no-program-here", program=command[0]) from None


def _end(process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
    _stop(process)
    errors.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """A shell whose input is at its end ends."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
