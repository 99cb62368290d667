"""``sotay search``, from the built site, as somebody at a terminal uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.settings import Settings
from generator.site.build import Built
from tests import kb

Search = Callable[..., Result]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = kb.toy(tmp_path_factory.mktemp("command") / "toy")
    assert isinstance(kb.build(settings), Built)
    return settings


@pytest.fixture
def search(base: Settings) -> Search:
    def run(*arguments: str, expect: int = 0) -> Result:
        result = CliRunner().invoke(cli.sotay, ["-C", str(base.root), "search", *arguments])
        assert result.exit_code == expect, result.output
        assert "Traceback" not in result.output
        return result

    return run


def test_a_number_in_any_spelling(search: Search) -> None:
    for query in ("01/2005/NQ-HĐA", "1/2005/nq-hda", "nq 1 2005", "nghị quyết số 01 năm 2005"):
        found = json.loads(search(query, "--format", "json").output)
        assert found["hits"][0]["id"] == "01-nq-hda-2005", query


def test_filters_alone(search: Search) -> None:
    filters = ("--filter", "loai=nghi-quyet", "--filter", "tu=2010")
    found = json.loads(search("", *filters, "--format", "json").output)
    assert [hit["id"] for hit in found["hits"]] == ["02-nq-hdb-2012"]


def test_filters_take_dates(search: Search) -> None:
    """03/CT-HĐA is of November 2009, whose first day counts."""
    for since, until, found in (
        ("2009-11-01", "2009-11", 1),
        ("2009-11-02", "2009-12", 0),
        ("2009", "2009-11-01", 1),
        ("2012-05-06", "2012-05-06", 1),
        ("2012-05-07", "2012-12-31", 0),
    ):
        span = ("--filter", f"tu={since}", "--filter", f"den={until}", "--format", "json")
        answer = json.loads(search("", *span, expect=0 if found else 1).output)
        assert answer["total"] == found, (since, until)


@pytest.mark.parametrize("value", ["2013-02-30", "2013-13", "0999", "3/6/2013", "²013", ""])
def test_no_other_dates_are_taken(search: Search, value: str) -> None:
    assert f"tu={value}" in search("x", "--filter", f"tu={value}", expect=2).output


def test_results_are_sorted(search: Search) -> None:
    documents = ("--filter", "hieu-luc=con-hieu-luc", "--filter", "hieu-luc=het-hieu-luc-toan-bo")
    expected = {
        "newest": ["05-kh-hdb-bc-2021", "02-nq-hdb-2012", "01-nq-hda-2005"],
        "oldest": ["01-nq-hda-2005", "02-nq-hdb-2012", "05-kh-hdb-bc-2021"],
        "number": ["01-nq-hda-2005", "02-nq-hdb-2012", "05-kh-hdb-bc-2021"],
    }
    for order, ids in expected.items():
        for query in ("", "hội đồng"):
            asked = (query, *documents, "--sort", order, "--format", "json")
            hits = json.loads(search(*asked).output)["hits"]
            assert [hit["id"] for hit in hits] == ids, (order, query)
    assert "oldest" in search("x", "--sort", "cu", expect=2).output


def test_filters_do_not_bring_back_what_a_query_lacks(search: Search) -> None:
    found = search("zzzzzz", "--filter", "tu=2010", "--format", "json", expect=1)
    assert json.loads(found.output)["total"] == 0


def test_hand_pages_are_found(search: Search) -> None:
    assert "gioi-thieu.md" in search("giới thiệu").output


def test_batch_answers_line_by_line(search: Search, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"q": "doi thoai"}\n{"q": "zzzz"}\n', encoding="utf-8")
    one, two = map(json.loads, search("--batch", str(queries)).output.splitlines())
    assert one["q"] == "doi thoai"
    assert one["hits"][0].keys() == {"id", "score"}
    assert one["total"] >= len(one["hits"]) > 0
    assert (two["hits"], two["total"]) == ([], 0)
    assert one["ms"] >= 0


def test_mistakes_get_a_message(search: Search, base: Settings, tmp_path: Path) -> None:
    assert "loai" in search("x", "--filter", "loại=x", expect=2).output
    queries = tmp_path / "queries.jsonl"
    queries.write_text("không phải JSON\n", encoding="utf-8")
    assert "không phải JSON" in search("--batch", str(queries), expect=2).output
    assert "sotay build" in search("x", "--site", str(tmp_path), expect=2).output
    assert "Không tìm thấy gì" in search("zzzzzz", expect=1).output


def test_a_damaged_index_gets_a_message(base: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "search"
    folder.mkdir()
    for path in (base.site / "search").iterdir():
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text if path.name == "router.js" else "", encoding="utf-8")
    arguments = ["search", "--site", str(tmp_path), "doi thoai"]
    result = CliRunner().invoke(cli.sotay, arguments)
    assert result.exit_code == 2
    assert "sotay build" in result.output
