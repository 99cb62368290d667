"""The only room that changes pages on disk: only what differs, atomically, only what is ours."""

from __future__ import annotations

import contextlib
import json
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.files import replace_file
from generator.render import MARK, Artifact

MANIFEST = "manifest.json"
PAGE = ".md"


@dataclass(frozen=True, slots=True)
class Written:
    """Paths below ``docs/`` by what happened to them."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    same: tuple[str, ...]


def write(artifacts: Iterable[Artifact], docs: Path, state: Path) -> Written | list[Diagnostic]:
    """Bring ``docs`` to hold exactly these artifacts beside the pages written by hand.

    The manifest names every file that is ours. It is widened before the first file is written and
    narrowed after the last, so that a run killed in between loses track of nothing. For the case
    that the manifest is gone a page of ours is also known by its front matter. Files of other kinds
    have no room for a mark: one is ours where it bears a name that our files bear and lies in the
    folder of a page of ours (``van-ban/x/trich-dan.bib`` below ``van-ban/x.md``).
    """
    wanted = {artifact.path: artifact.text for artifact in artifacts}
    owned = _owned(wanted, docs, state)
    if foreign := _written_by_hand(wanted, owned, docs):
        return foreign
    changed = [path for path in sorted(wanted) if _read(docs / path) != wanted[path]]
    orphans = sorted(path for path in owned - set(wanted) if (docs / path).is_file())
    if changed or orphans or owned != set(wanted):
        _remember(owned | set(wanted), state)
        for path in changed:
            replace_file(docs / path, wanted[path])
        for path in orphans:
            _remove(docs, path)
        _remember(set(wanted), state)
    unchanged = sorted(set(wanted) - set(changed))
    return Written(tuple(changed), tuple(orphans), tuple(unchanged))


def _owned(wanted: Iterable[str], docs: Path, state: Path) -> set[str]:
    try:
        listed = json.loads((state / MANIFEST).read_text(encoding="utf-8"))
        return {path for path in listed if isinstance(path, str) and _is_below(docs, path)}
    except (OSError, ValueError, TypeError):
        marked = set(_marked(docs))
        return marked | set(_companions(marked, wanted, docs))


def _is_below(docs: Path, path: str) -> bool:
    return (docs / path).resolve().is_relative_to(docs.resolve())


def _marked(docs: Path) -> Iterator[str]:
    for path in docs.rglob("*.md"):
        if _is_marked(path):
            yield path.relative_to(docs).as_posix()


def _companions(pages: Iterable[str], wanted: Iterable[str], docs: Path) -> Iterator[str]:
    """Files other than pages that lie where a page of ours has its own."""
    names = {posixpath.basename(path) for path in wanted if not path.endswith(PAGE)}
    for folder in (page.removesuffix(PAGE) for page in pages):
        found = (posixpath.join(folder, name) for name in names)
        yield from (path for path in found if (docs / path).is_file())


def _is_marked(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return MARK in file.read(2000).split("\n---", 1)[0].split("\n")


def _written_by_hand(wanted: Iterable[str], owned: set[str], docs: Path) -> list[Diagnostic]:
    """Files that stand where one of ours would go and that we did not write."""
    strangers = (p for p in sorted(wanted) if p not in owned and (docs / p).is_file())
    return [Diagnostic(f"docs/{p}", 1, 1, "not-ours") for p in strangers if not _is_ours(docs / p)]


def _is_ours(path: Path) -> bool:
    """Of a page its own mark tells, of another file that of the page whose folder it lies in."""
    page = path if path.suffix == PAGE else path.parent.with_name(f"{path.parent.name}{PAGE}")
    return page.is_file() and _is_marked(page)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _remember(paths: set[str], state: Path) -> None:
    replace_file(state / MANIFEST, json.dumps(sorted(paths), indent=0) + "\n")


def _remove(docs: Path, path: str) -> None:
    (docs / path).unlink(missing_ok=True)
    for folder in (docs / path).parents:
        if folder == docs:
            return
        with contextlib.suppress(OSError):
            folder.rmdir()
