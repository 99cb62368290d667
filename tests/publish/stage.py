"""Sites of a few files, and targets of every kind to bring them to."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.manifest import manifest
from generator.publish.deliver import Site
from generator.publish.store import Cut
from generator.publish.target import Switch, Target, open_target
from generator.records.publication import Publication

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LARGE = random.Random(5).randbytes(400_000)
"""Cannot be compressed."""

ALWAYS = {
    "assets/sotay/old.0123abcd.js": b"always",
    "large.bin": LARGE,
    "van-ban/t\u1ec7p n\u00e0y 'l\u00e0' \"c\u1ee7a\" $HOME.html": b"quoted",
    "-rf/index.html": b"no option",
}
FIRST = {"index.html": b"first", "assets/app.00000001.js": b"1", "gone.html": b"gone"}
SECOND = {
    "index.html": b"second",
    "assets/app.00000002.js": b"2",
    "gone.html/a.html": b"a",
}
THIRD = {"index.html": b"third", "assets/app.00000003.js": b"3"}


def publication(number: int) -> Publication:
    """The first, second, … of a log."""
    times = [f"2026-11-23T12:00:{second:02}Z" for second in range(number + 1)]
    previous = times[number - 2] if number > 1 else None
    fields = {"at": times[number - 1], "day": "2026-11-23", "previous": previous}
    return Publication.model_validate({**fields, "note": f"{number}"})


def site(folder: Path, files: dict[str, bytes], number: int = 0) -> Site:
    for path, data in {**ALWAYS, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "index.html").chmod(0o600)
    told = publication(number) if number else None
    return Site(folder, frozenset({f"/{number}/"}), told, NOON)


def live(target: Target) -> str:
    """Name of the live release, which must be whole, and so must IIS be led to it."""
    found = target.live()
    assert found is not None
    assert found.differences() == ()
    assert dict(found.built()).items() <= dict(found.manifest()).items()
    return found.name


def shown(target: Target, path: str) -> bytes | None:
    """A file of the live release."""
    found = target.live()
    assert found is not None
    return target.store.read(f"{found.site}/{path}")


def is_of(target: Target, made: Site) -> bool:
    found = target.live()
    return found is not None and found.built() == manifest(made.folder)


@contextmanager
def opened(where: str, wished: Switch | None = None, attempts: int = 1) -> Iterator[Target]:
    """A target held by this process; a server that is just starting may need some attempts."""
    for _ in range(attempts - 1):
        try:
            open_target(where, (), wished)
        except Cut:
            time.sleep(0.05)
        else:
            break
    target = open_target(where, (), wished)
    with target.store.exclusive():
        yield target
