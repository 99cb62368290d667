"""Web servers for tests: one that can be told to misbehave, and nginx."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Web:
    """Serves a folder below ``/kho/``. ``replies`` are made up, by path; ``asked`` are (path,
    accepted coding)."""

    folder: Path
    url: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    headers: Callable[[str], dict[str, str]] = field(default=lambda _: {})
    asked: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    until: float = float("inf")
    """Requests that are answered; afterwards connections are cut."""


@contextmanager
def served(folder: Path, secured: Path | None = None) -> Iterator[Web]:
    """``secured``: a file with key and certificate for this machine."""
    web = Web(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, web)) as server:
        if secured:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(secured)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https" if secured else "http"
        web.url = f"{scheme}://127.0.0.1:{server.server_port}/kho/"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield web
        server.shutdown()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, web: Web, *arguments: Any) -> None:
        self.web = web
        web.connections += 1
        super().__init__(*arguments, directory=str(web.folder))

    def do_GET(self) -> None:
        web = self.web
        if not self.path.startswith("/kho/"):
            self.send_error(404)
            return
        self.path = self.path.removeprefix("/kho")
        web.asked.append((self.path, self.headers["Accept-Encoding"]))
        if len(web.asked) > web.until:
            self.close_connection = True
        elif made := web.replies.get(self.path):
            self._reply(*made)
        else:
            super().do_GET()

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        super().end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in self.web.headers(self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class says so
        """Requests are not worth a line each."""


_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx(folder: Path, site: Path, extra: str = "") -> Iterator[str]:
    """nginx with ``site`` at its root and compressed forms from the disk; its address."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("nginx is not installed", pytrace=False)
        pytest.skip("nginx is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = "".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY)
    (folder / "nginx.conf").write_text(
        f"""
        pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;
        {"user root;" if os.geteuid() == 0 else ""}
        events {{ }}
        http {{
            access_log off; {places} types {{ text/html html; }}
            server {{
                listen 127.0.0.1:{port};
                root {site};
                absolute_redirect off;
                gzip_static on;
                error_page 404 /404.html;
                location = /404.html {{ internal; }}
                location /.may-chu {{ return 404; }}
                {extra}
            }}
        }}
        """,
        encoding="utf-8",
    )
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        _wait(process, port, folder / "said")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    for _ in range(400):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, said.read_text("utf-8")
        time.sleep(0.05)
    pytest.fail("nginx does not answer")
