"""A target on another machine, by ``ssh`` and ``rsync``.

Over there must be a POSIX shell, GNU coreutils, find, flock and rsync; nothing of ours.
"""

from __future__ import annotations

import base64
import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.manifest import Manifest
from generator.messages import Problem
from generator.publish.address import Address
from generator.publish.shell import Answer, Shell, started
from generator.publish.store import HIDDEN, Cut, NoLinks, fault, known

LOCK = "lock"
TRANSFER = f"{HIDDEN}transfer"
"""Held by each rsync over there: one may outlive the process here that started it."""

_PROGRAMS = ("base64", "find", "flock", "readlink", "rsync", "sha256sum", "sync")
_NO_LINK = 76
_BUSY = 75
_CUT = {10, 12, 20, 30, 35, 255, _BUSY}
"""How rsync ends where the connection did (rsync(1), EXIT VALUES), or where another rsync is at
work over there: it tells of the one or the other, whichever it hears of first."""

_NAMES = '[ -d "$1" ] || exit 0; find "$1/" -mindepth 1 -maxdepth 1 -print0'
_READ = '[ -f "$1" ] || exit 77; cat -- "$1"'
_MISSING = 77
_FILES = '[ -d "$1" ] || exit 0; cd -- "$1" && find . -type f -exec sha256sum -z -- {} +'
_OTHERS = '[ -d "$1" ] || exit 0; cd -- "$1" && find . ! -type d ! -type f -print0'
_WRITE = """new="$(dirname -- "$1")/{hidden}$(basename -- "$1")"
base64 -d >"$new" <<'{end}' && chmod 644 -- "$new" && mv -f -T -- "$new" "$1"
{text}
{end}"""
_LINK = """while IFS= read -r path; do
    [ -f "$1/$path" ] && ! [ -h "$1/$path" ] || continue
    [ -e "$2/$path" ] || [ -h "$2/$path" ] && continue
    mkdir -p -- "$(dirname -- "$2/$path")" || exit
    ln -- "$1/$path" "$2/$path" 2>/dev/null || cp -- "$1/$path" "$2/$path" || exit
done <<'{end}'
{text}
{end}"""
_SWITCH = """rm -f -- "$3" || exit
ln -s -- "$2" "$3" || exit {no_link}
mv -f -T -- "$3" "$1"
"""
_END = "sotay-end-of-text"


