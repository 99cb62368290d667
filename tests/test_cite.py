"""``sotay cite``: citations of documents, and documents cited in a text."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import pipeline
from generator.cli import sotay
from generator.recognise import recognise
from generator.settings import Settings


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(sotay, ["-C", str(settings.root), "cite", *arguments])


def meant(settings: Settings, text: str) -> list[tuple[str, ...]]:
    checked = pipeline.check(settings)
    return [one.candidates for one in recognise(text, checked.library, checked.index)]


def test_a_document_is_cited_by_id_and_by_number(shared_toy: Settings) -> None:
    done = run(shared_toy, "05-kh-hdb-bc-2021")
    words = (
        "Kế hoạch số 05/KH-HĐB-BC ngày 03 tháng 02 năm 2021 của Hội đồng B và Ban C tỉnh Thử về"
        " liên tịch có thời hạn\n"
    )
    assert (done.exit_code, done.output) == (0, words)
    assert len(run(shared_toy, "04 kl bc").output.splitlines()) == 2


@pytest.mark.parametrize(
    ("form", "begins"), [("bib", "@misc{04-kl-bc-2020,"), ("ris", "TY  - STAT"), ("json", "[")]
)
def test_formats(shared_toy: Settings, form: str, begins: str) -> None:
    done = run(shared_toy, "04-kl-bc-2020", "--format", form)
    assert done.exit_code == 0
    assert done.output.startswith(begins)


def test_several_documents_of_a_number_are_one_csl_list(shared_toy: Settings) -> None:
    items = json.loads(run(shared_toy, "04-KL/BC", "--format", "json").output)
    assert [item["id"] for item in items] == ["04-kl-bc-2025", "04-kl-bc-2020"]


TEXTS = {
    "Kết luận số 04-KL/BC ngày 02/01/2020": ["04-kl-bc-2020"],
    "Kết luận số 04-KL/BC năm 2025": ["04-kl-bc-2025"],
    "Kết luận số 04-KL/BC": ["04-kl-bc-2025", "04-kl-bc-2020"],
    "Kết luận số 04-KL/BC năm 1999": [],
    "Chỉ thị số 77-CT/TW": [],
    "Nghị quyết 1/NQ - HĐA ngày 4/3/2005": ["01-nq-hda-2005"],
    "Quyết định 03/CT-HĐA": ["03-ct-hda-2009"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_mention_means(shared_toy: Settings, text: str) -> None:
    assert meant(shared_toy, text) == [tuple(TEXTS[text])]


def test_a_later_mention_means_what_the_first_meant(shared_toy: Settings) -> None:
    text = "Kết luận 04-KL/BC năm 2020 nêu… Kết luận 04-KL/BC cũng… Kết luận 04-KL/BC năm 1999"
    assert meant(shared_toy, text) == [("04-kl-bc-2020",), ("04-kl-bc-2020",), ()]


def test_another_place_is_another_document(shared_toy: Settings) -> None:
    text = "Kết luận số 04-KL/BC ngày 02/01/2020 của Ban C tỉnh {}"
    assert meant(shared_toy, text.format("Thử")) == [("04-kl-bc-2020",)]
    assert meant(shared_toy, text.format("Mới")) == [()]


def test_a_file_is_read_with_places(shared_toy: Settings, tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    text = "Mở đầu\r\n  Kết luận số 04-KL/BC ngày 02/01/2020; Chỉ thị số 77-CT/TW\r\n"
    path.write_bytes(unicodedata.normalize("NFD", text).encode("utf-8-sig"))
    done = run(shared_toy, str(path))
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        f"{path}:2:3: Kết luận số 04-KL/BC → 04-kl-bc-2020 /van-ban/04-kl-bc-2020/",
        f"{path}:2:41: Chỉ thị số 77-CT/TW → chưa có trong kho",
        "1 trích dẫn nhận ra, 0 còn phải chọn, 1 chưa có trong kho.",
    ]
    rows = json.loads(run(shared_toy, str(path), "--format", "json").output)["citations"]
    assert rows[0] == {
        "line": 2,
        "column": 3,
        "text": "Kết luận số 04-KL/BC",
        "number": "04-KL/BC",
        "kind": "kết luận",
        "day": "2020-01-02",
        "candidates": [
            {
                "id": "04-kl-bc-2020",
                "address": "/van-ban/04-kl-bc-2020/",
                "citation": "Kết luận số 04-KL/BC ngày 02 tháng 01 năm 2020 của Ban C tỉnh Thử về"
                " đình chỉ và sửa đổi",
            }
        ],
    }
    assert rows[1]["candidates"] == []


def test_a_text_whose_citations_are_all_known_is_clean(
    shared_toy: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "bai.txt"
    path.write_text("Kết luận số 04-KL/BC năm 2020.", encoding="utf-8")
    assert run(shared_toy, str(path)).exit_code == 0


def test_what_is_neither_is_told(shared_toy: Settings, tmp_path: Path) -> None:
    binary = tmp_path / "bai.docx"
    binary.write_bytes(b"PK\x03\x04\xff\xfe")
    for what in ("khong-co", str(binary), str(tmp_path)):
        done = run(shared_toy, what)
        assert done.exit_code == 2
        assert "phải là id, số ký hiệu" in done.output
    assert run(shared_toy, str(binary), "--format", "bib").exit_code == 2
