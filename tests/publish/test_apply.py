"""``sotay apply``: a pack becomes the live release, or what is live stays."""

from __future__ import annotations

import json
import os
import shutil
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.manifest import NAME, parse
from generator.offline import container
from generator.offline.release_pack import Base, entries
from generator.publish.local import Local
from generator.publish.target import Target
from tests.killing import Steps
from tests.publish import small

Entries = dict[str, bytes]
PAGE = "mo-hinh/loa-xa/index.html"


def apply(pack: Path, target: Path, *options: object, expect: int = 0) -> Result:
    command = ["apply", str(pack), str(target), *map(str, options)]
    result = CliRunner().invoke(cli.sotay, command)
    assert result.exit_code == expect, (result.output, result.exception)
    assert "Traceback" not in result.output
    return result


def content(title: str, folder: Path, base: Base | None = None) -> Entries:
    """What a pack of the small site holds."""
    site = small.make(folder / f"site-{title}", title)
    return dict(entries(small.released(site), base))


def put(made: Entries, place: Path) -> Path:
    container.put_entries(sorted(made.items()), place)
    return place


def base(made: Entries, name: str = "bản-trước") -> Base:
    return Base(name, parse(made[f"so-tay/{NAME}"].decode()))


def state(target: Path) -> tuple[str, list[str]]:
    """The live release, which must be whole, and all that lies in the target."""
    live = Target(Local(target)).live()
    assert live is None or live.differences() == ()
    releases = target / "releases"
    names = sorted(path.name for path in releases.iterdir()) if releases.is_dir() else []
    return (live.name if live else ""), names


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "target").mkdir()
    return tmp_path.resolve() / "target"


@pytest.fixture
def first(tmp_path: Path, target: Path) -> Entries:
    """Applied already."""
    found = content("Loa xã", tmp_path)
    apply(put(found, tmp_path / "first.zip"), target)
    return found


def test_a_full_pack_is_a_first_installation(tmp_path: Path, target: Path, first: Entries) -> None:
    name, releases = state(target)
    assert releases == [name]
    site = target / "current"
    assert (site / PAGE).read_bytes() == first[f"so-tay/{PAGE}"]
    assert (site / f"{PAGE}.gz").is_file()
    assert not (site / "pack.json").exists()
    live = Target(Local(target)).live()
    assert live is not None
    assert live.addresses() == ("/", "/mo-hinh/loa-xa/")
    assert live.publication() is None
    assert "Không có gì mới" in apply(tmp_path / "first.zip", target).output
    assert state(target) == (name, [name])


def test_changes_are_applied_to_what_is_there(tmp_path: Path, target: Path, first: Entries) -> None:
    whole = content("Loa xã mới", tmp_path)
    changes = content("Loa xã mới", tmp_path, base(first))
    assert {name for name in changes if name.startswith("so-tay/")} == {
        f"so-tay/{PAGE}",
        f"so-tay/{NAME}",
    }
    old, _ = state(target)
    apply(put(changes, tmp_path / "changes.zip"), target)
    new, _ = state(target)
    assert new > old
    tree = small.tree((target / "current").resolve())
    (tmp_path / "other").mkdir()
    apply(put(whole, tmp_path / "whole.zip"), tmp_path / "other")
    assert tree == small.tree((tmp_path / "other" / "current").resolve())
    assert (target / "current" / "index.html").stat().st_nlink > 1


