"""What is kept of earlier readings changes nothing but the time that the next one takes."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import checking, checks, reader
from generator.checking import Checked, kept_records
from generator.kept import Kept
from generator.reader import Reading, memory, source, tree
from generator.records.types import RECORD_TYPES, Record
from generator.settings import Settings
from tests import kb
from tests.checks import bases
from tests.killing import needs_fork

TOPIC = "directives/chu-de/dan-van.yaml"
NAMED = "directives/van-ban/01-nq-tw-2010.yaml"
TEXT = "directives/van-ban/loi-van.txt"
WORDING = "Điều 1. Một\n1. Khoản một.\na) Điểm a.\n\nĐiều 2. Hai\nLời.\n"
SCRAPS = ["", "\n", " ", "\t", "x", "\u0111", "\u00d0", "o\u0301", "- ", "id: x\n", "[", "\ufeff"]
RULES = reader.Rules(checks.check_text, checks.check_full_text)
SNIPPETS = [WORDING, "Điều 1. Một\n\nĐiều 3. Ba\n", "Lời không có điều.\n", "", "\x00"]


def lay(root: Path) -> Settings:
    """The base, with a text that its first resolution names."""
    record = (bases.BASE / NAMED).read_text(encoding="utf-8") + f"text: {Path(TEXT).name}\n"
    return bases.lay(root, {NAMED: record, TEXT: WORDING})


def read(known: Settings, kept: Kept | None) -> Reading:
    return reader.read_all(known.root, kept, RULES)


def ahead(known: Settings) -> Reading:
    """As a build reads: somebody else has looked at the files."""
    keys = reader.look(known.root)
    return reader.read_all(known.root, kept_records(known), RULES, keys=keys)


def place(known: Settings) -> Path:
    return known.state / "records.kept"


def seen(checked: Checked) -> tuple[object, ...]:
    return checked.library, checked.diagnostics, checked.records


def cold(known: Settings) -> Checked:
    return checking.check(known, Kept(known.state / "no such file"))


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Path], None]:
    """What editors do to files: write, cut, copy over another name, rename, delete, put back."""
    names = sorted(p.relative_to(bases.BASE).as_posix() for p in bases.BASE.rglob("*.yaml"))
    name = draw(st.sampled_from(names))
    other = draw(st.sampled_from([*names, "directives/chu-de/khac.yaml", "directives/la/a.yaml"]))
    what = draw(st.sampled_from(["put", "put", "cut", "copy", "move", "delete", "back", "text"]))
    share, length, scrap = (
        draw(st.floats(0, 1)),
        draw(st.integers(0, 30)),
        draw(st.sampled_from(SCRAPS)),
    )
    wording = draw(st.sampled_from(SNIPPETS))

    def edit(root: Path) -> None:
        path, to = root / name, root / other
        to.parent.mkdir(parents=True, exist_ok=True)
        raw = path.read_bytes() if path.exists() else b""
        at = int(share * len(raw))
        match what:
            case "put":
                path.write_bytes(raw[:at] + scrap.encode() + raw[at:])
            case "cut":
                path.write_bytes(raw[:at] + raw[at + length :])
            case "copy":
                to.write_bytes(raw)
            case "move" if path.exists():
                path.replace(to)
            case "delete":
                path.unlink(missing_ok=True)
            case "text":
                (root / TEXT).write_text(wording, encoding="utf-8")
            case _:
                shutil.copyfile(bases.BASE / name, path)

    return edit


@settings(max_examples=40)
@given(st.lists(edits(), min_size=1, max_size=6))
def test_a_warm_reading_is_a_cold_one(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Callable[[Path], None]]
) -> None:
    known = lay(tmp_path_factory.mktemp("base"))
    checking.check(known)
    for change in changes:
        change(known.root)
        assert read(known, kept_records(known)) == ahead(known) == read(known, None)
        assert seen(checking.check(known)) == seen(cold(known))
        assert seen(checking.check(known)) == seen(cold(known))
    shutil.rmtree(known.root)


def test_records_of_every_kind_and_texts_come_back_as_they_were(toy: Settings) -> None:
    fresh = read(toy, None)
    checking.check(toy)
    again = read(toy, kept_records(toy))
    assert again == fresh
    assert {type(e.record) for e in again.entries} >= set(RECORD_TYPES)
    assert any(e.provisions for e in again.entries)
    for one, other in zip(fresh.entries, again.entries, strict=True):
        assert one.record.model_fields_set == other.record.model_fields_set


@needs_fork
def test_several_processes_read_what_one_reads(
    toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files with a finding too, and where all processes but this one are killed."""
    kb.edit(toy, "van-ban/doc-hai.yaml", "kind: thông báo", "kind: thông bao")
    (toy.records / "mo-hinh/loa-xa.yaml").write_text("[", encoding="utf-8")
    expected = seen(checking.check(toy, jobs=1))
    assert expected[1]
    kept = place(toy).read_bytes()
    monkeypatch.setattr(reader, "BATCH", 5)
    for work in (reader._anew, dying):
        monkeypatch.setattr(reader, "_anew", work)
        place(toy).unlink()
        assert seen(checking.check(toy, jobs=3)) == expected
        assert place(toy).read_bytes() == kept
    assert not multiprocessing.active_children()


