"""Open a pack that came from anywhere: nothing of it is believed but what its manifest justifies,
and the manifest only as far as its names go. Every file is held against its digest."""

from __future__ import annotations

import json
import re
import shutil
import stat
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from generator.files import link_or_copy
from generator.manifest import NAME, SIGNATURE, Manifest, digest, parse
from generator.messages import Problem
from generator.offline.release_pack import ADDRESSES, FORMAT, HEAD, PUBLICATION, TOP

_SMALL, _LARGE = 1 << 16, 1 << 26
_BESIDE = {
    HEAD: _SMALL,
    f"{TOP}/{SIGNATURE}": _SMALL,
    f"{TOP}/{NAME}": _LARGE,
    ADDRESSES: _LARGE,
    PUBLICATION: _LARGE,
}
"""What a pack may hold beside the files of the site, and its most bytes."""

_MARGIN = 1 << 24
"""Bytes that are left free on the disk."""

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_KNOWN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PLAIN = re.compile(r"[^\x00-\x1f\x7f\\:*?\"<>|/]+")
"""A part of a path that is one on every system."""

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    OverflowError,
    struct.error,
)
"""What the library raises where a ZIP file is none, is cut off, or lies about itself."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack tells. ``since``: the release that it needs, None where it holds everything."""

    archive: zipfile.ZipFile
    manifest: bytes
    listed: Manifest
    signature: bytes
    addresses: bytes
    publication: bytes
    since: str | None

    def unpack(self, there: Mapping[str, Path], into: Path) -> None:
        """Make the whole site in ``into``, from the pack and, by digest, from the files that are
        ``there`` already. Raise `Problem` where one is lacking or not what it should be."""
        inside = set(self.archive.namelist())
        lacking = []
        for path in sorted(self.listed):
            to, wanted = into / path, self.listed[path]
            to.parent.mkdir(parents=True, exist_ok=True)
            if f"{TOP}/{path}" in inside:
                self._extract(path, to)
            elif not _take_over(there.get(wanted), to, wanted):
                lacking.append(path)
        if lacking:
            values = {"count": str(len(lacking)), "file": lacking[0], "since": self.since or "–"}
            raise Problem("pack-lacks", **values)
        (into / NAME).write_bytes(self.manifest)
        if self.signature:
            (into / SIGNATURE).write_bytes(self.signature)

    def _extract(self, path: str, to: Path) -> None:
        name = f"{TOP}/{path}"
        with _told_damage(name), self.archive.open(name) as source, to.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
        if digest(to) != self.listed[path]:
            raise Problem("pack-damaged", reason=name)


def _take_over(file: Path | None, to: Path, wanted: str) -> bool:
    if file is None or not file.is_file() or file.is_symlink():
        return False
    link_or_copy(file, to)
    return digest(to) == wanted


@contextmanager
def opened(place: Path, free: int) -> Iterator[Pack]:
    """The pack at ``place``, after every check that needs no file unpacked; ``free`` are the bytes
    that the disk has left. Raise `Problem`."""
    if not place.is_file():
        raise Problem("pack-none", pack=str(place))
    with _told_damage(place.name):
        archive = zipfile.ZipFile(place)
    with archive:
        infos = archive.infolist()
        _check_entries(infos, place.stat().st_size)
        pack = _read(archive)
        _check_names(infos, pack.listed)
        _check_room(infos, free)
        yield pack


def manifest_of(place: Path) -> Manifest:
    """What the site of a pack holds, of which nothing is unpacked."""
    with opened(place, sys.maxsize) as pack:
        return pack.listed


def _check_entries(infos: list[zipfile.ZipInfo], size: int) -> None:
    """Each entry is a plain file, once, and none shares its bytes with others."""
    names = [info.filename for info in infos]
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        is_plain = kind in {0, stat.S_IFREG} and not info.is_dir()
        is_readable = info.compress_type in _KNOWN and not info.flag_bits & _ENCRYPTED
        if not is_plain or not is_readable or info.orig_filename != info.filename:
            raise Problem("pack-hostile", reason=repr(info.orig_filename))
    if len(set(names)) != len(names):
        raise Problem("pack-hostile", reason=repr(max(names, key=names.count)))
    if sum(info.compress_size for info in infos) > size:
        raise Problem("pack-hostile", reason="zip")


def _read(archive: zipfile.ZipFile) -> Pack:
    found = {name: _content(archive, name, most) for name, most in _BESIDE.items()}
    manifest = found[f"{TOP}/{NAME}"]
    since = _since(found[HEAD], manifest)
    try:
        listed = parse(manifest.decode("utf-8"))
    except ValueError:
        raise Problem("pack-damaged", reason=NAME) from None
    if len(listed) != len(manifest.splitlines()):
        raise Problem("pack-hostile", reason=NAME)
    for path in listed:
        _check_path(path, listed)
    return Pack(
        archive,
        manifest,
        listed,
        found[f"{TOP}/{SIGNATURE}"],
        found[ADDRESSES],
        found[PUBLICATION],
        since,
    )


def _content(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Empty where there is no such entry."""
    if name not in archive.namelist():
        return b""
    with _told_damage(name), archive.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Problem("pack-hostile", reason=name)
    return content


def _since(head: bytes, manifest: bytes) -> str | None:
    try:
        told: dict[str, Any] = json.loads(head)
        form, named, since = told["format"], told["manifest"], told["since"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Problem("pack-damaged", reason=HEAD) from None
    if form != FORMAT:
        raise Problem("pack-newer", got=str(form))
    if named != sha256(manifest).hexdigest() or not isinstance(since, str | None):
        raise Problem("pack-damaged", reason=f"{TOP}/{NAME}")
    return since


def _check_path(path: str, listed: Manifest) -> None:
    """A path leads to a place below the site on every system, and is no folder of another one."""
    parts = path.split("/")
    is_plain = all(_PLAIN.fullmatch(part) and part.rstrip(". ") == part for part in parts)
    is_own = path in {NAME, SIGNATURE}
    folders = {parent.as_posix() for parent in PurePosixPath(path).parents}
    if not is_plain or is_own or any(folder in listed for folder in folders):
        raise Problem("pack-hostile", reason=repr(path))


def _check_names(infos: list[zipfile.ZipInfo], listed: Manifest) -> None:
    justified = {*_BESIDE, *(f"{TOP}/{path}" for path in listed)}
    for info in infos:
        if info.filename not in justified:
            raise Problem("pack-hostile", reason=repr(info.filename))


def _check_room(infos: list[zipfile.ZipInfo], free: int) -> None:
    """Unpacked, and copied into the release; no entry gives more bytes than it tells of."""
    needed = 2 * sum(info.file_size for info in infos) + _MARGIN
    if needed > free:
        values = {"needed": str(needed >> 20), "free": str(free >> 20)}
        raise Problem("pack-no-room", **values)


@contextmanager
def _told_damage(what: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE:
        raise Problem("pack-damaged", reason=what) from None
