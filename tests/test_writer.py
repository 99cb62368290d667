from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_IMODE

import pytest

from generator import inventory, pipeline, writer
from generator.diagnostics import Diagnostic
from generator.render import MARK, Artifact
from generator.settings import Settings
from generator.writer import Written
from tests import kb
from tests.killing import needs_fork


def generate(settings: Settings) -> Written:
    done = pipeline.generate(settings, kb.DAY)
    assert done.written is not None
    return done.written


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def test_a_second_run_writes_nothing(toy: Settings) -> None:
    first = generate(toy)
    before = snapshot(toy.root)
    second = generate(toy)
    assert len(first.written) == len(second.same) > 50
    assert second.written == second.pruned == ()
    assert snapshot(toy.root) == before


def test_an_edited_record_rewrites_exactly_the_pages_that_show_it(toy: Settings) -> None:
    generate(toy)
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    assert set(generate(toy).written) == {
        "mo-hinh/loa-xa.md",
        "mo-hinh/loa-thon.md",
        "mo-hinh/index.md",
        "linh-vuc/van-hoa-xa-hoi.md",
    }


def test_an_edited_title_reaches_every_page_that_prints_it_and_no_other(toy: Settings) -> None:
    generate(toy)
    old, new = "Kế hoạch bị đình chỉ", "Kế hoạch bị tạm đình chỉ"
    shown = {path for path, text in kb.pages(toy).items() if old in text}
    kb.edit(toy, "van-ban/05-kh-bc-2019.yaml", f"title: {old}", f"title: {new}")
    written = set(generate(toy).written)
    codes = {path for path in written if path.endswith("/ma-qr.md")}
    assert written - codes == shown - codes, "codes carry the fingerprint of what they lead to"
    assert {"van-ban/05-kh-bc-2019.md", "nam/2019/index.md", "co-quan/ban-c.md"} <= written


def test_a_deleted_record_takes_its_pages_and_empty_folders_along(toy: Settings) -> None:
    generate(toy)
    (toy.records / "van-ban" / "doc-hai.yaml").unlink()
    pruned = generate(toy).pruned
    assert {"van-ban/doc-hai.md", "nam/2022/index.md", "so/09-tb-bc.md"} <= set(pruned)
    assert not (toy.docs / "nam" / "2022").exists()


def test_a_page_edited_by_hand_is_written_again(toy: Settings) -> None:
    generate(toy)
    page = toy.docs / "van-ban" / "doc-hai.md"
    whole = page.read_bytes()
    page.write_bytes(whole + b"x")
    assert generate(toy).written == ("van-ban/doc-hai.md",)
    assert page.read_bytes() == whole


def test_hand_pages_are_never_touched(toy: Settings) -> None:
    ours = toy.docs / "van-ban" / "doc-hai.md"
    ours.parent.mkdir()
    ours.write_text("# Viết tay\n", encoding="utf-8")
    done = pipeline.generate(toy, kb.DAY)
    assert done.written is None
    assert [(d.path, d.code) for d in done.checked.diagnostics] == [
        ("docs/van-ban/doc-hai.md", "not-ours")
    ]
    assert ours.read_text(encoding="utf-8") == "# Viết tay\n"
    assert [p.name for p in (toy.docs / "van-ban").iterdir()] == ["doc-hai.md"]


def test_errors_stop_before_anything_is_written(toy: Settings) -> None:
    generate(toy)
    before = snapshot(toy.docs)
    kb.edit(toy, "van-ban/doc-hai.yaml", "kind: thông báo", "kind: thông bao")
    done = pipeline.generate(toy, kb.DAY)
    assert done.written is None
    assert snapshot(toy.docs) == before


@pytest.mark.parametrize("damage", ["missing", "garbage", "foreign"])
def test_a_lost_or_damaged_manifest_loses_no_page(toy: Settings, damage: str) -> None:
    generate(toy)
    manifest = toy.state / inventory.MANIFEST
    if damage == "missing":
        manifest.unlink()
    else:
        manifest.write_text("{" if damage == "garbage" else '["../mkdocs.yml"]', encoding="utf-8")
    (toy.records / "van-ban" / "doc-hai.yaml").unlink()
    generate(toy)
    assert not (toy.docs / "van-ban" / "doc-hai.md").exists() or damage == "foreign"
    assert toy.config.is_file()
    assert (toy.docs / "gioi-thieu.md").is_file()


