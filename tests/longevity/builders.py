"""The builders that are compared. What they need beyond the project's own packages lies in a folder
each, outside its environment and locks; so they use the same Markdown, and the same Material."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from generator.settings import Settings
from generator.site.build import THEME
from tests.kb import ROOT

HOMES = ROOT / ".sotay" / "builders"
_QUIET = {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
_INSTALL = ("install", "--quiet", "--retries=1", "--no-deps", "--require-hashes")
_VERSION = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Builder:
    """``package`` is its name as a package and as a module; ``lock`` pins what the project does not
    have, and is None for the builder that it uses itself."""

    package: str
    lock: Path | None

    @property
    def home(self) -> Path:
        return HOMES / self.package


@dataclass(frozen=True, slots=True)
class Ready:
    """A builder that can run."""

    builder: Builder
    version: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The builder cannot be installed here."""

    builder: Builder
    reason: str


@dataclass(frozen=True, slots=True)
class Built:
    site: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The builder ran, and refused the pages or the theme."""

    reason: str


BUILDERS = (
    Builder("mkdocs", None),
    Builder("properdocs", ROOT / "requirements" / "builders-properdocs.txt"),
    Builder("zensical", ROOT / "requirements" / "builders-zensical.txt"),
)
"""MkDocs stands here for a build without `sotay`: its hooks and what it does after the build."""


def is_installed(builder: Builder) -> bool:
    """True when its folder was made from this very lock file."""
    if builder.lock is None:
        return True
    stamp = builder.home / builder.lock.name
    return stamp.is_file() and stamp.read_bytes() == builder.lock.read_bytes()


def prepare(builder: Builder) -> Ready | Unavailable:
    """Install the builder unless it is there; needs a network then."""
    if builder.lock and not is_installed(builder):
        shutil.rmtree(builder.home, ignore_errors=True)
        target = ("--target", str(builder.home), "-r", str(builder.lock))
        done = _run(builder, ROOT, "-m", "pip", *_INSTALL, *target)
        if done.returncode:
            shutil.rmtree(builder.home, ignore_errors=True)
            return Unavailable(builder, _end(done))
        shutil.copyfile(builder.lock, builder.home / builder.lock.name)
    return Ready(builder, _run(builder, ROOT, "-c", _VERSION, builder.package).stdout.strip())


def build(ready: Ready, settings: Settings, workshop: Path) -> Built | Failed:
    """Build the pages that lie in docs/ with mkdocs.yml as it is; our theme is laid over the
    builder's own Material, of which Zensical has two variants. ``workshop`` is an empty folder."""
    shutil.copytree(settings.docs, workshop / "docs")
    shutil.copytree(THEME, workshop / "theme")
    shutil.copyfile(settings.config, workshop / "base.yml")
    theme = {"custom_dir": "theme", "variant": "classic"}
    config = json.dumps(
        {"INHERIT": "base.yml", "docs_dir": "docs", "site_dir": "site", "theme": theme}
    )
    (workshop / "mkdocs.yml").write_text(config, encoding="utf-8")
    start = time.perf_counter()
    module = ready.builder.package
    done = _run(ready.builder, workshop, "-m", module, "build", "--strict", "-f", "mkdocs.yml")
    if done.returncode:
        return Failed(_end(done))
    return Built(workshop / "site", time.perf_counter() - start)


def _run(builder: Builder, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python with the packages of the builder before the project's."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **_QUIET, "PYTHONPATH": str(builder.home)},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )


def _end(done: subprocess.CompletedProcess[str]) -> str:
    """The last lines that a command said."""
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return "; ".join(said[-3:]) or f"exit code {done.returncode}"