class Remote:
    def __init__(self, address: Address) -> None:
        self._address = address
        self._shell = Shell([*address.program, address.host, "exec sh"], address.text)
        found = self._shell.run('cd -- "$1" && pwd -P', address.path)
        if found.code:
            raise Problem("target-no-folder", target=self.where)
        self._root = found.output.decode("utf-8", "surrogateescape").removesuffix("\n")
        self._shell.say(f"cd -- {shlex.quote(self._root)}")
        self._shell.say("umask 022; LC_ALL=C; export LC_ALL")
        script = 'for p; do command -v "$p" >/dev/null || echo "$p"; done'
        if missing := self._run(script, *_PROGRAMS).output.decode().split():
            raise Problem("no-program-there", target=self.where, programs=", ".join(missing))

    @property
    def where(self) -> str:
        return self._address.text

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        self._run(': >>"$1"', LOCK)
        if not self._locked(9, LOCK):
            raise Problem("target-busy", target=self.where)
        try:
            yield
        finally:
            with suppress(Cut):
                self._shell.say("exec 8>&- 9>&-")
                self._shell.run(":")

    def names(self, folder: str) -> frozenset[str]:
        found = self._run(_NAMES, f"./{folder}").output
        return frozenset(path.rsplit("/", 1)[-1] for path in _split(found))

    def read(self, path: str) -> bytes | None:
        answer = self._shell.run(_READ, f"./{path}")
        return None if answer.code == _MISSING else self._sure(answer).output

    def write(self, path: str, data: bytes) -> None:
        text = base64.encodebytes(data).decode()
        self._run(_WRITE.format(hidden=HIDDEN, end=_END, text=text), f"./{path}")

    def digests(self, folder: str) -> Manifest:
        lines = _split(self._run(_FILES, f"./{folder}").output)
        found = {line[68:]: line[:64] for line in lines}
        others = _split(self._run(_OTHERS, f"./{folder}").output)
        return found | {path.removeprefix("./"): "" for path in others}

    def receive(
        self,
        source: Path,
        wanted: Manifest,  # noqa: ARG002 – rsync finds out by itself
        to: str,
        like: str | None,
    ) -> int:
        """By content alone; what has been half transferred serves the next run. Rsync may lose the
        words for a disk that is full, so that is tried before anything else is said of it."""
        self._run('mkdir -p -- "$1"', f"./{to}")
        self._shell.say("exec 8>&-")
        linking = [f"--link-dest={self._root}/{like}"] if like else []
        goal = f"{self._address.host}:{self._root}/{to}/"
        try:
            copied = self._rsync(*linking, f"{source}/", goal)
        except Cut:
            raise
        except Problem:
            self._run('head -c 1000000 /dev/zero >"$1"', f"./{to}/{HIDDEN}room")
            raise
        if not self._locked(8, TRANSFER):
            raise Cut("target-cut", target=self.where, reason="rsync")
        return copied

    def link(self, source: str, to: str, paths: Iterable[str]) -> None:
        if text := "\n".join(paths):
            self._run(_LINK.format(end=_END, text=text), f"./{source}", f"./{to}")

    def rename(self, old: str, new: str) -> None:
        self._run('mv -T -- "$1" "$2"', f"./{old}", f"./{new}")

    def remove(self, paths: Iterable[str]) -> None:
        if names := [f"./{path}" for path in paths]:
            self._run('rm -rf -- "$@"', *names)

    def goal(self, link: str) -> str | None:
        answer = self._shell.run('readlink -n -- "$1"', f"./{link}")
        return answer.output.decode("utf-8", "replace") if answer.code == 0 else None

    def switch(self, link: str, goal: str) -> None:
        script = _SWITCH.format(no_link=_NO_LINK)
        answer = self._shell.run(script, f"./{link}", goal, f"./{HIDDEN}{link}")
        if answer.code == _NO_LINK:
            raise NoLinks(answer.said)
        self._sure(answer)

    def flush(self) -> None:
        self._run("sync -f . 2>/dev/null || sync")

    def _run(self, script: str, *arguments: str) -> Answer:
        return self._sure(self._shell.run(script, *arguments))

    def _sure(self, answer: Answer) -> Answer:
        if answer.code:
            raise fault(self.where, answer.said)
        return answer

    def _locked(self, descriptor: int, name: str) -> bool:
        """Whether the shell itself holds the lock now."""
        self._shell.say(f"exec {descriptor}>>./{name}")
        return self._shell.run(f"flock -n {descriptor}").code == 0

    def _rsync(self, *arguments: str) -> int:
        """How many files were transferred."""
        alone = f"flock -n -E {_BUSY} {shlex.quote(f'{self._root}/{TRANSFER}')} rsync"
        options = ["--recursive", "--copy-links", "--checksum", "--delete", "--partial", "-z"]
        options += ["--prune-empty-dirs", "--chmod=D755,F644", "--protect-args", "--out-format=%i"]
        program = ["-e", shlex.join(self._address.program), f"--rsync-path={alone}"]
        process = started(["rsync", *options, *program, *arguments], subprocess.PIPE)
        output, errors = process.communicate()
        said = errors.decode("utf-8", "replace").strip()
        if process.returncode in _CUT and known(said) is None:
            raise Cut("target-cut", target=self.where, reason=said.partition("\n")[0])
        if process.returncode:
            raise fault(self.where, said or f"rsync {process.returncode}")
        return sum(line.startswith(b"<f") for line in output.splitlines())


def _split(found: bytes) -> list[str]:
    return [os.fsdecode(part) for part in found.split(b"\0") if part]
