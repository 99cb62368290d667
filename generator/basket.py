"""Data of the basket “Tập tài liệu của tôi”: what its hand-out prints of each page.

Scripts that call back, as the search index has them: pages cannot be read under ``file://``,
scripts can. Entries lie in blocks of some 50, because a file each would be 10,000 more files. The
block of an entry follows from its key alone, so that a basket of n entries loads at most n blocks
and one list of the blocks' hashed names.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from generator.records.types import Document, Model
from generator.search import pack
from generator.views.addresses import address, record_page
from generator.views.citing import citation
from generator.views.corpus import Corpus, full_number

FOLDER = "tap-tai-lieu/du-lieu"
"""Folder of the data below the site."""

ROUTER = "muc-luc"
PER_BLOCK = 50

Entry = list[object]
"""Heading, title, citation or line, state, its label, summary, key points, and whether the page has
a QR code (``qr.svg`` beside it)."""


def files(corpus: Corpus, qr_codes: Container[str] = frozenset()) -> dict[str, str]:
    """Path below the site → text; ``qr_codes`` are the keys of pages that have a QR code."""
    entries = {key: [*entry, key in qr_codes] for key, entry in _entries(corpus)}
    blocks: list[dict[str, Entry]] = [{} for _ in range(block_count(len(entries)))]
    for key, entry in entries.items():
        blocks[block_of(key, len(blocks))][key] = entry
    packed = [_packed(place, pack.compact(block)) for place, block in enumerate(blocks)]
    names = [block.name.removesuffix(".js") for block in packed]
    router = pack.compact({"blocks": names, "address": corpus.site.url or ""})
    return {f"{FOLDER}/{file.name}": file.text for file in (*packed, pack.script(ROUTER, router))}


def _packed(place: int, data: bytes) -> pack.Packed:
    return pack.script(pack.block_name("b", place, pack.version(data)), data)


def key_of(record: Document | Model) -> str:
    """``van-ban/25-nq-tw-2013``: the name of an entry in lists and shared addresses."""
    return address(record_page(record)).strip("/")


def block_count(entries: int) -> int:
    """A power of two, so that few new entries move none of the others."""
    return 1 << max(0, (entries - 1) // PER_BLOCK).bit_length()


def block_of(key: str, blocks: int) -> int:
    """The hash of the key tells; ``basket-page.js`` does the same."""
    return pack.fnv1a(key) % blocks


def _entries(corpus: Corpus) -> Iterator[tuple[str, Entry]]:
    for document in corpus.library.documents.values():
        state = corpus.forces[document.id].state
        yield (
            key_of(document),
            [
                full_number(document),
                document.title,
                citation(corpus, document).first_mention,
                state.value,
                state.label,
                document.summary,
                list(document.key_points),
            ],
        )
    for model in corpus.library.models.values():
        line = ", ".join(str(part) for part in (model.unit, model.year) if part)
        heading = "Mô hình “Dân vận khéo”"
        texts = [model.title, line, "", "", model.summary, list[str]()]
        yield key_of(model), [heading, *texts]
