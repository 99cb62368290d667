"""``sotay verify http://…``: what a web server shows, held against the manifest that it shows."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator import cli, policy
from generator.manifest import NAME, as_text
from generator.publish import http_client
from generator.publish.outgoing import outgoing
from tests.publish import small
from tests.publish.web import Web, nginx, served

PAGE = "mo-hinh/loa-xa/index.html"
SHOWN = 17
"""Files of the small site that servers show."""


def verify(address: str, *options: object, expect: int = 0) -> Result:
    result = CliRunner().invoke(cli.sotay, ["verify", address, *map(str, options)])
    assert result.exit_code == expect, (result.output, result.exception)
    assert "Traceback" not in result.output
    return result


def report(address: str, expect: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(verify(address, "--format", "json", expect=expect).stdout)
    return found


def wrong(address: str) -> list[tuple[str, str, str]]:
    found = report(address, expect=1)["differences"]
    return [(each["fault"], each["path"], each["detail"]) for each in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return outgoing(small.make(tmp_path / "site"), tmp_path / "state")


@pytest.fixture
def web(folder: Path) -> Iterator[Web]:
    with served(folder) as found:
        yield found


def change(folder: Path, path: str, content: bytes) -> None:
    """Another file, as the old one is linked to its source."""
    (folder / path).unlink()
    (folder / path).write_bytes(content)


def test_a_whole_site_is_asked_for_once_in_each_form_on_few_connections(web: Web) -> None:
    found = report(web.url)
    assert (found["address"], found["files"]) == (web.url, SHOWN)
    assert found["differences"] == found["led_on"] == []
    plain = [path for path, coding in web.asked if coding == "identity"]
    assert len(plain) == len(set(plain)) + 1 == SHOWN + 3
    assert "/mo-hinh/loa-xa/" in plain
    assert not [path for path, _ in web.asked if path.startswith("/.") or "index.html" in path]
    assert ("/assets/%E1%BA%A3nh%201.png", "gzip") not in web.asked
    assert ("/mo-hinh/loa-xa/", "gzip") in web.asked
    assert web.connections <= 6
    assert "nguyên vẹn: 17 tệp" in verify(web.url.rstrip("/")).output


def test_damaged_missing_and_refused_files_are_told(web: Web) -> None:
    change(web.folder, PAGE, b"damaged")
    (web.folder / "tai-ve" / "3.csv").unlink()
    web.replies["/tai-ve/4.csv"] = (403, {}, b"")
    web.replies["/tai-ve/5.csv"] = (302, {"Location": "http://elsewhere.example/"}, b"")
    assert wrong(web.url) == [
        ("changed", PAGE, "HTTP 200"),
        ("missing", "tai-ve/3.csv", "HTTP 404"),
        ("refused", "tai-ve/4.csv", "HTTP 403"),
        ("refused", "tai-ve/5.csv", "HTTP 302"),
    ]
    assert f"khác: {PAGE} (HTTP 200)" in verify(web.url, expect=1).output


def test_a_server_that_shows_its_home_page_for_all_that_is_missing(web: Web) -> None:
    home = (web.folder / "index.html").read_bytes()
    web.replies["/mo-hinh/loa-xa/"] = (200, {}, home)
    web.replies["/tai-ve/1.csv"] = (302, {"Location": "/kho/"}, b"")
    assert wrong(web.url) == [
        ("changed", PAGE, "HTTP 200"),
        ("changed", "tai-ve/1.csv", "HTTP 200"),
    ]


def test_former_addresses_that_the_server_leads_on_from_are_noted(web: Web) -> None:
    web.replies["/mo-hinh/loa-xa/"] = (301, {"Location": "../../"}, b"")
    assert report(web.url)["led_on"] == []
    web.replies[f"/{PAGE}"] = (301, {"Location": "./"}, b"")
    assert report(web.url)["led_on"] == [PAGE]
    assert f"ví dụ {PAGE}" in verify(web.url).output
    web.replies["/mo-hinh/loa-xa/"] = (301, {"Location": "/kho/404.html?x"}, b"")
    change(web.folder, "404.html", b"damaged")
    assert [path for _, path, _ in wrong(web.url)] == ["404.html", PAGE]


def test_pages_that_are_shown_with_the_status_of_an_error(web: Web) -> None:
    web.replies["/404.html"] = (404, {}, (web.folder / "404.html").read_bytes())
    web.replies["/mo-hinh/loa-xa/"] = (410, {}, (web.folder / PAGE).read_bytes())
    assert report(web.url)["differences"] == []
    web.replies["/mo-hinh/loa-xa/"] = (500, {}, (web.folder / PAGE).read_bytes())
    assert wrong(web.url) == [("refused", PAGE, "HTTP 500")]


@pytest.mark.parametrize(
    "body", [gzip.compress(b"other"), b"no gzip", b""], ids=["other", "none", "empty"]
)
def test_a_compressed_answer_must_give_the_same_file(web: Web, body: bytes) -> None:
    web.replies["/"] = (200, {"Content-Encoding": "gzip"}, body)
    assert [path for _, path, _ in wrong(web.url)] == ["index.html"]


def test_an_answer_without_end_is_not_read_to_its_end(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_client, "_LARGEST", 100_000)
    bomb = gzip.compress(bytes(10_000_000))
    web.replies["/tai-ve/0.csv"] = (200, {"Content-Encoding": "gzip"}, bomb)
    assert wrong(web.url) == [("changed", "tai-ve/0.csv", "HTTP 200")]


def test_headers_that_lack_are_a_warning(web: Web) -> None:
    found = {each["header"]: each["count"] for each in report(web.url)["warnings"]}
    assert found == {"Content-Security-Policy": 3} | dict.fromkeys(
        ["Cache-Control", *policy.HEADERS], SHOWN
    )
    assert "cảnh báo: 17 câu trả lời" in verify(web.url).output

    def headers(path: str) -> dict[str, str]:
        cache = policy.CACHE_HASHED if policy.is_hashed(path[1:]) else policy.CACHE_OTHERS
        security = f"{policy.CONTENT_SECURITY}; {policy.FRAMES}"
        return {**policy.HEADERS, "Cache-Control": cache, "Content-Security-Policy": security}

    web.headers = headers
    assert report(web.url)["warnings"] == []
    web.headers = lambda path: headers(path) | {"Cache-Control": policy.CACHE_HASHED}
    assert report(web.url)["warnings"] == [{"header": "Cache-Control", "count": SHOWN - 1}]


def test_what_is_no_published_site_is_told(web: Web) -> None:
    assert "sổ tay đã công bố" in verify(f"{web.url}tai-ve", expect=2).output
    change(web.folder, NAME, b"<!doctype html> login")
    assert "HTTP 200" in verify(web.url, expect=2).output
    web.replies[f"/{NAME}"] = (301, {"Location": "https://so-tay.example/"}, b"")
    assert "https://so-tay.example/" in verify(web.url, expect=2).output


def test_a_server_that_is_down_or_goes_down_is_told(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "phải trả lời được" in verify("http://127.0.0.1:1/", expect=2).output
    monkeypatch.setattr("generator.publish.over_http._ENOUGH", 3)
    web.until = 6
    assert "phải trả lời được" in verify(web.url, expect=2).output


def test_a_connection_that_was_closed_meanwhile_is_made_anew(web: Web) -> None:
    web.headers = lambda _: {"Connection": "close"}
    assert report(web.url)["differences"] == []


@pytest.mark.parametrize(
    "address", ["http://", "http://u:p@h/", "http://h/?x", "http://h/#x", "http://h:x/", "http://["]
)
def test_what_is_no_address_is_told(address: str) -> None:
    assert "http(s)://" in verify(address, expect=2).output


def test_a_release_that_is_switched_meanwhile(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    real = http_client.Client.get

    def get(client: http_client.Client, path: str, *more: Any, **options: Any) -> Any:
        if path == "manifest.txt.sig":
            change(web.folder, NAME, as_text({"index.html": "0" * 64}).encode())
        return real(client, path, *more, **options)

    monkeypatch.setattr(http_client.Client, "get", get)
    assert "chạy lại" in verify(web.url, expect=2).output


def test_a_certificate_must_be_trusted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    places = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program, *made.split(), *names, *places], check=True, capture_output=True)
    both = tmp_path / "both.pem"
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    with served(folder, both) as web:
        assert "SSL_CERT_FILE" in verify(web.url, expect=2).output
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert report(web.url)["differences"] == []


def test_nginx_shows_what_was_published_and_a_damaged_form_is_found(
    folder: Path, tmp_path: Path
) -> None:
    with nginx(tmp_path, folder, "location = /mo-hinh/loa-xa/ { return 301 /; }") as address:
        found = report(address)
        assert (found["files"], found["differences"], found["led_on"]) == (SHOWN, [], [])
        change(folder, "index.html.gz", gzip.compress(b"other"))
        (folder / "tai-ve" / "3.csv").unlink()
        packed = (folder / "sitemap.xml.gz").read_bytes()
        change(folder, "sitemap.xml.gz", packed[:-9])
        assert wrong(address) == [
            ("changed", "index.html", "HTTP 200 gzip"),
            ("changed", "sitemap.xml", "HTTP 200 gzip"),
            ("changed", "sitemap.xml.gz", "HTTP 200"),
            ("missing", "tai-ve/3.csv", "HTTP 404"),
        ]
