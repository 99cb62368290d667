"""Other builders, on the Markdown pages that ours makes of the same records.

Each gets what its users would have without us: MkDocs and Zensical the project's ``mkdocs.yml``
with Material as it is and its search, Hugo a theme of three bare templates and no search. Pages
that lead to another page, a fifth of all, get the least template that does so: nobody spends time
on a frame around them.
"""

from __future__ import annotations

import json
import posixpath
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks.building import builders, edits
from benchmarks.building.builders import HUGO, STOCK, ZENSICAL, ZENSICAL_PLAIN, Builder, Step
from benchmarks.building.edits import Files
from benchmarks.building.ours import Pages
from benchmarks.records import ROOT, configuration
from tests.longevity.builders import Builder as Package
from tests.longevity.builders import Ready

_REDIRECT = """<!doctype html>
<title>{{ page.title }}</title>
<meta http-equiv="refresh" content="0; url={{ page.meta.redirect_to }}">
"""
_HUGO = """baseURL = "/"
languageCode = "vi"
title = "Hugo"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
_TEMPLATES = {
    "baseof.html": """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ with .Params.redirect_to }}<meta http-equiv="refresh" content="0; url={{ . }}">{{ end }}</head>
<body>{{ block "main" . }}{{ end }}</body>
</html>
""",
    "single.html": """{{ define "main" }}<main>{{ .Content }}</main>{{ end }}
""",
    "list.html": """{{ define "main" }}<main>{{ .Content }}</main>{{ end }}
""",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """``builder`` is its name in the table, ``needs`` what is installed for it in a folder of its
    own, and ``make`` sets it up."""

    builder: str
    title: str
    needs: Package
    make: Callable[[Package, Pages, Path], Builder]


@dataclass(frozen=True, slots=True)
class _Project:
    """A project of MkDocs with options of its search plug-in. Builds after the cold one run once
    with each option of ``later``."""

    name: str
    search: Mapping[str, str | bool]
    later: tuple[str, ...] = ("",)


def _like_mkdocs(project: _Project, package: Package, pages: Pages, folder: Path) -> Builder:
    def fill(folder: Path) -> None:
        shutil.copytree(pages.docs, folder / "docs")
        (folder / "overrides").mkdir()
        (folder / "overrides/redirect.html").write_text(_REDIRECT, encoding="utf-8")
        (folder / "base.yml").write_text(configuration(), encoding="utf-8")
        config = {
            "INHERIT": "base.yml",
            "theme": {"custom_dir": "overrides", "logo": None, "favicon": None},
            "plugins": [{"search": dict(project.search)}],
        }
        (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")

    build = (sys.executable, "-m", package.package, "build")
    steps = (
        Step(builders.COLD, build, fresh=True),
        *(
            Step(stage, (*build, *option.split()), option)
            for stage in (builders.UNCHANGED, *pages.edits)
            for option in project.later
        ),
    )
    environment = {"PYTHONPATH": str(package.home)}
    source = folder / "docs"
    return Builder(project.name, folder, fill, source, pages.edits, folder, steps, environment)


def _hugo(package: Package, pages: Pages, folder: Path) -> Builder:
    def fill(folder: Path) -> None:
        shutil.copytree(pages.docs, folder / "content")
        for path in (folder / "content").rglob("index.md"):
            path.rename(path.with_name("_index.md"))
        (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
        edits.lay({f"layouts/_default/{n}": t.encode() for n, t in _TEMPLATES.items()}, folder)

    build = (str(package.home / "hugo/binaries/hugo"),)
    steps = (
        Step(builders.COLD, build, fresh=True),
        *(Step(stage, build) for stage in (builders.UNCHANGED, *pages.edits)),
    )
    changes = {stage: _for_hugo(files) for stage, files in pages.edits.items()}
    return Builder(HUGO, folder, fill, folder / "content", changes, folder, steps)


def _for_hugo(files: Files) -> Files:
    """To Hugo a folder with an ``index.md`` is one page, with an ``_index.md`` it has pages."""
    return {_name_for_hugo(path): content for path, content in files.items()}


def _name_for_hugo(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_index.md" if name == "index.md" else name)


def _locked(name: str) -> Package:
    return Package(name, ROOT / "requirements" / f"builders-{name}.txt")


_STOCK = _Project(STOCK, {"lang": "vi"}, ("--dirty", ""))
"""It has no incremental mode but ``--dirty``, after which its search knows no other pages than
those just built. That goes first, as it would find nothing to do after a whole build."""

_ZENSICAL = _Project(ZENSICAL, {"lang": "vi"})
_ZENSICAL_PLAIN = _Project(ZENSICAL_PLAIN, {"enabled": False})
"""Its search refuses a section of many words where there are very many sections."""

PEERS: Mapping[str, Peer] = {
    "mkdocs": Peer(
        STOCK,
        "MkDocs {version} with Material {theme}, search on",
        Package("mkdocs", None),
        partial(_like_mkdocs, _STOCK),
    ),
    "zensical": Peer(
        ZENSICAL,
        "Zensical {version}, search on",
        _locked("zensical"),
        partial(_like_mkdocs, _ZENSICAL),
    ),
    "zensical-plain": Peer(
        ZENSICAL_PLAIN,
        "Zensical {version}, no search",
        _locked("zensical"),
        partial(_like_mkdocs, _ZENSICAL_PLAIN),
    ),
    "hugo": Peer(HUGO, "Hugo {version}, bare theme, no search", _locked("hugo"), _hugo),
}


def told(peer: Peer, ready: Ready) -> str:
    """What it is, with versions."""
    return peer.title.format(version=ready.version, theme=version("mkdocs-material"))
