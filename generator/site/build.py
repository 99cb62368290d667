"""Build the site beside the last one and exchange the two when it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
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
from generator.kept import Kept
from generator.messages import say
from generator.policy import CONTENT_SECURITY_OF_PAGES
from generator.prints import print_anchor
from generator.settings import Settings
from generator.site import pages, shares
from generator.site.assets import Assets
from generator.site.exchange import exchange, recover

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
    stamp = json.dumps({"as_of": str(as_of), "inputs": _inputs(settings)}) + "\n"
    if _stamp(settings.site) == stamp:
        return Built(settings.site, changed=False)
    workshop = settings.state / "building"
    shutil.rmtree(workshop, ignore_errors=True)
    try:
        with fixed_clock(as_of):
            with pages.warnings() as heard:
                config = configured(settings, workshop, as_of)
                docs = set(pages.listed(config))
            kept = Kept(settings.state / "markdown.kept")
            count = shares.processes(sum(name.endswith(".md") for name in docs), jobs)
            heard += pages.make(config, pages.Wanted(docs, docs), kept, count)
            kept.save()
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
    (workshop / STAMP).write_text(stamp, encoding="utf-8")
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


def run(config: MkDocsConfig) -> None:
    """Have MkDocs build the whole of a small folder. No file of the site is compressed; publishing
    adds the compressed forms of all."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)


def _stamp(site: Path) -> str | None:
    """None for a site that was never sealed, too."""
    if not (site / manifest.NAME).is_file():
        return None
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
