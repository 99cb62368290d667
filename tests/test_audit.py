"""The audit tells three answers apart: nothing known, something known, nobody to ask."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import audit

LOCK = "segno==1.6.6 \\\n    --hash=sha256:" + "0" * 64 + "\n"
HOLE = {
    "id": "CVE-2026-0001",
    "modified": "2026-01-01T00:00:00Z",
    "published": "2026-01-01T00:00:00Z",
    "summary": "A hole",
    "affected": [
        {
            "package": {"name": "segno", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.7"}]}],
        }
    ],
}


@contextmanager
def database(answer: dict[str, Any]) -> Iterator[str]:
    """A database of vulnerabilities with one answer for everything (the form of OSV)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the same
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for lock in audit.LOCKS:
        (tmp_path / lock).write_text(LOCK, encoding="utf-8")
    return tmp_path


def asked(project: Path, url: str) -> int:
    options = ["--vulnerability-service", "osv", "--osv-url", url, "--timeout", "5"]

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return audit.audit(project, options, run)


def test_a_database_that_knows_of_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database({}) as url:
        assert asked(project, url) == audit.CLEAN
    assert "requirements/run.txt: 1 packages, 0 known" in capsys.readouterr().out


def test_a_known_hole_is_told_with_the_version_that_mends_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database({"vulns": [HOLE]}) as url:
        assert asked(project, url) == audit.VULNERABLE
    assert "segno 1.6.6: CVE-2026-0001, mended in 1.7" in capsys.readouterr().out


def test_a_database_that_cannot_be_reached_is_no_answer(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(project, "http://127.0.0.1:9/v1/query") == audit.UNKNOWN
    assert "NOT CHECKED" in capsys.readouterr().out
