"""Data of the basket “Tập tài liệu của tôi”: what its hand-out prints of each page.

Scripts that call back, as the search index has them: pages cannot be read under ``file://``,
scripts can. Entries lie in blocks of some 50, because a file each would be 10,000 more files. The
block of an entry follows from its key alone, so that a basket of n entries loads at most n blocks
and one list of the blocks' hashed names.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from generator.program import digest
from generator.records.types import Document, Model, TrainingSession
from generator.render import qr
from generator.search import pack
from generator.views.addresses import Address, name_of_page, page_of
from generator.views.citing import citation
from generator.views.corpus import Corpus, full_number

FOLDER = "tap-tai-lieu/du-lieu"
"""Folder of the data below the site."""

ROUTER = "muc-luc"
PER_BLOCK = 50

Entry = list[object]
"""Heading, title, citation or line, state, its label, summary, points, the anchor of the print, and
the QR code (`qr.bits`) of the page with that anchor, where the address of the site is known."""


def files(
    corpus: Corpus, digests: Mapping[str, str], have: Container[str] = ()
) -> dict[str, str | None]:
    """Path below the site → text, for the entries of ``digests`` (see `digests`).

    A block is named after the digests of its entries, so that one of which ``have`` holds the file
    need not be made: its text is None.
    """
    blocks: list[dict[str, str]] = [{} for _ in range(block_count(len(digests)))]
    for key, known in digests.items():
        blocks[block_of(key, len(blocks))][key] = known
    names = [_name(place, block) for place, block in enumerate(blocks)]
    paths = [f"{FOLDER}/{name}.js" for name in names]
    made: dict[str, str | None] = {
        path: None if path in have else _text(corpus, name, block)
        for path, name, block in zip(paths, names, blocks, strict=True)
    }
    router = pack.compact({"blocks": names, "address": corpus.site.url or ""})
    return {**made, f"{FOLDER}/{ROUTER}.js": pack.script(ROUTER, pack.deflate(router)).text}


def _name(place: int, block: Mapping[str, str]) -> str:
    return pack.block_name("b", place, pack.version("".join(block.values()).encode()))


def _text(corpus: Corpus, name: str, block: Iterable[str]) -> str:
    data = pack.compact({page: entry(page, corpus) for page in block})
    return pack.script(name, pack.deflate(data)).text


def digests(corpus: Corpus, ids: Container[str]) -> dict[str, str]:
    """Digests of the entries of these records, by page, in hexadecimal."""
    wanted = [page for page in pages(corpus) if page.rpartition("/")[2] in ids]
    return {page: digest(pack.compact(entry(page, corpus))).hex() for page in wanted}


def pages(corpus: Corpus) -> Iterator[str]:
    """Pages that can be put into the basket, as it names them."""
    library = corpus.library
    for kind in (Document, Model, TrainingSession):
        yield from (name_of_page(page_of(kind, identity)) for identity in library.of_type(kind))


def block_count(entries: int) -> int:
    """A power of two, so that few new entries move none of the others."""
    return 1 << max(0, (entries - 1) // PER_BLOCK).bit_length()


def block_of(key: str, blocks: int) -> int:
    """The hash of the key tells; ``basket-page.js`` does the same."""
    return pack.fnv1a(key) % blocks


def _print(address: Address) -> Entry:
    anchor = address.text.partition("#")[2]
    return [anchor, qr.bits(address.url) if address.url else None]


def entry(page: str, corpus: Corpus) -> Entry:
    """The entry of a page."""
    record = corpus.record_of_page(page)
    match record:
        case Document():
            told = _document(corpus, record)
        case Model():
            told = _model(record)
        case TrainingSession():
            told = _session(record)
        case _:
            raise KeyError(page)
    return [*told, *_print(corpus.print_address(record))]


def _model(model: Model) -> Entry:
    line, nothing = _line(model.unit, model.year), list[str]()
    return ["Mô hình “Dân vận khéo”", model.title, line, "", "", model.summary, nothing]


def _session(session: TrainingSession) -> Entry:
    day = session.date.vietnamese if session.date else ""
    minutes = "" if session.duration is None else f"{session.duration} phút"
    line = _line(day, session.audience, minutes)
    parts = [part.heading for part in session.outline]
    return ["Buổi tập huấn", session.title, line, "", "", session.summary, parts]


def _document(corpus: Corpus, document: Document) -> Entry:
    state = corpus.forces[document.id].state
    return [
        full_number(document),
        document.title,
        citation(corpus, document.id).first_mention,
        state.value,
        state.label,
        document.summary,
        list(document.key_points),
    ]


def _line(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)
