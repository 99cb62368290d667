"""Tables for web servers: as text, and in the servers themselves where they are installed."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.registry import LONGEST
from generator.render import servers
from generator.site.build import Built
from generator.views.redirects import Redirect
from tests import kb

GOLDEN = Path(__file__).parent / "golden-servers"
HAND_PAGE = "/h%C6%B0%E1%BB%9Bng%20d%E1%BA%ABn%20c%C5%A9/"
ANSWERS = [
    ("/van-ban/03-ct-hda-2008/", 301, "/van-ban/03-ct-hda-2009/"),
    ("/van-ban/03-ct-hda-2008/?x=1&y=%20z", 301, "/van-ban/03-ct-hda-2009/?x=1&y=%20z"),
    ("/van-ban/07-kl-bc-2017/", 301, "/van-ban/07-kl-bc-2018/"),
    ("/van-ban/03-ct-hda-2008/danh-muc.csv", 302, "/van-ban/03-ct-hda-2009/"),
    ("/nam/1999/05/?x=1", 302, "/nam/?x=1"),
    ("/so/03-ct-hda/", 302, "/van-ban/03-ct-hda-2009/"),
    (HAND_PAGE, 302, "/"),
    ("/van-ban/06-bc-bc-2018/", 410, "Đã rút khỏi sổ tay"),
    ("/van-ban/07-kl-bc-2018/?x=1", 410, "Đã rút khỏi sổ tay"),
    ("/van-ban/03-ct-hda-2009/", 200, "Về đối thoại với nhân dân"),
    ("/", 200, "Trang chủ"),
    ("/khong-co/", 404, None),
    ("/.may-chu/apache-301.txt", 404, None),
]
"""What is asked for, the status, and where it leads or what stands there."""


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that servers may read, which run as nobody in particular."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = kb.toy(tmp_path_factory.mktemp("servers") / "toy")
    with (settings.records / "cong-bo" / "dia-chi.txt").open("a", encoding="utf-8") as register:
        register.write(f"{HAND_PAGE} 2022-01-05\n")
    built = kb.build(settings)
    assert isinstance(built, Built), built
    return built.site


def test_tables_of_the_toy_library(site: Path, request: pytest.FixtureRequest) -> None:
    tables = {path.name: path.read_text("utf-8") for path in (site / servers.FOLDER).iterdir()}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(site / servers.FOLDER, GOLDEN)
    assert tables == {path.name: path.read_text("utf-8") for path in GOLDEN.iterdir()}


def test_the_table_for_iis_is_xml_that_names_every_redirect(site: Path) -> None:
    root = ET.parse(site / servers.FOLDER / "web.config").getroot()
    maps = {
        found.attrib["name"]: {add.attrib["key"]: add.attrib["value"] for add in found}
        for found in root.iter("rewriteMap")
    }
    assert maps["sotay-301"]["van-ban/03-ct-hda-2008/"] == "van-ban/03-ct-hda-2009/"
    assert maps["sotay-302"]["hướng dẫn cũ/"] == "./"
    rules = [rule.attrib["input"] for rule in root.iter("add") if "input" in rule.attrib]
    assert rules == [f"{{{name}:{{R:1}}}}" for name in maps]


HOSTILE = ['a" "b', "a\\", "$host", "${x}", "{$HOME}", "{path}", "a`b", "a\nb", "#a", "a|b", "<a>"]


@pytest.mark.parametrize("name", HOSTILE)
def test_an_address_that_a_server_could_act_on_stands_in_no_table(name: str) -> None:
    source = f"/{urllib.parse.quote(name)}/"
    tables = servers.files([Redirect(source, "index.md", permanent=True)], [f"{name}/index.md"])
    assert tables == servers.files([], [])


def test_an_ampersand_and_an_apostrophe_stay_data() -> None:
    tables = servers.files([Redirect("/h%E1%BB%8Fi%20%26%20%27x%27/", "a.md", False)], [])
    root = ET.fromstring(tables[f"{servers.FOLDER}/web.config"])
    assert [add.attrib["key"] for add in root.iter("add") if "key" in add.attrib] == ["hỏi & 'x'/"]
    assert '"/hỏi & \'x\'/" "/a/";' in tables[f"{servers.FOLDER}/nginx-http.conf"]


def _nginx(folder: Path, site: Path, base: str, port: int) -> list[str]:
    tables = site / servers.FOLDER
    where = f"location {base}/ {{ alias {site}/; }}" if base else f"root {site};"
    (folder / "nginx.conf").write_text(
        f"""
        pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;
        events {{ }}
        http {{
            access_log off;
            {"".join(f"{k}_temp_path {folder}/{k};" for k in TEMPORARY)}
            include {tables}/nginx-http.conf;
            server {{
                listen 127.0.0.1:{port};
                set $sotay_base "{base}";
                include {tables}/nginx-server.conf;
                {where}
            }}
        }}
        """,
        encoding="utf-8",
    )
    return ["-p", str(folder), "-c", str(folder / "nginx.conf")]


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _apache(folder: Path, site: Path, base: str, port: int) -> list[str]:
    modules = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "dir", "alias", "rewrite", "mime")
    )
    (folder / "apache.conf").write_text(
        f"""
        ServerRoot {folder}
        PidFile {folder}/pid
        ErrorLog {folder}/error.log
        ServerName localhost
        Listen 127.0.0.1:{port}
        {modules}
        TypesConfig /dev/null
        DefaultRuntimeDir {folder}
        <VirtualHost *:{port}>
            DocumentRoot {folder if base else site}
            {f"Alias {base} {site}" if base else ""}
            <Directory {site}>
                Require all granted
            </Directory>
            Define SOTAY_SITE {site}
            Define SOTAY_BASE "{base}"
            Include {site}/{servers.FOLDER}/apache.conf
        </VirtualHost>
        """,
        encoding="utf-8",
    )
    return ["-d", str(folder), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]


def _caddy(folder: Path, site: Path, base: str, port: int) -> list[str]:
    inside = f"root * {site}\nimport {site}/{servers.FOLDER}/Caddyfile\nfile_server"
    routes = f"handle_path {base}/* {{\n{inside}\n}}" if base else inside
    (folder / "Caddyfile").write_text(
        f"{{\nadmin off\nauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n{routes}\n}}\n",
        encoding="utf-8",
    )
    return ["run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


Server = Callable[[Path, Path, str, int], list[str]]
SERVERS: Mapping[str, Server] = {"nginx": _nginx, "apache2": _apache, "caddy": _caddy}


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if found is None:
        if name == "nginx" and os.environ.get("CI"):
            pytest.fail("nginx is not installed", pytrace=False)
        pytest.skip(f"{name} is not installed")
    return found


@contextmanager
def running(name: str, folder: Path, site: Path, base: str) -> Iterator[int]:
    program = _program(name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = SERVERS[name](folder, site, base, port)
    environment = {**os.environ, "HOME": str(folder), "SOTAY_BASE": base}
    with (folder / "said").open("w", encoding="utf-8") as said:
        process = subprocess.Popen([program, *arguments], env=environment, stdout=said, stderr=said)
    try:
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "said").read_text("utf-8")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("base", ["", "/kho/so-tay"])
@pytest.mark.parametrize("name", SERVERS)
def test_a_server_answers_every_address(name: str, base: str, site: Path, public: Path) -> None:
    shutil.copytree(site, public / "site")
    with running(name, public, public / "site", base) as port:
        wrong = []
        for address, status, expected in ANSWERS:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", base + address)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8")
            if status in (301, 302):
                location = answer.headers["Location"] or ""
                found = location.removeprefix(f"http://127.0.0.1:{port}")
                right = found == f"{base}{expected}"
            else:
                found, right = body[:200], expected is None or expected in body
            if answer.status != status or not right:
                wrong.append((address, answer.status, found))
            connection.close()
    assert wrong == []


def test_nginx_takes_many_and_long_addresses_without_a_word(public: Path) -> None:
    program = _program("nginx")
    moved = [Redirect(f"/so/{n}-nq-tw/", "index.md", n % 2 == 0) for n in range(30_000)]
    moved.append(Redirect(f"/{'a' * (LONGEST - 2)}/", "index.md", permanent=True))
    for path, text in servers.files(moved, []).items():
        (public / path).parent.mkdir(exist_ok=True)
        (public / path).write_text(text, encoding="utf-8")
    arguments = _nginx(public, public, "", 1)
    checked = subprocess.run([program, "-t", "-q", *arguments], capture_output=True, check=False)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
