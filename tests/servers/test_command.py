"""``sotay servers``, and what it makes for a container."""

from __future__ import annotations

import http.client
import shlex
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.render.servers import KINDS, SITE, Host, configuration
from generator.settings import Settings
from tests.servers.running import free_port, nginx_alone, program, run


def sotay(toy: Settings, *arguments: object, expect: int = 0) -> Result:
    command = ["-C", str(toy.root), "servers", *map(str, arguments)]
    result = CliRunner().invoke(cli.sotay, command)
    assert result.exit_code == expect, (result.output, result.exception)
    return result


def site_url(toy: Settings, url: str) -> None:
    with toy.config.open("a", encoding="utf-8") as config:
        config.write(f"\nsite_url: {url}\n")


def test_the_settings_are_the_default(toy: Settings) -> None:
    (bare,) = configuration("nginx", Host()).values()
    assert sotay(toy, "nginx").output == bare
    site_url(toy, "http://kho.example/so-tay/")
    (known,) = configuration("nginx", Host(base="/so-tay", name="kho.example")).values()
    assert sotay(toy, "nginx").output == known
    (told,) = configuration("caddy", Host("/data", "", "b.example", 81)).values()
    options = ("--target", "/data", "--base", "/", "--name", "b.example:81")
    assert sotay(toy, "caddy", *options).output == told


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "container"])
def test_every_kind_is_printed(kind: str, toy: Settings) -> None:
    files = configuration(kind, Host())
    shown = sotay(toy, kind).output
    assert all(text in shown for text in files.values())
    assert all(f"==> {name} <==" in shown for name in files) is (len(files) > 1)


def test_a_file_or_a_folder_is_written(toy: Settings, tmp_path: Path) -> None:
    (text,) = configuration("nginx", Host()).values()
    told = sotay(toy, "nginx", "--out", tmp_path / "a" / "kho.conf").stderr
    assert f"{tmp_path}/a/kho.conf" in told
    assert (tmp_path / "a" / "kho.conf").read_text("utf-8") == text
    sotay(toy, "nginx", "--out", tmp_path)
    assert (tmp_path / "so-tay.conf").read_text("utf-8") == text
    sotay(toy, "systemd", "--out", tmp_path / "units")
    files = {path.name: path.read_text("utf-8") for path in (tmp_path / "units").iterdir()}
    assert files == configuration("systemd", Host())


def test_what_an_administrator_has_edited_is_kept(toy: Settings, tmp_path: Path) -> None:
    sotay(toy, "nginx", "--inside", "--out", tmp_path / "nginx")
    sotay(toy, "nginx", "--inside", "--out", tmp_path / "nginx")
    edited = tmp_path / "nginx" / "so-tay-server.conf"
    edited.write_text("# của tôi\n", encoding="utf-8")
    shutil.copyfile(edited, tmp_path / "kept")
    (tmp_path / "nginx" / "so-tay-http.conf").unlink()
    told = sotay(toy, "nginx", "--inside", "--out", tmp_path / "nginx", expect=2).output
    assert "so-tay-server.conf” đã có và khác" in told
    assert edited.read_text("utf-8") == "# của tôi\n"
    assert not (tmp_path / "nginx" / "so-tay-http.conf").exists()


def test_a_hostile_setting_is_refused_with_a_way_out(toy: Settings) -> None:
    site_url(toy, '"http://kho.example/a;} server {/"')
    told = sotay(toy, "nginx", expect=2).output
    assert "phải bắt đầu bằng “/” như /so-tay" in told
    assert "return" not in told
    assert sotay(toy, "nginx", "--base", "/").exit_code == 0
    assert "must be like kho.example" in refused_in_english(toy)


def refused_in_english(toy: Settings) -> str:
    command = ["-C", str(toy.root), "--lang", "en", "servers", "caddy", "--name", "a b"]
    return CliRunner().invoke(cli.sotay, command).output


def test_only_some_kinds_have_hosts(toy: Settings) -> None:
    assert "nginx, apache, caddy" in sotay(toy, "iis", "--inside", expect=2).output


def test_a_container_needs_a_sealed_site_and_an_empty_folder(toy: Settings, tmp_path: Path) -> None:
    assert "sotay build" in sotay(toy, "container", "--out", tmp_path / "a", expect=2).output
    assert "--out" in sotay(toy, "container", expect=2).output
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").touch()
    assert "--out" in sotay(toy, "container", "--out", tmp_path / "b", expect=2).output


def test_a_container_has_all_that_it_copies(toy: Settings, site: Path, tmp_path: Path) -> None:
    site_url(toy, "https://kho.example/so-tay/")
    shutil.copytree(site, toy.site)
    sotay(toy, "container", "--out", tmp_path / "image")
    lines = (tmp_path / "image" / "Containerfile").read_text("utf-8").splitlines()
    copied = [shlex.split(line)[1:] for line in lines if line.startswith("COPY ")]
    assert copied == [["nginx.conf", "/etc/nginx/nginx.conf"], [SITE, "/srv/so-tay/current"]]
    assert all((tmp_path / "image" / source).exists() for source, _ in copied)
    assert "USER nginx" in lines
    files = {p.relative_to(site) for p in site.rglob("*")}
    packed = {p.relative_to(tmp_path / "image" / SITE) for p in image_files(tmp_path)}
    assert {p for p in packed if p.suffix not in {".gz", ".br"}} == files
    assert Path("index.html.gz") in packed
    (check,) = [line for line in lines if line.startswith("HEALTHCHECK")]
    assert "http://127.0.0.1:8080/so-tay/ " in check


def image_files(folder: Path) -> list[Path]:
    return list((folder / "image" / SITE).rglob("*"))


@pytest.mark.parametrize("base", ["", "/so-tay"])
def test_nginx_serves_as_it_does_in_a_container(base: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        nginx_alone(folder, target, port, base)
        command = [program("nginx"), "-e", str(folder / "error.log"), "-g", "daemon off;"]
        with run([*command, "-c", str(folder / "nginx.conf")], folder, port):
            for address, status in (("/", 200), ("/khong-co/", 404), ("/so/03-ct-hda/", 302)):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                connection.request("GET", base + address)
                assert connection.getresponse().status == status
                connection.close()
