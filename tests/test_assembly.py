"""The next site, put together from the last one: always exactly what is wanted, and the live one
untouched until it is exchanged, whatever is killed, lost, damaged or edited by hand."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.site import exchange
from generator.site.assembly import assemble, go_live, set_aside
from generator.site.stock import Unlike, stock, stocks

PATHS = ("a", "a/b", "a/b/c", "a/d", "e/f", "e/g", "index.html")
MORE = {"manifest.txt": b"listed"}
CHANGING = ("link", "mkdir", "rename", "replace", "rmdir", "unlink")


class Killed(BaseException):
    """Not an error that anybody may take care of."""


def is_possible(paths: Iterator[str] | set[str]) -> bool:
    """Whether no file stands where another one wants a folder."""
    names = set(paths)
    return not any(f"{one}/" == other[: len(one) + 1] for one in names for other in names)


contents = st.sampled_from([b"", b"one", b"two", b"three" * 100])
sites = st.dictionaries(st.sampled_from(PATHS), contents).filter(
    lambda site: is_possible(set(site))
)


def tree(folder: Path) -> dict[str, bytes]:
    """Links as where they lead to."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = os.fsencode(path.readlink())
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def folders(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_dir()}


def build(base: Path, wanted: Mapping[str, bytes], *, is_rejected: bool = False) -> None:
    """As a build does: new files are those that the live site does not hold."""
    site, state, fresh = base / "site", base / "state", base / "state" / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    exchange.recover(site)
    have = stocks(site, state)
    live, spare = have.live, have.spare
    assert pickle.loads(pickle.dumps(live)) == live, "another process may look"
    if spare is not None:
        assert pickle.loads(pickle.dumps(Unlike.of(spare, live))).stock(live) == spare
    digests = {path: sha256(content).hexdigest() for path, content in wanted.items()}
    for path, digest in digests.items():
        if live.digests.get(path) != digest:
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(wanted[path])
    new = assemble(have, state, digests, fresh)
    assert tree(new.place) == wanted
    assert folders(new.place) == new.folders
    if is_rejected:
        assert tree(set_aside(new, live, state)) == wanted
    else:
        go_live(new, live, state, MORE)


