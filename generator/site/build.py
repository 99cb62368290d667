"""Build the site beside the last one and exchange the two when it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rjsmin
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator import sbom
from generator.prints import print_anchor
from generator.settings import Settings
from generator.site.exchange import exchange, recover

PROGRAM = Path(__file__).parent.parent
THEME = PROGRAM / "theme"
STAMP = "sotay-build.json"
"""File of the site that tells what it was built from; it goes where the site goes."""


@dataclass(frozen=True, slots=True)
class Built:
    """The site's folder, and whether anything had to be done."""

    site: Path
    changed: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """Why MkDocs did not build; the last good site is untouched."""

    reason: str


def build(
    settings: Settings, as_of: dt.date, more: Callable[[], Mapping[str, str]]
) -> Built | Failed:
    """Build in strict mode: a warning of MkDocs, such as a dead link, is a failure.

    ``more`` gives further files (path below the site → text); it is asked only when there is
    something to build.
    """
    recover(settings.site)
    stamp = json.dumps({"as_of": str(as_of), "inputs": _inputs(settings)}) + "\n"
    if _stamp(settings.site) == stamp:
        return Built(settings.site, changed=False)
    workshop = settings.state / "building"
    shutil.rmtree(workshop, ignore_errors=True)
    with fixed_clock(as_of), warnings() as heard:
        try:
            run(configured(settings, workshop, as_of))
        except MkDocsException as error:
            return Failed("; ".join(heard) or str(error))
    strip_scripts(workshop)
    for path, text in {**more(), STAMP: stamp}.items():
        (workshop / path).parent.mkdir(parents=True, exist_ok=True)
        (workshop / path).write_text(text, encoding="utf-8")
    exchange(workshop, settings.site)
    return Built(settings.site, changed=True)


def configured(settings: Settings, site: Path, as_of: dt.date, **changes: Any) -> MkDocsConfig:
    """The configuration of the knowledge base; ``changes`` are keys of mkdocs.yml."""
    keys: dict[str, Any] = {"docs_dir": str(settings.docs), "strict": True, **changes}
    config = load_config(str(settings.config), site_dir=str(site), **keys)
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(THEME))
    ours = {"as_of": str(as_of), "print_anchor": print_anchor(as_of)}
    config.extra["sotay"] = {**config.extra.get("sotay", {}), **ours}
    return config


def run(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


def strip_scripts(site: Path) -> None:
    """Our scripts go to readers without comments and indentation."""
    for path in (site / "assets" / "sotay").rglob("*.js"):
        path.write_text(rjsmin.jsmin(path.read_text(encoding="utf-8")) + "\n", encoding="utf-8")


def _stamp(site: Path) -> str | None:
    try:
        return (site / STAMP).read_text(encoding="utf-8")
    except OSError:
        return None


def _inputs(settings: Settings) -> str:
    """Digest of all that the site is made from: records, pages, configuration, the program and the
    packages that it uses.

    Not of the publication log: what the site shows of it stands in the pages, and `publish` writes
    it when the site that tells of it is live."""
    used = sbom.closure().items()
    digest = hashlib.sha256(" ".join(f"{name}=={p.version}" for name, p in used).encode())
    for folder in (settings.records, settings.docs, PROGRAM):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if "__pycache__" not in path.parts and settings.publications not in path.parents:
                digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(settings.config.read_bytes())
    return digest.hexdigest()


@contextmanager
def fixed_clock(as_of: dt.date) -> Iterator[None]:
    """MkDocs stamps pages with the time of the build; ours depend on the day asked for alone."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    noon = dt.datetime.combine(as_of, dt.time(12), tzinfo=dt.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = given or str(int(noon.timestamp()))
    try:
        yield
    finally:
        if given is None:
            del os.environ["SOURCE_DATE_EPOCH"]


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Collect what MkDocs warns of, instead of letting it print."""
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
