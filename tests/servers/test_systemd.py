"""The units, as systemd reads them, and the steps of the service, done for real: a repository, a
clone that publishes, and somebody else who works on the records."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.reader.publications import read_publications
from generator.render.servers import Host, configuration
from tests import kb

SCRIPT = "so-tay-publish.sh"
LOG = "directives/cong-bo"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    folder = tmp_path / "units"
    folder.mkdir()
    for name, text in configuration("systemd", Host()).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def analyze(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_understands_the_units(units: Path) -> None:
    done = analyze("verify", units / "so-tay.service", units / "so-tay.timer")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_can_do_little(units: Path) -> None:
    """Exposure from 0 (none) to 10, as systemd reckons it."""
    done = analyze("security", "--offline=yes", "--no-pager", units / "so-tay.service")
    if "unrecognized option" in done.stderr:
        pytest.skip("systemd is too old")
    (exposure,) = re.findall(r"exposure level for so-tay\.service: ([\d.]+)", done.stdout)
    assert float(exposure) < 2.5


@dataclass(frozen=True)
class Place:
    """A bare repository, the clone of the server, and that of an editor."""

    folder: Path
    script: Path

    @property
    def clone(self) -> Path:
        return self.folder / "kho"

    @property
    def editor(self) -> Path:
        return self.folder / "editor"

    @property
    def target(self) -> Path:
        return self.folder / "target"

    @property
    def live(self) -> Path:
        """The release that is shown."""
        return (self.target / "current").resolve(strict=True)

    def git(self, where: Path, *arguments: str) -> str:
        return self._run(where, "git", *arguments).stdout.strip()

    def publish(self, expect: int = 0) -> subprocess.CompletedProcess[str]:
        command = ("sh", str(self.script), str(self.target))
        return self._run(self.clone, *command, expect=expect)

    def edit(self, title: str) -> None:
        """The editor renames a model, and everybody is to have it."""
        self.git(self.editor, "pull", "--quiet", "--rebase")
        path = self.editor / "directives" / "mo-hinh" / "loa-xa.yaml"
        text = re.sub(r"(?m)^title: .*$", f"title: {title}", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
        self.git(self.editor, "commit", "--quiet", "--all", "--message", title)
        self.git(self.editor, "push", "--quiet")

    def titles(self) -> list[str]:
        return self.git(self.folder / "bare.git", "log", "--format=%s", "main").splitlines()

    def logged(self) -> int:
        found, damage = read_publications(self.clone / "directives")
        assert damage == []
        return len(found)

    def _run(self, where: Path, *command: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PYTHONPATH": str(kb.ROOT),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        done = subprocess.run(
            command, cwd=where, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == expect, (command, done.stdout, done.stderr)
        return done


@pytest.fixture
def place(tmp_path: Path, units: Path) -> Place:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    found = Place(tmp_path.resolve(), units / SCRIPT)
    sotay = found.folder / "bin" / "sotay"
    sotay.parent.mkdir()
    sotay.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    sotay.chmod(0o755)
    (found.folder / ".gitconfig").write_text("[init]\ndefaultBranch = main\n", encoding="utf-8")
    found.target.mkdir()
    found.git(found.folder, "init", "--quiet", "--bare", "bare.git")
    kb.toy(found.editor)
    shutil.rmtree(found.editor / "directives" / "cong-bo", ignore_errors=True)
    shutil.copyfile(kb.ROOT / ".gitignore", found.editor / ".gitignore")
    found.git(found.editor, "init", "--quiet")
    found.git(found.editor, "config", "user.name", "An")
    found.git(found.editor, "config", "user.email", "an@kho.example")
    found.git(found.editor, "add", ".")
    found.git(found.editor, "commit", "--quiet", "--message", "Bản ghi")
    found.git(found.editor, "remote", "add", "origin", str(found.folder / "bare.git"))
    found.git(found.editor, "push", "--quiet", "--set-upstream", "origin", "main")
    found.git(found.folder, "clone", "--quiet", "bare.git", "kho")
    return found


def test_the_service_publishes_and_gives_the_log_back(place: Place) -> None:
    place.publish()
    first = place.live
    assert place.titles() == ["Ghi nhật ký công bố", "Bản ghi"]
    assert place.logged() == 1

    place.publish()
    assert place.live == first
    assert place.titles() == ["Ghi nhật ký công bố", "Bản ghi"]

    place.edit("Loa xã mới")
    place.publish()
    assert place.live != first
    assert place.titles()[:2] == ["Ghi nhật ký công bố", "Loa xã mới"]
    assert place.git(place.clone, "status", "--porcelain", "--untracked-files=no") == ""


def test_somebody_pushes_while_it_publishes(place: Place) -> None:
    """The last line of the script meets a repository that is ahead."""
    hook = place.folder / "bin" / "sotay"
    real = hook.with_name("sotay-real")
    hook.rename(real)
    hook.write_text(
        f'#!/bin/sh\n"{real}" "$@" && sh "{place.folder}/meanwhile"\n', encoding="utf-8"
    )
    hook.chmod(0o755)
    place.edit("Loa xã cũ")
    (place.folder / "meanwhile").write_text(
        f"cd {place.editor} && git commit --quiet --allow-empty --message Chen && git push --quiet",
        encoding="utf-8",
    )
    place.publish()
    assert place.titles()[:2] == ["Ghi nhật ký công bố", "Chen"]


def test_what_a_killed_run_has_left_is_given_back_by_the_next(place: Place) -> None:
    sotay = str(place.folder / "bin" / "sotay")
    place._run(place.clone, sotay, "publish", str(place.target))
    place.edit("Loa xã mới")
    assert place.logged() == 1
    place.publish()
    assert place.logged() == 2
    assert place.titles()[0] == "Ghi nhật ký công bố"
    assert place.titles().count("Ghi nhật ký công bố") == 2


def test_records_changed_on_the_server_stop_it(place: Place) -> None:
    place.publish()
    place.edit("Loa xã mới")
    path = place.clone / "directives" / "mo-hinh" / "loa-xa.yaml"
    path.write_text(path.read_text("utf-8") + "# ở đây\n", encoding="utf-8")
    place.git(place.clone, "config", "user.name", "Máy chủ")
    place.git(place.clone, "config", "user.email", "may-chu@kho.example")
    place.git(place.clone, "commit", "--quiet", "--all", "--message", "Sửa trên máy chủ")
    live = place.live
    assert "changes of its own" in place.publish(expect=1).stderr
    assert place.live == live
