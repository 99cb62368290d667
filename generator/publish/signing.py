"""Signatures of a manifest by ``ssh-keygen -Y``: the key is one that people have already, and who
verifies needs nothing of ours.

    ssh-keygen -Y verify -f allowed_signers -I NAME -n sotay -s manifest.txt.sig < manifest.txt
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.messages import Problem

_PROGRAM = "ssh-keygen"
_NAMESPACE = "sotay"
"""So that a signature made for something else by the same key is none of a site."""


def sign(text: bytes, key: Path, last: bytes = b"") -> bytes:
    """The signature of ``text`` by ``key``, or ``last`` if that is one. The program asks for the
    passphrase of the key, if it has one, at a terminal alone."""
    if not key.is_file():
        raise Problem("sign-no-key", file=str(key))
    if last and _made_by(key, text, last):
        return last
    done = _run("-Y", "sign", "-f", str(key), "-n", _NAMESPACE, text=text, at=_at_terminal())
    if done.returncode == 0:
        return done.stdout
    reason = _last_line(done.stderr)
    raise Problem(
        "sign-passphrase" if "passphrase" in reason else "sign-failed", file=str(key), reason=reason
    )


def signer(text: bytes, signature: bytes, signers: Path, identity: str | None) -> str | None:
    """Who of the file ``signers`` (``ssh-keygen``'s ALLOWED SIGNERS) has signed the text: the one
    asked for, or whoever it was; None where nobody of them has."""
    if not signers.is_file():
        raise Problem("signers-missing", signers=str(signers))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "signature")
        place.write_bytes(signature)
        common = ("-f", str(signers), "-s", str(place))
        name = identity or _last_line(_run("-Y", "find-principals", *common).stdout).split(",")[0]
        if not name:
            return None
        done = _run("-Y", "verify", *common, "-I", name, "-n", _NAMESPACE, text=text)
    return name if done.returncode == 0 else None


def _made_by(key: Path, text: bytes, signature: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "signature")
        place.write_bytes(signature)
        done = _run("-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(place), text=text)
    words = _run("-l", "-f", str(key)).stdout.split()
    return done.returncode == 0 and len(words) > 1 and words[1] in done.stdout.split()


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _run(
    *arguments: str, text: bytes = b"", at: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """``at``: the program may ask somebody; else it gets no terminal to ask at."""
    environment = {**os.environ, "LC_ALL": "C", **({} if at else {"SSH_ASKPASS_REQUIRE": "never"})}
    try:
        return subprocess.run(  # noqa: S603 - a program of the system, without a shell
            [_PROGRAM, *arguments],
            input=text,
            capture_output=True,
            check=False,
            env=environment,
            start_new_session=not at,
        )
    except FileNotFoundError:
        raise Problem("sign-no-program") from None


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
