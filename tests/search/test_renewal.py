"""An index made from what the last build kept is the one that a clean build makes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import forks, search
from generator.records.dates import PartialDate
from generator.search import build, edits, postings, shards, texts
from generator.search.items import Given, Item, Segment
from generator.search.placed import digest_of
from generator.search.renewal import CONTENTS, TABLE
from tests import kb
from tests.search.conftest import Indexed

SHORT = {"DV": "dân vận"}
"""Short forms of the index."""

text = st.text(st.sampled_from("aăbcdđêghiklmnoơtuvy ́̀.\n0159-/"), max_size=60)


@dataclass
class Base:
    """Items that are edited, a site, and what is kept between builds of its index."""

    state: Path
    items: dict[str, Item]
    short: dict[str, str] = field(default_factory=lambda: dict(SHORT))
    site: dict[str, str] = field(default_factory=dict)
    have: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, bytes] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    """Pages of the items that the last build made."""

    def put(self, item: Item) -> None:
        self.items[item.card.page] = item
        self.known.pop(item.card.page, None)

    def drop(self, page: str) -> None:
        self.known.pop(page, None)
        del self.items[page]

    def build(self, jobs: int = 1) -> None:
        """Bring the site up to date as the engine does."""
        self.made = []
        asked = [
            Given(page, partial(self._make, page), self.known.get(page)) for page in self.items
        ]
        renewed = search.renew(asked, self.short, self.state, self.have, jobs)
        texts = {path: file.text for path, file in renewed.items()}
        self.site = {path: self.site[path] if t is None else t for path, t in texts.items()}
        self.have = {path: file.digest for path, file in renewed.items()}
        self.known = {page: digest_of(item) for page, item in self.items.items()}

    def _make(self, page: str) -> Item:
        self.made.append(page)
        return self.items[page]

    @property
    def clean(self) -> dict[str, str]:
        """The site as a clean build makes it."""
        packed = build.index(self.items.values(), self.short)
        named = {file.name: file.text for file in packed} | search.scripts()
        return {f"search/{name}": text for name, text in named.items()}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few items have many shards, blocks and groups, and long lists."""
    values: Mapping[object, Mapping[str, int]] = {
        shards: {"LEAST": 250, "MOST": 800, "LONG": 12, "FEW": 2},
        postings: {"RUN": 4},
        build: {"CARDS": 3, "GROUPS": 4},
        texts: {"LEAST": 900, "MOST": 2_000},
        edits: {"PAYS": 4},
    }
    for module, names in values.items():
        for name, value in names.items():
            monkeypatch.setattr(module, name, value)


