"""What holds for every kind of target: a folder with a link, one without, and one by ssh."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.messages import Problem
from generator.publish.deliver import deliver, go_back
from generator.publish.pointer import POINTER, WEB_CONFIG, web_config
from generator.publish.target import MAKING, Switch, Target, open_target
from tests.publish import stage
from tests.publish.far import Far, far


@dataclass(frozen=True)
class Place:
    """A target of some kind; ``root`` is its folder as this machine sees it."""

    root: Path
    where: str
    wished: Switch

    def open(self) -> Target:
        return open_target(self.where, (), self.wished)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Far:
    return far(tmp_path_factory.mktemp("far"))


@pytest.fixture(params=["link", "pointer", "ssh-link", "ssh-pointer"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    root = tmp_path.resolve() / "nơi công 'bố' $x"
    root.mkdir()
    where, wished = str(root), Switch(request.param.removeprefix("ssh-"))
    if request.param.startswith("ssh-"):
        machine: Far = request.getfixturevalue("machine")
        monkeypatch.setenv("RSYNC_RSH", machine.program)
        where = machine.address(root)
    return Place(root, where, wished)


def test_a_release_after_another(place: Place, tmp_path: Path) -> None:
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", stage.SECOND, 2)
    target = place.open()
    with target.store.exclusive():
        assert target.live() is None
        done = deliver(first, target)
        assert (done.copied, done.linked) == (7, 0)
        assert stage.live(target) == done.release.name
        again = deliver(first, target)
        assert (again.release, again.copied, again.linked) == (done.release, 0, 0)
        later = deliver(second, target)
        assert (later.copied, later.linked, later.lost) == (3, 4, ())
        assert stage.live(target) == later.release.name
    assert later.release.addresses() == ("/2/",)
    assert later.release.publication() == stage.publication(2)
    sites = [place.root / release.site for release in target.releases()]
    assert len({(site / "large.bin").stat().st_ino for site in sites}) == 1
    kept = {path.name for path in place.root.iterdir()} - {"lock", ".sotay-transfer"}
    assert kept == (
        {"releases", "current"}
        if place.wished is Switch.LINK
        else {"releases", POINTER, WEB_CONFIG}
    )
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in sites[1].rglob("*")}
    assert modes == {(True, 0o755), (False, 0o644)}
    if place.wished is Switch.LINK:
        assert (place.root / "current" / "index.html").read_bytes() == b"second"
    else:
        assert (place.root / POINTER).read_text("ascii") == f"release {later.release.name}\n"
        assert (place.root / WEB_CONFIG).read_bytes() == web_config(later.release.name)
    assert target.prune(1) == (done.release,)
    assert {path.name for path in (place.root / "releases").iterdir()} == {later.release.name}
    assert stage.live(target) == later.release.name


def test_tabs_that_are_open_find_their_files(place: Place, tmp_path: Path) -> None:
    """Hashed files stay as long as a release that built them; a rollback has those of the newer."""
    sites = [
        stage.site(tmp_path / str(number), files)
        for number, files in enumerate((stage.FIRST, stage.SECOND, stage.THIRD))
    ]
    app = "assets/app.0000000{}.js".format
    target = place.open()
    with target.store.exclusive():
        first, second = (deliver(site, target).release for site in sites[:2])
        assert stage.shown(target, app(1)) == b"1"
        assert stage.shown(target, "index.html") == b"second"
        assert app(1) not in second.built()
        target.prune(1)
        third = deliver(sites[2], target).release
        assert stage.live(target) == third.name
        assert [stage.shown(target, app(n)) for n in (1, 2, 3)] == [None, b"2", b"3"]
        assert go_back(target, second) == ()
        assert stage.live(target) == second.name
        assert [stage.shown(target, app(n)) for n in (1, 2, 3)] == [b"1", b"2", b"3"]
        assert stage.shown(target, "index.html") == b"second"
        assert deliver(sites[1], target).copied == 0
        assert target.releases() == (second, third)
        assert first not in target.releases()


def test_damage_is_not_handed_on(place: Place, tmp_path: Path) -> None:
    """In the live release, where files are linked from, and in what is gone back to."""
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", stage.SECOND, 2)
    target = place.open()
    with target.store.exclusive():
        old = deliver(first, target).release
        for path in ("large.bin", "assets/app.00000001.js"):
            (place.root / old.site / path).write_bytes(b"damaged")
        assert [d.path for d in old.differences()] == ["assets/app.00000001.js", "large.bin"]
        done = deliver(second, target)
        assert done.lost == ("assets/app.00000001.js",)
        assert stage.live(target) == done.release.name
        assert stage.shown(target, "large.bin") == stage.LARGE
        damaged = go_back(target, old)
        assert [d.path for d in damaged] == ["assets/app.00000001.js", "large.bin"]
        assert stage.live(target) == done.release.name
        (place.root / done.release.site / "index.html").unlink()
        mended = deliver(second, target)
        assert mended.release != done.release
        assert stage.live(target) == mended.release.name


def test_a_link_in_a_release_is_damage(place: Place, tmp_path: Path) -> None:
    target = place.open()
    with target.store.exclusive():
        release = deliver(stage.site(tmp_path / "1", stage.FIRST), target).release
    (place.root / release.site / "index.html").unlink()
    (place.root / release.site / "index.html").symlink_to("large.bin")
    (place.root / release.site / "out").symlink_to("/etc")
    found = [(str(d.fault), d.path) for d in release.differences()]
    assert found == [("changed", "index.html"), ("foreign", "out")]


def test_what_was_half_made_is_made_whole(place: Place, tmp_path: Path) -> None:
    """Also when it was to be another site, and when a file of it is one of the live release."""
    first = stage.site(tmp_path / "1", stage.FIRST, 1)
    second = stage.site(tmp_path / "2", stage.SECOND, 2)
    target = place.open()
    with target.store.exclusive():
        old = deliver(first, target).release
        making = place.root / MAKING
        (making / "site" / "gone.html" / "empty").mkdir(parents=True)
        (making / "site" / "assets").mkdir()
        (making / "site" / "large.bin").write_bytes(stage.LARGE[:1000])
        (making / "site" / "foreign.html").write_bytes(b"foreign")
        (making / "site" / "assets" / "app.00000002.js").hardlink_to(
            place.root / old.site / "assets" / "app.00000001.js"
        )
        (making / "publication.json").write_bytes(b"half")
        done = deliver(second, target)
        assert stage.live(target) == done.release.name
        assert old.differences() == ()
        assert not making.exists()


def test_what_is_switched_to_is_on_the_disk(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is flushed when it has its name, before anything leads to it."""
    target = place.open()
    before: list[tuple[int, Switch | None]] = []

    def flush(_: object) -> None:
        before.append((len(target.releases()), target.kept_switch()))

    monkeypatch.setattr(type(target.store), "flush", flush)
    with target.store.exclusive():
        deliver(stage.site(tmp_path / "1", stage.FIRST), target)
    assert before == [(1, None)]
    monkeypatch.undo()
    target.store.flush()


