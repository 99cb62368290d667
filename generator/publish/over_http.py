"""Hold what a web server shows against the manifest that it shows."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote

from generator import policy
from generator.manifest import NAME, SIGNATURE, Manifest, parse
from generator.messages import Problem
from generator.publish.compressing import is_compressible, is_hidden
from generator.publish.http_client import Answer, Client, address_of, readable

_INDEX, _NOT_FOUND = "index.html", "404.html"
_THREADS = 4
_LONGEST = 1 << 26
"""Bytes of a manifest: half a million files."""

_ENOUGH = 20
"""Files that no answer came for, until the server counts as lost."""

_BROKEN = (OSError, http.client.HTTPException)


class Fault(StrEnum):
    """How an answer differs from the manifest."""

    MISSING = "missing"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """``detail``: the status, or the coding, of the answer that is wrong."""

    fault: Fault
    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address shows. ``led_on`` are pages that the server itself leads on from, so that
    they cannot be seen; ``lacking`` has paths by the header that their answer lacks."""

    address: str
    manifest: bytes
    signature: bytes
    files: int
    findings: tuple[Finding, ...]
    led_on: tuple[str, ...]
    lacking: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One file."""

    path: str
    finding: Finding | None = None
    is_led_on: bool = False
    is_lost: bool = False
    lacking: tuple[str, ...] = ()


def look(written: str) -> Shown:
    """Ask for everything that the manifest at the address names and that servers show: as it is,
    and in each coding that can be read. Raise `Problem` where there is no site to look at."""
    with Client(address_of(written)) as client:
        return _look(client)


def _look(client: Client) -> Shown:
    text = _manifest(client)
    wanted = parse(text.decode("utf-8"))
    paths = [path for path in sorted(wanted) if not is_hidden(path)]
    seen = list(_all(client, wanted, paths))
    signature = client.get(SIGNATURE, keep=_LONGEST)
    if _manifest(client) != text:
        raise Problem("address-switched", address=client.address)
    return Shown(
        client.address,
        text,
        signature.body if signature.status == http.HTTPStatus.OK else b"",
        len(paths),
        tuple(each.finding for each in seen if each.finding),
        tuple(each.path for each in seen if each.is_led_on),
        _by_header(seen),
    )


def _manifest(client: Client) -> bytes:
    try:
        answer = client.get(NAME, keep=_LONGEST)
    except ssl.SSLCertVerificationError as error:
        raise Problem("address-tls", address=client.address, reason=_words(error)) from None
    except _BROKEN as error:
        raise Problem("address-silent", address=client.address, reason=_words(error)) from None
    if onward := answer.headers.get("location"):
        raise Problem("address-elsewhere", address=client.address, onward=onward)
    try:
        parse(answer.body.decode("utf-8"))
    except ValueError:
        status = str(answer.status)
        raise Problem("address-no-site", address=client.address, status=status) from None
    return answer.body


def _words(error: Exception) -> str:
    reason = getattr(error, "verify_message", None) or getattr(error, "strerror", None)
    return str(reason or error or type(error).__name__)


def _all(client: Client, wanted: Manifest, paths: list[str]) -> Iterator[_Seen]:
    lost = 0
    with ThreadPoolExecutor(_THREADS) as threads:
        for seen in threads.map(_Look(client, wanted), paths):
            lost += seen.is_lost
            if lost > _ENOUGH:
                threads.shutdown(wait=False, cancel_futures=True)
                detail = seen.finding.detail if seen.finding else ""
                raise Problem("address-silent", address=client.address, reason=detail)
            yield seen


def _by_header(seen: list[_Seen]) -> Mapping[str, tuple[str, ...]]:
    headers = sorted({header for each in seen for header in each.lacking})
    return {h: tuple(each.path for each in seen if h in each.lacking) for h in headers}


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks at one file."""

    client: Client
    wanted: Manifest
    codings: tuple[str, ...] = field(default_factory=readable)

    def __call__(self, path: str) -> _Seen:
        try:
            return self._look(path)
        except _BROKEN as error:
            finding = Finding(Fault.REFUSED, path, _words(error))
            return _Seen(path, finding, is_lost=True)

    def _look(self, path: str) -> _Seen:
        answer = self.client.get(_asked(path))
        if self._is_onward(answer, path):
            answer = self.client.get(path)
            if self._is_onward(answer, path):
                return _Seen(path, is_led_on=True)
            return _Seen(path, self._fault(answer, path, ""))
        if finding := self._fault(answer, path, ""):
            return _Seen(path, finding)
        for coding in self.codings if is_compressible(path) else ():
            if finding := self._fault(self.client.get(_asked(path), coding), path, coding):
                return _Seen(path, finding)
        return _Seen(path, lacking=tuple(_lacking(answer, path)))

    def _is_onward(self, answer: Answer, path: str) -> bool:
        """Whether the server has led from a page on to another one of the site, and showed that
        rightly: its tables do so from former addresses, not always from the file there."""
        if not path.endswith(_INDEX):
            return False
        there = unquote(answer.url.removeprefix(self.client.address).partition("?")[0])
        page = f"{there}{_INDEX}" if there.endswith("/") or not there else there
        return page != path and answer.digest is not None and answer.digest == self.wanted.get(page)

    def _fault(self, answer: Answer, path: str, coding: str) -> Finding | None:
        status = answer.status
        detail = " ".join(filter(None, (f"HTTP {status}", coding)))
        if status in _statuses(path) and answer.digest == self.wanted[path]:
            return None
        if status in {404, 410}:
            return Finding(Fault.MISSING, path, detail)
        is_shown = status == http.HTTPStatus.OK
        return Finding(Fault.CHANGED if is_shown else Fault.REFUSED, path, detail)


def _asked(path: str) -> str:
    """Some servers lead from ``index.html`` to its folder."""
    is_index = path == _INDEX or path.endswith(f"/{_INDEX}")
    return path.removesuffix(_INDEX) if is_index else path


def _statuses(path: str) -> frozenset[int]:
    """Pages of withdrawn records are shown as gone, and the page “not found” as not found."""
    return frozenset({200, 404} if path == _NOT_FOUND else {200, 410})


def _lacking(answer: Answer, path: str) -> Iterator[str]:
    """Headers of `policy` that the answer lacks; pages that tell of an error need none."""
    if answer.status != http.HTTPStatus.OK:
        return
    cache = policy.CACHE_HASHED if policy.is_hashed(path) else policy.CACHE_OTHERS
    wanted = {**policy.HEADERS, "Cache-Control": cache}
    if path.endswith(".html"):
        wanted["Content-Security-Policy"] = policy.CONTENT_SECURITY
    for name, value in wanted.items():
        separator = ";" if name == "Content-Security-Policy" else ","
        found = _parts(answer.headers.get(name.lower(), ""), separator)
        if not _parts(value, separator) <= found:
            yield name


def _parts(value: str, separator: str) -> set[str]:
    return {" ".join(part.split()).lower() for part in value.split(separator)}
