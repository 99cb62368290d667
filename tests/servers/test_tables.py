"""The tables of redirects, as text; what servers make of them is in `test_answers`."""

from __future__ import annotations

import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from generator.registry import LONGEST
from generator.render import servers
from generator.views.redirects import Redirect
from tests.servers.running import nginx_alone, program

GOLDEN = Path(__file__).parent / "golden" / "may-chu"


def test_tables_of_the_toy_library(site: Path, request: pytest.FixtureRequest) -> None:
    tables = {path.name: path.read_text("utf-8") for path in (site / servers.FOLDER).iterdir()}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(site / servers.FOLDER, GOLDEN)
    assert tables == {path.name: path.read_text("utf-8") for path in GOLDEN.iterdir()}


def test_the_table_for_iis_is_xml_that_names_every_redirect(site: Path) -> None:
    root = ET.parse(site / servers.FOLDER / "iis.config").getroot()
    maps = {
        found.attrib["name"]: {add.attrib["key"]: add.attrib["value"] for add in found}
        for found in root
    }
    assert maps["sotay-301"]["van-ban/03-ct-hda-2008/"] == "van-ban/03-ct-hda-2009/"
    assert maps["sotay-302"]["hướng dẫn cũ/"] == "./"


def test_the_site_has_no_compressed_files_which_servers_would_hide(site: Path) -> None:
    assert (site / "sitemap.xml").is_file()
    assert [p for p in site.rglob("*") if p.suffix in {".gz", ".br"}] == []


HOSTILE = ['a" "b', "a\\", "$host", "${x}", "{$HOME}", "{path}", "a`b", "a\nb", "#a", "a|b", "<a>"]


@pytest.mark.parametrize("name", HOSTILE)
def test_an_address_that_a_server_could_act_on_stands_in_no_table(name: str) -> None:
    source = f"/{urllib.parse.quote(name)}/"
    tables = servers.files([Redirect(source, "index.md", permanent=True)], [f"{name}/index.md"])
    assert tables == servers.files([], [])


def test_an_ampersand_and_an_apostrophe_stay_data() -> None:
    tables = servers.files([Redirect("/h%E1%BB%8Fi%20%26%20%27x%27/", "a.md", False)], [])
    root = ET.fromstring(tables[f"{servers.FOLDER}/iis.config"])
    assert [add.attrib["key"] for add in root.iter("add")] == ["hỏi & 'x'/"]
    assert '"/hỏi & \'x\'/" "/a/";' in tables[f"{servers.FOLDER}/nginx.conf"]


def test_nginx_takes_many_and_long_addresses_without_a_word(tmp_path: Path) -> None:
    nginx = program("nginx")
    moved = [Redirect(f"/so/{n}-nq-tw/", "index.md", n % 2 == 0) for n in range(30_000)]
    moved.append(Redirect(f"/{'a' * (LONGEST - 2)}/", "index.md", permanent=True))
    for path, text in servers.files(moved, []).items():
        (tmp_path / "current" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "current" / path).write_text(text, encoding="utf-8")
    nginx_alone(tmp_path, tmp_path, 1)
    command = [nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    checked = subprocess.run(command, capture_output=True, check=False)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
