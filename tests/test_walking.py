"""What is found is what there is, whatever came, went and changed since folders were marked; and
folders as they were are not read."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator import inventory, writer
from generator.walking import Walk

NAMES = ("a", "b", "c.md")
FOLDERS = ("", "x", "x/y", "x/z", "w", "w/v/u", "t")


def fill(root: Path, random: Random) -> None:
    for folder in FOLDERS:
        for name in random.sample(NAMES, random.randrange(len(NAMES) + 1)):
            put(root / folder / name, b"x" * random.randrange(9))


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def one_more(path: Path, data: bytes) -> None:
    if not os.path.lexists(path):
        put(path, data)


def link(path: Path, goal: str) -> None:
    if sys.platform != "win32" and not os.path.lexists(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(goal)


def folder_for_file(path: Path) -> None:
    path.unlink()
    path.mkdir()


def change(root: Path, random: Random) -> None:
    """One thing that a person or a program may do to the folder."""
    folder = root / random.choice(FOLDERS)
    plain = [path for path in sorted(root.rglob("*")) if not path.is_symlink()]
    files = [path for path in plain if path.is_file()]
    folders = [path for path in plain if path.is_dir() and path.name != "moved"]
    changes: list[Callable[[], object]] = [
        lambda: one_more(folder / "new", b"new"),
        lambda: one_more(folder / "inner/deep", b"deep"),
        lambda: link(folder / "link", random.choice(["a", "nowhere", str(root.parent / "far")])),
    ]
    if files:
        file = random.choice(files)
        changes += [
            file.unlink,
            lambda: file.rename(file.with_name("renamed")),
            lambda: file.write_bytes(file.read_bytes() + b"more"),
            lambda: folder_for_file(file),
        ]
    if folders:
        chosen = random.choice(folders)
        changes.append(lambda: shutil.rmtree(chosen))
        if not (root / "moved").exists():
            changes.append(lambda: chosen.rename(root / "moved"))
    random.choice(changes)()


def found(walk: Walk) -> tuple[dict[str, object], set[str], dict[str, int]]:
    files = {p: about and (about.st_size, about.st_mtime_ns) for p, about in walk.files()}
    return dict(files), walk.folders, walk.marks


@pytest.mark.parametrize("follow", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_what_is_found_does_not_hang_on_what_was_known(
    tmp_path: Path, seed: int, follow: bool
) -> None:
    random, root = Random(seed), tmp_path / "root"
    root.mkdir()
    fill(root, random)
    put(tmp_path / "far/away", b"x")
    for _ in range(12):
        first = Walk(root, (), {}, follow=follow)
        known = [path for path, _ in first.files()]
        for folder in first.marks:
            os.utime(root / folder, (1000, 1000))
        marked = Walk(root, (), {}, follow=follow)
        for _ in marked.files():
            """All that there is."""
        for _ in range(random.randrange(4)):
            change(root, random)
        again = found(Walk(root, known, marked.marks, follow=follow))
        afresh = found(Walk(root, (), {}, follow=follow))
        if follow:  # of a link that leads nowhere it is told as long as its folder is read
            assert {p for p, about in again[0].items() if about} == {
                p for p, about in afresh[0].items() if about
            }
        else:
            assert again[0] == afresh[0]
        assert again[1:] == afresh[1:]


def test_folders_that_are_as_they_were_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("x/a", "x/b", "y/a", "z/inner/a"):
        put(tmp_path / name, b"x")
    first = Walk(tmp_path, (), {})
    known = [path for path, _ in first.files()]
    assert first.marks.keys() == {"x", "y", "z/inner"}
    os.utime(tmp_path / "y", (1, 1))
    read: list[str] = []
    scan = os.scandir

    def noted(place: str) -> object:
        read.append(place)
        return scan(place)

    monkeypatch.setattr(os, "scandir", noted)
    assert [*found(Walk(tmp_path, known, first.marks))[0]] != []
    names = sorted(os.path.relpath(place, tmp_path) for place in read)
    assert names == [".", "y", "z"]


def listed(docs: Path, state: Path, names: list[str]) -> None:
    """As a run leaves it that has written these files."""
    pages = writer.Pages(docs, state)
    drafts = {name: pages.draft(name, "x") for name in names}
    done = pages.write({name: draft.sha256 for name, draft in drafts.items()}, drafts)
    assert isinstance(done, writer.Written)


def test_a_file_of_others_in_a_folder_of_ours_is_found_each_time(tmp_path: Path) -> None:
    docs, state = tmp_path / "docs", tmp_path / "state"
    docs.mkdir()
    ours = ["van-ban/x/a.json", "van-ban/y/a.json", "van-ban/x.md"]
    listed(docs, state, ours)
    assert inventory.look(docs, state).marks.keys() == {"van-ban/x", "van-ban/y"}
    put(docs / "van-ban/x/theirs", b"x")
    for turn in range(3):
        found = inventory.look(docs, state)
        assert found.others == frozenset({"van-ban/x/theirs"})
        assert found.marks.keys() == {"van-ban/y"}
        ours += [f"van-ban/x/b{turn}.json"]
        listed(docs, state, ours)


def test_a_folder_as_young_as_its_mark_is_read(tmp_path: Path) -> None:
    """The clock of a file system may stand still for a while."""
    docs, state, time = tmp_path / "docs", tmp_path / "state", 1_000_000_000
    docs.mkdir()
    listed(docs, state, ["van-ban/x/a.json", "van-ban/x.md"])
    files = inventory.read(state).listed
    assert files
    inventory.write(state, files, {"van-ban/x": time}, None)
    put(docs / "van-ban/x/theirs", b"x")
    os.utime(docs / "van-ban/x", ns=(time, time))
    os.utime(state / inventory.MANIFEST, ns=(time, time))
    assert inventory.look(docs, state).others == frozenset({"van-ban/x/theirs"})
    os.utime(state / inventory.MANIFEST, ns=(time + 1, time + 1))
    assert inventory.look(docs, state).others == frozenset(), "else the one before proves nothing"
