"""What a shard of a build has made, in a folder that is carried to the machine that assembles the
site.

A part is no piece of a site: it is what a build of the whole would remember of its share, with the
texts and pages themselves. A build that is given all parts finds that nothing is left to be made,
and makes by itself what a part does not hold. What a page is made from is a digest, as everywhere;
so the worst that a part can do is to be of no use.

    units.kept   the facts, and what each unit of pages read of them and gave
    texts.kept   files below docs/, by their SHA-256
    pages.kept   pages of the site, by their path below docs/ and the key of the site's ledger
    part.json    which part of what this is, with the SHA-256 of the others; written last
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator import program
from generator.files import replace_file
from generator.kept import Kept
from generator.messages import Problem
from generator.program import digest
from generator.settings import Settings

UNITS = "units.kept"
_TEXTS, _PAGES, _TOLD = "texts.kept", "pages.kept", "part.json"
_FILES = (UNITS, _TEXTS, _PAGES)


class Shard(NamedTuple):
    """``number`` counts from 1."""

    number: int
    of: int

    def holds(self, name: str) -> bool:
        """The same on every machine, and much the same number of names for each shard."""
        return int.from_bytes(digest(name.encode())) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


@dataclass(frozen=True, slots=True)
class Part:
    """``inputs`` is a digest of what it is made from, beside the day ``as_of``."""

    folder: Path
    shard: Shard
    as_of: dt.date
    inputs: str


def inputs(settings: Settings) -> str:
    """Pages written by hand are left out: they are made where the site is assembled."""
    folders = [settings.records, program.THEME, settings.overrides]
    found = digest(
        program.identity(),
        settings.config.read_bytes(),
        os.environ.get("SOURCE_DATE_EPOCH", "").encode(),
        *(program.files(folder, folder.rglob("*")) for folder in folders if folder),
    )
    return found.hex()


def read(folders: Sequence[Path], settings: Settings, as_of: dt.date) -> Parts:
    """Parts that make up a whole, in any order, of this knowledge base on this day; raise `Problem`
    where they do not."""
    found = [_read(folder) for folder in folders]
    wanted = found[0].shard.of
    made_from = inputs(settings)
    for part in found:
        told = {"part": str(part.folder), "shard": str(part.shard)}
        if part.shard.of != wanted:
            raise Problem("part-of-other-count", wanted=str(wanted), **told)
        if part.as_of != as_of:
            raise Problem("part-of-other-day", wanted=str(as_of), got=str(part.as_of), **told)
        if part.inputs != made_from:
            raise Problem("part-of-other-inputs", **told)
    places = {part.shard.number: part.folder for part in found}
    if missing := [str(n) for n in range(1, wanted + 1) if n not in places]:
        raise Problem("parts-missing", numbers=", ".join(missing), count=str(wanted))
    return Parts([places[number] for number in sorted(places)])


def _read(folder: Path) -> Part:
    """What a part tells of itself, where its files are as they were written."""
    try:
        told = json.loads((folder / _TOLD).read_bytes())
        shard, day = Shard(*map(int, told["shard"])), dt.date.fromisoformat(told["as_of"])
        part, files = Part(folder, shard, day, told["inputs"]), told["files"].items()
        is_whole = all(_sha256(folder / name) == known for name, known in files)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        is_whole = False
    if not is_whole:
        raise Problem("part-damaged", part=str(folder))
    return part


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def page_key(name: str, key: str) -> bytes:
    """Of a page of the site by its name below docs/ and its key in the ledger."""
    return digest(name.encode(), key.encode())


def clear(folder: Path) -> None:
    """Take away the part that is there; what is not of a part stays."""
    for name in (_TOLD, *_FILES):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def write(part: Part, texts: Iterable[bytes], pages: Mapping[bytes, bytes]) -> None:
    """Put texts and pages beside the units, and tell what the folder is."""
    folder = part.folder
    kept = Kept(folder / _TEXTS)
    for text in texts:
        kept.put(hashlib.sha256(text).digest(), text)
    kept.save()
    kept = Kept(folder / _PAGES)
    for key, page in pages.items():
        kept.put(key, page)
    kept.save()
    files = {name: _sha256(folder / name) for name in _FILES if (folder / name).exists()}
    told = {"shard": part.shard, "as_of": str(part.as_of), "inputs": part.inputs, "files": files}
    replace_file(folder / _TOLD, json.dumps(told, indent=1) + "\n")


@dataclass
class Parts:
    """Of one origin. ``taken`` counts the texts and the pages that a build has taken from here."""

    folders: Sequence[Path]
    taken: dict[str, int] = field(default_factory=lambda: {"texts": 0, "pages": 0})
    _texts: list[Kept] = field(default_factory=list)

    def tell(self, kept: Kept) -> None:
        """What units read and gave."""
        kept.hold(folder / UNITS for folder in self.folders)

    def text(self, sha256: str) -> str | None:
        """A text by its digest in hexadecimal."""
        self._texts = self._texts or [Kept(folder / _TEXTS) for folder in self.folders]
        wanted = bytes.fromhex(sha256)
        data = next(filter(None, (kept.get(wanted) for kept in self._texts)), None)
        if data is None or hashlib.sha256(data).digest() != wanted:
            return None
        self.taken["texts"] += 1
        return data.decode()

    def pages(self, wanted: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Those that are here, of pages by name with their keys. Parts are read one by one, as all
        of them together may be larger than memory."""
        left = {page_key(name, key): name for name, key in wanted.items()}
        for folder in self.folders:
            kept = Kept(folder / _PAGES)
            for key, name in [*left.items()]:
                if (page := kept.get(key)) is not None:
                    self.taken["pages"] += 1
                    yield name, zlib.decompress(page)
                    del left[key]
