"""What a site is made from: the files below docs/ with their digests, and what all pages share."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from generator import inventory, manifest, program
from generator.program import digest
from generator.site.listed import shown

_PACKAGES = "site-packages"

_READING = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions of Markdown that read files wherever they lie."""

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
"""Where in memory an object lies, which is elsewhere in each process."""

_CONFLICTING = "README.md"
"""Stands for index.md where there is none; only MkDocs' own walk tells."""


class Below(NamedTuple):
    """What lies below docs/: ``ours`` are the files that the generator has written, path → SHA-256
    in hexadecimal, ``others`` all else, where somebody has looked."""

    ours: Mapping[str, str]
    others: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """``files`` are all that belong to the site, path below docs/ → SHA-256 in hexadecimal;
    ``excluded`` those of ours that the configuration leaves out. Of those ``by_hand`` nobody but
    MkDocs knows where they lead."""

    files: Mapping[str, str]
    excluded: frozenset[str]
    by_hand: frozenset[str]


def sources(
    config: MkDocsConfig, below: Below, inside: AbstractSet[str], outside: frozenset[str]
) -> Sources:
    """What there is now. Of files of ours ``inside`` and ``outside`` it is known that the same
    configuration takes them into the site, or not."""
    docs, (ours, others) = Path(config.docs_dir), below
    hand = (inventory.paths(docs) if others is None else others) - ours.keys()
    hand = frozenset(path for path in hand if os.path.lexists(docs / path))
    new = ours.keys() - inside - outside
    excluded = (outside & ours.keys()) | (new - _included(config, new))
    if any(path.rpartition("/")[2] == _CONFLICTING for path in hand):
        hand &= {file.src_uri for file in get_files(config)}
    hand = frozenset(_included(config, hand))
    files = {path: sha256 for path, sha256 in ours.items() if path not in excluded}
    files.update((path, manifest.digest(docs / path)) for path in hand)
    return Sources(files, frozenset(excluded), hand)


def settled(config: MkDocsConfig) -> bytes:
    """Digest of what stands on every page whatever the pages are: the program with its packages,
    the theme, the configuration as it was loaded, with its hooks, and the day.

    Where pages are converted from files that nobody knows of, no digest is that of another."""
    with Path(config.config_file_path or "").open("rb") as file:
        loaded = yaml_load(file, get_yaml_loader(config=config))
    return digest(
        program.identity(),
        *(_of_theme(Path(folder)) for folder in config.theme.dirs),
        _told(loaded).encode(),
        *(Path(hook.__file__).read_bytes() for hook in config["hooks"].values()),
        os.urandom(program.SIZE) if reads_files(config) else b"",
        repr(config.extra.get("sotay")).encode(),
        os.environ["SOURCE_DATE_EPOCH"].encode(),
    )


def reads_files(config: MkDocsConfig) -> bool:
    """Whether what a page is converted to hangs on more files than its own."""
    emoji = config.mdx_configs.get("pymdownx.emoji", {}).get("options", {})
    return "custom_icons" in emoji or not set(_READING).isdisjoint(config.markdown_extensions)


def frame(config: MkDocsConfig, files: Mapping[str, str], settled: bytes) -> bytes:
    """With this, also what the pages of the navigation are called."""
    docs = Path(config.docs_dir)
    parts = [_front_matter(docs / path) for path in shown(config.nav) if path in files]
    if hangs_on_all(config.nav):
        parts.append(repr(sorted(files.items())).encode())
    return digest(settled, *parts)


def framed(config: MkDocsConfig, found: Sources, frame: bytes, pages: Collection[str]) -> bytes:
    """With this, also what the files that there are once are made from: what the site map tells of,
    files of ours in the place of those of the theme, templates."""
    named = sorted(pages) if config.site_url or config.extra_templates else []
    others = sorted(found.by_hand - set(pages))
    templates = [found.files.get(name, "") for name in config.extra_templates]
    parts = ("\n".join(part).encode() for part in (named, others, templates))
    return digest(frame, *parts)


def keys(found: Sources) -> dict[str, str]:
    """Of each page that belongs to the site what it is made from beside the frame: its own text,
    and of a page written by hand, which may lead to any file, which files there are."""
    there = digest("\0".join(sorted(found.files)).encode()).hex() if found.by_hand else ""
    return {
        path: f"{sha256} {there}" if path in found.by_hand else sha256
        for path, sha256 in found.files.items()
        if path.endswith((".md", ".markdown", ".mdown", ".mkdn", ".mkd"))
    }


def _included(config: MkDocsConfig, names: Collection[str]) -> set[str]:
    where = config.docs_dir, config.site_dir, config.use_directory_urls
    files = [File(name, *where) for name in names]
    set_exclusions(files, config)
    return {file.src_uri for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]


def _of_theme(folder: Path) -> bytes:
    """The packages of themes are known by their version, which the program's digest holds."""
    if _PACKAGES in folder.parts:
        return "/".join(folder.parts[folder.parts.index(_PACKAGES) :]).encode()
    return program.files(folder, folder.rglob("*"))


def _told(value: Any) -> str:
    """A value of the configuration, the same in each process."""
    if isinstance(value, dict):
        return f"{{{','.join(f'{_told(k)}:{_told(v)}' for k, v in value.items())}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_told, value))}]"
    if isinstance(value, os.PathLike):  # ``!relative``, which may hold for one page alone
        return f"{type(value)} {vars(value)['suffix']}"
    where = getattr(value, "__module__", "")
    return repr(value) if isinstance(value, str) else f"{where} {_ADDRESS.sub('', repr(value))}"


def _front_matter(page: Path) -> bytes:
    text = page.read_bytes()
    return text[: text.find(b"\n---", 3)] if text.startswith(b"---") else b""


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
