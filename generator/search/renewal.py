"""The index of a build, made from what the build before it kept: a table of what that index
consists of, and the contents of its files.

Both may be lost, old, damaged or foreign at any time: what cannot be trusted is made anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from generator import forks, program
from generator.kept import Kept
from generator.search import pack, table
from generator.search.build import updated
from generator.search.bundles import FOLDER, SCRIPTS, script
from generator.search.contents import Contents, Lost
from generator.search.items import Given
from generator.search.last import Last
from generator.search.table import Table

TABLE, CONTENTS = "search.kept", "search-contents.kept"
"""Files in the folder of what a build remembers."""

_KEY = program.digest(b"table")


def _version() -> bytes:
    """Another library may deflate otherwise."""
    return program.digest(program.identity(), zlib.ZLIB_RUNTIME_VERSION.encode())


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: a digest of what it is to hold, and its text; None: the site has it."""

    digest: bytes
    text: str | None


@dataclass(frozen=True)
class Store:
    """What is kept in the folder ``state``, by a program of this version."""

    state: Path
    version: bytes = field(default_factory=_version)

    @cached_property
    def tables(self) -> Kept:
        return Kept(self.state / TABLE, self.version)

    @cached_property
    def contents(self) -> Contents:
        return Contents(self.state / CONTENTS, self.version)


def renew(
    given: Sequence[Given],
    abbreviations: Mapping[str, str],
    state: Path,
    have: Mapping[str, bytes] = MappingProxyType({}),
    jobs: int | None = None,
) -> dict[str, File]:
    """The files that a clean build of these items would make, by path below the site. Items are
    given in any order; ``state`` is the folder with what is kept.
    ``have``: digests of the files that the site holds, by path. ``jobs``: processes, as many as
    pay if nothing is said."""
    store = Store(state)
    kept = store.tables.get(_KEY)
    last = table.read(kept) if kept else Table()

    def made(old: Table) -> dict[str, File]:
        now = updated(given, abbreviations, Last(old, store.contents), jobs)
        if now != old:
            _keep(now, store, jobs)
        return dict(_files(now, store, have))

    try:
        return made(last)
    except Lost:
        return made(Table())


def _keep(now: Table, store: Store, jobs: int | None) -> None:
    store.contents.pack(jobs or forks.cores())
    store.contents.keep(now.keys)
    store.tables.put(_KEY, now.as_bytes())
    store.tables.save()


def _files(now: Table, store: Store, have: Mapping[str, bytes]) -> Iterator[tuple[str, File]]:
    for name, key in now.files():
        path, digest = f"{FOLDER}/{name}.js", program.digest(store.version, name.encode(), key)
        if have.get(path) == digest:
            yield path, File(digest, None)
        else:
            yield path, File(digest, pack.script(name, store.contents.packed(key)).text)
    for name in SCRIPTS:
        path, digest = f"{FOLDER}/{name}", program.digest(store.version, name.encode())
        yield path, File(digest, None if have.get(path) == digest else script(name))
