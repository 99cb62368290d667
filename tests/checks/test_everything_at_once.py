"""One run over a base with one file for each mistake that the issue lists shows all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.messages import Language
from tests.checks import bases

SOURCES = "sources:\n  - title: Bài thử\n"


def document(
    stem: str,
    *,
    kind: str = "kind: quyết định",
    number: str = "",
    by: str = "trung-uong",
    issued: str = "2018-01-02",
    more: str = "",
    sources: str = SOURCES,
) -> str:
    """A document; the arguments may hold marks."""
    written = f"number: {number}\n" if number else ""
    return (
        f"id: {stem}\n{kind}\n{written}issued_by:\n  - {by}\nissued_on: {issued}\n"
        f"title: Văn bản thử\nsummary: Tóm tắt thử.\n{more}confidence: confirmed\n{sources}"
    )


def relation(kind: str, to: str, code: str = "") -> str:
    return f"relations:\n  - type: {kind}\n    to: {code}{to}\n"


MISTAKES = {
    # the file
    "chu-de/cu-phap.yaml": "id: cu-phap\nname: Dân vận⟦yaml-syntax⟧: thử\n",
    "chu-de/khoa-trung.yaml": "id: khoa-trung\nname: A\nnote: B\n⟦duplicate-key⟧note: C\n",
    "chu-de/tab.yaml": "id: tab\nname: A\nsynonyms:\n  - B\n⟦tab-indent⟧\t- C\n",
    # the record
    "chu-de/khoa-la.yaml": "id: khoa-la\nname: A\n⟦unknown-key⟧synonym:\n  - B\n",
    "chu-de/sai-kieu.yaml": "id: sai-kieu\nname: A\nsynonyms: ⟦not-list⟧B\n",
    "van-ban/dang-ngay.yaml": document("dang-ngay", issued="⟦date-form⟧3/6/2013"),
    "van-ban/ngay-sai.yaml": document("ngay-sai", issued="⟦date-impossible⟧2021-02-29"),
    # the identity
    "chu-de/ten-tep.yaml": "id: ⟦id-mismatch⟧ten-khac\nname: A\n",
    "chu-de/sai-cho.yaml": "⟦wrong-folder⟧" + document("sai-cho"),
    "dia-phuong/dan-van.yaml": f"id: ⟦duplicate-id⟧dan-van\nname: A\nlevel: province\n{SOURCES}",
    "van-ban/trung-khoa.yaml": document(
        "trung-khoa",
        kind="kind: nghị quyết",
        number="⟦duplicate-document⟧01-NQ/TW",
        issued="2010-03-01",
    ),
    "van-ban/dang-so.yaml": document("dang-so", number="⟦number-form⟧43- QĐ/TW"),
    "van-ban/so-loai.yaml": document("so-loai", number="⟦number-kind⟧44-KL/TW"),
    "van-ban/so-co-quan.yaml": document("so-co-quan", number="⟦number-body⟧45-QĐ/BC"),
    # relations
    "van-ban/khong-co.yaml": document(
        "khong-co", more=relation("cites", "01-nq-tw-2011", "⟦unknown-reference⟧")
    ),
    "van-ban/hai-ben-a.yaml": document("hai-ben-a", more=relation("guides", "hai-ben-b")),
    "van-ban/hai-ben-b.yaml": document(
        "hai-ben-b", more=relation("guides", "hai-ben-a", "⟦relation-both-sides⟧")
    ),
    "van-ban/chinh-no.yaml": document(
        "chinh-no", more=relation("amends", "chinh-no", "⟦relation-to-itself⟧")
    ),
    "van-ban/vong-a.yaml": document("vong-a", more=relation("replaces", "vong-b", "⟦cycle⟧")),
    "van-ban/vong-b.yaml": document("vong-b", more=relation("replaces", "vong-c")),
    "van-ban/vong-c.yaml": document("vong-c", more=relation("replaces", "vong-a")),
    "co-quan/noi-a.yaml": "id: noi-a\nname: A\nbranch: party\nlevel: central\n"
    f"successors:\n  - ⟦cycle⟧noi-b\n{SOURCES}",
    "co-quan/noi-b.yaml": "id: noi-b\nname: B\nbranch: party\nlevel: central\n"
    f"successors:\n  - noi-a\n{SOURCES}",
    # dates
    "van-ban/hieu-luc.yaml": document(
        "hieu-luc", more="effective_on: ⟦effective-before-issued⟧2018-01-01\n"
    ),
    "van-ban/thay-moi.yaml": document(
        "thay-moi",
        issued="2009-12-31",
        more=relation("replaces", "01-nq-tw-2010", "⟦older-acts-on-newer⟧"),
    ),
    "van-ban/sua-moi.yaml": document(
        "sua-moi",
        issued="2009",
        more=relation("amends", "01-nq-tw-2010", "⟦older-acts-on-newer⟧"),
    ),
    "van-ban/tiep-moi.yaml": document(
        "tiep-moi",
        issued="2010-02",
        more=relation("continues", "01-nq-tw-2010", "⟦older-acts-on-newer⟧"),
    ),
    "van-ban/chua-co.yaml": document(
        "chua-co", by="⟦issuer-not-existing⟧ban-moi", issued="2019-12-31"
    ),
    "van-ban/nguon-cu.yaml": document(
        "nguon-cu", sources=f"{SOURCES}    published_on: ⟦source-too-old⟧2018-01-01\n"
    ),
    # figures
    "phong-trao/tong.yaml": "id: tong\ntitle: A\nyear: 2020\ntotal: ⟦sum-mismatch⟧31\n"
    f"by_field:\n  kinh tế: 10\n  văn hóa - xã hội: 20\nconfidence: confirmed\n{SOURCES}",
    # texts
    "chu-de/to-hop.yaml": "id: to-hop\nname: ghi ⟦not-nfc⟧Da\u0302n vận\n",
    "chu-de/nhin-giong.yaml": "id: nhin-giong\nname: ghi ⟦look-alike⟧\u00d0ảng\n",
    "chu-de/tang-hinh.yaml": "id: tang-hinh\nname: Dân⟦invisible-character⟧\u200b vận\n",
    "van-ban/khong-nguon.yaml": document("khong-nguon", sources="").replace(
        "id: ", "id: ⟦missing-source⟧", 1
    ),
}
ISSUE = {
    "yaml-syntax", "duplicate-key", "unknown-key", "not-list", "date-form", "date-impossible",
    "id-mismatch", "wrong-folder", "duplicate-id", "duplicate-document", "number-form",
    "number-kind", "number-body", "unknown-reference", "relation-both-sides", "relation-to-itself",
    "cycle", "effective-before-issued", "older-acts-on-newer", "issuer-not-existing",
    "sum-mismatch", "source-too-old", "not-nfc", "look-alike", "invisible-character",
    "missing-source", "not-utf8", "tab-indent",
}  # fmt: skip
"""Every mistake that the issue lists, by its code."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    files: dict[str, str | bytes] = {
        f"directives/{path}": bases.marked(text)[0] for path, text in MISTAKES.items()
    }
    files["directives/chu-de/khong-utf8.yaml"] = "id: khong-utf8\nname: Đ".encode() + b"\xe2n\n"
    return bases.check(tmp_path_factory.mktemp("all"), files)


