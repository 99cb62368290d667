"""A knowledge base that lives through many edits, and what it is held against: a clean build of the
same inputs in a fresh folder.

Edits go to a folder of inputs alone (records, pages by hand, configuration, overrides of the
theme), and are brought from there to the knowledge base that lives on. So nobody has to tell what
was written by hand from what was generated."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from generator import cli
from generator.commands.common import BUG, CLEAN
from generator.settings import Settings, load
from tests import kb
from tests.incremental.inputs import Inputs

Tree: TypeAlias = Mapping[str, tuple[int, bytes]]
"""Path of a file below a folder → its mode and content."""

NOTHING: Tree = {}
KEPT = 8
"""Clean builds that are remembered."""

PAGE = "# Giới thiệu\n\n## Mục { #muc }\n\nTrang viết tay.\n"
SETUP = "theme:\n  name: material\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    said: str


def sotay(root: Path, *arguments: object, before: Callable[[], None] = lambda: None) -> Ran:
    """Run a command as a new process would, in a child that has nothing to import any more.

    This process never builds, so that no build finds what another left in memory. The child leads a
    group of its own; ``before`` is what it does first."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        child = os.fork()
        if child == 0:
            code = BUG
            try:
                os.setsid()
                sys.stdout = sys.stderr = told
                before()
                cli.sotay(["-C", str(root), *map(str, arguments)])
            except SystemExit as end:
                code = int(end.code or 0)
            except BaseException:  # noqa: BLE001 - whatever it is, the test tells of it
                traceback.print_exc(file=told)
            finally:
                told.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.seek(0)
        return Ran(code, told.read())


def tree(folder: Path) -> Tree:
    """All files below a folder; a link counts as what it names."""
    files = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mode & 0o777, path.read_bytes())
        for path in sorted(files)
    }


def differences(kept: Tree, clean: Tree) -> list[str]:
    """What differs, one line a file: which, and where."""
    found = [f"only in the clean build: {path}" for path in clean if path not in kept]
    found += [f"not in the clean build: {path}" for path in kept if path not in clean]
    for path in kept.keys() & clean.keys():
        (mode, data), (wanted_mode, wanted) = kept[path], clean[path]
        if data != wanted:
            found.append(f"differs: {path}: {_where(data, wanted)}")
        elif mode != wanted_mode:
            found.append(f"differs: {path}: mode {mode:o}, clean {wanted_mode:o}")
    return sorted(found)


def assert_same(kept: Tree, clean: Tree) -> None:
    found = differences(kept, clean)
    assert not found, "\n".join(found[:20])


def _where(data: bytes, wanted: bytes) -> str:
    """The first place that differs, in both."""
    at = next((n for n, (a, b) in enumerate(zip(data, wanted, strict=False)) if a != b), None)
    start = max(0, (min(len(data), len(wanted)) if at is None else at) - 60)
    kept, clean = (text[start : start + 160].decode(errors="replace") for text in (data, wanted))
    return f"byte {start}: {kept!r}, clean {clean!r}"


@dataclass
class Ground:
    """``day`` is that of ``--as-of``, ``epoch`` what SOURCE_DATE_EPOCH says, if anything."""

    root: Path
    day: dt.date = kb.DAY
    epoch: str | None = None
    clean_builds: dict[str, tuple[Ran, Tree, Tree]] = field(default_factory=dict)
    brought: set[str] = field(default_factory=set)

    @classmethod
    def new(cls, root: Path, create: Callable[[Path], object] = kb.toy) -> Ground:
        """``create`` makes the knowledge base, by default that of `tests/library`."""
        ground = cls(root.resolve())
        create(ground.inputs.root)
        ground.inputs.overrides.mkdir(parents=True)
        ground.inputs.configure(SETUP, f"{SETUP}  custom_dir: giao-dien\n")
        page = ground.inputs.docs / "gioi-thieu.md"
        page.write_text(PAGE, encoding="utf-8")
        (page.parent / "tay-0.md").write_text("# Trang tay\n", encoding="utf-8")
        return ground

    @property
    def inputs(self) -> Inputs:
        return Inputs(self.root / "inputs")

    @property
    def kept(self) -> Settings:
        """The knowledge base that lives on."""
        return load(self.root / "kept")

    def bring(self) -> None:
        """Bring edits to the knowledge base that lives on; what is the same stays untouched."""
        found = tree(self.inputs.root)
        to = self.root / "kept"
        for path, (_, data) in found.items():
            place = to / path
            if not place.is_file() or place.read_bytes() != data:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        for path in self.brought - found.keys():
            (to / path).unlink(missing_ok=True)
        for folder in sorted((p for p in self.inputs.root.rglob("*") if p.is_dir()), reverse=True):
            (to / folder.relative_to(self.inputs.root)).mkdir(parents=True, exist_ok=True)
        self.brought = set(found)

    def fetch_log(self) -> None:
        """Take what publishing has written into the records along to the inputs."""
        shutil.copytree(
            self.root / "kept/directives/cong-bo",
            self.inputs.records / "cong-bo",
            dirs_exist_ok=True,
        )
        self.brought = set(tree(self.inputs.root))

    def build(self, *options: object, before: Callable[[], None] = lambda: None) -> Ran:
        """Build the knowledge base that lives on, as it is."""
        return self.run(self.root / "kept", "build", *options, before=before)

    def publish(self, to: Path, epoch: str) -> Ran:
        ground = Ground(self.root, self.day, epoch)
        return ground.run(self.root / "kept", "publish", to)

    def run(self, root: Path, *arguments: object, before: Callable[[], None] = lambda: None) -> Ran:
        def prepare() -> None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
            if self.epoch is not None:
                os.environ["SOURCE_DATE_EPOCH"] = self.epoch
            before()

        return sotay(root, *arguments, "--as-of", self.day, before=prepare)

    def clean(self) -> tuple[Ran, Tree, Tree]:
        """What a build of the inputs says, its site and its docs, in a folder that knows nothing.
        Asked again for the same inputs, it is what it was."""
        digest = hashlib.sha256(repr((self.day, self.epoch)).encode())
        for path, (_, data) in tree(self.inputs.root).items():
            digest.update(f"\0{path}\0{len(data)}\0".encode() + data)
        key = digest.hexdigest()
        if key not in self.clean_builds:
            fresh = self.root / "fresh"
            shutil.copytree(self.inputs.root, fresh)
            ran = self.run(fresh, "build")
            made = ran, tree(fresh / "site"), tree(fresh / "docs")
            shutil.rmtree(fresh)
            self.clean_builds[key] = made
            if len(self.clean_builds) > KEPT:
                del self.clean_builds[next(iter(self.clean_builds))]
        return self.clean_builds[key]

    def prove(self) -> Ran:
        """Bring the edits, build, and hold the result against a clean build: the same site and
        docs, or the last good site where neither can be built."""
        self.bring()
        before = tree(self.root / "kept/site")
        ran = self.build()
        self.compare(ran, before)
        return ran

    def compare(self, ran: Ran, before: Tree = NOTHING) -> None:
        clean, site, docs = self.clean()
        assert ran.code == clean.code, (ran.said, clean.said)
        assert "Traceback" not in ran.said, ran.said
        kept = self.root / "kept"
        if clean.code != CLEAN:
            assert ran.said
            assert_same(tree(kept / "site"), before)
            return
        assert_same(tree(kept / "docs"), docs)
        assert_same(tree(kept / "site"), site)
