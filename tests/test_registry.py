"""The register of published addresses: it grows, loses nothing, and merges line by line."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline, registry
from generator.files import replace_file
from generator.reader.published import PATH, read_published
from generator.records.types import PageFolder
from generator.registry import Registry, as_text, grown, is_address, parse_line
from generator.search.guides import guides
from generator.search.items import items
from generator.settings import Settings
from generator.views import addresses
from generator.views.addresses import address, answered
from generator.views.corpus import Corpus
from tests import kb

FILES = ["index.md", "nam/2013/index.md", "nam/2013/06.md", "chu-de/x-index.md"]
FIRST, SECOND = dt.date(2026, 11, 23), dt.date(2027, 1, 5)


def test_a_register_grows_and_keeps_the_first_day() -> None:
    one = grown(Registry(), ["/b/", "/a/"], FIRST)
    two = grown(one, ["/c/", "/a/"], SECOND)
    assert as_text(two) == f"{registry.HEADER}/a/ 2026-11-23\n/b/ 2026-11-23\n/c/ 2027-01-05\n"
    assert grown(two, [], SECOND) == two
    assert as_text(one) == f"{registry.HEADER}/a/ 2026-11-23\n/b/ 2026-11-23\n"


names = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="/"), min_size=1)


@given(st.lists(names, min_size=1, max_size=4), st.dates())
def test_what_is_an_address_survives_the_file(parts: list[str], day: dt.date) -> None:
    found = address("/".join(parts))
    if is_address(found):
        text = as_text(grown(Registry(), [found], day))
        assert parse_line(text.removeprefix(registry.HEADER).removesuffix("\n")) == (found, day)


@given(st.text(max_size=50))
def test_no_line_raises_and_no_address_leaves_the_site(line: str) -> None:
    entry = parse_line(line)
    if entry is not None:
        assert entry[0].startswith("/")
        assert not {"..", "."} & set(entry[0].split("/"))
        assert "//" not in entry[0]


def test_addresses_of_files() -> None:
    assert answered([*FILES, "a b.csv"]) == {
        "/": "index.md",
        "/nam/2013/": "nam/2013/index.md",
        "/nam/2013/06/": "nam/2013/06.md",
        "/chu-de/x-index/": "chu-de/x-index.md",
        "/a%20b.csv": "a b.csv",
    }


def test_the_site_answers_what_generate_says_and_what_was_published(toy: Settings) -> None:
    done = pipeline.generate(toy, kb.DAY)
    kb.build(toy)
    assert len(done.addresses) > 60
    for found in done.addresses:
        assert is_address(found)
        assert (toy.site / found[1:] / "index.html").is_file(), found
    files = {"/van-ban/03-ct-hda-2008/danh-muc.csv"}
    assert set(done.checked.library.published.registry.days) - done.addresses == files
    assert {r.source for r in done.redirects} - done.addresses == files


def test_what_has_been_published_once_answers_after_everything_has_changed(toy: Settings) -> None:
    """Publish, then rename, join and withdraw: each address of the first day still has a page."""
    first = pipeline.generate(toy, kb.DAY)
    published = grown(first.checked.library.published.registry, first.addresses, FIRST)
    replace_file(toy.root / PATH, as_text(published))
    assert read_published(toy.root)[0].registry == published
    (toy.records / "van-ban/04-kl-bc-2025.yaml").rename(toy.records / "van-ban/04-kl-bc-2026.yaml")
    kb.edit(toy, "van-ban/04-kl-bc-2026.yaml", "id: 04-kl-bc-2025", "id: 04-kl-bc-2026")
    kb.edit(toy, "van-ban/04-kl-bc-2026.yaml", "number: 04-KL/BC", "number: 05-KL/BC")
    lost = pipeline.generate(toy, kb.DAY)
    assert [(d.path, d.code, d.values["got"]) for d in lost.checked.diagnostics] == [
        (PATH, "address-lost", "/van-ban/04-kl-bc-2025/")
    ]
    assert lost.written is None
    kb.edit(toy, "van-ban/04-kl-bc-2026.yaml", "kind:", "aliases: [04-kl-bc-2025]\nkind:")
    again = pipeline.generate(toy, kb.DAY)
    assert again.checked.diagnostics == []
    assert first.addresses <= again.addresses
    page = toy.docs / "van-ban" / "04-kl-bc-2025.md"
    assert "redirect_to: ../04-kl-bc-2026/" in page.read_text(encoding="utf-8")


def test_a_hand_page_that_is_gone_leads_home_and_one_that_returns_is_itself(toy: Settings) -> None:
    guide = toy.docs / "gioi-thieu.md"
    text = guide.read_text(encoding="utf-8")
    guide.unlink()
    pipeline.generate(toy, kb.DAY)
    page = toy.docs / "gioi-thieu" / "index.md"
    assert "redirect_to: ../\n" in page.read_text(encoding="utf-8")
    guide.write_text(text, encoding="utf-8")
    pipeline.generate(toy, kb.DAY)
    assert not page.exists()


def test_withdrawn_records_and_former_ids_are_not_found_by_the_search(toy: Settings) -> None:
    done = pipeline.generate(toy, kb.DAY)
    corpus = Corpus(done.checked.library, done.checked.index, kb.DAY)
    found = {item.card.page for item in items(corpus, guides(toy.docs))}
    assert {"van-ban/04-kl-bc-2020.md", "gioi-thieu.md"} <= found
    gone = {"06-bc-bc-2018", "07-kl-bc-2018", "07-kl-bc-2017", "03-ct-hda-2008", "index"}
    assert not gone & {page.removesuffix(".md").split("/")[-1] for page in found}


def test_a_tombstone_may_stand_for_every_type_whose_records_have_pages() -> None:
    assert {kind.folder for kind in addresses.PAGED} == set(get_args(PageFolder))


def test_nothing_published_yet_asks_for_nothing(toy: Settings) -> None:
    (toy.root / PATH).unlink()
    checked = pipeline.check(toy)
    assert checked.diagnostics == []
    assert checked.library.published.source is None


def test_an_empty_register_is_fine_and_a_folder_in_its_place_is_told(toy: Settings) -> None:
    path = toy.root / PATH
    path.write_text("", encoding="utf-8")
    assert pipeline.check(toy).diagnostics == []
    path.unlink()
    path.mkdir()
    assert [d.code for d in pipeline.check(toy).diagnostics] == ["unreadable"]
