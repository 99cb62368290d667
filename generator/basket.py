"""Data of the basket “Tập tài liệu của tôi”: what its hand-out prints of each page.

Scripts that call back, as the search index has them: pages cannot be read under ``file://``,
scripts can. Entries lie in blocks of some 50, because a file each would be 10,000 more files. The
block of an entry follows from its key alone, so that a basket of n entries loads at most n blocks
and one list of the blocks' hashed names.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from generator.records.types import Document, Model, TrainingSession
from generator.render import qr
from generator.search import pack
from generator.views.addresses import Address, page_id
from generator.views.citing import citation
from generator.views.corpus import Corpus, full_number

FOLDER = "tap-tai-lieu/du-lieu"
"""Folder of the data below the site."""

ROUTER = "muc-luc"
PER_BLOCK = 50

Entry = list[object]
"""Heading, title, citation or line, state, its label, summary, points, the anchor of the print, and
the QR code (`qr.bits`) of the page with that anchor, where the address of the site is known."""


def files(corpus: Corpus, only: Container[str] | None = None) -> dict[str, str]:
    """Path below the site → text, of ``only`` these ids."""
    entries = {
        page_id(record): [*entry, *_print(corpus.print_address(record))]
        for record, entry in _entries(corpus)
        if only is None or record.id in only
    }
    blocks: list[dict[str, Entry]] = [{} for _ in range(block_count(len(entries)))]
    for key, entry in entries.items():
        blocks[block_of(key, len(blocks))][key] = entry
    packed = [_packed(place, pack.compact(block)) for place, block in enumerate(blocks)]
    names = [block.name.removesuffix(".js") for block in packed]
    router = pack.compact({"blocks": names, "address": corpus.site.url or ""})
    return {f"{FOLDER}/{file.name}": file.text for file in (*packed, pack.script(ROUTER, router))}


def _packed(place: int, data: bytes) -> pack.Packed:
    return pack.script(pack.block_name("b", place, pack.version(data)), data)


def block_count(entries: int) -> int:
    """A power of two, so that few new entries move none of the others."""
    return 1 << max(0, (entries - 1) // PER_BLOCK).bit_length()


def block_of(key: str, blocks: int) -> int:
    """The hash of the key tells; ``basket-page.js`` does the same."""
    return pack.fnv1a(key) % blocks


def _print(address: Address) -> Entry:
    anchor = address.text.partition("#")[2]
    return [anchor, qr.bits(address.url) if address.url else None]


def _entries(corpus: Corpus) -> Iterator[tuple[Document | Model | TrainingSession, Entry]]:
    for document in corpus.library.documents.values():
        yield document, _document(corpus, document)
    for model in corpus.library.models.values():
        line = _line(model.unit, model.year)
        texts = [model.title, line, "", "", model.summary, list[str]()]
        yield model, ["Mô hình “Dân vận khéo”", *texts]
    for session in corpus.library.sessions.values():
        day = session.date.vietnamese if session.date else ""
        minutes = "" if session.duration is None else f"{session.duration} phút"
        line = _line(day, session.audience, minutes)
        parts = [part.heading for part in session.outline]
        texts = [session.title, line, "", "", session.summary, parts]
        yield session, ["Buổi tập huấn", *texts]


def _document(corpus: Corpus, document: Document) -> Entry:
    state = corpus.forces[document.id].state
    return [
        full_number(document),
        document.title,
        citation(corpus, document).first_mention,
        state.value,
        state.label,
        document.summary,
        list(document.key_points),
    ]


def _line(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)
