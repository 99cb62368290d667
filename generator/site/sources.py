"""What a site is made from: the files below docs/ with their digests, and what all pages share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files, set_exclusions

from generator import program
from generator.program import digest
from generator.settings import Settings

_PACKAGES = "site-packages"

_CONFLICTING = "README.md"
"""Stands for index.md where there is none; only MkDocs' own walk tells."""


@dataclass(frozen=True, slots=True)
class Sources:
    """``files`` are all that belong to the site, path below docs/ → SHA-256 in hexadecimal;
    ``excluded`` those of ours that the configuration leaves out. Of those ``by_hand`` nobody but
    MkDocs knows where they lead."""

    files: Mapping[str, str]
    excluded: frozenset[str]
    by_hand: frozenset[str]


def sources(
    config: MkDocsConfig,
    ours: Mapping[str, str],
    inside: AbstractSet[str],
    outside: frozenset[str],
) -> Sources:
    """What there is now. ``ours`` are the files that the generator has written; of those ``inside``
    and ``outside`` it is known that the same configuration takes them into the site, or not."""
    docs = Path(config.docs_dir)
    hand = frozenset(_walk(docs)) - ours.keys()
    new = ours.keys() - inside - outside
    excluded = (outside & ours.keys()) | (new - _included(config, new))
    if any(path.rpartition("/")[2] == _CONFLICTING for path in hand):
        hand &= {file.src_uri for file in get_files(config)}
    hand = frozenset(_included(config, hand))
    files = {path: sha256 for path, sha256 in ours.items() if path not in excluded}
    files.update((path, _sha256(docs / path)) for path in hand)
    return Sources(files, frozenset(excluded), hand)


def settled(config: MkDocsConfig, settings: Settings) -> bytes:
    """Digest of what stands on every page whatever the pages are: the program with its packages,
    the theme, the settings, and the day."""
    return digest(
        program.identity(),
        *(_of_theme(Path(folder)) for folder in config.theme.dirs),
        settings.config.read_bytes(),
        repr(config.extra.get("sotay")).encode(),
        os.environ["SOURCE_DATE_EPOCH"].encode(),
    )


def frame(config: MkDocsConfig, files: Mapping[str, str], settled: bytes) -> bytes:
    """With this, also what the pages of the navigation are called."""
    docs = Path(config.docs_dir)
    parts = [_front_matter(docs / path) for path in shown(config.nav) if path in files]
    if hangs_on_all(config.nav):
        parts.append(repr(sorted(files.items())).encode())
    return digest(settled, *parts)


def keys(found: Sources, frame: bytes) -> dict[str, str]:
    """Of each page that belongs to the site what it is made from, as a digest. Where pages written
    by hand lead to may be any file."""
    there = digest(*(path.encode() for path in sorted(found.files)))
    return {
        path: digest(frame, sha256.encode(), there if path in found.by_hand else b"").hex()
        for path, sha256 in found.files.items()
        if path.endswith((".md", ".markdown", ".mdown", ".mkdn", ".mkd"))
    }


def _walk(docs: Path) -> Iterator[str]:
    """As MkDocs does, links to folders too."""
    left = [("", str(docs))]
    while left:
        before, folder = left.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    left.append((f"{before}{entry.name}/", entry.path))
                else:
                    yield before + entry.name


def _included(config: MkDocsConfig, names: Collection[str]) -> set[str]:
    where = config.docs_dir, config.site_dir, config.use_directory_urls
    files = [File(name, *where) for name in names]
    set_exclusions(files, config)
    return {file.src_uri for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _of_theme(folder: Path) -> bytes:
    """The packages of themes are known by their version, which the program's digest holds."""
    if _PACKAGES in folder.parts:
        return "/".join(folder.parts[folder.parts.index(_PACKAGES) :]).encode()
    return program.files(folder, folder.rglob("*"))


def _front_matter(page: Path) -> bytes:
    text = page.read_bytes()
    return text[: text.find(b"\n---", 3)] if text.startswith(b"---") else b""


def shown(nav: Any) -> Iterator[str]:
    """Pages in the navigation, as it stands in the configuration."""
    if isinstance(nav, str):
        yield nav.lstrip("/")
    elif nav is not None:
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from shown(item)


def hangs_on_all(nav: Any) -> bool:
    """Whether what stands in the navigation may follow from any page."""
    return nav is None or _untitled(nav)


def _untitled(nav: Iterable[Any]) -> bool:
    """Whether a page of the navigation gets its title from its text."""
    for item in nav:
        if isinstance(item, str):
            return True
        if any(isinstance(value, list) and _untitled(value) for value in item.values()):
            return True
    return False
