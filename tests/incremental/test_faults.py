"""Nothing to do, two at once, full and read-only disks, things in the place of others: the right
result, or one clear message and the last good site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from generator.commands.common import CLEAN, FINDINGS
from generator.lock import exclusive
from tests import disks
from tests.disks import Disk
from tests.incremental.damage import files, site_linked
from tests.incremental.ground import Ground, Ran, assert_same, tree
from tests.killing import needs_fork

pytestmark = needs_fork

RECORD = "van-ban/05-kh-bc-2019"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    ground = Ground.new(tmp_path_factory.mktemp("built"))
    assert ground.prove().code == CLEAN
    return ground


@pytest.fixture
def ground(built: Ground, tmp_path: Path) -> Ground:
    """A copy, with its times."""
    root = tmp_path.resolve() / "copy"
    shutil.copytree(built.root, root)
    return replace(built, root=root)


def edit(ground: Ground, title: str = "Kế hoạch B") -> None:
    ground.inputs.change(RECORD, title=title)


def stamps(*folders: Path) -> dict[Path, tuple[int, int]]:
    """What tells that a file was written: another file, or another time."""
    found = (path for folder in folders for path in [folder, *folder.rglob("*")])
    return {path: (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in found}


def assert_told(ran: Ran, *words: str) -> None:
    """One clear message."""
    assert ran.code == FINDINGS, ran.said
    assert "Traceback" not in ran.said, ran.said
    assert any(word in ran.said for word in words), ran.said


def refused(ground: Ground, *words: str) -> None:
    """A build that must say so and leave the site as it is."""
    before = tree(ground.kept.site)
    assert_told(ground.build(), *words)
    assert_same(tree(ground.kept.site), before)


def test_unchanged_input_writes_nothing(ground: Ground) -> None:
    folders = ground.kept.docs, ground.kept.site
    before = stamps(*folders)
    ran = ground.build()
    assert ran.code == CLEAN
    assert "Không có gì thay đổi" in ran.said
    assert stamps(*folders) == before


def test_one_record_writes_what_differs_in_docs_and_nothing_else(ground: Ground) -> None:
    docs = ground.kept.docs
    before, held = stamps(docs), tree(docs)
    edit(ground)
    assert ground.prove().code == CLEAN
    now = tree(docs)
    changed = {docs / path for path in now if now[path] != held.get(path)}
    assert docs / f"{RECORD}.md" in changed
    after = stamps(docs)
    assert {path for path in after if path.is_file() and after[path] != before.get(path)} == changed


def test_a_record_with_the_size_and_time_of_before_is_seen(ground: Ground) -> None:
    path = ground.kept.records / f"{RECORD}.yaml"
    old = path.stat()
    ground.inputs.change(RECORD, title="Kế hoạch A")
    ground.prove()
    written, times = path.read_bytes(), (old.st_atime_ns, old.st_mtime_ns)
    os.utime(path, ns=times)
    assert ground.build().code == CLEAN
    edit(ground)
    with path.open("r+b") as file:
        file.write(written.replace("Kế hoạch A".encode(), "Kế hoạch B".encode()))
    os.utime(path, ns=times)
    assert path.stat().st_size == len(written)
    ran = ground.build()
    assert "Kế hoạch B" in (ground.kept.site / RECORD / "index.html").read_text(encoding="utf-8")
    ground.compare(ran)


def test_times_of_files_mean_nothing(ground: Ground) -> None:
    """All inputs and outputs are of a day to come; then a record changes, long ago."""
    for path in files(ground.kept.root):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    edit(ground)
    ground.bring()
    os.utime(ground.kept.records / f"{RECORD}.yaml", (1, 1))
    ground.compare(ground.build())


def test_while_another_run_is_at_work_a_build_says_so(ground: Ground) -> None:
    edit(ground)
    ground.bring()
    before = stamps(ground.kept.docs, ground.kept.site)
    with exclusive(ground.kept.state):
        assert_told(ground.build(), "một lần chạy khác")
    assert stamps(ground.kept.docs, ground.kept.site) == before
    ground.compare(ground.build())


def test_two_builds_at_once(ground: Ground) -> None:
    edit(ground)
    ground.bring()
    children = []
    for _ in range(2):
        if (child := os.fork()) == 0:
            code = 9
            try:
                ran = ground.build()
                code = ran.code if ran.code == CLEAN or "một lần chạy khác" in ran.said else 9
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert set(codes) <= {CLEAN, FINDINGS}
    assert CLEAN in codes
    ground.compare(Ran(CLEAN, ""))


@pytest.fixture
def disk(built: Ground, tmp_path: Path) -> Iterator[tuple[Ground, Disk]]:
    """The knowledge base on a disk of its own."""
    with disks.small(tmp_path.resolve() / "disk", "32m") as found:
        ground = replace(built, root=tmp_path.resolve())
        shutil.copytree(built.inputs.root, ground.inputs.root)
        shutil.copytree(built.kept.root, found.root, dirs_exist_ok=True)
        (tmp_path / "kept").symlink_to(found.root, target_is_directory=True)
        yield ground, found


def test_a_disk_that_is_full(disk: tuple[Ground, Disk]) -> None:
    """From the start, while pages are written, while the site is."""
    ground, found = disk
    edit(ground)
    ground.bring()
    heap = found.root / ".sotay" / "heap"
    for left in (0, 40_000, 300_000):
        room = os.statvfs(found.root)
        heap.write_bytes(bytes(room.f_bavail * room.f_frsize - left))
        refused(ground, "No space left")
        heap.unlink()
    assert ground.prove().code == CLEAN


def test_folders_that_are_read_only(disk: tuple[Ground, Disk]) -> None:
    """What is mounted cannot be exchanged either."""
    ground, found = disk
    edit(ground)
    ground.bring()
    for where in (".", ".sotay", "docs", "site"):
        with found.read_only(found.root / where):
            refused(ground, "Read-only file system", "Device or resource busy")
    assert ground.prove().code == CLEAN


def test_a_read_only_site_that_is_up_to_date_needs_no_writing(
    disk: tuple[Ground, Disk],
) -> None:
    ground, found = disk
    with found.read_only(found.root / "site"), found.read_only(found.root / "docs"):
        ran = ground.build()
    assert ran.code == CLEAN
    assert "Không có gì thay đổi" in ran.said


def test_a_site_behind_a_link(ground: Ground) -> None:
    """The new site stands in the place of the link; what it led to is left alone."""
    site_linked(ground, Random(1))
    elsewhere = tree(ground.root / "noi-khac")
    for title in ("Kế hoạch B", "Kế hoạch C"):
        edit(ground, title)
        assert ground.prove().code == CLEAN
    assert tree(ground.root / "noi-khac") == elsewhere


def _file(place: Path) -> None:
    place.write_text("x", encoding="utf-8")


def _dangling(place: Path) -> None:
    place.symlink_to("khong-co")


@pytest.mark.parametrize("make", [_file, _dangling])
def test_something_else_where_the_site_would_be(
    ground: Ground, make: Callable[[Path], object]
) -> None:
    shutil.rmtree(ground.kept.site)
    make(ground.kept.site)
    for title in ("Kế hoạch B", "Kế hoạch C"):
        edit(ground, title)
        ground.bring()
        ground.compare(ground.build())


@pytest.mark.parametrize("name", ["lock", "manifest.kept"])
def test_a_folder_where_the_state_has_a_file(ground: Ground, name: str) -> None:
    place = ground.kept.state / name
    place.unlink()
    place.mkdir()
    edit(ground)
    ground.bring()
    refused(ground, "Is a directory")
    place.rmdir()
    assert ground.prove().code == CLEAN


def test_a_file_where_the_state_would_be(ground: Ground) -> None:
    shutil.rmtree(ground.kept.state)
    _file(ground.kept.state)
    edit(ground)
    ground.bring()
    refused(ground, "File exists")
    ground.kept.state.unlink()
    assert ground.prove().code == CLEAN


def test_an_orphan_of_a_build_that_remembers_nothing_goes(ground: Ground) -> None:
    """Pages of a record that went while the state was lost."""
    shutil.rmtree(ground.kept.state)
    place = ground.inputs.place("van-ban/doc-hai")
    place.unlink()
    place.with_suffix(".txt").unlink()
    assert ground.prove().code == CLEAN


def test_a_state_lost_between_builds_is_made_again(ground: Ground) -> None:
    """Also where no page had to be written, so that the next loss of pages is mended."""
    shutil.rmtree(ground.kept.state)
    assert ground.build().code == CLEAN
    for path in ground.kept.docs.rglob("*.md"):
        if not path.name.startswith(("tay-", "gioi-thieu")):
            path.unlink()
    assert ground.prove().code == CLEAN