@contextmanager
def failing(at: int, error: BaseException) -> Iterator[None]:
    """Step ``at`` that changes something fails; after a kill no other one follows."""
    count = 0

    def guarded(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == at or (count > at and isinstance(error, Killed)):
                raise error
            return step(*arguments, **options)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGING:
            patch.setattr(os, name, guarded(getattr(os, name)))
        patch.setattr(exchange, "_exchange_names", guarded(exchange._exchange_names))
        yield


@contextmanager
def system_that_has(what: str) -> Iterator[None]:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError

    with pytest.MonkeyPatch.context() as patch:
        if what == "no links":
            patch.setattr(os, "link", refuse)
        if what == "no exchange":
            patch.setattr(exchange, "_exchange_names", lambda *_: False)
        yield


def edited(folder: Path, number: int, how: str) -> None:
    """Somebody changes the folder by hand."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    if how == "foreign" and folder.is_dir():
        (folder / "left" / "empty").mkdir(parents=True, exist_ok=True)
        (folder / "left" / "foreign").write_bytes(b"foreign")
    elif files:
        path = files[number % len(files)]
        if how == "foreign beside":
            path.with_name("foreign").write_bytes(b"foreign")
        elif how == "renamed":
            path.rename(path.with_name("another"))
        elif how == "in place" and not path.is_symlink():
            path.write_bytes(path.read_bytes()[::-1] + b"!")
        elif how == "same size" and not path.is_symlink():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(bytes(len(content)))
        elif how == "touched":
            os.utime(path, (number, number), follow_symlinks=False)
        elif how == "link":
            path.unlink()
            path.symlink_to("index.html")
        else:
            path.unlink()


def damaged(state: Path, number: int, how: str) -> None:
    lists = state / "stock.kept"
    if how == "lost":
        lists.unlink(missing_ok=True)
    elif how == "damaged" and lists.is_file():
        data = bytearray(lists.read_bytes())
        data[number % len(data)] ^= 0xFF
        lists.write_bytes(data)
    elif how == "no spare":
        shutil.rmtree(state / "spare", ignore_errors=True)
    elif how == "half made" and (state / "spare").is_dir():
        (state / "spare").rename(state / "next")


numbers = st.integers(0, 30)
by_hand = st.tuples(
    st.sampled_from(["site", "state/spare"]),
    numbers,
    st.sampled_from(
        ["foreign", "foreign beside", "renamed", "in place", "same size", "touched", "link", "gone"]
    ),
)
losses = st.tuples(numbers, st.sampled_from(["lost", "damaged", "no spare", "half made"]))
steps = st.tuples(
    sites,
    st.lists(by_hand, max_size=2),
    st.lists(losses, max_size=1),
    st.sampled_from(["whole", "whole", "rejected", "killed", "full disk"]),
    numbers,
)


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
@settings(max_examples=150)
@given(st.lists(steps, max_size=6), st.sampled_from(["all", "no links", "no exchange"]))
def test_the_site_is_what_was_wanted_whatever_happened_before(
    given_steps: list[Any], system: str
) -> None:
    with tempfile.TemporaryDirectory() as name, system_that_has(system):
        base = Path(name)
        (base / "state").mkdir()
        for wanted, hands, lost, how, at in given_steps:
            for place, number, change in hands:
                edited(base / place, number, change)
            for number, loss in lost:
                damaged(base / "state", number, loss)
            run(base, wanted, how, at)


def run(base: Path, wanted: Mapping[str, bytes], how: str, at: int) -> None:
    before, whole = tree(base / "site"), {**wanted, **MORE}
    if how in {"killed", "full disk"}:
        error = Killed() if how == "killed" else OSError("no space left on device")
        try:
            with failing(at, error):
                build(base, wanted)
        except (Killed, OSError):
            exchange.recover(base / "site")
            assert tree(base / "site") in (before, whole)
            return
    else:
        build(base, wanted, is_rejected=how == "rejected")
    if how == "rejected":
        assert tree(base / "site") == before
        return
    assert tree(base / "site") == whole
    have = stocks(base / "site", base / "state")
    live = have.live
    assert live.digests == {path: sha256(data).hexdigest() for path, data in whole.items()}


def seen(place: Path) -> dict[str, tuple[int, int, int]]:
    """Which file it is, its size and time."""
    found = {}
    for path in place.rglob("*"):
        about = path.stat()
        found[path.relative_to(place).as_posix()] = (
            about.st_ino,
            about.st_size,
            about.st_mtime_ns,
        )
    return found


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "state").mkdir()
    return tmp_path


SITE = {"index.html": b"one", "a/b": b"one", "e/f": b"two"}


def test_only_what_differs_is_new(base: Path) -> None:
    build(base, SITE)
    before = seen(base / "site")
    build(base, {**SITE, "a/b": b"two"})
    after = seen(base / "site")
    assert {path for path in before if before[path] != after[path]} == {
        "a", "a/b", "e", "manifest.txt",
    }  # fmt: skip
    assert after["index.html"] == before["index.html"]


def test_a_spare_folder_is_there_from_the_first_site_on(base: Path) -> None:
    build(base, SITE)
    assert tree(base / "state" / "spare") == {**SITE, **MORE}
    assert seen(base / "site")["a/b"] == seen(base / "state" / "spare")["a/b"]


def test_a_site_that_is_as_recorded_is_neither_read_nor_written(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(base, SITE)
    build(base, {**SITE, "a/b": b"two"})
    before = seen(base)
    monkeypatch.setattr("generator.manifest.digest", lambda path: pytest.fail(str(path)))
    assert stock(base / "site", base / "state").digests.keys() == {*SITE, *MORE}
    assert seen(base) == before


def test_a_live_file_is_never_changed_in_place(base: Path) -> None:
    build(base, SITE)
    os.link(base / "site" / "a" / "b", base / "mine")
    for content in (b"two", b"three", b"four"):
        build(base, {**SITE, "a/b": content})
    assert (base / "mine").read_bytes() == b"one"


def test_a_file_that_changes_between_the_look_and_the_link_is_found_by_the_next(base: Path) -> None:
    build(base, SITE)
    shutil.rmtree(base / "state" / "spare")
    have = stocks(base / "site", base / "state")
    live = have.live
    (base / "site" / "a" / "b").write_bytes(b"by hand")
    digests = {path: sha256(content).hexdigest() for path, content in SITE.items()}
    go_live(assemble(have, base / "state", digests, base / "none"), live, base / "state", MORE)
    found = stock(base / "site", base / "state").digests
    assert found["a/b"] == sha256(b"by hand").hexdigest()


def test_a_spare_folder_that_cannot_be_made_costs_nothing(base: Path) -> None:
    with system_that_has("no links"):
        build(base, SITE)
    assert tree(base / "site") == {**SITE, **MORE}
    assert sorted(path.name for path in (base / "state").iterdir()) == ["stock.kept"]
