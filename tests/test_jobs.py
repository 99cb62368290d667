"""A site built by several processes: the same bytes, the same complaints, nobody left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.settings import Settings
from tests import kb
from tests.killing import assert_free

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")


def command(settings: Settings, jobs: int) -> list[str]:
    base = [sys.executable, "-m", "generator", "-C", str(settings.root)]
    return [*base, "build", "--as-of", str(kb.DAY), "--jobs", str(jobs)]


def build(settings: Settings, jobs: int, expect: int = 0) -> str:
    done = subprocess.run(
        command(settings, jobs), cwd=kb.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == expect, done.stderr
    return done.stdout + done.stderr


def tree(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as one process builds it."""
    settings = kb.toy(tmp_path_factory.mktemp("alone") / "toy")
    build(settings, 1)
    return tree(settings.site)


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_processes_builds_the_same_site(
    toy: Settings, alone: dict[str, bytes], jobs: int
) -> None:
    build(toy, jobs)
    assert tree(toy.site) == alone


def test_what_any_process_complains_of_stops_the_build(
    toy: Settings, alone: dict[str, bytes]
) -> None:
    build(toy, 3)
    for number in range(6):
        page = toy.docs / f"tay-{number}.md"
        page.write_text(f"# Trang tay\n\n[chết](khong-co-{number}.md)\n", encoding="utf-8")
    said = build(toy, 3, expect=1)
    assert all(f"khong-co-{number}.md" in said for number in range(6))
    assert "dirty" not in said
    assert tree(toy.site) == alone


@pytest.mark.parametrize("pages", [1, 40])
def test_children_end_with_their_parent_and_the_next_build_mends(
    toy: Settings, alone: dict[str, bytes], pages: int
) -> None:
    with subprocess.Popen(
        command(toy, 3), cwd=kb.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as parent:
        building = toy.state / "building"
        while parent.poll() is None and sum(1 for _ in building.rglob("*.html")) < pages:
            time.sleep(0.01)
        parent.kill()
    assert parent.returncode == -signal.SIGKILL
    assert_free(toy.state)
    build(toy, 3)
    assert tree(toy.site) == alone
