"""Two machines that build the same records on the same day make the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import kb

NOON = dt.datetime.combine(kb.DAY, dt.time(12), tzinfo=dt.UTC)
LOCALES = {"tr_TR.utf8": "tr_TR.UTF-8", "vi_VN": "vi_VN", "C.utf8": "C.UTF-8"}
"""Locales by the name that `locale -a` has: one whose i has no dot on the way up, one of ours."""


@dataclass(frozen=True)
class Machine:
    """What differs from one machine to another and must not matter."""

    folder: str
    zone: str
    locale: str
    seed: str
    umask: int
    epoch: int | None
    backwards: bool


def locales() -> list[str]:
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    return [name for listed, name in LOCALES.items() if listed in known.split()] or ["C"]


def machines() -> list[Machine]:
    there = locales()
    at = int(NOON.timestamp())
    return [
        Machine("a", "Asia/Ho_Chi_Minh", "C", "1", 0o022, at, backwards=False),
        Machine("nhà khác/một chỗ xa hơn", "America/St_Johns", there[0], "2", 0o077, at, True),
        Machine("b/c", "Pacific/Kiritimati", there[-1], "random", 0o002, None, backwards=True),
    ]


def lay(folder: Path, backwards: bool) -> None:
    """The toy library, its files made in one order or the other."""
    settings = kb.toy(folder / "one after the other")
    files = sorted(path for path in settings.root.rglob("*") if path.is_file())
    for path in reversed(files) if backwards else files:
        target = folder / "toy" / path.relative_to(settings.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def build(root: Path, machine: Machine) -> Mapping[str, str]:
    """Digests of all files of a site that a process of its own has built."""
    lay(root / machine.folder, machine.backwards)
    toy = root / machine.folder / "toy"
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))},
        "TZ": machine.zone,
        "LC_ALL": machine.locale,
        "PYTHONHASHSEED": machine.seed,
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    if machine.epoch is not None:
        environment["SOURCE_DATE_EPOCH"] = str(machine.epoch)
    command = [sys.executable, "-m", "generator", "-C", str(toy), "build"]
    done = subprocess.run(
        [*command, "--as-of", str(kb.DAY)],
        cwd=kb.ROOT,
        env=environment,
        umask=machine.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    return {
        path.relative_to(toy / "site").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (toy / "site").rglob("*")
        if path.is_file()
    }


@pytest.mark.skipif(os.name == "nt", reason="masks and zones are set for a process as POSIX does")
def test_builds_in_other_folders_zones_locales_and_orders_are_identical(tmp_path: Path) -> None:
    first, *others = (build(tmp_path, machine) for machine in machines())
    assert len(first) > 150
    assert "sitemap.xml" in first
    for other in others:
        differ = {name for name in {*first, *other} if first.get(name) != other.get(name)}
        assert differ == set()
