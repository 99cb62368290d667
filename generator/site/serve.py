"""Serve the site on loopback and rebuild it when something changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.settings import Settings
from generator.site.build import THEME

HOST = "127.0.0.1"


class _Server(LiveReloadServer):
    """Tells its address once it really listens; port 0 takes any free one."""

    def __init__(
        self,
        settings: Settings,
        port: int,
        rebuild: Callable[[], None],
        ready: Callable[[str], None],
    ) -> None:
        super().__init__(rebuild, HOST, port, root=str(settings.site))
        self.ready = ready
        self.error_handler = lambda code: _error_page(settings.site, code)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """MkDocs puts its script that reloads into the page, which the policy of pages forbids."""
        allowed = content.replace(b"script-src 'self'", b"script-src 'self' 'unsafe-inline'", 1)
        injected: bytes = super()._inject_js_into_html(allowed, epoch)  # type: ignore[no-untyped-call]
        return injected

    def server_activate(self) -> None:
        super().server_activate()
        self.ready(f"http://{HOST}:{self.server_address[1]}/")


def serve(
    settings: Settings, port: int, rebuild: Callable[[], None], ready: Callable[[str], None]
) -> None:
    """Serve until interrupted. ``rebuild`` runs after each change, ``ready`` once with the address.

    Raise ``OSError`` when the port is taken. Folders of generated pages are not watched: what
    ``rebuild`` writes must not set it off again.
    """
    server = _Server(settings, port, rebuild, ready)
    theme = [THEME, settings.overrides] if settings.overrides else [THEME]
    for path in (settings.records, *theme, settings.config, *_hand_pages(settings.docs)):
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()
    except OSError:
        server.server_close()
        raise


def _hand_pages(docs: Path) -> list[Path]:
    return [path for path in docs.glob("*.md") if path.name != "index.md"]


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
