"""Files of full texts: what is read from them, and links that lead out of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.settings import Settings
from tests.checks import bases

FOLDER = "directives/van-ban"
NAMED = "directives/van-ban/01-nq-tw-2010.yaml"


def lay(root: Path, content: str | bytes | None) -> Settings:
    """The base, with a text that its first resolution names."""
    record = (bases.BASE / NAMED).read_text(encoding="utf-8") + "text: loi-van.txt\n"
    files: dict[str, str | bytes] = {NAMED: record}
    if content is not None:
        files[f"{FOLDER}/loi-van.txt"] = content
    return bases.lay(root, files)


def codes(settings: Settings) -> list[str]:
    return [d.code for d in pipeline.check(settings).diagnostics]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffI- TÌNH HÌNH\r\n1-\xa0Một.\r\n".encode(),
        "I- TI\u0300NH HI\u0300NH\n\n\t1-   Mô\u0323t.".encode(),
    ],
    ids=["BOM, CRLF, no-break blank", "NFD, tab, blanks"],
)
def test_texts_are_read_however_they_were_saved(tmp_path: Path, content: bytes) -> None:
    checked = pipeline.check(lay(tmp_path, content))
    (item,) = checked.library.texts["01-nq-tw-2010"]
    assert (item.label, item.heading, item.lines[0].text) == ("I", "TÌNH HÌNH", "1- Một.")
    assert {d.code for d in checked.diagnostics} <= {"not-nfc"}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Điều 1. Bí mật\nx", encoding="utf-8")
    settings = lay(tmp_path / "base", None)
    (settings.root / FOLDER / "loi-van.txt").symlink_to(secret)
    checked = pipeline.check(settings)
    (found,) = checked.diagnostics
    assert (found.path, found.code) == (NAMED, "text-outside")
    assert found.excerpt[found.column - 1 :] == "loi-van.txt"
    assert checked.library.texts == {}


def test_a_link_to_itself_or_to_nothing_is_a_finding(tmp_path: Path) -> None:
    settings = lay(tmp_path, None)
    link = settings.root / FOLDER / "loi-van.txt"
    link.symlink_to(link.name)
    assert codes(settings)[0] in {"text-outside", "unreadable"}
    link.unlink()
    link.symlink_to("nowhere.txt")
    assert codes(settings) == ["unreadable"]


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    settings = lay(tmp_path, None)
    (settings.root / FOLDER / "loi-van.txt").mkdir()
    assert codes(settings) == ["unreadable"]


def test_a_record_that_came_second_does_not_lend_its_text(tmp_path: Path) -> None:
    settings = lay(tmp_path, "Lời văn.")
    first = settings.root / FOLDER / "00-truoc.yaml"
    first.write_text((bases.BASE / NAMED).read_text(encoding="utf-8"), encoding="utf-8")
    assert pipeline.check(settings).library.texts == {}
