"""The boundaries that design and house rules draw, read off the imports themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import checks

PACKAGE = Path(__file__).parent.parent / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOM_OF = {
    "mkdocs": {"site"},
    "yaml": {"reader"},
    "jinja2": {"render", "site"},
    "pydantic": {"records", "reader"},
    "rjsmin": {"search", "site"},
    "click": {"cli.py", "commands"},
    "packaging": {"sbom.py"},
    "segno": {"render"},
    "selectolax": {"seal"},
}
BELOW = {
    "records": {"citations", "records"},
    "citations": {"citations"},
    "reader": {
        "citations", "diagnostics", "forks", "kept", "messages", "near", "program", "reader",
        "records", "registry",
    },
    "checks": {
        "checks", "citations", "diagnostics", "library", "messages", "near", "reader",
        "records",
    },
    "near.py": set(),
    "views": {"citations", "force", "history", "index", "library", "prints", "records", "views"},
    "render": {"citations", "messages", "policy", "program", "records", "render", "views"},
    "search": {
        "citations", "forks", "kept", "library", "messages", "program", "records", "search",
        "views",
    },
    "offline": {"files", "manifest", "messages", "offline", "views"},
    "seal": {
        "columns", "diagnostics", "forks", "kept", "manifest", "policy", "program", "reader",
        "seal",
    },
    "site": {
        "columns", "diagnostics", "filelists", "files", "forks", "inventory", "kept", "manifest",
        "messages", "parts", "policy", "prints", "program", "settings", "site", "views", "walking",
    },
    "history.py": {"records"},
    "prints.py": set(),
    "policy.py": set(),
    "sbom.py": {"__version__"},
    "manifest.py": set(),
    "incremental": {
        "basket", "force", "forks", "history", "incremental", "index", "kept", "program",
        "records", "render", "search", "views", "writer",
    },
    "writer.py": {
        "diagnostics", "filelists", "files", "forks", "inventory", "manifest", "render", "walking",
    },
    "forks.py": set(),
    "files.py": set(),
    "collector.py": set(),
    "columns.py": set(),
    "filelists.py": {"columns", "kept", "program", "walking"},
    "inventory.py": {"filelists", "program", "walking"},
    "walking.py": set(),
    "program.py": {"sbom"},
    "kept.py": {"files", "program"},
    "parts.py": {"files", "kept", "messages", "program", "settings"},
    "checking.py": {
        "checks", "collector", "diagnostics", "forks", "index", "kept", "library", "program",
        "reader", "settings",
    },
    "publish": {
        "files", "lock", "manifest", "messages", "policy", "publish", "records", "registry",
        "render",
    },
}  # fmt: skip
"""What each room may import from the package."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "generator":
                yield from (f"generator.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("library", ROOM_OF)
def test_each_library_is_imported_in_its_room_only(library: str) -> None:
    users = {room(p) for p in MODULES if any(n.split(".")[0] == library for n in imports(p))}
    assert users == users & ROOM_OF[library]
    assert users


@pytest.mark.parametrize("name", BELOW)
def test_rooms_import_only_what_lies_below_them(name: str) -> None:
    used = {
        module.split(".")[1]
        for path in MODULES
        if room(path) == name
        for module in imports(path)
        if module.startswith("generator.")
    }
    assert used <= BELOW[name]


def test_only_the_cli_and_the_bootstrap_print() -> None:
    printing = {
        room(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "click.echo"}
    }
    assert printing == {"cli.py", "commands", "bootstrap.py"}


def test_views_and_renderers_touch_no_files_and_no_clock() -> None:
    for path in MODULES:
        if room(path) in {"views", "render"}:
            assert not {"os", "pathlib", "shutil", "time", "tempfile"} & set(imports(path)), path
            assert ".now(" not in path.read_text(encoding="utf-8")


def test_modules_stay_below_400_lines_of_code() -> None:
    long = [p for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []


def test_functions_stay_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[int(len(lengths) * 0.95)] <= 40


def test_every_rule_is_registered() -> None:
    registered = {rule.__module__.rsplit(".", 1)[1] for rule in checks.TEXT_RULES}
    registered |= {rule.__module__.rsplit(".", 1)[1] for rule in checks.FULL_TEXT_RULES}
    registered |= {rule.__module__.rsplit(".", 1)[1] for rule in checks.LIBRARY_RULES}
    written = {path.stem for path in (PACKAGE / "checks").glob("*.py")} - {"__init__"}
    assert registered == written


def test_no_script_has_a_template_within_a_template() -> None:
    """rjsmin takes what stands after the second backtick for code, and drops its blanks."""
    nested = re.compile(r"`[^`\n]*\$\{[^}`\n]*`")
    scripts = sorted(PACKAGE.rglob("*.js"))
    assert scripts
    assert [path.name for path in scripts if nested.search(path.read_text("utf-8"))] == []
