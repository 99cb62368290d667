"""What is shown before a build is what the build will make, or nothing."""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from generator.checking import check
from generator.index import index
from generator.preview import Preview
from generator.records.types import WORDS
from generator.settings import Settings, load
from generator.site.watching import Inputs
from tests import kb
from tests.incremental.edits import EDITS
from tests.incremental.ground import Ground
from tests.incremental.sequences import do
from tests.killing import needs_fork


@pytest.fixture
def built(toy: Settings) -> Settings:
    kb.build(toy)
    return toy


def opened(settings: Settings) -> Preview:
    found = Preview.opened(load(settings.root), kb.DAY)
    assert found is not None
    return found


@pytest.fixture
def preview(built: Settings) -> Iterator[Preview]:
    found = opened(built)
    yield found
    found.close()


def test_what_was_looked_at_has_changed_by_what_it_holds_alone(toy: Settings) -> None:
    inputs, record = Inputs(toy), toy.records / "mo-hinh/loa-xa.yaml"
    assert record in inputs.missed()
    assert inputs.missed() == frozenset()
    times = record.stat()
    os.utime(record)
    assert inputs.changed([record]) == frozenset()
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xa")
    os.utime(record, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert inputs.changed([record]) == {record}
    assert inputs.changed([record]) == frozenset()
    record.unlink()
    assert inputs.missed() == {record}


def test_what_nobody_told_of_is_found_by_looking_at_everything(toy: Settings) -> None:
    inputs = Inputs(toy)
    inputs.missed()
    added = [toy.records / "la/x.yaml", toy.docs / "them.md", toy.docs / "van-ban/x.md"]
    for path in added:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("lạ", encoding="utf-8")
    assert inputs.missed() == {added[0], added[1]}, "generated pages are no input"
    assert inputs.changed([toy.docs / "index.md", toy.site / "index.html"]) == frozenset()


EDITED = [
    ("van-ban/02-nq-hdb-2012.yaml", "title: ", "van-ban/02-nq-hdb-2012"),
    ("mo-hinh/loa-xa.yaml", "title: ", "mo-hinh/loa-xa"),
    ("co-quan/ban-c.yaml", "name: ", "co-quan/ban-c"),
    ("chu-de/dan-van.yaml", "name: ", "chu-de/dan-van"),
    ("dia-phuong/xa-nho.yaml", "name: ", "dia-phuong/xa-nho"),
    ("tap-huan/dan-chu-co-so.yaml", "title: ", "tap-huan/dan-chu-co-so"),
    ("da-rut/07-kl-bc-2018.yaml", "reason: ", "van-ban/07-kl-bc-2018"),
]


@pytest.mark.parametrize(("record", "key", "page"), EDITED)
def test_a_record_of_any_type_is_shown_as_the_build_will_make_it(
    toy: Settings, preview: Preview, record: str, key: str, page: str
) -> None:
    kb.edit(toy, record, key, f"{key}Mới ")
    shown = preview.pages([toy.records / record])
    assert shown
    assert "Mới " in shown[f"{page}/index.html"].decode()
    kb.build(toy)
    assert {path: (toy.site / path).read_bytes() for path in shown} == shown


def test_what_is_wrong_is_left_to_the_build_and_shown_when_it_is_mended(
    toy: Settings, preview: Preview
) -> None:
    record = toy.records / "mo-hinh/loa-xa.yaml"
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title:", "titel:")
    assert preview.pages([record]) is None
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "titel:", "title:")
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "replicates: loa-thon", "replicates: loa-la")
    assert preview.pages([record]) is None, "what it refers to is not there"
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "replicates: loa-la", "replicates: loa-thon")
    shown = preview.pages([record])
    assert shown
    assert (
        shown["mo-hinh/loa-xa/index.html"] == (toy.site / "mo-hinh/loa-xa/index.html").read_bytes()
    )


def test_what_is_no_edit_of_a_record_is_left_to_the_build(toy: Settings, preview: Preview) -> None:
    record = toy.records / "mo-hinh/loa-xa.yaml"
    renamed = record.with_name("loa-moi.yaml")
    text = record.read_text(encoding="utf-8")
    renamed.write_text(text.replace("id: loa-xa", "id: loa-moi"), encoding="utf-8")
    assert preview.pages([renamed]) is None
    record.write_text(text.replace("id: loa-xa", "id: loa-khac"), encoding="utf-8")
    assert preview.pages([record]) is None
    record.unlink()
    assert preview.pages([record]) is None
    for other in (toy.config, toy.records / "viet-tat.yaml", toy.records / "van-ban/doc-hai.txt"):
        assert preview.pages([other]) is None


def test_edits_add_up_and_cost_no_memory(toy: Settings, preview: Preview) -> None:
    record, sizes = toy.records / "mo-hinh/loa-xa.yaml", []
    text = record.read_text(encoding="utf-8")
    tracemalloc.start()
    for number in range(60):
        title = f"Loa xã {number % 10}"  # the same again: texts that were escaped are remembered
        record.write_text(text.replace("Loa xã", title), encoding="utf-8")
        shown = preview.pages([record])
        assert shown
        assert title in shown["mo-hinh/loa-xa/index.html"].decode()
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sizes[59] - sizes[9] < 50 * 1000, "less than a kilobyte an edit"
    other = preview.pages([toy.records / "mo-hinh/loa-thon.yaml"])
    assert other
    assert "Loa xã 9" in other["mo-hinh/loa-thon/index.html"].decode()


def test_no_group_hangs_on_words(toy: Settings) -> None:
    library = check(toy).library
    documents = {
        identity: document.model_copy(update=dict.fromkeys(WORDS & document.values.keys()))
        for identity, document in library.documents.items()
    }
    assert index(replace(library, documents=documents)) == index(library)


@needs_fork
def test_after_any_edit_what_is_shown_is_what_is_built(tmp_path: Path) -> None:
    """One session lives through all edits, and is opened anew only after what it could not show,
    as `sotay serve` does."""
    ground, chosen, count = Ground.new(tmp_path), Random(7), 0
    ground.bring()
    inputs = Inputs(ground.kept)
    inputs.missed()
    assert ground.build().code == 0
    preview = opened(ground.kept)
    for name, edit in chosen.sample(EDITS, len(EDITS)):
        if not do(edit, False, ground, chosen):
            continue
        ground.bring()
        shown = preview.pages(inputs.missed())
        ran = ground.build()
        assert ran.code == 0, (name, ran.said)
        if shown is not None:
            count += 1
            site = {path: (ground.kept.site / path).read_bytes() for path in shown}
            assert site == shown, name
        else:
            preview.close()
            preview = opened(ground.kept)
    preview.close()
    assert count > 15
