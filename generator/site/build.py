"""Build the site beside the last one and exchange the two when it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator import manifest, sbom
from generator.diagnostics import Diagnostic, has_errors
from generator.messages import say
from generator.policy import CONTENT_SECURITY_OF_PAGES
from generator.prints import print_anchor
from generator.settings import Settings
from generator.site import shares
from generator.site.assets import Assets
from generator.site.exchange import exchange, recover, remove

PROGRAM = Path(__file__).parent.parent
THEME = PROGRAM / "theme"
STAMP = "sotay-build.json"
"""File of the site that tells what it was built from; it goes where the site goes."""


@dataclass(frozen=True, slots=True)
class Built:
    """The site's folder, whether anything had to be done, and warnings of the seal."""

    site: Path
    changed: bool
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why MkDocs did not build; the last good site is untouched."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """What the seal found; the last good site is untouched."""

    findings: tuple[Diagnostic, ...]


def build(
    settings: Settings,
    as_of: dt.date,
    more: Callable[[], Mapping[str, str]],
    seal: Callable[[Path], Sequence[Diagnostic]],
    jobs: int | None = None,
) -> Built | Failed | Rejected:
    """Build in strict mode: a warning of MkDocs, such as a dead link, is a failure.

    ``more`` gives further files (path below the site → text); it is asked only when there is
    something to build. ``seal`` looks at the folder of all of them and leaves its manifest there.
    ``jobs``: processes that MkDocs runs in, as many as pay if nothing is said.
    """
    recover(settings.site)
    inputs = _inputs(settings, as_of)
    if _is_made_of(settings.site, inputs):
        return Built(settings.site, changed=False)
    workshop = settings.state / "building"
    remove(workshop)
    count = shares.processes(sum(1 for _ in settings.docs.rglob("*.md")), jobs)
    with fixed_clock(as_of):
        try:
            with warnings() as heard:
                config = configured(settings, workshop, as_of)
            heard = shares.build(config, complaints, count)
        except MkDocsException as error:
            return Failed("; ".join(heard) or str(error))
        except EOFError:
            return Failed(say("share-died", settings.language))
    if heard:
        return Failed("; ".join(heard))
    for path, text in more().items():
        (workshop / path).parent.mkdir(parents=True, exist_ok=True)
        (workshop / path).write_text(text, encoding="utf-8")
    found = seal(workshop)
    if has_errors(found):
        return Rejected(tuple(found))
    (workshop / STAMP).write_text(_stamp(workshop, inputs), encoding="utf-8")
    exchange(workshop, settings.site)
    return Built(settings.site, True, tuple(found))


def configured(settings: Settings, site: Path, as_of: dt.date, **changes: Any) -> MkDocsConfig:
    """The configuration of the knowledge base; ``changes`` are keys of mkdocs.yml. Tables align
    cells by an attribute, as the policy of pages allows no inline styles."""
    keys: dict[str, Any] = {"docs_dir": str(settings.docs), "strict": True, **changes}
    config = load_config(str(settings.config), site_dir=str(site), **keys)
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(THEME))
    config.plugins["sotay"] = Assets(settings.language)
    config.mdx_configs.setdefault("tables", {})["use_align_attribute"] = True
    ours = {
        "as_of": str(as_of),
        "print_anchor": print_anchor(as_of),
        "content_security": CONTENT_SECURITY_OF_PAGES,
    }
    config.extra["sotay"] = {**config.extra.get("sotay", {}), **ours}
    return config


def complaints(config: MkDocsConfig, *, dirty: bool) -> list[str]:
    """Run MkDocs and give what it warns of, or why it failed; nothing where all is well."""
    with warnings() as heard:
        try:
            run(config, dirty=dirty)
        except MkDocsException as error:
            return heard or [str(error)]
    return heard


def run(config: MkDocsConfig, *, dirty: bool = False) -> None:
    """No file of the site is compressed; publishing adds the compressed forms of all."""
    config.plugins.on_startup(command="build", dirty=dirty)
    try:
        mkdocs_build.build(config, dirty=dirty)
    finally:
        config.plugins.on_shutdown()
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)


def _stamp(site: Path, inputs: str) -> str:
    return json.dumps({"inputs": inputs, "manifest": manifest.digest(site / manifest.NAME)}) + "\n"


def _is_made_of(site: Path, inputs: str) -> bool:
    """Whether the site was sealed, from these inputs, and nobody has changed a file of it since."""
    try:
        wanted = manifest.parse((site / manifest.NAME).read_bytes().decode())
        stamped = (site / STAMP).read_bytes() == _stamp(site, inputs).encode()
    except (OSError, ValueError):
        return False
    found = manifest.digests(site).items() if stamped else ()
    return {path: digest for path, digest in found if path not in {STAMP, manifest.NAME}} == wanted


def _inputs(settings: Settings, as_of: dt.date) -> str:
    """Digest of all that the site is made from: the day and the moment, records, pages, overrides
    of the theme, configuration, the program and the packages that it uses.

    Not of the publication log: what the site shows of it stands in the pages, and `publish` writes
    it when the site that tells of it is live."""
    used = [f"{name}=={p.version}" for name, p in sbom.closure().items()]
    told = " ".join([str(as_of), os.environ.get("SOURCE_DATE_EPOCH", ""), *used])
    digest = hashlib.sha256(told.encode())
    overrides = [settings.overrides] if settings.overrides else []
    for folder in (settings.records, settings.docs, PROGRAM, *overrides):
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