def test_each_mistake_is_found_where_it_is_and_nothing_else(found: list[Diagnostic]) -> None:
    expected = {
        (f"directives/{path}", *place)
        for path, text in MISTAKES.items()
        for place in bases.marked(text)[1]
    }
    expected.add(("directives/chu-de/khong-utf8.yaml", 2, 8, "not-utf8"))
    assert {(d.path, d.line, d.column, d.code) for d in found} == expected
    assert len(found) == len(expected)


def test_nothing_that_the_issue_lists_is_left_out(found: list[Diagnostic]) -> None:
    assert {d.code for d in found} == ISSUE


@pytest.mark.parametrize(
    ("code", "likely"), [("unknown-key", "synonyms"), ("unknown-reference", "01-nq-tw-2010")]
)
def test_the_likely_correction_is_told(found: list[Diagnostic], code: str, likely: str) -> None:
    assert [likely in str(d.hint(Language.VI)) for d in found if d.code == code] == [True]


def test_findings_come_in_the_order_of_files_and_lines(
    found: list[Diagnostic], tmp_path: Path
) -> None:
    order = [(d.path, d.line, d.column) for d in found]
    assert order == sorted(order)
    assert len({path for path, _, _ in order}) > 30


def test_all_circles_are_told_at_once(tmp_path: Path) -> None:
    body = "name: A\nbranch: party\nlevel: central\n"
    files: dict[str, str | bytes] = {
        f"directives/co-quan/{i}.yaml": f"id: {i}\n{body}successors: [{to}]\n{SOURCES}"
        for i, to in [("a", "b, c"), ("b", "a"), ("c", "a")]
    }
    found = bases.check(tmp_path, files)
    assert [d.values["path"] for d in found] == ["a → b → a", "a → c → a"]


def test_a_broken_record_is_no_missing_reference(tmp_path: Path) -> None:
    found = bases.check(tmp_path, {"directives/chu-de/dan-van.yaml": "id: dan-van\nname: [\n"})
    assert [d.code for d in found] == ["yaml-syntax"]


def test_a_misplaced_small_locality_is_told_to_move(tmp_path: Path) -> None:
    found = bases.check(
        tmp_path, {"directives/chu-de/x.yaml": f"id: x\nname: A\nlevel: province\n{SOURCES}"}
    )
    assert [d.code for d in found] == ["wrong-folder"]
