"""Make what has to be made anew, on all cores, and tell what is as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from generator import basket, forks, views
from generator.history import Said
from generator.incremental.facts import Facts
from generator.incremental.memory import Memory
from generator.incremental.seen import Reads, seen
from generator.program import digest
from generator.render import Artifact, Renderer, citations
from generator.search import pack
from generator.search.items import Item, makers
from generator.search.placed import digest_of
from generator.views.corpus import Corpus
from generator.views.page import Unit
from generator.views.statements import Sayings, said
from generator.writer import Draft, Pages

LEAST, BATCH = 400, 20
"""Units that pay for another process, and those that one takes at a time."""

R = TypeVar("R")
Work: TypeAlias = Callable[[Corpus], R]


class Piece(NamedTuple, Generic[R]):
    """Something to make, perhaps in another process. ``keep`` takes the numbers of the facts that
    were read for it, and the result."""

    make: Work[R]
    keep: Callable[[bytes, R], object]


class Texts(Protocol):
    """The text that this digest (in hexadecimal) is of, where it was made elsewhere."""

    def __call__(self, sha256: str, /) -> str | None: ...


def nowhere(_: str) -> None:
    """No text was made elsewhere."""


@dataclass(frozen=True, slots=True)
class Made:
    """``files`` are all that is to stand below ``docs/``, with the SHA-256 of each in hexadecimal;
    ``drafts`` those that were made now. ``entries`` are digests of the entries of the basket, by
    page, ``known`` those of the items that can be found, of which ``items`` were made now."""

    files: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    known: dict[str, bytes] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)

    def take(self, drafts: Iterable[Draft]) -> None:
        """Add what was made now."""
        for draft in drafts:
            self.files[draft.path], self.drafts[draft.path] = draft.sha256, draft


def make(
    facts: Facts,
    pages: Pages,
    jobs: int | None = None,
    texts: Texts = nowhere,
) -> Made:
    """All files of the corpus that these facts are of."""
    corpus, memory, made = facts.corpus, _memory(facts, jobs), Made()
    todo: list[Piece[Any]] = [*_entries(made, corpus, memory), *_items(made, corpus, memory)]
    there = pages.same()
    for name, work in works(corpus):
        paths, digests = _columns(memory.get(name))
        files = dict(zip(paths, digests, strict=True))
        if files and [*map(there.get, paths)] == digests:
            made.files.update(files)
            continue
        lost = {path: sha256 for path, sha256 in files.items() if not pages.holds(path, sha256)}
        found = {path: text for path in lost if (text := texts(lost[path])) is not None}
        if files and len(found) == len(lost):
            made.files.update(files)
            made.take(pages.draft(path, text) for path, text in found.items())
        else:
            todo.append(_page(made, memory, pages, name, work))
    _run(corpus, todo, jobs)
    return made


def make_some(
    facts: Facts,
    pages: Pages,
    wanted: Callable[[str], bool],
    shown: AbstractSet[str],
    jobs: int | None = None,
) -> Made:
    """The files of those units whose names are ``wanted``, and of others until the files ``shown``
    are among them. These are mostly made by the first unit of some kind, so that is tried first."""
    corpus, memory, made = facts.corpus, _memory(facts, jobs), Made()
    everything = list(works(corpus))
    share = [_page(made, memory, pages, *unit) for unit in everything if wanted(unit[0])]
    _run(corpus, share, jobs)
    for unit in _first_of_each_kind_first(everything):
        if made.files.keys() >= shown:
            break
        if not wanted(unit[0]):
            _run(corpus, [_page(made, memory, pages, *unit)], jobs)
    return made


def _first_of_each_kind_first(units: Iterable[tuple[str, R]]) -> list[tuple[str, R]]:
    seen = Counter[str]()

    def turn(unit: tuple[str, R]) -> int:
        kind = unit[0].partition(" ")[0]
        seen[kind] += 1
        return seen[kind]

    return sorted(units, key=turn)


def _memory(facts: Facts, jobs: int | None) -> Memory:
    """What holds of what is remembered."""
    memory = Memory(facts.kept, facts.changed)
    facts.compare("@said", _sayings(facts.corpus, memory, jobs))
    return memory


def _page(
    made: Made, memory: Memory, pages: Pages, name: str, work: Work[tuple[Artifact, ...]]
) -> Piece[list[Draft]]:
    """A unit of pages, and files beside them."""

    def drafted(corpus: Corpus) -> list[Draft]:
        return [pages.draft(artifact.path, artifact.text) for artifact in work(corpus)]

    def keep(read: bytes, drafts: list[Draft]) -> None:
        made.take(drafts)
        memory.put(name, read, _told(drafts))

    return Piece(drafted, keep)


def works(corpus: Corpus) -> Iterator[tuple[str, Work[tuple[Artifact, ...]]]]:
    """All that stands below ``docs/``, by the names of the units that make it."""
    renderer = Renderer(corpus.library.abbreviations.root)
    for unit in views.units(corpus):
        yield unit.name, partial(_made, renderer, unit)


def _made(renderer: Renderer, unit: Unit, corpus: Corpus) -> tuple[Artifact, ...]:
    found = renderer.render(unit.make(corpus))
    cited = (files for d in unit.cited for files in citations.files(d, corpus))
    return *found, *cited


def _told(drafts: Sequence[Draft]) -> bytes:
    """All paths, and then the digest of each."""
    return "\n".join([*(d.path for d in drafts), *(d.sha256 for d in drafts)]).encode()


def _columns(result: bytes | None) -> tuple[list[str], list[str]]:
    lines = result.decode().split("\n") if result else []
    return lines[: len(lines) // 2], lines[len(lines) // 2 :]


def _sayings(corpus: Corpus, memory: Memory, jobs: int | None) -> dict[str, str]:
    """What each page of a record says, as a digest."""
    pages = corpus.state
    assert isinstance(pages, Sayings)
    known = {page: memory.get(f"said {page}") for page in pages}

    def keep(page: str, read: bytes, found: Said) -> None:
        pages.know(page, found)
        told = (part.encode() for aspect in found for part in (aspect, *found[aspect]))
        known[page] = memory.put(f"said {page}", read, digest(*told))

    todo = [
        Piece(partial(_said, pages.identity(page)), partial(keep, page))
        for page, found in known.items()
        if found is None
    ]
    _run(corpus, todo, jobs)
    return {page: found.hex() for page, found in known.items() if found is not None}


def _said(identity: str, corpus: Corpus) -> Said:
    return said(corpus, corpus.library.entries[identity].record)


def _entries(made: Made, corpus: Corpus, memory: Memory) -> Iterator[Piece[bytes]]:
    """What the basket tells of each page, as a digest."""

    def keep(page: str, read: bytes, found: bytes) -> None:
        made.entries[page] = memory.put(f"entry {page}", read, found).hex()

    for page in basket.pages(corpus):
        known = memory.get(f"entry {page}")
        made.entries[page] = (known or b"").hex()  # in this order, whenever it is told
        if known is None:
            yield Piece(partial(_entry, page), partial(keep, page))


def _entry(page: str, corpus: Corpus) -> bytes:
    return digest(pack.compact(basket.entry(page, corpus)))


def _items(made: Made, corpus: Corpus, memory: Memory) -> Iterator[Piece[tuple[Item, bytes]]]:
    """What can be found, with its digest."""

    def keep(page: str, read: bytes, found: tuple[Item, bytes]) -> None:
        made.items[page], known = found
        made.known[page] = memory.put(f"item {page}", read, known)

    for page, make in makers(corpus):
        if (known := memory.get(f"item {page}")) is not None:
            made.known[page] = known
        else:
            yield Piece(partial(_item, make), partial(keep, page))


def _item(make: Work[Item], corpus: Corpus) -> tuple[Item, bytes]:
    item = make(corpus)
    return item, digest_of(item)


def _run(corpus: Corpus, todo: Sequence[Piece[Any]], jobs: int | None) -> None:
    """Make all pieces, and keep what comes of them."""
    reads = Reads()
    watched = seen(corpus, reads)
    batches = forks.batches(todo, BATCH)

    def work(number: int) -> list[tuple[bytes, Any]]:
        found = []
        for piece in batches[number]:
            reads.begin()
            result = piece.make(watched)
            found.append((reads.noted(), result))
        return found

    count = forks.processes(len(todo), LEAST, jobs)
    if count > 1 and len(todo) > len(corpus.library.entries):
        corpus.library.make_records()
    for number, results in forks.spread(work, len(batches), count):
        for piece, result in zip(batches[number], results, strict=True):
            piece.keep(*result)