def test_killed_between_two_pages_the_next_run_repairs_everything(
    toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(toy)
    kb.edit(toy, "van-ban/05-kh-bc-2019.yaml", "title: Kế hoạch", "title: Chương trình")
    for file in ("doc-hai.yaml", "doc-hai.txt"):
        (toy.records / "van-ban" / file).unlink()
    replace, count = os.replace, 0

    def dying(source: str, target: str | Path) -> None:
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", dying)
    with pytest.raises(KeyboardInterrupt):
        generate(toy)
    monkeypatch.undo()
    assert not list(toy.docs.rglob("*.tmp"))
    generate(toy)
    wanted = kb.pages(toy)
    assert wanted.keys() == (inventory.read(toy.state).listed or {}).keys()
    assert {p: (toy.docs / p).read_bytes().decode() for p in wanted} == wanted
    assert not (toy.docs / "van-ban" / "doc-hai.md").exists()


def test_a_full_disk_leaves_the_old_pages_whole(
    toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(toy)
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    before = snapshot(toy.docs)

    def full(*_: object, **__: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        generate(toy)
    assert snapshot(toy.docs) == before


PAGE = Artifact("van-ban/a.md", f"---\n{MARK}\n---\n\n# A\n")
FILE = Artifact("van-ban/a/trich-dan.ris", "TY  - LEGAL\r\nER  - \r\n")
OTHER = Artifact("van-ban/b.md", f"---\n{MARK}\n---\n\n# B\n")


def write(
    made: list[Artifact], docs: Path, state: Path, jobs: int | None = None
) -> Written | list[Diagnostic]:
    pages = writer.Pages(docs, state)
    drafts = {artifact.path: pages.draft(artifact.path, artifact.text) for artifact in made}
    return pages.write({path: draft.sha256 for path, draft in drafts.items()}, drafts, jobs)


def test_files_of_other_kinds_are_written_as_they_are_and_go_with_their_page(
    tmp_path: Path,
) -> None:
    docs, state = tmp_path / "docs", tmp_path / "state"
    assert isinstance(write([PAGE, FILE, OTHER], docs, state), Written)
    assert (docs / FILE.path).read_bytes() == FILE.text.encode()
    again = write([PAGE, FILE, OTHER], docs, state)
    assert isinstance(again, Written)
    assert again.written == ()
    (docs / "van-ban/a/goc.pdf").write_bytes(b"by hand")
    gone = write([OTHER], docs, state)
    assert isinstance(gone, Written)
    assert gone.pruned == (PAGE.path, FILE.path)
    assert [p.name for p in (docs / "van-ban/a").iterdir()] == ["goc.pdf"]


def test_without_a_manifest_files_in_the_folder_of_our_page_are_known_by_name(
    tmp_path: Path,
) -> None:
    docs, state = tmp_path / "docs", tmp_path / "state"
    beside = Artifact("van-ban/b/trich-dan.ris", FILE.text)
    write([PAGE, FILE, OTHER, beside], docs, state)
    (docs / "van-ban/a/goc.pdf").write_bytes(b"by hand")
    (state / inventory.MANIFEST).unlink()
    done = write([OTHER, beside], docs, state)
    assert isinstance(done, Written)
    assert done.pruned == (PAGE.path, FILE.path)
    assert (docs / "van-ban/a/goc.pdf").is_file()


def test_a_file_by_hand_where_ours_would_go_is_never_touched(tmp_path: Path) -> None:
    docs, state = tmp_path / "docs", tmp_path / "state"
    theirs = docs / FILE.path
    theirs.parent.mkdir(parents=True)
    theirs.write_text("viết tay", encoding="utf-8")
    refused = write([PAGE, FILE], docs, state)
    assert isinstance(refused, list)
    assert [(d.path, d.code) for d in refused] == [(f"docs/{FILE.path}", "not-ours")]
    assert theirs.read_text(encoding="utf-8") == "viết tay"
    assert not (docs / PAGE.path).exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [theirs]


def test_drafts_that_failed_are_taken_away(tmp_path: Path) -> None:
    pages = writer.Pages(tmp_path / "docs", tmp_path / "state")

    def failing() -> None:
        pages.draft(PAGE.path, PAGE.text)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), pages.drafting():
        failing()
    assert not list((tmp_path / "docs").rglob("*.*"))


def test_drafts_of_a_run_that_was_killed_are_taken_away_by_the_next(tmp_path: Path) -> None:
    docs, state = tmp_path / "docs", tmp_path / "state"
    writer.Pages(docs, state).draft(PAGE.path, PAGE.text)
    assert [path.suffix for path in docs.rglob("*.*")] == [".tmp"]
    assert isinstance(write([OTHER], docs, state), Written)
    assert [path.name for path in docs.rglob("*.*")] == ["b.md"]
    assert not (state / writer.UNFINISHED).exists()


def many(count: int) -> list[Artifact]:
    """Files of several folders, enough to be shared by processes."""
    return [Artifact(f"van-ban/{n % 7}/{n}.ris", f"TY  - {n}\r\n") for n in range(count)]


@needs_fork
def test_what_several_processes_write_is_known_afterwards(tmp_path: Path) -> None:
    docs, state, made = tmp_path / "docs", tmp_path / "state", many(4 * writer.BATCH)
    first, second = (write(made, docs, state, jobs=3) for _ in range(2))
    assert isinstance(first, Written)
    assert isinstance(second, Written)
    assert set(first.written) == second.same == {artifact.path for artifact in made}
    assert all((docs / a.path).read_bytes() == a.text.encode() for a in made)
    listed = inventory.read(state).listed
    assert listed is not None
    assert {path: (known.size, known.time) for path, known in listed.items()} == {
        a.path: (about.st_size, about.st_mtime_ns)
        for a in made
        for about in [(docs / a.path).stat()]
    }


@needs_fork
def test_what_one_of_several_processes_cannot_write_stops_them(tmp_path: Path) -> None:
    docs, state, made = tmp_path / "docs", tmp_path / "state", many(4 * writer.BATCH)
    (docs / made[-1].path).mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        write(made, docs, state, jobs=3)
    assert (state / writer.UNFINISHED).exists()
    (docs / made[-1].path).rmdir()
    assert isinstance(write(made, docs, state, jobs=3), Written)
    assert not [*docs.rglob("*.tmp"), *state.glob(writer.UNFINISHED)]


@pytest.mark.skipif(os.name == "nt", reason="needs modes of files")
def test_all_may_read_what_is_written(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write([PAGE], tmp_path / "docs", tmp_path)
    finally:
        os.umask(before)
    assert S_IMODE((tmp_path / "docs" / PAGE.path).stat().st_mode) == 0o644
