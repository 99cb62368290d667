"""What load a web server holds: ``python -m benchmarks.serving``. Linux.

nginx with the configuration that `sotay servers container` writes, and beside it Python's own
``http.server``, on loopback; wrk asks both, on the same cores.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.records import ROOT
from generator.policy import is_hashed
from generator.publish.outgoing import outgoing
from generator.render.servers import CONTAINER, TARGET, Host, configuration

PORT = 59999
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_LATENCY = r"{}%\s+([\d.]+)(us|ms|s)\b"


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second, and milliseconds until half and 99 of 100 answers are there."""

    rate: float
    median: float
    slow: float


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    size: int
    server: str
    load: Load


def publish(site: Path, target: Path) -> Path:
    """The site as it would be published, with what is compressed beside what is text."""
    return outgoing(site, target).rename(target / "current")


def examples(site: Path) -> dict[str, Path]:
    """The page of a record and a shard of the search index, each of the middle size."""
    pages = site.glob("van-ban/*/index.html")
    shards = (p for p in site.glob("search/*.js") if is_hashed(p.relative_to(site).as_posix()))
    found = {"page of a record": _middle(pages), "search shard": _middle(shards)}
    return {what: path.relative_to(site) for what, path in found.items()}


def _middle(paths: Iterator[Path]) -> Path:
    ordered = sorted(paths, key=lambda path: (path.stat().st_size, path))
    if not ordered:
        sys.exit("there is no such file: build the site first")
    return ordered[len(ordered) // 2]


@contextmanager
def nginx(target: Path, folder: Path) -> Iterator[int]:
    port = _free_port()
    text = configuration(CONTAINER, Host(port=PORT))["nginx.conf"]
    for inside, here in (
        ("/tmp/", f"{folder}/"),
        ("/dev/stderr", f"{folder}/error.log"),
        (TARGET, str(target)),
        (f"listen {PORT} ", f"listen 127.0.0.1:{port} "),
    ):
        text = text.replace(inside, here)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-e", f"{folder}/error.log", "-g", "daemon off;"]
    with _running([*command, "-c", str(folder / "nginx.conf")], port):
        yield port


@contextmanager
def python(site: Path) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(site)]
    with _running([*command, str(port)], port):
        yield port


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@contextmanager
def _running(command: Sequence[str], port: int) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    try:
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                sys.exit(f"{' '.join(command)}: {process.returncode}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def ask(url: str, seconds: int, connections: int) -> Load:
    """What wrk says; an answer other than 200, or none, ends the benchmark."""
    wrk = ["wrk", "--latency", "-t", "2", "-c", str(connections), "-d", f"{seconds}s"]
    command = [*wrk, "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = _RATE.search(said)
    if rate is None or "Non-2xx" in said:
        sys.exit(f"{url}: {said}")
    if "Socket errors" in said:
        print(said, file=sys.stderr)
    return Load(float(rate[1]), _latency(said, 50), _latency(said, 99))


def _latency(said: str, percent: int) -> float:
    found = re.search(_LATENCY.format(percent), said)
    assert found is not None, said
    return float(found[1]) * _UNITS[found[2]]


def benchmark(site: Path, seconds: int, connections: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="sotay-serving-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        current = publish(site, folder)
        for what, path in examples(site).items():
            address = path.as_posix().removesuffix("index.html")
            with nginx(folder, folder) as port:
                load = ask(f"http://127.0.0.1:{port}/{address}", seconds, connections)
                size = (current / f"{path}.gz").stat().st_size
                yield Row(what, size, "nginx, gzip_static", load)
            with python(site) as port:
                load = ask(f"http://127.0.0.1:{port}/{address}", seconds, connections)
                yield Row(what, (site / path).stat().st_size, "python -m http.server", load)


def table(rows: Sequence[Row]) -> str:
    """A Markdown table; the factor is of the rate of the last row for the same file."""
    peers = {row.what: row.load.rate for row in rows}
    lines = [
        "| What | Bytes | Server | Requests/s | p50, ms | p99, ms | Factor |",
        "|:---|---:|:---|---:|---:|---:|---:|",
    ]
    for row in rows:
        load = f"{row.load.rate:,.0f} | {row.load.median:.2f} | {row.load.slow:.2f}"
        factor = f"×{row.load.rate / peers[row.what]:,.1f}"
        lines.append(f"| {row.what} | {row.size:,} | {row.server} | {load} | {factor} |")
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.serving", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="a built site")
    parser.add_argument("--seconds", type=int, default=10, help="for each row")
    parser.add_argument("--connections", type=int, default=32)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    for program in ("wrk", "nginx"):
        if not shutil.which(program) and not Path("/usr/sbin", program).exists():
            print(f"skipped: {program} is not installed")
            return
    print(table(list(benchmark(given.site.resolve(), given.seconds, given.connections))))


if __name__ == "__main__":
    main()
