"""kill -9 in the middle of a build: the last good site or the new one is there, whole, and the next
build makes the rest."""

from __future__ import annotations

import errno
import itertools
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest

from generator import cli, starter
from generator.commands.common import CLEAN, FINDINGS
from tests.incremental.ground import Ground, Tree, tree
from tests.killing import Victim, assert_free, in_child, needs_fork

pytestmark = needs_fork

RECORD = "van-ban/43-kl-tw-2019"


@dataclass
class Edited:
    """A small knowledge base that is edited back and forth, and its two sites."""

    ground: Ground
    sites: dict[str, Tree]
    title: str = "Kết luận A"

    def edit(self) -> None:
        """The page of the document, pages that name it, lists, search; a page comes and goes."""
        self.title = next(title for title in self.sites if title != self.title)
        write(self.ground, self.title)
        self.ground.bring()

    def assert_whole(self) -> None:
        assert tree(self.ground.kept.site) in self.sites.values()

    def mend(self) -> None:
        """One build more, of what is there."""
        ran = self.ground.build()
        assert ran.code == CLEAN, ran.said
        self.ground.compare(ran)
        assert_clear(self.ground)

    def build(self, jobs: int) -> None:
        """In this very process."""
        options = ["--as-of", str(self.ground.day), "--jobs", str(jobs)]
        cli.sotay(["-C", str(self.ground.kept.root), "build", *options])


def write(ground: Ground, title: str) -> None:
    ground.inputs.change(RECORD, title=title)
    page = ground.inputs.docs / "tay-1.md"
    if title.endswith("B"):
        page.write_text(f"# Trang tay\n\n[x]({RECORD}.md)\n", encoding="utf-8")
    else:
        page.unlink(missing_ok=True)


def assert_clear(ground: Ground) -> None:
    """Nothing half-made lies about."""
    root = ground.kept.root
    assert not [*root.rglob("*.tmp"), *root.rglob("writing")]
    assert {path.name for path in root.iterdir()} == {
        ".sotay", "directives", "docs", "giao-dien", "mkdocs.yml", "site",
    }  # fmt: skip


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    ground = Ground.new(tmp_path_factory.mktemp("killed"), starter.create)
    sites = {}
    for title in ("Kết luận B", "Kết luận A"):
        write(ground, title)
        assert ground.prove().code == CLEAN
        sites[title] = tree(ground.kept.site)
    return Edited(ground, sites)


def points(total: int, count: int) -> list[int]:
    """Half of them among the first steps, which write pages, and one of each part of the others. Of
    the last steps none: how many there are depends on who makes a folder that several processes
    need."""
    chosen, pages, most = Random(count), max(count, total // 20), total * 4 // 5
    early, parts = count // 2, count - count // 2
    bounds = [pages + (most - pages) * n // parts for n in range(parts + 1)]
    late = [chosen.randrange(bounds[n], bounds[n + 1]) for n in range(parts)]
    return [*sorted(chosen.sample(range(1, pages), early)), *late]


@pytest.mark.parametrize(
    ("count", "jobs", "victim"),
    [(10, 1, Victim.CHILD), (6, 2, Victim.CHILD), (4, 2, Victim.GROUP)],
    ids=["alone", "parent", "group"],
)
def test_a_build_killed_at_twenty_points(
    edited: Edited, count: int, jobs: int, victim: Victim
) -> None:
    """Where the parent alone is killed, its children find themselves without."""
    ground = edited.ground
    edited.edit()
    killed, total = in_child(lambda: edited.build(jobs), (ground.kept.root,), 0)
    assert (killed, tree(ground.kept.site)) == (False, edited.sites[edited.title])
    assert total > 2 * count
    seen = set()
    for step in points(total, count):
        edited.edit()
        done = in_child(lambda: edited.build(jobs), (ground.kept.root,), step, victim)
        assert done == (True, 0), step
        edited.assert_whole()
        assert_free(ground.kept.state)
        edited.assert_whole()
        seen.add(tree(ground.kept.site) == edited.sites[edited.title])
        edited.mend()
    assert False in seen


def limit(size: int, *, kill: bool) -> Callable[[], None]:
    """No file may grow beyond this size: who writes more is killed in the middle of it, or told
    that it cannot."""

    def before() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if kill else signal.SIG_IGN)

    return before


@pytest.mark.parametrize("size", [700, 20_000])
def test_killed_in_the_middle_of_a_file(edited: Edited, size: int) -> None:
    edited.edit()
    assert edited.ground.build(before=limit(size, kill=True)).code == -signal.SIGXFSZ
    edited.assert_whole()
    edited.mend()


def test_a_file_that_cannot_be_written(edited: Edited) -> None:
    edited.edit()
    for size in (700, 9_000, 20_000):
        ran = edited.ground.build(before=limit(size, kill=False))
        assert ran.code == FINDINGS
        assert os.strerror(errno.EFBIG) in ran.said
        assert "Traceback" not in ran.said
        edited.assert_whole()
    edited.mend()


def test_points_are_spread() -> None:
    found = points(700, 20)
    assert len(found) == 20
    assert found == sorted(set(found))
    assert found[9] < 35 <= found[10]
    assert all(b - a < 140 for a, b in itertools.pairwise(found))
    assert 480 < found[-1] < 560