def test_changes_need_the_release_that_they_change(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    changes = put(content("Loa xã mới", tmp_path, base(first)), tmp_path / "changes.zip")
    (tmp_path / "empty").mkdir()
    shown = apply(changes, tmp_path / "empty", expect=2).output
    assert "kể từ bản-trước" in shown
    assert state(tmp_path / "empty") == ("", [])
    before = state(target)[0]
    image = target / "current" / "assets" / "ảnh 1.png"
    image.unlink()
    image.write_bytes(b"damaged")
    assert "thiếu 1 tệp, ví dụ assets/ảnh 1.png" in apply(changes, target, expect=2).output
    live = Target(Local(target)).live()
    assert live is not None
    assert live.name == before


def test_a_damaged_live_release_is_replaced_by_the_same_pack(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    old = state(target)[0]
    (target / "current" / PAGE).unlink()
    apply(tmp_path / "first.zip", target)
    assert state(target)[0] > old


def publication(at: str) -> bytes:
    told: dict[str, object] = {"at": at, "day": at[:10], "previous": None, "pages": {}}
    return json.dumps(told).encode()


def test_an_older_pack_must_be_asked_for(tmp_path: Path, target: Path) -> None:
    packs = []
    for title, moment in (("cũ", "2026-01-02T03:04:05Z"), ("mới", "2026-01-03T03:04:05Z")):
        site = small.make(tmp_path / title, title)
        made = dict(entries(small.released(site, publication=publication(moment)), None))
        packs.append(put(made, tmp_path / f"{title}.zip"))
    old, new = packs
    apply(new, target)
    before = state(target)
    assert "sotay rollback" in apply(old, target, expect=2).output
    assert state(target) == before
    apply(old, target, "--older")
    live = Target(Local(target)).live()
    assert live is not None
    told = live.publication()
    assert told is not None
    assert told.at == "2026-01-02T03:04:05Z"


def test_old_releases_are_pruned(tmp_path: Path, target: Path, first: Entries) -> None:
    for title in ("hai", "ba"):
        pack = put(content(title, tmp_path), tmp_path / f"{title}.zip")
        apply(pack, target, "--keep", "2")
    assert len(state(target)[1]) == 2


def with_one(name: str, made: Entries) -> Entries:
    return {**made, name: b"x"}


def listing(path: str) -> Callable[[Entries], Entries]:
    """A pack whose manifest itself names a path that leads elsewhere."""

    def change(made: Entries) -> Entries:
        text = made[f"so-tay/{NAME}"].decode() + f"{sha256(b'x').hexdigest()}  {path}\n"
        return relisted(with_one(f"so-tay/{path}", made), text)

    return change


def relisted(made: Entries, text: str) -> Entries:
    head = json.loads(made["pack.json"])
    head["manifest"] = sha256(text.encode()).hexdigest()
    return {**made, f"so-tay/{NAME}": text.encode(), "pack.json": json.dumps(head).encode()}


def headed(**changes: object) -> Callable[[Entries], Entries]:
    def change(made: Entries) -> Entries:
        head = {**json.loads(made["pack.json"]), **changes}
        return {**made, "pack.json": json.dumps(head).encode()}

    return change


NAMES = [
    "../a", "/etc/a", "a", "so-tay/../../a", "so-tay/a\\..\\b", "C:/a", "so-tay//a",
    "so-tay/la.php", "so-tay/index.html/", "\\\\host\\a",
]  # fmt: skip
PATHS = [
    "../a", "/a", "a/../b", "a//b", "./a", "a\\b", "C:a", "a/", "index.html/x", "a\x7f", "con. ",
    NAME, "manifest.txt.sig",
]  # fmt: skip
HOSTILE: dict[str, Callable[[Entries], Entries]] = {
    **{f"name {name}": partial(with_one, name) for name in NAMES},
    **{f"path {path}": listing(path) for path in PATHS},
    "listed twice": lambda made: relisted(made, made[f"so-tay/{NAME}"].decode() * 2),
    "address": lambda made: {**made, "addresses.txt": b"/\n/la/\n"},
    "address outside": lambda made: {**made, "addresses.txt": b"/../etc/\n"},
    "large head": lambda made: {**made, "pack.json": b" " * 70_000},
}


@pytest.mark.parametrize("trick", HOSTILE)
def test_a_pack_that_holds_what_it_must_not_is_refused(
    tmp_path: Path, target: Path, first: Entries, trick: str
) -> None:
    before = state(target)
    pack = put(HOSTILE[trick](content("Loa xã mới", tmp_path)), tmp_path / "hostile.zip")
    assert "Đừng dùng gói này" in apply(pack, target, expect=2).output
    assert state(target) == before
    assert not (tmp_path / "a").exists()
    assert not (target / "a").exists()


DAMAGED: dict[str, Callable[[Entries], Entries]] = {
    "content": lambda made: {**made, f"so-tay/{PAGE}": b"other"},
    "manifest": lambda made: {**made, f"so-tay/{NAME}": made[f"so-tay/{NAME}"][:-1]},
    "no manifest": lambda made: {n: c for n, c in made.items() if n != f"so-tay/{NAME}"},
    "no head": lambda made: {n: c for n, c in made.items() if n != "pack.json"},
    "head": lambda made: {**made, "pack.json": b"[]"},
    "deep head": lambda made: {**made, "pack.json": b"[" * 60_000},
    "since": headed(since=7),
    "empty manifest": lambda made: relisted(made, ""),
    "words": lambda made: relisted(made, "không phải\n"),
    "publication": lambda made: {**made, "publication.json": b'{"at": 1}'},
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_pack_changes_nothing(
    tmp_path: Path, target: Path, first: Entries, damage: str
) -> None:
    before = state(target)
    pack = put(DAMAGED[damage](content("Loa xã mới", tmp_path)), tmp_path / "damaged.zip")
    assert "Gói bị hỏng" in apply(pack, target, expect=2).output
    assert state(target) == before


def test_a_pack_of_a_newer_form_asks_for_a_newer_program(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    pack = put(headed(format=2)(content("mới", tmp_path)), tmp_path / "newer.zip")
    assert "cập nhật" in apply(pack, target, expect=2).output


def test_bytes_that_are_cut_off_or_flipped_never_change_what_is_shown(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    """Where the flipped byte means nothing, as in a time stamp, the pack may be applied."""
    before, good = state(target), (tmp_path / "first.zip").read_bytes()
    shown, pack = small.tree(target / "current"), tmp_path / "pack.zip"
    cuts = [good[:at] for at in range(0, len(good), len(good) // 12)]
    places = [*range(0, len(good), len(good) // 40), *range(len(good) - 22, len(good))]
    flips = [good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :] for at in places]
    codes = set()
    for data in [*cuts, *flips, b"", b"PK", b"PK\x05\x06" + bytes(18)]:
        pack.write_bytes(data)
        result = CliRunner().invoke(cli.sotay, ["apply", str(pack), str(target)])
        assert result.exit_code in {0, 2}, (result.output, result.exception)
        codes.add(result.exit_code)
        assert state(target) == before
        assert small.tree(target / "current") == shown
    assert 2 in codes


def zipped(place: Path, made: Entries, *odd: tuple[zipfile.ZipInfo, bytes]) -> Path:
    """A ZIP file with entries that our program does not write."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
        for info, data in odd:
            archive.writestr(info, data)
    return place


def test_links_folders_and_unknown_packings_are_refused(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    made = content("mới", tmp_path)
    text = made.pop(f"so-tay/{PAGE}")
    link = zipfile.ZipInfo(f"so-tay/{PAGE}")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device = zipfile.ZipInfo(f"so-tay/{PAGE}")
    device.external_attr = (stat.S_IFCHR | 0o777) << 16
    packed = zipfile.ZipInfo(f"so-tay/{PAGE}")
    packed.compress_type = zipfile.ZIP_LZMA
    folder = zipfile.ZipInfo("so-tay/mo-hinh/")
    odd = [(link, b"/etc/passwd"), (device, b""), (packed, text), (folder, b"")]
    before = state(target)
    for number, each in enumerate(odd):
        pack = zipped(tmp_path / f"{number}.zip", made, each)
        assert "Đừng dùng gói này" in apply(pack, target, expect=2).output
    assert state(target) == before


def test_a_name_that_stands_twice_is_refused(tmp_path: Path, target: Path, first: Entries) -> None:
    made, before = content("mới", tmp_path), state(target)
    with pytest.warns(UserWarning, match="Duplicate name"):
        pack = zipped(tmp_path / "x.zip", made, (zipfile.ZipInfo(f"so-tay/{PAGE}"), b"other"))
    assert "Đừng dùng gói này" in apply(pack, target, expect=2).output
    assert state(target) == before


def test_entries_that_share_their_bytes_are_refused(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    """As in a bomb of overlapping files: here the directory tells more bytes than the file has."""
    pack = put(content("mới", tmp_path), tmp_path / "pack.zip")
    data, before = bytearray(pack.read_bytes()), state(target)
    at = data.index(b"PK\x01\x02")
    while data[at : at + 4] == b"PK\x01\x02":
        struct.pack_into("<I", data, at + 20, len(data))
        names = struct.unpack_from("<HHH", data, at + 28)
        at += 46 + sum(names)
    pack.write_bytes(data)
    assert "Đừng dùng gói này" in apply(pack, target, expect=2).output
    assert state(target) == before


def test_a_bomb_needs_more_room_than_there_is(
    tmp_path: Path, target: Path, first: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, pack = state(target), put(content("mới", tmp_path), tmp_path / "pack.zip")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=(1 << 24) + 50_000))
    assert "chỉ còn 16 MB" in apply(pack, target, expect=2).output
    assert state(target) == before
    monkeypatch.undo()
    apply(pack, target)


def test_a_bomb_that_hides_its_size_gives_no_more_bytes_than_it_tells(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    made, before = content("mới", tmp_path), state(target)
    made[f"so-tay/{PAGE}"] = bytes(20_000_000)
    pack = put(made, tmp_path / "bomb.zip")
    data = pack.read_bytes().replace(struct.pack("<I", 20_000_000), struct.pack("<I", 10))
    pack.write_bytes(data)
    assert "Gói bị hỏng" in apply(pack, target, expect=2).output
    assert state(target) == before


def test_what_is_no_pack_and_no_target_is_told(tmp_path: Path, target: Path) -> None:
    assert ".zip" in apply(tmp_path / "none.zip", target, expect=2).output
    pack = put(content("x", tmp_path), tmp_path / "x.zip")
    assert "thư mục đã có" in apply(pack, tmp_path / "none", expect=2).output
    assert "--signers" in apply(pack, target, "--identity", "a", expect=2).output
    assert state(target) == ("", [])


def apply_in_child(pack: Path, target: Path, last: int) -> tuple[bool, int]:
    """Apply in a child that kills itself before step ``last``: whether it was killed, and the
    number of steps of one that was not."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        steps = Steps((str(target),), last)
        sys.addaudithook(steps)
        apply(pack, target, "--keep", "1")
        os.write(write, str(steps.done).encode())
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as told:
        return os.WIFSIGNALED(status), int(told.read() or 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_anywhere_what_is_live_is_whole_and_the_next_run_mends(
    tmp_path: Path, target: Path, first: Entries
) -> None:
    old, saved = state(target)[0], tmp_path / "saved"
    pack = put(content("Loa xã mới", tmp_path, base(first)), tmp_path / "changes.zip")
    shutil.copytree(target, saved, symlinks=True)
    killed, total = apply_in_child(pack, target, 0)
    assert not killed
    assert total > 100
    new = state(target)[0].split("-")[1]
    seen = set()
    for step in sorted({*range(1, total, total // 10), *range(total - 12, total + 1)}):
        shutil.rmtree(target)
        shutil.copytree(saved, target, symlinks=True)
        assert apply_in_child(pack, target, step) == (True, 0), step
        live, _ = state(target)
        assert live == old or live.split("-")[1] == new, step
        seen.add(live == old)
        apply(pack, target, "--keep", "1")
        live, names = state(target)
        assert live.split("-")[1] == new
        assert names == [live], step
    assert seen == {True, False}
