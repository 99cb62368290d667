"""Configuration for the kinds of servers, from templates; all that a server says with files comes
from `policy`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator import policy
from generator.records.types import Document
from generator.render.servers.host import Host
from generator.render.servers.tables import FOLDER
from generator.views.addresses import FEED

SITE = "site"
"""Folder beside a Containerfile that holds the site."""

TYPES: Mapping[str, str] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by the end of a file's name: what a site of ours holds, and what editors may put
beside their own pages. Browsers are told not to guess."""

FEED_TYPE = "application/atom+xml"
TEXTS = ("html", "css", "js", "json", "map", "xml", "svg", "txt", "csv", "bib", "ris")
"""Those that are text, in UTF-8, and worth compressing."""

CARDS = rf"{Document.folder}/[^/]+/the/"
"""Paths of the cards that other pages may frame, as a regular expression."""

HIDDEN = r"(?:^|/)\.|\.(?:gz|br)$"
"""Paths that no server shows: hidden files, and compressed ones beside their originals, which are
sent in place of these and are no addresses of their own."""

_Files = Mapping[str, str]
"""Name of a file → its template."""

CONTAINER = "container"

_WHOLE: Mapping[str, _Files] = {
    "nginx": {"so-tay.conf": "nginx.conf"},
    "apache": {"so-tay.conf": "apache.conf"},
    "caddy": {"so-tay.caddy": "caddy.conf"},
    "iis": {"web.config": "web.config"},
    CONTAINER: {"Containerfile": "Containerfile", "nginx.conf": "nginx-container.conf"},
    "systemd": {
        "so-tay.service": "so-tay.service",
        "so-tay.timer": "so-tay.timer",
        "so-tay-publish.sh": "so-tay-publish.sh",
    },
}
INSIDE: Mapping[str, _Files] = {
    "nginx": {"so-tay-http.conf": "nginx-http.conf", "so-tay-server.conf": "nginx-server.conf"},
    "apache": {"so-tay-host.conf": "apache-host.conf"},
    "caddy": {"so-tay-host.caddy": "caddy-host.conf"},
}
"""The same for a host that is there already."""

KINDS = tuple(_WHOLE)


def configuration(kind: str, host: Host, *, inside: bool = False) -> dict[str, str]:
    """Files by name; ``inside``: to be included by a host that is there, for the kinds that
    `INSIDE` names."""
    files = INSIDE[kind] if inside else _WHOLE[kind]
    return {name: _template(path)(host=host, release=None) for name, path in files.items()}


def web_config(release: str) -> str:
    """What IIS reads in the folder of a target that has no link to its live release."""
    return _template("web.config")(release=release)


def _template(path: str) -> Callable[..., str]:
    return _environment().get_template(path).render


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """XML is escaped. The others get nothing that would have to be: see `host`; and a test holds
    the policy to it."""
    jinja = Environment(
        loader=PackageLoader("generator.render.servers"),
        autoescape=lambda name: name == "web.config",  # noqa: S701 - the others are no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja.globals |= _VOCABULARY
    jinja.filters["pattern"] = re.escape
    return jinja


_VOCABULARY: Mapping[str, Any] = {
    "headers": policy.HEADERS,
    "security": policy.CONTENT_SECURITY,
    "frames": policy.FRAMES,
    "frames_of_cards": policy.FRAMES_OF_CARDS,
    "cards": CARDS,
    "hashed": policy.HASHED,
    "cache_hashed": policy.CACHE_HASHED,
    "cache_others": policy.CACHE_OTHERS,
    "hidden": HIDDEN,
    "types": TYPES,
    "texts": TEXTS,
    "text_types": " ".join(dict.fromkeys([*(TYPES[end] for end in TEXTS[1:]), FEED_TYPE])),
    "feed": FEED,
    "feed_type": FEED_TYPE,
    "tables": FOLDER,
    "site": SITE,
}
