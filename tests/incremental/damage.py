"""What happens to a knowledge base behind the back of the program: to generated pages, to the site,
and to what the build remembers. The inputs stay what they are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

from tests.incremental.edits import Edit
from tests.incremental.ground import Ground

MARK = "generator: sotay"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def generated(ground: Ground) -> list[Path]:
    pages = [path for path in files(ground.kept.docs) if path.suffix == ".md"]
    return [path for path in pages if MARK in path.read_text(encoding="utf-8")]


def damaged(path: Path, chosen: Random, hidden: float = 0.5) -> None:
    """Other bytes in place, in the same file: cut, changed, or other ones altogether. Time and
    size may be what they were, with the chance ``hidden``."""
    data, times = path.read_bytes(), path.stat()
    at = chosen.randrange(len(data)) if data else 0
    ways = data[:at], data[:at] + b"\xff" + data[at + 1 :], b"{}", b""
    with path.open("r+b") as file:
        file.write(chosen.choice(ways))
        file.truncate()
    if chosen.random() < hidden:
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def page_deleted(ground: Ground, chosen: Random) -> None:
    for path in chosen.sample(generated(ground), 3):
        path.unlink()


def page_edited(ground: Ground, chosen: Random) -> None:
    """The mark of a generated page stays, so that it is known again."""
    for path in chosen.sample(generated(ground), 3):
        with path.open("a", encoding="utf-8") as file:
            file.write("\nThêm bằng tay.\n")


def docs_deleted(ground: Ground, chosen: Random) -> None:
    for path in generated(ground):
        path.unlink()


def site_file_deleted(ground: Ground, chosen: Random) -> None:
    for path in chosen.sample(files(ground.kept.site), 3):
        path.unlink()


def site_file_edited(ground: Ground, chosen: Random) -> None:
    """In place: whatever shares the file shares the damage. A file of the site is known by its size
    and its time."""
    for path in chosen.sample(files(ground.kept.site), 3):
        damaged(path, chosen, hidden=0)


def site_file_added(ground: Ground, chosen: Random) -> None:
    for name in ("van-ban/la/index.html", "tim/x.js", "la.html"):
        path = ground.kept.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("lạ", encoding="utf-8")


def site_deleted(ground: Ground, chosen: Random) -> None:
    shutil.rmtree(ground.kept.site)


def site_linked(ground: Ground, chosen: Random) -> None:
    """The site lies elsewhere, behind a link."""
    site, elsewhere = ground.kept.site, ground.root / "noi-khac"
    if site.is_symlink():
        return
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.move(site, elsewhere)
    site.symlink_to(elsewhere, target_is_directory=True)


def state_deleted(ground: Ground, chosen: Random) -> None:
    shutil.rmtree(ground.kept.state)


def state_partly_deleted(ground: Ground, chosen: Random) -> None:
    for path in files(ground.kept.state):
        if chosen.random() < 0.5:
            path.unlink()


def state_damaged(ground: Ground, chosen: Random) -> None:
    for path in files(ground.kept.state):
        damaged(path, chosen)


def state_foreign(ground: Ground, chosen: Random) -> None:
    """Folders and rubbish where files were."""
    for path in files(ground.kept.state):
        if path.name != "lock":
            path.write_bytes(chosen.randbytes(100))
    (ground.kept.state / "building" / "a").mkdir(parents=True, exist_ok=True)
    (ground.kept.state / "building" / "a" / "b.html").write_text("cũ", encoding="utf-8")


def state_of_another(ground: Ground, chosen: Random) -> None:
    """What a build of other inputs remembers."""
    path = ground.root / "khac"
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(ground.inputs.root, path)
    page = path / "directives" / "viet-tat.yaml"
    page.write_text("UBND: khác\n", encoding="utf-8")
    other = Ground(ground.root, ground.day, ground.epoch)
    assert other.run(path, "generate").code == 0
    shutil.rmtree(ground.kept.state)
    shutil.copytree(path / ".sotay", ground.kept.state)
    shutil.rmtree(path)


def times_reset(ground: Ground, chosen: Random) -> None:
    """As a checkout leaves them, or a clock that has jumped back: all the same, or all to come."""
    moment = chosen.choice([0, 1_600_000_000, 4_000_000_000])
    for path in files(ground.kept.root):
        os.utime(path, (moment, moment))


DAMAGE: tuple[tuple[str, Edit], ...] = tuple(
    (edit.__name__, edit)
    for edit in (
        page_deleted, page_edited, docs_deleted, site_file_deleted, site_file_edited,
        site_file_added, site_deleted, site_linked, state_deleted, state_partly_deleted,
        state_damaged, state_foreign, state_of_another, times_reset,
    )
)  # fmt: skip
