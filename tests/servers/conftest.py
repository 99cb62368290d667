"""The toy library as it is published: a target with one release, compressed files beside the
texts, and files whose names follow from their content."""

from __future__ import annotations

import gzip
import importlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.render.servers import FOLDER
from generator.render.servers.configurations import TEXTS
from generator.settings import load
from generator.site.build import Built
from tests import kb

BROTLI: Any = importlib.import_module("brotli")
HAND_PAGE = "/h%C6%B0%E1%BB%9Bng%20d%E1%BA%ABn%20c%C5%A9/"
HASHED = "assets/sotay/sotay.1a2b3c4d.css"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = kb.toy(tmp_path_factory.mktemp("servers") / "toy")
    text = settings.config.read_text("utf-8").replace("  sotay:\n", "  sotay:\n    embed: true\n")
    settings.config.write_text(text, encoding="utf-8")
    with (settings.records / "cong-bo" / "dia-chi.txt").open("a", encoding="utf-8") as register:
        register.write(f"{HAND_PAGE} 2022-01-05\n")
    built = kb.build(load(settings.root))
    assert isinstance(built, Built), built
    return built.site


@pytest.fixture(scope="session")
def target(site: Path) -> Iterator[Path]:
    """A folder that servers may read, which run as nobody in particular."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        release(folder, "mot", site)
        switch(folder, "mot")
        yield folder


def release(target: Path, name: str, site: Path) -> Path:
    """A release of ``site`` with what publishing adds."""
    made = target / "releases" / name / "site"
    shutil.copytree(site, made)
    (made / "phong-trao" / "so-lieu.csv").write_text("năm,số\n2024,3\n", encoding="utf-8")
    (made / HASHED).write_bytes(b"body { color: #222; }\n" * 50)
    for path in list(made.rglob("*")):
        if path.suffix[1:] in TEXTS and FOLDER not in path.parts:
            beside(path)
    return made


def beside(path: Path) -> None:
    """Compressed as no server does by itself, so that one can tell where an answer came from."""
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=1))
    path.with_name(f"{path.name}.br").write_bytes(BROTLI.compress(path.read_bytes(), quality=3))


def switch(target: Path, name: str) -> None:
    link = target / "next"
    link.symlink_to(Path("releases", name, "site"))
    link.replace(target / "current")
