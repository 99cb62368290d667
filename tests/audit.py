"""``python3 -m tests.audit``: do the locked packages have known vulnerabilities?

Not part of the tests: the answer hangs on a database elsewhere and changes without a commit. Exit
codes: 0 none known, 1 some are, 3 the database cannot be reached, which says nothing of either.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from generator import bootstrap

LOCKS = ("requirements/run.txt", "requirements/dev.txt")
CLEAN, VULNERABLE, UNKNOWN = 0, 1, 3

Run = Callable[[list[str]], "subprocess.CompletedProcess[str]"]


def command(lock: Path, options: list[str]) -> list[str]:
    """pip-audit on the lock alone: nothing is resolved or installed."""
    audit = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes"]
    return [*audit, "--disable-pip", "--format", "json", "--progress-spinner", "off", *options]


def audit(root: Path, options: list[str], run: Run) -> int:
    """The worst code of all locks. Options go to pip-audit, such as ``--vulnerability-service``."""
    codes = {_audited(root / lock, lock, run(command(root / lock, options))) for lock in LOCKS}
    return VULNERABLE if VULNERABLE in codes else max(codes)


def _audited(lock: Path, name: str, done: subprocess.CompletedProcess[str]) -> int:
    """pip-audit exits with 1 both when it finds something and when it cannot ask."""
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        print(f"{name}: NOT CHECKED, no answer from the database of vulnerabilities ({reason})")
        return UNKNOWN
    found = list(_found(answer))
    packages = len(answer["dependencies"])
    print(*found, f"{name}: {packages} packages, {len(found)} known vulnerabilities", sep="\n")
    return VULNERABLE if found else CLEAN


def _found(answer: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    for package in answer["dependencies"]:
        for hole in package.get("vulns") or []:  # type: ignore[attr-defined]
            mended = ", ".join(hole["fix_versions"]) or "none yet"
            yield f"  {package['name']} {package['version']}: {hole['id']}, mended in {mended}"


def _run(given: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(given, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    bootstrap.ensure("dev")
    sys.exit(audit(bootstrap.ROOT, sys.argv[1:], _run))
