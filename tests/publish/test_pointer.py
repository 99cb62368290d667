"""Targets without symbolic links: what ``current.txt`` and ``web.config`` say, and who reads it."""

from __future__ import annotations

import errno
import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.publish.deliver import deliver, go_back
from generator.publish.pointer import POINTER, WEB_CONFIG, named, pointer, web_config
from generator.publish.target import Switch, open_target
from generator.render.servers import Host, configuration
from tests import kb
from tests.publish import stage
from tests.publish.far import program

NAME = "20261123T120000Z-0123abcd"
RULES = "system.webServer/rewrite/rules/rule"
NEW_RULES = {"sotay-folders", "sotay-release"}


def test_the_pointer_is_a_line_that_apache_reads() -> None:
    assert pointer(NAME) == f"release {NAME}\n".encode()
    assert named(pointer(NAME)) == NAME
    assert named(f"release {NAME}\r\n".encode()) == NAME


@pytest.mark.parametrize("data", [b"", b"release ../..\n", b"release", b"\xff", pointer(NAME) * 2])
def test_what_names_no_release(data: bytes) -> None:
    assert named(data) is None


def answer(path: str) -> str:
    """What the rules of web.config make of a path below the folder, as IIS reads them."""
    root = ET.fromstring(web_config(NAME))
    for rule in root.iterfind(RULES):
        match, action = rule.find("match"), rule.find("action")
        assert match is not None
        assert action is not None
        found = re.search(match.attrib["url"], path)
        if found is not None and rule.find("conditions") is None:
            return action.attrib["url"].replace("{R:1}", found[1])
    return path


def test_iis_is_led_to_the_live_release() -> None:
    root = ET.fromstring(web_config(NAME))
    assert root.tag == "configuration"
    assert answer("") == f"releases/{NAME}/site/"
    assert answer("van-ban/x/") == f"releases/{NAME}/site/van-ban/x/"
    assert answer(f"releases/{NAME}/site/index.html") == f"releases/{NAME}/site/index.html"
    assert answer("current.txt") == f"releases/{NAME}/site/current.txt"
    assert answer("releases/other/site/x") == f"releases/{NAME}/site/releases/other/site/x"
    (folder,) = root.iterfind(f"{RULES}[@name='sotay-folders']/conditions/add")
    assert folder.attrib["input"] == f"{{APPL_PHYSICAL_PATH}}releases\\{NAME}\\site\\{{R:1}}"
    assert folder.attrib["matchType"] == "IsDirectory"
    assert [error.attrib["path"] for error in root.iter("error")] == [
        f"releases\\{NAME}\\site\\404.html"
    ] * 2
    assert [maps.attrib["configSource"] for maps in root.iter("rewriteMaps")] == [
        f"releases\\{NAME}\\site\\.may-chu\\iis.config"
    ]
    assert [feed.attrib["path"] for feed in root.iter("location")] == [
        f"releases/{NAME}/site/nhat-ky/feed.xml"
    ]


def test_iis_says_with_files_what_it_says_of_a_site_that_is_a_folder() -> None:
    """All but where they lie, and the two rules that lead there."""
    (whole,) = configuration("iis", Host()).values()
    released = ET.fromstring(web_config(NAME))
    for rules in released.iter("rules"):
        for rule in [rule for rule in rules if rule.attrib["name"] in NEW_RULES]:
            rules.remove(rule)
    text = ET.canonicalize(ET.tostring(released), strip_text=True)
    for folder in (f"releases\\{NAME}\\site\\", f"releases/{NAME}/site/"):
        text = text.replace(folder, "")
    assert text == ET.canonicalize(whole, strip_text=True)


def test_a_file_system_without_links_gets_a_pointer_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no symbolic links here")

    (tmp_path / "target").mkdir()
    monkeypatch.setattr(Path, "symlink_to", refuse)
    with stage.opened(str(tmp_path / "target")) as target:
        deliver(stage.site(tmp_path / "1", stage.FIRST), target)
    monkeypatch.undo()
    target = open_target(str(tmp_path / "target"), ())
    assert target.kept_switch() is Switch.POINTER
    stage.live(target)


def test_what_iis_reads_follows_when_it_lags(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with stage.opened(str(tmp_path / "target"), Switch.POINTER) as target:
        release = deliver(stage.site(tmp_path / "1", stage.FIRST), target).release
        (tmp_path / "target" / WEB_CONFIG).write_bytes(web_config(NAME))
        target.mend()
        assert (tmp_path / "target" / WEB_CONFIG).read_bytes() == web_config(release.name)


def test_a_pointer_that_was_damaged_is_made_anew(tmp_path: Path) -> None:
    site = stage.site(tmp_path / "1", stage.FIRST)
    (tmp_path / "target").mkdir()
    with stage.opened(str(tmp_path / "target"), Switch.POINTER) as target:
        deliver(site, target)
        (tmp_path / "target" / POINTER).write_bytes(b"")
        assert target.live() is None
        deliver(site, target)
        stage.live(target)
        assert target.kept_switch() is Switch.POINTER


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that Apache may read, which runs as nobody in particular."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name).resolve()


@contextmanager
def apache(folder: Path, target: Path) -> Iterator[int]:
    """Apache with what the maintainers' page tells; the port that it listens on."""
    guide = kb.ROOT / "docs" / "maintainers" / "publishing.md"
    found = re.search(r"```apache\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    assert found is not None
    modules = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "dir", "rewrite", "mime")
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n"
        f"ServerName localhost\nListen 127.0.0.1:{port}\nDefaultRuntimeDir {folder}\n"
        f"{modules}TypesConfig /dev/null\n" + found[1].replace("/srv/so-tay", str(target)),
        "utf-8",
    )
    command = [program("apache2"), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]
    with subprocess.Popen(command) as server:
        try:
            while server.poll() is None and not (folder / "pid").exists():
                time.sleep(0.02)
            assert server.poll() is None, (folder / "error.log").read_text("utf-8")
            yield port
        finally:
            server.terminate()


def get(port: int, path: str) -> tuple[int, str]:
    """Status, and the address that is led to or what stands there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    found = connection.getresponse()
    body = found.read().decode()
    connection.close()
    return found.status, found.getheader("Location") or body


def test_apache_shows_the_live_release(public: Path, tmp_path: Path) -> None:
    if shutil.which("apache2") is None and not Path("/usr/sbin/apache2").exists():
        pytest.skip("apache2 is not installed")
    (public / "target").mkdir()
    sites = [
        stage.site(tmp_path / str(number), {**files, ".may-chu/web.config": b"x", "404.html": b"?"})
        for number, files in enumerate((stage.FIRST, stage.SECOND))
    ]
    with stage.opened(str(public / "target"), Switch.POINTER) as target:
        first = deliver(sites[0], target).release
        with apache(public, public / "target") as port:
            assert get(port, "/") == (200, "first")
            assert get(port, "/gone.html") == (200, "gone")
            assert get(port, "/none") == (404, "?")
            assert get(port, "/.may-chu/web.config")[0] == 404
            assert get(port, "/current.txt")[0] == 404
            assert get(port, "/-rf") == (301, f"http://127.0.0.1:{port}/-rf/")
            assert get(port, "/-rf/") == (200, "no option")
            deliver(sites[1], target)
            assert get(port, "/") == (200, "second")
            assert get(port, "/assets/app.00000001.js") == (200, "1")
            assert go_back(target, first) == ()
            assert get(port, "/") == (200, "first")
