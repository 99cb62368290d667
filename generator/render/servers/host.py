"""The host that shows the site. What a setting says of it gets into files that a server obeys, so
only plain values pass, which mean nothing in the syntax of any of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.messages import Problem

TARGET = "/srv/so-tay"

_SEGMENT = r"/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*"
_TARGET = re.compile(f"(?:{_SEGMENT})+")
_BASE = re.compile(f"(?:{_SEGMENT})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?P<name>{_LABEL}(?:\.{_LABEL})*)(?::(?P<port>[1-9][0-9]{{0,4}}))?")


@dataclass(frozen=True, slots=True)
class Host:
    """The site is ``target``/current and answers at ``name``, or whatever the host is called, on
    ``port``, below ``base``: a path such as ``/so-tay``, or nothing."""

    target: str = TARGET
    base: str = ""
    name: str | None = None
    port: int = 80

    @property
    def root(self) -> str:
        return f"{self.target}/current"


def host(site_url: str | None, target: str, base: str | None, name: str | None) -> Host:
    """The host that ``site_url`` names, but for what is said expressly; raise `Problem` where
    something is not plain."""
    try:
        url = urlsplit(site_url or "")
    except ValueError:
        raise Problem("server-name", got=site_url or "") from None
    known = url.netloc.removesuffix(":443" if url.scheme == "https" else ":80")
    called, port = _name(name or known)
    return Host(
        _plain(_TARGET, target.rstrip("/"), "server-target"),
        _plain(_BASE, (url.path if base is None else base).rstrip("/"), "server-base"),
        called,
        80 if name is None and url.scheme == "https" else port,
    )


def container_host(outside: Host) -> Host:
    """What a container is called is told outside; nobody without rights may listen on port 80."""
    return Host(TARGET, outside.base, port=8080)


def _name(text: str) -> tuple[str | None, int]:
    """Name and port; web browsers send names in small letters."""
    if not text:
        return None, 80
    found = _NAME.fullmatch(text.lower())
    port = int(found["port"] or 80) if found else 0
    if found is None or len(found["name"]) > 253 or port > 65535:
        raise Problem("server-name", got=text)
    return found["name"], port


def _plain(form: re.Pattern[str], text: str, saying: str) -> str:
    if form.fullmatch(text) is None:
        raise Problem(saying, got=text)
    return text
