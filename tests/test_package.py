"""The wheel carries everything that a knowledge base elsewhere needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import kb


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=kb.ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    package = kb.ROOT / "generator"
    files = (p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("generator/")}
    assert packed == {p.relative_to(kb.ROOT).as_posix() for p in files}


def test_an_installed_package_makes_and_builds_a_base(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}

    def sotay(*arguments: str) -> str:
        command = [sys.executable, "-m", "generator", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    sotay("init", "kho mới")
    assert "site" in sotay("-C", "kho mới", "build")
    home = (tmp_path / "kho mới" / "site" / "index.html").read_text(encoding="utf-8")
    assert "assets/sotay/sotay." in home
    assert sotay("--version").strip()


def test_python_warns_of_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "generator", "init", str(tmp_path / "kb")]
    subprocess.run(command, cwd=kb.ROOT, check=True, capture_output=True)
