"""Real web servers on loopback, with the configuration that `sotay servers` prints."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.render.servers import CONTAINER, TARGET, Host, configuration

MARK = "một trang khác của máy chủ"
"""What stands at the root of a host that shows the site below a path."""


@dataclass(frozen=True)
class Setting:
    """How a server shows the site: below ``base``, and whether its host was there before."""

    server: str
    base: str = ""
    inside: bool = False

    def __str__(self) -> str:
        return f"{self.server}{self.base.replace('/', '-')}{'-inside' if self.inside else ''}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Serving:
    setting: Setting
    port: int
    target: Path
    host: str = "kho.example:8443"
    """As a browser knows it, which may reach the server by another port."""

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """``address`` below the path of the site; underscores stand for hyphens in ``headers``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        asked = {"Host": self.host, **headers}
        connection.putrequest(method, self.setting.base + address, True, True)
        for name, value in asked.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found

    @property
    def site(self) -> Path:
        return self.target / "current"


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if found is None:
        if name == "nginx" and os.environ.get("CI"):
            pytest.fail("nginx is not installed", pytrace=False)
        pytest.skip(f"{name} is not installed")
    return found


BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Where Debian puts what nginx does not bring along."""

PORT = 59999
"""Stands in what is printed where the free port of a test goes."""


def _nginx(setting: Setting, folder: Path, target: Path, port: int) -> list[str]:
    host = Host(str(target), setting.base, port=PORT)
    files = configuration("nginx", host, inside=setting.inside)
    if setting.inside:
        http_part, server_part = files["so-tay-http.conf"], files["so-tay-server.conf"]
        text = f"""{http_part} server {{
            listen {PORT};
            location / {{ root {folder}/other; }}
            location ~ \\.js$ {{ return 418; }}
            {server_part}
        }}"""
    else:
        text = files["so-tay.conf"]
    listen = f"listen {PORT};"
    assert text.count(listen) == 1
    module = ""
    if BROTLI_MODULE.exists():
        module, off = f"load_module {BROTLI_MODULE};", "# brotli_static on;"
        assert text.count(off) == 1
        text = text.replace(off, "brotli_static on;")
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "nginx.conf").write_text(
        f"""
        {module}
        pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;
        events {{ }}
        http {{
            access_log off; sendfile on; tcp_nopush on;
            types {{ text/wrong html; }} default_type text/plain;
            {"".join(f"{k}_temp_path {folder}/{k};" for k in temporary)}
            {text.replace(listen, f"listen 127.0.0.1:{port};")}
        }}
        """,
        encoding="utf-8",
    )
    return ["-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def nginx_alone(folder: Path, target: Path, port: int, base: str = "") -> None:
    """The whole configuration that goes into a container, for this machine."""
    host = Host(TARGET, base, port=PORT)
    text = configuration(CONTAINER, host)["nginx.conf"]
    assert text.count(f"listen {PORT} ") == 1
    for inside, here in (
        ("/tmp/", f"{folder}/"),
        ("/dev/stderr", f"{folder}/error.log"),
        (TARGET, str(target)),
        (f"listen {PORT} ", f"listen 127.0.0.1:{port} "),
    ):
        assert inside in text
        text = text.replace(inside, here)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")


_DEBIAN = """
AddType application/x-gzip .gz .tgz
AddLanguage br .br
AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json
"""
"""Of the configuration that Debian's Apache begins with: what may get in the way."""


def _apache(setting: Setting, folder: Path, target: Path, port: int) -> list[str]:
    names = (
        "mpm_event authz_core dir alias rewrite mime headers negotiation autoindex filter deflate"
    )
    modules = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in names.split()
    )
    host = Host(str(target), setting.base, port=PORT)
    (text,) = configuration("apache", host, inside=setting.inside).values()
    if setting.inside:
        text = f"""<VirtualHost *:{PORT}>
            DocumentRoot {folder}/other
            <Directory {folder}/other>
                Require all granted
            </Directory>
            {text}
        </VirtualHost>"""
    assert text.count(f"<VirtualHost *:{PORT}>") == 1
    (folder / "apache.conf").write_text(
        f"""
        ServerRoot {folder}
        PidFile {folder}/pid
        ErrorLog {folder}/error.log
        ServerName localhost
        Listen 127.0.0.1:{port}
        {modules}
        TypesConfig /dev/null
        {_DEBIAN}
        DefaultRuntimeDir {folder}
        {text.replace(f"*:{PORT}", f"*:{port}")}
        """,
        encoding="utf-8",
    )
    return ["-d", str(folder), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]


def _caddy(setting: Setting, folder: Path, target: Path, port: int) -> list[str]:
    host = Host(str(target), setting.base, port=PORT)
    (text,) = configuration("caddy", host, inside=setting.inside).values()
    if setting.inside:
        text = f"http://:{PORT} {{\n{text}\nroot * {folder}/other\nfile_server\n}}\n"
    block = f"http://:{PORT} {{\n"
    assert text.count(block) == 1
    text = text.replace(block, f"http://:{port} {{\nbind 127.0.0.1\n")
    (folder / "Caddyfile").write_text(
        f"{{\nadmin off\nauto_https off\n}}\n{text}", encoding="utf-8"
    )
    return ["run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


_Arguments = Callable[[Setting, Path, Path, int], list[str]]
SERVERS: Mapping[str, _Arguments] = {"nginx": _nginx, "apache2": _apache, "caddy": _caddy}


@contextmanager
def running(setting: Setting, folder: Path, target: Path) -> Iterator[Serving]:
    """``folder`` is for the server alone, ``target`` what is published."""
    (folder / "other").mkdir()
    (folder / "other" / "index.html").write_text(MARK, encoding="utf-8")
    port = free_port()
    arguments = SERVERS[setting.server](setting, folder, target, port)
    with run([program(setting.server), *arguments], folder, port):
        yield Serving(setting, port, target)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@contextmanager
def run(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = {**os.environ, "HOME": str(folder)}
    with (folder / "said").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    try:
        for _ in range(400):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "said").read_text("utf-8")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)
