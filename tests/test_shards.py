"""A site made in parts, each in a folder and a time zone of its own: the same bytes as by one
machine, and one clear message where the parts do not fit."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator import parts
from generator.commands.common import CLEAN, FINDINGS, USAGE
from generator.kept import Kept
from generator.parts import Shard
from tests.incremental.ground import Ground, Ran, Tree, assert_same, sotay, tree
from tests.killing import needs_fork

pytestmark = needs_fork

RECORD = "van-ban/05-kh-bc-2019"
ZONES = ("Asia/Ho_Chi_Minh", "America/St_Johns", "Pacific/Kiritimati")
FILES = ("units.kept", "texts.kept", "pages.kept", "part.json")
HOME = ZONES[0]


def nothing() -> None:
    """The child is as this process."""


def run(
    ground: Ground, root: Path, *arguments: object, before: Callable[[], None] = nothing
) -> Ran:
    return ground.run(root, *arguments, before=before)


def worker(ground: Ground, name: str) -> Path:
    """A checkout of the inputs on some machine."""
    root = ground.root / "workers" / name
    shutil.copytree(ground.inputs.root, root)
    return root


def make(ground: Ground, shard: str, out: Path, before: Callable[[], None] = nothing) -> Ran:
    """One part, on a machine that is gone afterwards."""
    root = worker(ground, f"machine {shard.replace('/', ' of ')}")

    def there() -> None:
        os.environ["TZ"] = ZONES[int(shard[0]) % len(ZONES)]
        time.tzset()
        before()

    ran = run(ground, root, "build", "--shard", shard, "--out", out, before=there)
    shutil.rmtree(root)
    return ran


def make_all(ground: Ground, count: int) -> list[Path]:
    found = []
    for number in range(1, count + 1):
        out = ground.root / f"parts-{count}" / str(number)
        ran = make(ground, f"{number}/{count}", out)
        assert ran.code == CLEAN, ran.said
        found.append(out)
    return found


def assemble(ground: Ground, folders: Sequence[Path]) -> Ran:
    return run(ground, ground.kept.root, "assemble", *folders)


def taken(ran: Ran) -> tuple[int, int]:
    """Files and pages that came from the parts."""
    assert ran.code == CLEAN, ran.said
    (found,) = re.findall(r"(\d+) tệp và (\d+) trang", ran.said)
    return int(found[0]), int(found[1])


def generated(docs: Tree) -> list[str]:
    """Files that units make: not those by hand, nor pages that lead on."""
    hand = ("gioi-thieu.md", "tay-0.md", "cach-")
    return [
        path
        for path, (_, data) in docs.items()
        if not path.startswith(hand) and b"page_kind: moved" not in data
    ]


def refused(ground: Ground, folders: Sequence[Path], *words: str) -> None:
    """Told in one message, with the site as it is."""
    before = tree(ground.kept.root)
    ran = assemble(ground, folders)
    assert ran.code == USAGE, ran.said
    assert "Traceback" not in ran.said
    assert all(word in ran.said for word in words), ran.said
    assert_same(tree(ground.kept.root), before)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    ground = Ground.new(tmp_path_factory.mktemp("base"))
    ground.clean()
    return ground


@pytest.fixture(scope="module")
def two(base: Ground) -> list[Path]:
    return make_all(base, 2)


@pytest.fixture
def ground(base: Ground, tmp_path: Path) -> Ground:
    """Inputs and a checkout where nothing is built yet, for changes."""
    root = tmp_path.resolve() / "another place"
    shutil.copytree(base.inputs.root, root / "inputs")
    found = replace(base, root=root, brought=set())
    found.bring()
    return found


@pytest.fixture
def copies(two: list[Path], tmp_path: Path) -> list[Path]:
    """Parts of two, for damage."""
    return [shutil.copytree(folder, tmp_path / "copies" / folder.name) for folder in two]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_any_number_of_parts_makes_the_same_site(ground: Ground, count: int) -> None:
    ran = assemble(ground, make_all(ground, count)[::-1])
    ground.compare(ran)
    wanted = generated(tree(ground.kept.docs))
    assert taken(ran) == (len(wanted), sum(path.endswith(".md") for path in wanted))
    again = ground.build()
    assert "Không có gì thay đổi" in again.said


def test_the_same_part_twice_counts_once(ground: Ground, two: list[Path]) -> None:
    ground.compare(assemble(ground, [two[1], two[0], two[1]]))


def test_a_shard_of_which_there_is_nothing(ground: Ground) -> None:
    def all_to_the_first() -> None:
        Shard.holds = lambda self, name: self.number == len(name[:1])  # type: ignore[method-assign]

    folders = [ground.root / name for name in ("a", "b")]
    for number, folder in enumerate(folders, 1):
        ran = make(ground, f"{number}/2", folder, all_to_the_first)
        assert ran.code == CLEAN, ran.said
    ground.compare(assemble(ground, folders))


def test_names_are_shared_by_themselves_alone() -> None:
    names = [f"document {number}" for number in range(7000)]
    shares = [{n for n in names if Shard(number, 7).holds(n)} for number in range(1, 8)]
    assert set.union(*shares) == {*names}
    assert sum(map(len, shares)) == len(names)
    assert all(900 < len(share) < 1100 for share in shares)


def test_parts_are_put_onto_the_site_of_before(ground: Ground) -> None:
    """A record changed, one went, and the place where the site is has pages and results of all."""
    assert ground.prove().code == CLEAN
    ground.inputs.change(RECORD, title="Kế hoạch B")
    place = ground.inputs.place("van-ban/doc-hai")
    place.unlink()
    place.with_suffix(".txt").unlink()
    ground.bring()
    before = tree(ground.kept.site)
    ground.compare(assemble(ground, make_all(ground, 2)))
    assert tree(ground.kept.site) != before
    ground.inputs.change(RECORD, title="Kế hoạch C")
    assert ground.prove().code == CLEAN


def test_a_machine_with_a_site_of_its_own_makes_a_part(ground: Ground) -> None:
    """Its pages of another day stay, those by hand too, and its next build is right."""
    earlier = dt.date(2010, 1, 1)
    run(replace(ground, day=earlier), ground.kept.root, "build")
    docs = set(tree(ground.kept.docs))
    folders = [ground.kept.state / f"part-{number}-of-2" for number in (1, 2)]
    for number in (1, 2):
        assert ground.build("--shard", f"{number}/2").code == CLEAN
    assert docs <= set(tree(ground.kept.docs))
    shutil.copytree(folders[0].parent, ground.root / "carried")
    assert ground.prove().code == CLEAN
    shutil.rmtree(ground.kept.root)
    ground.brought = set()
    ground.bring()
    ground.compare(assemble(ground, [ground.root / "carried" / f.name for f in folders]))


def test_missing_parts_are_named(ground: Ground) -> None:
    folders = make_all(ground, 3)
    refused(ground, folders[1:2], "1, 3", "--shard I/3")


def test_a_part_of_another_division(ground: Ground, two: list[Path]) -> None:
    (whole,) = make_all(ground, 1)
    refused(ground, [*two, whole], str(whole), "1/1")


def test_a_part_of_another_day(ground: Ground, two: list[Path]) -> None:
    later = replace(ground, day=ground.day + dt.timedelta(1))
    refused(later, two, str(two[0]), f"--as-of {ground.day}", f"--as-of {later.day}")


@pytest.mark.parametrize("path", ["directives/van-ban/05-kh-bc-2019.txt", "mkdocs.yml"])
def test_a_part_of_other_inputs(ground: Ground, two: list[Path], path: str) -> None:
    with (ground.kept.root / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    refused(ground, two, str(two[0]), "--shard 1/2")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["changed", "cut", "gone"])
def test_a_damaged_part(ground: Ground, copies: list[Path], name: str, how: str) -> None:
    place = copies[1] / name
    data = place.read_bytes()
    if how == "gone":
        place.unlink()
    else:
        place.write_bytes(data[:-1] + b"\0" if how == "changed" else data[: len(data) // 2])
    refused(ground, copies, str(copies[1]))


@pytest.mark.parametrize("told", ["", "[]", '{"shard": 3}', '{"shard": [1], "files": {}}'])
def test_a_part_that_tells_nonsense(ground: Ground, copies: list[Path], told: str) -> None:
    (copies[0] / "part.json").write_text(told, encoding="utf-8")
    refused(ground, copies, str(copies[0]))


def test_a_folder_that_is_no_part(ground: Ground, two: list[Path]) -> None:
    refused(ground, [*two, ground.root], str(ground.root))


def test_a_part_that_lies_of_what_it_is_made_from_makes_no_wrong_page(
    ground: Ground, copies: list[Path]
) -> None:
    """What was made from one state of the records is not put beside what was made from another."""
    ground.inputs.change(RECORD, title="Kế hoạch B")
    ground.bring()
    (copies[0].parent / "new").mkdir()
    assert make(ground, "2/2", copies[0].parent / "new").code == CLEAN
    right = json.loads((copies[0].parent / "new" / "part.json").read_bytes())["inputs"]
    told = json.loads((copies[0] / "part.json").read_bytes())
    (copies[0] / "part.json").write_text(json.dumps({**told, "inputs": right}), encoding="utf-8")
    ground.compare(assemble(ground, [copies[0], copies[0].parent / "new"]))


@pytest.mark.parametrize("last", [1, 2, 3])
def test_a_shard_run_that_was_killed(ground: Ground, two: list[Path], last: int) -> None:
    """Before each file of the part is there; its part is none, and the next run makes it whole."""

    def doomed() -> None:
        save, left = Kept.save, [last]

        def killed(kept: Kept) -> None:
            if kept._place.parent == out:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
            save(kept)

        setattr(Kept, "save", killed)  # noqa: B010 - mypy would have the name of its parameter

    out = ground.root / "part"
    root = worker(ground, "killed")
    for before, code in ((nothing, CLEAN), (doomed, -signal.SIGKILL)):
        ran = run(ground, root, "build", "--shard", "1/2", "--out", out, before=before)
        assert ran.code == code, ran.said
    refused(ground, [out, two[1]], str(out))
    assert run(ground, root, "build", "--shard", "1/2", "--out", out).code == CLEAN
    ground.compare(assemble(ground, [out, two[1]]))


def test_an_error_in_a_record_leaves_no_part(ground: Ground) -> None:
    out = ground.root / "part"
    assert make(ground, "1/2", out).code == CLEAN
    (out / "note.txt").write_text("x", encoding="utf-8")
    ground.inputs.change(RECORD, kind="không có loại này")
    ran = make(ground, "1/2", out)
    assert ran.code == FINDINGS
    assert "05-kh-bc-2019" in ran.said
    assert [path.name for path in out.iterdir()] == ["note.txt"]


def test_a_navigation_that_leads_nowhere_leaves_no_part(ground: Ground) -> None:
    ground.inputs.configure("Trang chủ: index.md\n", "Trang chủ: index.md\n  - Mất: mat.md\n")
    ground.bring()
    out = ground.root / "part"
    ran = make(ground, "1/2", out)
    assert ran.code == FINDINGS
    assert "mat.md" in ran.said
    assert not out.exists()
    assert ground.build().said.splitlines()[-1] == ran.said.splitlines()[-1]


def test_a_template_that_breaks_leaves_no_part(ground: Ground) -> None:
    """That is no finding, and told as elsewhere."""
    (ground.inputs.overrides / "footer.html").write_text("{{ 1 / 0 }}", encoding="utf-8")
    out = ground.root / "part"
    ground.bring()
    assert make(ground, "1/2", out).code == ground.build().code != CLEAN
    assert not out.exists()


def test_a_page_by_hand_in_the_way_leaves_no_part(ground: Ground) -> None:
    (ground.inputs.docs / "tim").mkdir()
    (ground.inputs.docs / "tim" / "index.md").write_text("# Tìm\n", encoding="utf-8")
    out = ground.root / "part"
    ran = make(ground, "1/1", out)
    assert ran.code == FINDINGS
    assert "tim/index.md" in ran.said
    assert not out.exists()


def test_an_error_in_a_page_by_hand_is_told_when_the_site_is_assembled(ground: Ground) -> None:
    assert ground.prove().code == CLEAN
    page = ground.inputs.docs / "tay-0.md"
    page.write_text("# Trang tay\n\n[chết](khong-co.md)\n", encoding="utf-8")
    ground.bring()
    before = tree(ground.kept.site)
    ran = assemble(ground, make_all(ground, 2))
    assert ran.code == FINDINGS
    assert "khong-co.md" in ran.said
    ground.compare(ran, before)


def test_pages_by_hand_of_another_state_cost_time_alone(ground: Ground, two: list[Path]) -> None:
    page = ground.inputs.docs / "gioi-thieu.md"
    page.write_text("---\ntitle: Khác\n---\n\n# Khác\n\n[tay](tay-0.md)\n", encoding="utf-8")
    ground.bring()
    ran = assemble(ground, two)
    ground.compare(ran)
    assert taken(ran)[0]


def test_a_navigation_with_titles_from_pages(ground: Ground) -> None:
    """Then any page may stand on every page: texts come from parts, pages do not."""
    ground.inputs.configure("  - Giới thiệu: gioi-thieu.md", "  - gioi-thieu.md")
    ground.bring()
    ran = assemble(ground, make_all(ground, 2))
    ground.compare(ran)
    assert taken(ran)[0]
    assert not taken(ran)[1]


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "a/b", "-1/2", "1/2/3", ""])
def test_a_shard_that_there_is_not(ground: Ground, shard: str) -> None:
    ran = run(ground, ground.kept.root, "build", "--shard", shard)
    assert ran.code == USAGE
    assert "I/N" in ran.said
    assert not ground.kept.state.exists()


def test_a_folder_without_a_shard(ground: Ground) -> None:
    ran = ground.build("--out", ground.root / "out")
    assert ran.code == USAGE
    assert "--shard" in ran.said


def test_messages_in_english(ground: Ground, two: list[Path]) -> None:
    ran = sotay(ground.kept.root, "--lang", "en", "assemble", two[0], "--as-of", ground.day)
    assert (ran.code, "missing: 2" in ran.said) == (USAGE, True)
    assert parts.Shard(2, 8) == (2, 8)
