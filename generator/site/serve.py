"""Serve the site on loopback and rebuild it when something changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.settings import Settings
from generator.site.build import THEME

HOST = "127.0.0.1"


def serve(
    settings: Settings, port: int, rebuild: Callable[[], None], ready: Callable[[str], None]
) -> None:
    """Serve until interrupted. ``rebuild`` runs after each change, ``ready`` once with the address.

    Raise ``OSError`` when the port is taken. Folders of generated pages are not watched: what
    `rebuild` writes must not set it off again.
    """
    server = LiveReloadServer(
        builder=rebuild, host=HOST, port=port, root=str(settings.site), mount_path="/"
    )
    server.error_handler = lambda code: _error_page(settings.site, code)
    for folder in (settings.records, THEME):
        server.watch(str(folder))
    for path in (settings.config, *_hand_pages(settings.docs)):
        server.watch(str(path))
    ready(f"http://{HOST}:{server.server_port}/")
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def _hand_pages(docs: Path) -> list[Path]:
    generated = {"index.md"}
    return [path for path in docs.glob("*.md") if path.name not in generated]


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