def base(real: Indexed, folder: Path, count: int = 24) -> Base:
    """So many of the real items, of all kinds, with the beginnings of their texts."""
    chosen = real.items[:: len(real.items) // count]
    items = [
        replace(i, body=tuple(replace(s, text=s.text[:300]) for s in i.body[:2])) for i in chosen
    ]
    return Base(folder, {item.card.page: item for item in items})


def edited(item: Item, how: str, words: str) -> Item:
    if how == "text":
        return replace(item, body=(*item.body, Segment("", "", words)))
    if how == "cut":
        return replace(item, body=item.body[:-1])
    if how == "title":
        head = ((words, 13), *item.head[1:])
        return replace(item, card=replace(item.card, title=words), head=head)
    if how == "facet":
        return replace(item, topics=(*item.topics[1:], words), place=words)
    if how == "date":
        order = (*item.order[:3], words)
        return replace(item, date=PartialDate(1900 + len(words)), order=order, ordinal=len(words))
    return replace(item, id=words)


HOW = ("text", "cut", "title", "facet", "date", "id")


def change(data: st.DataObject, here: Base) -> None:
    """One edit of any kind."""
    pages = sorted(here.items)
    how = data.draw(st.sampled_from((*HOW, "add", "rename", "remove", "short", "nothing")))
    words = data.draw(text)
    if how == "short":
        here.short = {"DV": "dân vận", "UB": words}
    if how in ("short", "nothing") or not pages:
        return
    page = data.draw(st.sampled_from(pages))
    item = here.items[page]
    if how in HOW:
        here.put(edited(item, how, words))
        return
    if how != "add":
        here.drop(page)
    if how != "remove":
        new = replace(item, id=f"{item.id}-{len(pages)}", card=replace(item.card, page=f"{page}x"))
        here.put(edited(new, "text", words))


def harm(data: st.DataObject, here: Base) -> None:
    """Lose or damage some of what is kept, of the site, or of what is known."""
    what = data.draw(st.sampled_from(("nothing", "nothing", TABLE, CONTENTS, "site", "known")))
    if what == "site":
        lost = data.draw(st.sets(st.sampled_from(sorted(here.have))))
        here.have = {path: d for path, d in here.have.items() if path not in lost}
        here.site = {path: t for path, t in here.site.items() if path not in lost}
    if what == "known":
        here.known = dict.fromkeys(here.items, b"of another program")
    place = here.state / what
    if place.is_file():
        noise = bytearray(place.read_bytes())
        for _ in range(data.draw(st.integers(0, 4))):
            noise[data.draw(st.integers(0, len(noise) - 1))] = data.draw(st.integers(0, 255))
        place.write_bytes(noise[: data.draw(st.integers(0, len(noise)))])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_index_after_edits_equals_a_clean_one(data: st.DataObject, real: Indexed) -> None:
    with TemporaryDirectory() as folder:
        here = base(real, Path(folder), data.draw(st.sampled_from((4, 12, 24))))
        here.build()
        for _ in range(data.draw(st.integers(1, 5))):
            for _ in range(data.draw(st.integers(1, 3))):
                change(data, here)
            harm(data, here)
            here.build()
            assert here.site == here.clean


@pytest.mark.parametrize("jobs", [2, 3, 40])
def test_processes_do_not_show(real: Indexed, tmp_path: Path, jobs: int) -> None:
    here = base(real, tmp_path)
    here.build(jobs)
    assert here.site == here.clean


def test_nothing_forks_beside_a_thread(
    real: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forks, "_started", pytest.fail)
    here, done = base(real, tmp_path), threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        here.build(2)
    finally:
        done.set()
        thread.join()
    assert here.site == here.clean


def test_only_what_may_have_changed_is_made_and_read(
    real: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = base(real, tmp_path)
    here.build()
    assert sorted(here.made) == sorted(here.items)
    gathered: list[int] = []
    gather = postings.gathered

    def watched(items: list[tuple[int, Item]], jobs: int) -> object:
        gathered.append(len(items))
        return gather(items, jobs)

    monkeypatch.setattr(edits, "gathered", watched)
    page = sorted(here.items)[5]
    here.put(edited(here.items[page], "text", "một chữ mới"))
    here.build()
    assert (here.made, gathered) == ([page], [1])
    here.known.clear()
    here.build()
    assert gathered == [1, 0], "all are made, and none is other than it was"


def test_a_small_edit_leaves_most_texts_alone(real: Indexed, tmp_path: Path) -> None:
    here = base(real, tmp_path)
    here.build()
    whole = dict(here.have)
    page = sorted(here.items)[5]
    here.put(edited(here.items[page], "text", "zzz"))
    here.build()
    new = {path for path, digest in here.have.items() if whole.get(path) != digest}
    kinds = sorted(path.removeprefix("search/").split("-")[0] for path in new)
    assert kinds == ["router.js", "s", "t", "texts"]


def test_nothing_is_written_or_told_where_nothing_changed(real: Indexed, tmp_path: Path) -> None:
    here = base(real, tmp_path)
    here.build()
    before = {p.name: p.stat().st_mtime_ns for p in tmp_path.iterdir()}
    (tmp_path / CONTENTS).rename(tmp_path / "away")
    renewed = search.renew([Given(p, pytest.fail, d) for p, d in here.known.items()],
                           here.short, tmp_path, here.have)  # fmt: skip
    assert {file.text for file in renewed.values()} == {None}
    (tmp_path / "away").rename(tmp_path / CONTENTS)
    assert {p.name: p.stat().st_mtime_ns for p in tmp_path.iterdir()} == before


def test_a_list_that_is_no_longer_long_tells_bodies_apart_again(
    real: Indexed, tmp_path: Path
) -> None:
    here = base(real, tmp_path, 12)
    for number, page in enumerate(sorted(here.items)):
        here.put(edited(here.items[page], "text", "zzz " * (number + 1)))
    here.build()
    assert len(here.items) > shards.LONG
    for page in sorted(here.items)[shards.LONG :]:
        here.drop(page)
    here.build()
    assert here.site == here.clean


def test_a_build_survives_whatever_lies_in_place_of_what_is_kept(tmp_path: Path) -> None:
    base = kb.toy(tmp_path)
    kb.build(base)
    whole = {p.name: p.read_bytes() for p in (base.site / "search").iterdir()}
    for name in (TABLE, CONTENTS):
        (base.state / name).write_bytes(b"\0" * 100)
    kb.edit(base, "van-ban/05-kh-bc-2019.yaml", "summary:", "note: Ghi chú thử.\nsummary:")
    kb.build(base)
    again = {p.name: p.read_bytes() for p in (base.site / "search").iterdir()}
    assert whole.keys() - again.keys(), "the index follows the edit"
