"""Read the publication log, ``directives/cong-bo/*.json``; a damaged file is a finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics import Diagnostic
from generator.records.publication import FOLDER, Publication, name_of

SUFFIX = ".json"


def read_publications(folder: Path) -> tuple[tuple[Publication, ...], list[Diagnostic]]:
    """The log in order of time; ``folder`` is ``directives/``. No log yet is an empty one."""
    read: list[Publication] = []
    found: list[Diagnostic] = []
    for path in sorted((folder / FOLDER).glob(f"[!.]*{SUFFIX}")):
        publication = _read(path)
        if isinstance(publication, Diagnostic):
            found.append(publication)
        else:
            read.append(publication)
    return tuple(read), found or list(_gaps(read))


def _read(path: Path) -> Publication | Diagnostic:
    try:
        publication = Publication.model_validate(json.loads(path.read_bytes().decode("utf-8")))
    except OSError as error:
        return _damaged(path, error.strerror or str(error))
    except json.JSONDecodeError as error:
        return _damaged(path, error.msg, error.lineno, error.colno)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        return _damaged(path, f"{place}: {first['msg']}" if place else first["msg"])
    except (ValueError, RecursionError) as error:
        return _damaged(path, str(error))
    if path.stem != publication.name:
        return _damaged(path, f"at: {publication.at} ≠ {path.stem}")
    return publication


def _damaged(path: Path, reason: str, line: int = 1, column: int = 1) -> Diagnostic:
    name = _name(path)
    return Diagnostic(name, line, column, "log-damaged", {"reason": reason, "path": name})


def _gaps(publications: Iterable[Publication]) -> Iterator[Diagnostic]:
    """Each publication builds on the one it names; without that one, what changed is unknown."""
    known = {p.at for p in publications}
    for p in publications:
        if p.previous is not None and p.previous not in known:
            missing = _path(p.previous)
            yield Diagnostic(_path(p.at), 1, 1, "log-gap", {"path": missing})


def _path(at: str) -> str:
    return _name(Path("directives", FOLDER, name_of(at) + SUFFIX))


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:])
