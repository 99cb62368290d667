from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator import checking, cli
from generator.lock import exclusive
from generator.settings import Settings
from tests import kb

RECORDS = sum(1 for _ in kb.LIBRARY.glob("*/*.yaml"))


def run(*arguments: object, expect: int = 0) -> Result:
    result = CliRunner().invoke(cli.sotay, [str(a) for a in arguments])
    assert result.exit_code == expect, result.output
    assert "Traceback" not in result.output
    return result


def test_check_is_silent_about_nothing(toy: Settings) -> None:
    assert run("-C", toy.root, "check").output == f"Không có lỗi: {RECORDS} bản ghi.\n"


def test_check_shows_place_line_caret_and_way_out(toy: Settings) -> None:
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    shown = run("-C", toy.root, "check", expect=1).output
    assert (
        "directives/mo-hinh/loa-xa.yaml:2:1: unknown-key khóa “titel” không có trong loại bản ghi"
        " này\n    2 | titel: Loa xã\n      | ^\n      = có lẽ là “title”\n"
    ) in shown
    assert shown.endswith(f"4 lỗi, 0 cảnh báo trong {RECORDS} bản ghi.\n")


def test_check_speaks_english(toy: Settings) -> None:
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    shown = run("-C", toy.root, "--lang", "en", "check", expect=1).output
    assert "this type of record has no key “titel”" in shown


def test_the_language_of_the_settings_holds_unless_told_otherwise(toy: Settings) -> None:
    text = toy.config.read_text(encoding="utf-8").replace("lang: vi\n", "lang: en\n")
    assert "    lang: en\n" in text
    toy.config.write_text(text, encoding="utf-8")
    assert "No findings" in run("-C", toy.root, "check").output
    assert "Không có lỗi" in run("-C", toy.root, "--lang", "vi", "check").output


def test_check_as_json(toy: Settings) -> None:
    kb.edit(toy, "van-ban/doc-hai.yaml", "issued_on: 2022", "issued_on: 2022-02-30")
    report = json.loads(run("-C", toy.root, "check", "--format", "json", expect=1).output)
    assert report["counts"] == {"error": 1, "warning": 0, "records": RECORDS}
    (found,) = report["diagnostics"]
    assert (found["path"], found["line"], found["column"], found["code"], found["severity"]) == (
        "directives/van-ban/doc-hai.yaml",
        6,
        12,
        "date-impossible",
        "error",
    )
    assert found["message"]
    assert found["hint"]


def test_check_for_github(toy: Settings) -> None:
    kb.edit(toy, "van-ban/doc-hai.yaml", "issued_on: 2022", "issued_on: 2022-02-30")
    shown = run("-C", toy.root, "check", "--format", "github", expect=1).output
    assert shown.startswith(
        "::error file=directives/van-ban/doc-hai.yaml,line=6,col=12,title=date-impossible::"
    )
    assert shown.count("\n") == 1


def test_check_of_some_paths_reads_all_and_shows_these(toy: Settings) -> None:
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    run("-C", toy.root, "check", toy.records / "van-ban")
    run("-C", toy.root, "check", toy.records / "mo-hinh", expect=1)
    run("-C", toy.root, "check", toy.records / "mo-hinh" / "loa-xa.yaml", expect=1)
    assert "directives/" in run("-C", toy.root, "check", "/", expect=2).output


@pytest.mark.parametrize("day", ["2023-02-30", "hôm nay", "30/6/2023", "99999-01-01"])
def test_as_of_must_be_a_day(toy: Settings, day: str) -> None:
    assert "2023-06-30" in run("-C", toy.root, "generate", "--as-of", day, expect=2).output


def test_a_folder_that_is_no_knowledge_base(tmp_path: Path) -> None:
    for command in ("check", "generate", "build", "serve"):
        assert "sotay init" in run("-C", tmp_path, command, expect=2).output


def test_init_makes_a_base_that_is_clean(tmp_path: Path) -> None:
    run("init", tmp_path / "mới")
    run("-C", tmp_path / "mới", "check")
    assert "39 tệp" in run("-C", tmp_path / "mới", "generate").output


def test_init_refuses_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("của tôi", encoding="utf-8")
    run("init", tmp_path, expect=2)
    run("init", tmp_path / "x", expect=2)
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_generate_reports_and_stops_at_errors(toy: Settings) -> None:
    assert "0 tệp được xóa" in run("-C", toy.root, "generate").output
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    assert "unknown-key" in run("-C", toy.root, "generate", expect=1).output


def test_two_runs_at_once_do_not_meet(toy: Settings) -> None:
    held = "from generator.lock import exclusive; import sys, pathlib\n"
    held += "with exclusive(pathlib.Path(sys.argv[1])): print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", held, str(toy.state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=kb.ROOT,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert "lần chạy khác" in run("-C", toy.root, "generate", expect=1).output
        other.kill()
    run("-C", toy.root, "generate")


def test_the_lock_is_free_again_after_use(tmp_path: Path) -> None:
    for _ in range(2):
        with exclusive(tmp_path / "state"):
            pass


def test_an_unwritable_state_folder_gives_a_message(toy: Settings) -> None:
    toy.state.write_text("a file where a folder must be", encoding="utf-8")
    assert "Không ghi được" in run("-C", toy.root, "generate", expect=1).output


def test_our_own_bugs_are_told_as_such(
    toy: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Settings) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(checking, "check", broken)
    monkeypatch.setattr(sys, "argv", ["sotay", "-C", str(toy.root), "check"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 3
    told = capsys.readouterr().err
    assert "RuntimeError: boom" in told
    assert "Traceback" not in told


def test_source_date_epoch_is_today(toy: Settings) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1341100800", "PYTHONPATH": str(kb.ROOT)}
    command = [sys.executable, "-m", "generator", "-C", str(toy.root), "generate"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    home = (toy.docs / "index.md").read_text(encoding="utf-8")
    assert 'datetime="2012-07-01"' in home


def test_every_command_has_help() -> None:
    for name in cli.COMMANDS:
        command = cli.sotay.get_command(click.Context(cli.sotay), name)
        assert command is not None
        assert command.help, name
        assert "Usage" in run(name, "--help").output


def test_a_check_loads_nothing_that_makes_pages() -> None:
    code = """
import sys
from generator import cli
cli.sotay.get_command(None, "check")
print(*sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=kb.ROOT, check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.split())
    assert "generator.commands.check" in loaded
    rooms = ("pipeline", "publish", "render", "sbom", "search", "seal", "site", "views", "writer")
    assert not loaded & {"jinja2", "mkdocs", *(f"generator.{room}" for room in rooms)}


def test_an_unknown_command_is_a_mistake_of_the_call() -> None:
    assert "No such command" in run("chekc", expect=2).output


def test_help_lists_every_command() -> None:
    shown = run("--help").output
    assert all(f"\n  {name} " in shown for name in cli.COMMANDS)