def dying(*arguments: Any, anew: Any = reader._anew) -> Any:
    """Reading, where a process that has been started for it is killed."""
    if multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return anew(*arguments)


def refuse(*_: object) -> None:
    raise AssertionError


def test_what_is_kept_is_not_composed_again(toy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = seen(checking.check(toy))
    monkeypatch.setattr(tree, "compose", refuse)
    monkeypatch.setattr("generator.reader.texts.parse", refuse)
    monkeypatch.setattr(checks, "TEXT_RULES", (refuse,))
    assert seen(checking.check(toy)) == expected


def test_nothing_is_written_where_nothing_has_changed(toy: Settings) -> None:
    checking.check(toy)
    before = place(toy).stat()
    checking.check(toy)
    after = place(toy).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_gone_is_not_kept(toy: Settings) -> None:
    checking.check(toy)
    path = toy.records / "mo-hinh/loa-xa.yaml"
    key = memory.key_of("mo-hinh", path.read_bytes())
    assert kept_records(toy).get(key)
    path.unlink()
    checking.check(toy)
    assert kept_records(toy).get(key) is None


@pytest.mark.parametrize("what", ["cut", "text", "folder", "old", "foreign"])
def test_a_file_that_is_not_ours_or_not_whole_is_ignored(toy: Settings, what: str) -> None:
    expected = seen(checking.check(toy))
    raw = place(toy).read_bytes()
    place(toy).unlink()
    match what:
        case "cut":
            place(toy).write_bytes(raw[: len(raw) // 2])
        case "text":
            place(toy).write_text("không phải tệp này", encoding="utf-8")
        case "folder":
            place(toy).mkdir()
        case "old":
            place(toy).write_bytes(bytes(16) + raw[16:])
        case "foreign":
            (toy.root.parent / "other").mkdir()
            other = lay(toy.root.parent / "other")
            checking.check(other)
            place(other).replace(place(toy))
    assert seen(checking.check(toy)) == expected
    assert seen(checking.check(toy)) == expected


DAMAGED = [
    b"", b"\n", b"van-ban", b"van-ban\n{", b"van-ban\n[]", b"la\n{}", b"\xff\n",
    b'chu-de\n{"id": "X"}', b"van-ban\n" + bytes(16) + b"[1, 2]\n{}",
    b"viet-tat.yaml\n" + bytes(16) + b"[]\n[]",
]  # fmt: skip


@pytest.mark.parametrize("value", DAMAGED)
def test_values_that_make_no_record_are_read_anew(toy: Settings, value: bytes) -> None:
    expected = seen(checking.check(toy))
    kept = kept_records(toy)
    for entry in read(toy, None).entries:
        for key in filter(None, (entry.key, entry.text_key)):
            kept.put(key, value)
    assert seen(checking.check(toy, kept)) == expected
    kept.save()
    assert seen(checking.check(toy)) == expected


def test_what_is_whole_and_no_record_is_read_anew_when_it_is_asked_for(toy: Settings) -> None:
    expected = seen(checking.check(toy))
    kept = kept_records(toy)
    entry = _at(read(toy, None), "van-ban/doc-hai.yaml")
    whole = kept.get(entry.key)
    assert whole is not None
    kept.put(entry.key, whole[: whole.rindex(b"\n{") + 1] + b"{}")
    assert seen(checking.check(toy, kept)) == expected


def test_records_are_made_where_somebody_asks_for_them(
    toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking.check(toy)
    made: list[str] = []
    record = memory.Recalled.record

    def noted(recalled: memory.Recalled) -> Record:
        made.append(recalled.head.id)
        return record(recalled)

    monkeypatch.setattr(memory.Recalled, "record", noted)
    library = checking.check(toy).library
    assert made == []
    assert {*library.documents} >= {"doc-hai"}
    assert made == []
    for _ in range(2):
        assert library.documents["doc-hai"].id == "doc-hai"
    assert made == ["doc-hai"]


def test_rules_are_held_against_words_once(toy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that look at all records, where they have found nothing."""
    checking.check(toy)
    record = toy.records / "van-ban/01-nq-hda-2005.yaml"
    before = record.read_text(encoding="utf-8")
    record.write_text(before.replace("title: Về", "title: Nay về"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(checks, "LIBRARY_RULES", (refuse,))
        assert checking.check(toy).diagnostics == []
        text = toy.records / "van-ban/05-kh-bc-2019.txt"
        text.write_text(text.read_text(encoding="utf-8") + "Thêm.\n", encoding="utf-8")
        with pytest.raises(AssertionError):
            checking.check(toy)
    record.write_text(before.replace("  - dan-van", "  - khong-co"), encoding="utf-8")
    for _ in range(2):
        assert [d.code for d in checking.check(toy).diagnostics] == ["unknown-reference"]


def test_findings_are_told_each_time(tmp_path: Path) -> None:
    known = lay(tmp_path)
    assert checking.check(known).diagnostics == []
    kb.edit(known, "chu-de/dan-van.yaml", "name: ", "name: \u00d0 ")
    (known.root / TEXT).write_text("Điều 1. Một\n\nĐiều 3. Ba\n", encoding="utf-8")
    told = [[d.code for d in checking.check(known).diagnostics] for _ in range(3)]
    assert told == [["look-alike", "article-order"]] * 3


def test_an_excerpt_is_another_text_than_the_whole(tmp_path: Path) -> None:
    known = lay(tmp_path)
    (known.root / TEXT).write_text("Điều 1. Một\n\nĐiều 3. Ba\n", encoding="utf-8")
    record = known.root / NAMED
    whole = record.read_text(encoding="utf-8")
    record.write_text(f"{whole}text_complete: false\n", encoding="utf-8")
    assert checking.check(known).diagnostics == []
    record.write_text(whole, encoding="utf-8")
    assert [d.code for d in checking.check(known).diagnostics] == ["article-order"]


def test_a_renamed_file_is_told_of(tmp_path: Path) -> None:
    known = lay(tmp_path)
    checking.check(known)
    (known.root / TOPIC).replace(known.records / "chu-de" / "khac.yaml")
    codes = [d.code for d in checking.check(known).diagnostics]
    assert codes == ["id-mismatch"]


def test_one_content_in_two_folders_is_two_readings(tmp_path: Path) -> None:
    known = lay(tmp_path)
    text = "id: hai-noi\nname: Hai nơi\n"
    (known.records / "chu-de" / "hai-noi.yaml").write_text(text, encoding="utf-8")
    checking.check(known)
    (known.records / "dia-phuong" / "hai-noi.yaml").write_text(text, encoding="utf-8")
    warm = checking.check(known).diagnostics
    assert [(d.path, d.code) for d in warm] == [
        ("directives/dia-phuong/hai-noi.yaml", "wrong-folder")
    ]
    assert warm == cold(known).diagnostics


def test_a_base_that_may_not_be_written_to_is_checked(toy: Settings) -> None:
    toy.state.write_text("a file where the folder would be", encoding="utf-8")
    assert checking.check(toy).diagnostics == []
    assert toy.state.is_file()


def test_the_record_before_an_edit_can_be_asked_for(tmp_path: Path) -> None:
    known = lay(tmp_path)
    before = {i: e.digest for i, e in checking.check(known).library.entries.items()}
    kb.edit(known, "chu-de/dan-van.yaml", "name: ", "name: Mới ")
    (known.root / TEXT).write_text(WORDING + "Thêm.\n", encoding="utf-8")
    kept = kept_records(known)
    library = checking.check(known, kept).library
    changed = {i for i, e in library.entries.items() if e.digest != before[i]}
    assert changed == {"dan-van", "01-nq-tw-2010"}
    old = memory.recall(kept, before["dan-van"][:16])
    assert isinstance(old, memory.Recalled)
    assert f"Mới {old.record().name}" == library.topics["dan-van"].name  # type: ignore[attr-defined]
    old_text = memory.recall_text(kept, before["01-nq-tw-2010"][16:])
    assert old_text is not None
    assert old_text != library.texts["01-nq-tw-2010"]


def test_what_is_known_is_not_read_and_is_there_for_who_asks(
    toy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking.check(toy)
    opened: list[str] = []
    load = source.load

    def noted(root: Path, name: str) -> object:
        opened.append(name)
        return load(root, name)

    keys = reader.look(toy.root)
    monkeypatch.setattr(reader, "load", noted)
    found = reader.read_all(toy.root, kept_records(toy), RULES, keys=keys)
    assert opened == []
    entry = _at(found, "van-ban/doc-hai.yaml")
    told = entry.finding(("title",), "nfc")
    assert told.line > 1
    assert told.excerpt == entry.source.line(told.line)
    assert opened == [entry.source.path]


def test_of_a_file_that_changed_after_it_was_looked_at_the_place_is_its_beginning(
    toy: Settings,
) -> None:
    name = "van-ban/doc-hai.yaml"
    before = checking.check(toy).library.documents["doc-hai"]
    keys = reader.look(toy.root)
    kb.edit(toy, name, "kind: thông báo", "kind: kết luận")
    entry = _at(reader.read_all(toy.root, kept_records(toy), RULES, keys=keys), name)
    assert entry.record == before
    assert entry.finding(("title",), "nfc").line == 1
    (toy.records / name).unlink()
    entry = _at(reader.read_all(toy.root, kept_records(toy), RULES, keys=keys), name)
    assert entry.finding(("title",), "nfc").line == 1


def _at(reading: Reading, name: str) -> reader.Entry:
    return next(e for e in reading.entries if e.source.path == f"directives/{name}")


def test_the_bytes_of_what_is_kept_are_not_held(toy: Settings) -> None:
    kb.edit(toy, "chu-de/dan-van.yaml", "name: ", "name: \u00d0 ")
    for kept in (Kept(toy.state / "records.kept"), kept_records(toy)):
        held = [e.source.path for e in read(toy, kept).entries if e.source.is_read]
        assert held == [TOPIC], "what has a finding is not kept"
        assert held == [e.source.path for e in read(toy, kept).entries if e.source.is_read]
    assert all(e.source.is_read for e in read(toy, None).entries)
