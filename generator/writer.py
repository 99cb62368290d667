"""The only room that changes pages on disk: only what differs, atomically, only what is ours."""

from __future__ import annotations

import contextlib
import json
import os
import posixpath
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.render import MARK, Artifact

MANIFEST = "manifest.json"
UNFINISHED = "writing"
"""Stands in the state while files are written: a run that finds it follows one that was killed."""
PAGE = ".md"
_LEFT = ".????????.tmp"
"""What such a run may have left: see `replace_file`."""


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
    _clear_up(docs, state)
    wanted = {artifact.path: artifact.text for artifact in artifacts}
    listed = _listed(docs, state)
    owned = _found(wanted, docs) if listed is None else listed
    if foreign := _written_by_hand(wanted, owned, docs):
        return foreign
    changed = [path for path in sorted(wanted) if _read(docs / path) != wanted[path]]
    orphans = sorted(path for path in owned - set(wanted) if (docs / path).is_file())
    if changed or orphans or listed != set(wanted):
        _remember(owned | set(wanted), state)
        (state / UNFINISHED).touch()
        for path in changed:
            replace_file(docs / path, wanted[path])
        for path in orphans:
            _remove(docs, path)
        _remember(set(wanted), state)
        (state / UNFINISHED).unlink()
    unchanged = sorted(set(wanted) - set(changed))
    return Written(tuple(changed), tuple(orphans), tuple(unchanged))


def replace_file(path: Path, content: str | bytes, *, flush: bool = False) -> None:
    """Write a file whole or not at all; with ``flush`` even where power is lost afterwards."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def link_or_copy(source: Path, to: Path) -> None:
    """One file under two names; where the file system cannot, two files."""
    try:
        os.link(source, to, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, to)


def _clear_up(docs: Path, state: Path) -> None:
    """Half-written files of a run that was killed."""
    left = list(state.glob(_LEFT))
    if (state / UNFINISHED).exists():
        left += docs.rglob(_LEFT)
    for path in left:
        path.unlink()


def _listed(docs: Path, state: Path) -> set[str] | None:
    """What the manifest names; None where there is none that can be read."""
    try:
        listed = json.loads((state / MANIFEST).read_text(encoding="utf-8"))
        return {path for path in listed if isinstance(path, str) and _is_below(docs, path)}
    except (OSError, ValueError, TypeError):
        return None


def _found(wanted: Iterable[str], docs: Path) -> set[str]:
    """Files of ours as they are known without a manifest."""
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
