"""``.gz`` and ``.br`` beside the files of a site, so that a web server has nothing to compress.

Compressing costs more than all else of a publication, so what came out is kept in a pool by the
digest of its source. An entry is used when it decompresses to that source, so that a damaged pool
costs time and nothing else.
"""

from __future__ import annotations

import importlib
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.files import link_or_copy, replace_file
from generator.manifest import Manifest

_SUFFIXES = frozenset(
    {".bib", ".css", ".csv", ".html", ".js", ".json", ".map", ".md", ".ris", ".svg", ".txt", ".xml"}
)
_SMALLEST = 1000
"""Bytes; what is smaller travels in one packet as it is."""

_GZIP_LEVEL, _BROTLI_QUALITY = 9, 10
"""On the real site, 459 files, 10.2 MB: gzip 9 2.37 MB in 0.4 s of CPU; brotli 8 2.24 MB in 0.3 s,
10 2.11 MB in 3.8 s, 11 2.07 MB in 10.7 s. 10 has most of what 11 gains in a third of its time."""

_GZIP_HEAD = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x02\xff"
"""RFC 1952: deflate, no name, no time, best compression, made on no system in particular."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A content coding of HTTP; ``made_by`` tells apart what gives other bytes."""

    name: str
    suffix: str
    made_by: str
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def codings() -> tuple[Coding, ...]:
    """Those that this machine knows: gzip, and brotli where the package is installed."""
    by_zlib = f"{_GZIP_LEVEL}-{zlib.ZLIB_RUNTIME_VERSION}"
    gzip = Coding("gzip", ".gz", by_zlib, _gzip, lambda data: zlib.decompress(data, 31))
    with suppress(ImportError):
        brotli: Any = importlib.import_module("brotli")
        by_brotli = f"{_BROTLI_QUALITY}-{brotli.__version__}"
        return gzip, Coding(
            "br",
            ".br",
            by_brotli,
            lambda data: brotli.compress(data, quality=_BROTLI_QUALITY),
            brotli.decompress,
        )
    return (gzip,)


def _gzip(data: bytes) -> bytes:
    """The same bytes from every version of Python; the header is ours because theirs differ."""
    deflate = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return _GZIP_HEAD + deflate.compress(data) + deflate.flush() + tail


def is_compressible(path: str) -> bool:
    """What servers hide is never sent, so never compressed."""
    return PurePosixPath(path).suffix in _SUFFIXES and not is_hidden(path)


def is_hidden(path: str) -> bool:
    """Whether web servers keep the file to themselves, as they do with ``.may-chu/``."""
    return any(part.startswith(".") for part in path.split("/"))


def uncompressed(path: str) -> str:
    """The path of the file that one such as ``a.html.gz`` stands for; others stand for
    themselves."""
    return path[:-3] if path.endswith((".gz", ".br")) else path


def is_like(compressed: Path, source: Path) -> bool:
    """Whether a compressed form gives its source; not where this machine cannot read it."""
    coding = next((each for each in codings() if each.suffix == compressed.suffix), None)
    return bool(coding and source.is_file() and _is_good(compressed, source.read_bytes(), coding))


class Pool:
    """What has been compressed, in a folder. May be used by several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._codings = folder, codings()
        self._used: set[str] = set()

    def put_beside(self, file: Path, digest: str) -> None:
        """Write the compressed forms of the file beside it, where they are smaller. What stands
        there already is the site's own."""
        content = file.read_bytes()
        if len(content) < _SMALLEST:
            return
        for coding in self._codings:
            beside = file.with_name(file.name + coding.suffix)
            kept = self._kept(digest, content, coding)
            if kept.stat().st_size < len(content) and not beside.exists():
                link_or_copy(kept, beside)

    def take_over(self, site: Path, listed: Manifest) -> None:
        """Learn from a release what lies beside the files that its manifest lists."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in filter(is_compressible, listed):
            for coding in self._codings:
                with suppress(OSError):
                    link_or_copy(site / f"{path}{coding.suffix}", self._place(listed[path], coding))

    def prune(self) -> None:
        """Forget what this run had no use for."""
        for path in self._entries():
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _kept(self, digest: str, content: bytes, coding: Coding) -> Path:
        place = self._place(digest, coding)
        self._used.add(place.name)
        if not _is_good(place, content, coding):
            replace_file(place, coding.pack(content))
        return place

    def _place(self, digest: str, coding: Coding) -> Path:
        return self._folder / f"{digest}-{coding.made_by}{coding.suffix}"

    def _entries(self) -> Iterator[Path]:
        yield from self._folder.iterdir() if self._folder.is_dir() else ()


def _is_good(place: Path, content: bytes, coding: Coding) -> bool:
    """Codings raise errors of their own for what is damaged."""
    try:
        return coding.unpack(place.read_bytes()) == content
    except Exception:  # noqa: BLE001
        return False
