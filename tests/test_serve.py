from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.commands.common import now
from generator.lock import exclusive
from generator.settings import Settings, load
from tests import kb
from tests.incremental.ground import differences, tree

PATIENCE = 60
"""Seconds after which a server that does not answer counts as broken."""


def start(settings: Settings, *options: str) -> subprocess.Popen[str]:
    """Ctrl+C must reach it also where the tests run in the background of a shell, which has its
    children ignore that signal."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "generator", "-C", str(settings.root), "serve", *options],
        cwd=kb.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    )


@contextmanager
def served(settings: Settings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server at work, and its address."""
    with start(settings, "--port", "0") as process:
        assert process.stdout is not None
        lines: list[str] = []
        try:
            for line in process.stdout:
                lines.append(line)
                if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                    yield process, found[0]
                    break
            else:
                pytest.fail("".join(lines))
        finally:
            process.kill()


@pytest.fixture
def server(toy: Settings) -> Iterator[tuple[Settings, subprocess.Popen[str], str]]:
    with served(toy) as (process, url):
        yield toy, process, url


def fetch(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        text = answer.read().decode("utf-8")
    assert isinstance(text, str)
    return text


def until(url: str, text: str) -> None:
    end = time.monotonic() + PATIENCE
    while text not in _shown(url):
        assert time.monotonic() < end, f"{text} never appeared"
        time.sleep(0.1)


def _shown(url: str) -> str:
    """The page, or what is shown where there is none."""
    try:
        return fetch(url)
    except urllib.error.HTTPError as missing:
        return missing.read().decode("utf-8")


def gone(url: str, text: str) -> None:
    end = time.monotonic() + PATIENCE
    while text in fetch(url):
        assert time.monotonic() < end, f"{text} stayed"
        time.sleep(0.1)


def told(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if text in line:
            return
    pytest.fail(f"{text} was never told")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_codes_lead_to_the_address_that_is_served(toy: Settings) -> None:
    port = free_port()
    with start(toy, "--port", str(port)) as process:
        try:
            told(process, f"http://127.0.0.1:{port}/")
            page = f"http://127.0.0.1:{port}/tap-huan/dan-chu-co-so/"
            codes = fetch(f"{page}ma-qr/").replace("&#58;", ":").replace("&#35;", "#")
            assert f'aria-label="Mã QR: {page}#in-' in codes
        finally:
            process.kill()


def test_serve_builds_serves_and_follows_changes(
    server: tuple[Settings, subprocess.Popen[str], str],
) -> None:
    settings, process, url = server
    page = f"{url}mo-hinh/loa-xa/"
    assert "Loa xã" in fetch(page)
    assert "livereload(" in fetch(page).partition("script-src 'self' 'unsafe-inline'")[2]

    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    until(page, "Loa xã mới")

    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã mới", "titel: Loa xã mới")
    told(process, "unknown-key")
    assert "Loa xã mới" in fetch(page), "the last good site stays"

    with pytest.raises(urllib.error.HTTPError) as missing:
        fetch(f"{url}khong-co/")
    assert "Không tìm thấy trang" in missing.value.read().decode("utf-8")

    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


def test_all_that_may_change_is_followed_to_what_a_clean_build_makes(
    server: tuple[Settings, subprocess.Popen[str], str], tmp_path: Path
) -> None:
    settings, _, url = server
    models = settings.records / "mo-hinh"
    text = (models / "loa-xa.yaml").read_text(encoding="utf-8")
    added = text.replace("id: loa-xa", "id: loa-moi").replace("title: Loa xã", "title: Loa mới")
    (models / "loa-moi.yaml").write_text(added, encoding="utf-8")
    until(f"{url}mo-hinh/loa-moi/", "Loa mới")

    (models / "loa-moi.yaml").unlink()
    renamed = added.replace("id: loa-moi", "id: loa-khac").replace("Loa mới", "Loa khác")
    (models / "loa-khac.yaml").write_text(renamed, encoding="utf-8")
    until(f"{url}mo-hinh/loa-khac/", "Loa khác")

    (settings.docs / "them.md").write_text("# Viết tay\n", encoding="utf-8")
    until(f"{url}them/", "Viết tay")

    config = settings.config.read_text(encoding="utf-8")
    settings.config.write_text(config.replace("site_name: ", "site_name: Thử "), encoding="utf-8")
    until(url, "Thử Kho tri thức mới")

    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    until(f"{url}mo-hinh/loa-xa/", "Loa xã mới")

    clean = kb.toy(tmp_path / "clean")
    shutil.copytree(settings.records, clean.records, dirs_exist_ok=True)
    shutil.copy(settings.config, clean.config)
    shutil.copy(settings.docs / "them.md", clean.docs)
    kb.build(load(clean.root), now().date())
    wanted = tree(clean.site)
    end = time.monotonic() + PATIENCE
    while found := differences(tree(settings.site), wanted):
        assert time.monotonic() < end, found[:5]
        time.sleep(0.5)


def test_what_the_seal_refuses_is_not_served_for_long(
    server: tuple[Settings, subprocess.Popen[str], str],
) -> None:
    settings, process, url = server
    page = f"{url}mo-hinh/loa-xa/"
    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", f"title: Loa {settings.root}")
    told(process, "machine-path")
    gone(page, str(settings.root))
    kb.edit(settings, "mo-hinh/loa-xa.yaml", f"title: Loa {settings.root}", "title: Loa xóm")
    until(page, "Loa xóm")


def test_a_build_in_between_is_waited_for(
    server: tuple[Settings, subprocess.Popen[str], str],
) -> None:
    settings, _, url = server
    with exclusive(settings.state):
        kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
        until(f"{url}mo-hinh/loa-xa/", "Loa xã mới")
        assert "Loa xã mới" not in fetch(f"{url}mo-hinh/"), "only a build makes lists"
        kb.build(settings)
    until(f"{url}mo-hinh/", "Loa xã mới")


def test_a_port_in_use_gives_a_message(toy: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with start(toy, "--port", port) as process:
            output = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 2
    assert "--port" in output
    assert "Traceback" not in output


def test_records_with_errors_and_no_site_yet_stop_serve(toy: Settings, tmp_path: Path) -> None:
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    with start(toy) as process:
        output = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 1
    assert "unknown-key" in output