def test_releases_may_lie_on_another_disk(place: Place, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (place.root / "releases").symlink_to(tmp_path / "disk")
    target = place.open()
    with target.store.exclusive():
        release = deliver(stage.site(tmp_path / "1", stage.FIRST), target).release
        assert stage.live(target) == release.name
    assert (tmp_path / "disk" / release.name).is_dir()


def test_one_publisher_at_a_time(place: Place) -> None:
    held, other = place.open(), place.open()
    busy = pytest.raises(Problem, match="target-busy")
    with held.store.exclusive(), busy, other.store.exclusive():
        pass
    with other.store.exclusive():
        pass


def test_a_target_keeps_how_it_switches(place: Place, tmp_path: Path) -> None:
    target = place.open()
    with target.store.exclusive():
        deliver(stage.site(tmp_path / "1", stage.FIRST), target)
    other = next(switch for switch in Switch if switch is not place.wished)
    with pytest.raises(Problem, match="target-keeps-switch"):
        open_target(place.where, (), other)
    assert open_target(place.where, ()).kept_switch() is place.wished


def test_folders_that_are_no_targets(place: Place) -> None:
    (place.root / "ảnh.jpg").write_bytes(b"mine")
    with pytest.raises(Problem, match="target-in-use"):
        place.open()
    (place.root / "releases").mkdir()
    (place.root / "current").mkdir()
    with pytest.raises(Problem, match="target-current"):
        place.open()
    with pytest.raises(Problem, match="target-no-folder"):
        open_target(f"{place.where}/none", ())
