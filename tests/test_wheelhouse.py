"""A copy of the project with a wheelhouse sets itself up where there is no internet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.wheelhouse import SOURCES
from tests import kb

NOWHERE = "http://127.0.0.1:9"
OFFLINE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": f"{NOWHERE}/simple",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
    "http_proxy": NOWHERE,
    "https_proxy": NOWHERE,
    "HTTP_PROXY": NOWHERE,
    "HTTPS_PROXY": NOWHERE,
    "CC": "false",
}
"""No index, no cache, no way out, no compiler."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What somebody would carry to another machine: the program and its locks."""
    folder = tmp_path / "sổ tay"
    skipped = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "requirements"):
        shutil.copytree(kb.ROOT / name, folder / name, ignore=skipped)
    shutil.copyfile(kb.ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def without_internet(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program by a Python that has no packages (-S), nor a way to get any."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    base = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    command = [str(base), "-S", "-m", "generator", *arguments]
    return subprocess.run(
        command, cwd=copy, env={**kept, **OFFLINE}, capture_output=True, text=True, check=False
    )


def fill(copy: Path) -> None:
    command = [sys.executable, "-m", "generator.wheelhouse"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"no wheelhouse could be made, is an index reachable? {done.stderr[-300:]}"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def test_a_copy_with_wheels_works_where_there_is_no_internet(copy: Path) -> None:
    (copy / "wheels").mkdir()
    refused = without_internet(copy, "--version")
    assert refused.returncode != 0
    assert "python3 -m generator.wheelhouse" in refused.stderr
    fill(copy)
    sources = [path.name for path in (copy / "wheels").iterdir() if path.suffix != ".whl"]
    assert [name.split("-")[0] for name in sources] == [*SOURCES]
    made = without_internet(copy, "init", "kho")
    assert made.returncode == 0, made.stderr
    assert str(copy / ".venv") in made.stderr
    built = without_internet(copy, "-C", "kho", "build")
    assert built.returncode == 0, built.stderr
    assert (copy / "kho" / "site" / "sbom.cdx.json").is_file()
