"""``sotay publish`` and what goes with it, as somebody at a terminal uses it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import manifest
from tests import kb
from tests.publish.conftest import Published


def text(published: Published, page: str) -> str:
    path = published.root / "current" / page / "index.html"
    return path.read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, object]:
    """Names, links and contents below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.readlink()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or path.is_file()) and path.name != "lock"
    }


def test_the_first_publication(once: Published) -> None:
    assert once.live.startswith("20261123T120000Z-")
    (first,) = once.log
    assert (first.at, first.previous, str(first.day)) == (
        "2026-11-23T12:00:00Z",
        None,
        str(kb.DAY),
    )
    assert sorted(path.name for path in once.root.iterdir()) == [
        "current",
        "lock",
        "releases",
    ]
    assert "Công bố lần đầu ngày 01/6/2024" in text(once, "nhat-ky")


def test_the_manifest_is_one_that_sha256sum_reads(once: Published) -> None:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("no sha256sum")
    site = once.root / "current"
    done = subprocess.run(
        [program, "--quiet", "-c", "../manifest.txt"],
        cwd=site.resolve(),
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""
    listed = (site.resolve().parent / "manifest.txt").read_text(encoding="utf-8").splitlines()
    paths = [line[66:] for line in listed]
    assert paths == sorted(paths)
    assert sorted(paths) == sorted(manifest.files(site))


def test_nothing_new_makes_no_release_and_no_entry(published: Published) -> None:
    before = tree(published.root)
    assert "Không có gì mới" in published.publish().output
    assert tree(published.root) == before
    assert len(published.log) == 1


def test_a_second_publication_links_what_is_the_same(published: Published) -> None:
    first = published.live
    published.rename_model()
    shown = published.publish("--note", "Sửa tên.", "--correct", "loa-xa").output
    assert "directives/cong-bo/2026-11-23T120001Z.json" in shown
    assert published.live > first
    stylesheet = kb.asset(published.root / "current", "assets/sotay/sotay.css")
    links = [
        (published.root / release.site / stylesheet).stat()
        for release in published.target.releases()
    ]
    assert len({(s.st_dev, s.st_ino) for s in links}) == 1
    assert links[0].st_nlink == 2
    _, second = published.log
    assert second.note == "Sửa tên."
    assert second.corrected == ("mo-hinh/loa-xa",)
    assert list(second.pages) == ["mo-hinh/loa-xa"]
    assert "Đính chính" in text(published, "nhat-ky")
    assert "“Loa xã” → “Loa xã mới”" in text(published, "mo-hinh/loa-xa")


def test_where_links_cannot_be_made_files_are_copied(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    published.rename_model()
    assert " 0 tệp dùng lại" in published.publish().output
    assert "Loa xã mới" in text(published, "mo-hinh/loa-xa")
    assert published.live


def test_a_file_damaged_since_its_release_is_not_carried_on(published: Published) -> None:
    first = published.live
    stylesheet = kb.asset(published.root / "current", "assets/sotay/sotay.css")
    css = published.root / "current" / stylesheet
    css.write_text("damaged", encoding="utf-8")
    shown = published.sotay("verify", published.root, expect=1).output
    assert f"bị sửa: {stylesheet}" in shown
    published.rename_model()
    published.publish()
    assert published.live > first
    assert css.read_text(encoding="utf-8") != "damaged"
    assert "bị sửa" in published.sotay("rollback", published.root, expect=1).output
    assert published.live > first


def test_a_damaged_live_release_is_replaced_though_nothing_is_new(published: Published) -> None:
    first = published.live
    (published.root / "current" / "index.html").unlink()
    published.publish()
    assert published.live > first
    assert len(published.log) == 1


def test_verify_tells_what_is_missing_changed_and_foreign(published: Published) -> None:
    site = published.root / "current"
    assert "nguyên vẹn" in published.sotay("verify", published.root).output
    (site / "index.html").write_text("x", encoding="utf-8")
    (site / "404.html").unlink()
    (site / "la.php").write_text("x", encoding="utf-8")
    shown = published.sotay("verify", published.root, "--format", "json", expect=1).output
    assert json.loads(shown)["differences"] == [
        {"fault": "missing", "path": "404.html"},
        {"fault": "changed", "path": "index.html"},
        {"fault": "foreign", "path": "la.php"},
    ]
    (site.resolve().parent / "manifest.txt").write_text("x", encoding="utf-8")
    assert "manifest.txt" in published.sotay("verify", published.root, expect=2).output


def test_rollback_releases_and_the_way_forward(published: Published) -> None:
    first = published.live
    published.rename_model()
    published.publish()
    second, target = published.live, published.root
    published.sotay("rollback", target)
    assert published.live == first
    shown = published.sotay("releases", target, "--format", "json").output
    table = json.loads(shown)["releases"]
    assert [(row["name"], row["live"]) for row in table] == [(first, True), (second, False)]
    assert f"* {first}" in published.sotay("releases", target).output
    published.sotay("rollback", target, expect=2)
    published.sotay("rollback", target, second)
    assert published.live == second
    assert "sotay releases" in published.sotay("rollback", target, "x", expect=2).output
    published.sotay("rollback", target)
    kb.edit(published.settings, "mo-hinh/loa-xa.yaml", "title: Loa xã mới", "title: Loa")
    published.publish()
    assert published.live > second
    assert len(published.log) == 3


def test_old_releases_are_pruned_but_never_the_live_one(published: Published) -> None:
    names = [published.live]
    for title in ("Loa hai", "Loa ba"):
        kb.edit(published.settings, "mo-hinh/loa-xa.yaml", "title: Loa", f"title: {title} Loa")
        published.publish("--keep", "2")
        names.append(published.live)
    assert [release.name for release in published.target.releases()] == names[1:]
    published.sotay("rollback", published.root)
    assert published.target.prune(1) == ()
    assert published.live == names[1]


def test_errors_in_records_change_nothing(published: Published) -> None:
    before = tree(published.root)
    kb.edit(published.settings, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    assert "unknown-key" in published.publish(expect=1).output
    assert tree(published.root) == before
    assert len(published.log) == 1


@pytest.mark.parametrize("identity", ["khong-co", "../x", "đ"])
def test_a_correction_must_name_a_record(published: Published, identity: str) -> None:
    assert "--correct" in published.publish("--correct", identity, expect=2).output


def test_a_correction_must_have_changed(published: Published) -> None:
    before = tree(published.root)
    assert "mo-hinh/loa-xa" in published.publish("--correct", "loa-xa", expect=2).output
    assert tree(published.root) == before


def test_targets_that_are_none(published: Published, tmp_path: Path) -> None:
    def refused(target: Path, words: str, expect: int = 2) -> None:
        shown = published.sotay("publish", target, expect=expect).output
        assert words in shown
        assert "Traceback" not in shown

    refused(tmp_path / "không có", "thư mục đã có")
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    refused(tmp_path / "tệp", "thư mục đã có")
    assert not (tmp_path / "không có").exists()
    in_use = tmp_path / "in use"
    in_use.mkdir()
    (in_use / "ảnh.jpg").write_text("của tôi", encoding="utf-8")
    refused(in_use, "phải trống")
    assert tree(in_use) == {"ảnh.jpg": "của tôi".encode()}
    refused(published.settings.site, "nằm ngoài")
    refused(published.settings.root, "nằm ngoài")
    taken = tmp_path / "taken"
    (taken / "releases").mkdir(parents=True)
    (taken / "current").mkdir()
    refused(taken, "current")
    if sys.platform == "linux":
        refused(Path("/proc/self"), "phải trống")


def test_a_target_without_room_keeps_what_is_live(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copied, copyfile = tree(published.root), [], shutil.copyfile

    def full(source: Path, to: Path, **options: Any) -> None:
        if published.root in Path(to).parents:
            copied.append(to)
            if len(copied) > 5:
                raise OSError(errno.ENOSPC, "No space left on device")
        copyfile(source, to, **options)

    published.rename_model()
    monkeypatch.setattr(shutil, "copyfile", full)
    assert "--keep 2" in published.publish(expect=2).output
    assert len(copied) == 6
    assert tree(published.root) == before
    assert len(published.log) == 1
    monkeypatch.undo()


def test_a_target_that_is_read_only_keeps_what_is_live(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = tree(published.root), Path.mkdir

    def mkdir(path: Path, *arguments: Any, **options: Any) -> None:
        if path.is_relative_to(published.root / "releases"):
            raise PermissionError(errno.EROFS, "Read-only file system", str(path))
        real(path, *arguments, **options)

    published.rename_model()
    monkeypatch.setattr(Path, "mkdir", mkdir)
    assert "quyền ghi" in published.publish(expect=2).output
    monkeypatch.undo()
    assert tree(published.root) == before


def test_what_does_not_arrive_is_not_switched_to(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copyfile = tree(published.root), shutil.copyfile

    def bad_disk(source: Path, to: Path, **options: Any) -> None:
        copyfile(source, to, **options)
        if published.root in Path(to).parents:
            Path(to).write_bytes(Path(source).read_bytes()[:-1])

    published.rename_model()
    monkeypatch.setattr(shutil, "copyfile", bad_disk)
    assert "kiểm tra ổ đĩa" in published.publish(expect=2).output
    assert tree(published.root) == before


def test_a_file_system_without_links_is_told(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published.live

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no symbolic links here")

    published.rename_model()
    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert "current" in published.publish(expect=2).output
    monkeypatch.undo()
    assert published.live == first
    published.publish()
    assert len(published.target.releases()) == 2
    assert len(published.log) == 2


def test_two_publishers_at_once_do_not_meet(published: Published) -> None:
    held = "from generator.lock import exclusive; import sys, pathlib\n"
    held += "with exclusive(pathlib.Path(sys.argv[1])): print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", held, str(published.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=kb.ROOT,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert "lần công bố khác" in published.publish(expect=2).output
        assert "lần công bố khác" in published.sotay("rollback", published.root, expect=2).output
        other.kill()
    published.publish()


def test_a_second_target_gets_the_same_log(published: Published, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Published(published.settings, tmp_path.resolve() / "other")
    other.publish()
    assert len(other.log) == 1
    assert other.live.split("-")[1] == published.live.split("-")[1]


def test_a_target_published_to_from_elsewhere_is_not_overwritten(
    published: Published, tmp_path: Path
) -> None:
    elsewhere = published.copy(tmp_path / "elsewhere")
    colleague = Published(elsewhere.settings, published.root)
    for title in ("Loa hai", "Loa ba"):
        kb.edit(colleague.settings, "mo-hinh/loa-xa.yaml", "title: Loa", f"title: {title} Loa")
        colleague.publish()
    live = published.live
    assert "git pull" in published.publish(expect=2).output
    assert published.live == live
    shutil.copytree(
        colleague.settings.publications, published.settings.publications, dirs_exist_ok=True
    )
    published.publish()
    assert len(published.log) == 4


def test_a_damaged_log_stops_before_anything_is_copied(published: Published) -> None:
    before = tree(published.root)
    (path,) = published.settings.publications.glob("*.json")
    path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    shown = published.publish(expect=1).output
    assert f"directives/cong-bo/{path.name}:1:1: log-damaged" in shown
    assert "git checkout" in shown
    assert tree(published.root) == before


def test_publishing_leaves_the_site_up_to_date(published: Published) -> None:
    assert "Không có gì thay đổi" in published.sotay("build", "--as-of", kb.DAY).output


def test_every_address_is_registered_once_and_for_ever(published: Published) -> None:
    register = published.settings.publications / "dia-chi.txt"
    before = register.read_text(encoding="utf-8")
    assert "\n/van-ban/02-nq-hdb-2012/ 2026-11-23\n" in before
    published.rename_model()
    published.publish()
    after = register.read_text(encoding="utf-8")
    assert set(before.splitlines()) < set(after.splitlines())
    register.unlink()
    published.publish()
    assert "/mo-hinh/loa-xa/ 2026-11-23" in register.read_text(encoding="utf-8")
