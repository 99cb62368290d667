"""Ask one web server for files, again and again, and keep their digests instead of their bytes."""

from __future__ import annotations

import hashlib
import http.client
import importlib
import ssl
import threading
import urllib.parse
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from generator.messages import Problem

_PATIENCE = 20
"""Seconds that a server may be silent."""

_CHUNK = 1 << 16
_LARGEST = 1 << 30
"""Bytes of a file, decompressed; a server that sends more is not showing a site of ours."""

_REDIRECTS, _MOST = frozenset({301, 302, 303, 307, 308}), 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What came in the end, from ``url``. ``digest`` is that of the file, None where it cannot be
    decompressed; ``body`` is kept where it was asked for."""

    url: str
    status: int
    headers: Mapping[str, str]
    digest: str | None
    body: bytes = b""


class Client:
    """``address`` ends in a slash. Each thread has a connection of its own, which is kept open
    until the end of the ``with``."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._host = urllib.parse.urlsplit(address)
        self._own = threading.local()
        self._made: list[http.client.HTTPConnection] = []
        self._trust = ssl.create_default_context() if self._host.scheme == "https" else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self._made:
            connection.close()

    def get(self, path: str, coding: str = "identity", keep: int = 0) -> Answer:
        """Ask for a path below the address, and follow where the same host leads to. ``keep``: so
        many bytes of the body at most. Raise ``OSError`` or ``HTTPException``."""
        url = urllib.parse.urljoin(self.address, urllib.parse.quote(path))
        for _ in range(_MOST):
            answer = self._ask(url, coding, keep)
            onward = urllib.parse.urljoin(url, answer.headers.get("location", ""))
            if answer.status not in _REDIRECTS or not self.is_below(onward) or onward == url:
                return answer
            url = onward
        return answer

    def is_below(self, url: str) -> bool:
        return url.startswith(self.address)

    def _ask(self, url: str, coding: str, keep: int) -> Answer:
        """Once more on a new connection where the server has closed the kept one meanwhile."""
        kept = self._connection() is not None
        try:
            return self._ask_once(url, coding, keep)
        except (ConnectionError, http.client.HTTPException):
            self._close()
            if not kept:
                raise
        except OSError:
            self._close()
            raise
        return self._ask_once(url, coding, keep)

    def _ask_once(self, url: str, coding: str, keep: int) -> Answer:
        connection = self._connection() or self._connect()
        parts = urllib.parse.urlsplit(url)
        target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request("GET", target, headers={"Accept-Encoding": coding})
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.headers.items()}
        digest, body = _digest(response, headers.get("content-encoding", "identity"), keep)
        if not response.isclosed():
            self._close()
        return Answer(url, response.status, headers, digest, body)

    def _connection(self) -> http.client.HTTPConnection | None:
        return getattr(self._own, "connection", None)

    def _connect(self) -> http.client.HTTPConnection:
        name, port = self._host.hostname or "", self._host.port
        made = (
            http.client.HTTPSConnection(name, port, timeout=_PATIENCE, context=self._trust)
            if self._trust
            else http.client.HTTPConnection(name, port, timeout=_PATIENCE)
        )
        self._own.connection = made
        self._made.append(made)
        return made

    def _close(self) -> None:
        if (connection := self._connection()) is not None:
            connection.close()
            self._own.connection = None


def address_of(written: str) -> str:
    """The address of a site as a person writes it, with a slash at its end."""
    with suppress(ValueError):
        parts = urllib.parse.urlsplit(written)
        plain = not (parts.username or parts.query or parts.fragment or parts.port == 0)
        if plain and parts.hostname and parts.scheme in {"http", "https"}:
            path = urllib.parse.quote(parts.path, safe="/%~!$&'()*+,;=:@").rstrip("/")
            return f"{parts.scheme}://{parts.netloc}{path}/"
    raise Problem("address-wrong", address=written)


def readable() -> tuple[str, ...]:
    """The content codings that can be read on this machine."""
    with suppress(ImportError):
        importlib.import_module("brotli")
        return "gzip", "br"
    return ("gzip",)


def _digest(response: http.client.HTTPResponse, coding: str, keep: int) -> tuple[str | None, bytes]:
    digest, size, body = hashlib.sha256(), 0, bytearray()
    try:
        for piece in _decoded(response, coding.lower()):
            digest.update(piece)
            size += len(piece)
            body += piece[: max(0, keep - len(body))]
            if size > _LARGEST:
                return None, b""
    except _Undecodable:
        return None, b""
    return digest.hexdigest(), bytes(body)


class _Undecodable(Exception):  # noqa: N818
    """The body is not what its coding says."""


def _decoded(response: http.client.HTTPResponse, coding: str) -> Iterator[bytes]:
    raw = iter(lambda: response.read(_CHUNK), b"")
    if coding == "identity":
        yield from raw
    elif coding in {"gzip", "x-gzip"}:
        yield from _gunzipped(raw)
    elif coding == "br" and "br" in readable():
        yield from _unbrotlied(raw)
    else:
        raise _Undecodable


def _gunzipped(raw: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(31)
    try:
        for piece in raw:
            yield inflate.decompress(piece, _CHUNK)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, _CHUNK)
            if inflate.unused_data:
                raise _Undecodable
        yield inflate.flush()
    except zlib.error:
        raise _Undecodable from None
    if not inflate.eof:
        raise _Undecodable


def _unbrotlied(raw: Iterator[bytes]) -> Iterator[bytes]:
    brotli: Any = importlib.import_module("brotli")
    inflate = brotli.Decompressor()
    try:
        for piece in raw:
            yield inflate.process(piece)
    except brotli.error:
        raise _Undecodable from None
    if not inflate.is_finished():
        raise _Undecodable
