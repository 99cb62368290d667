"""Make what has to be made anew, on all cores, and tell what is as it was."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeAlias, TypeVar

from generator import basket, forks, views
from generator.history import Said
from generator.incremental.facts import Facts
from generator.incremental.memory import Memory
from generator.incremental.seen import Reads, seen
from generator.kept import Kept
from generator.program import digest
from generator.render import Artifact, Renderer, citations
from generator.search import pack
from generator.search.items import Item, makers
from generator.search.placed import digest_of
from generator.views.corpus import Corpus
from generator.views.page import Unit
from generator.views.statements import Sayings, said

LEAST, BATCH = 400, 20
"""Units that pay for another process, and those that one takes at a time."""

_SHA256 = 64
"""Characters of a digest of a file, as the manifest of a site has it."""

R = TypeVar("R")
Work: TypeAlias = Callable[[Corpus], R]


class Intact(Protocol):
    """Whether a file below ``docs/`` is there and holds what this digest is of."""

    def __call__(self, path: str, sha256: str, /) -> bool: ...


class Texts(Protocol):
    """The text that this digest (in hexadecimal) is of, where it was made elsewhere."""

    def __call__(self, sha256: str, /) -> str | None: ...


def nowhere(_: str) -> None:
    """No text was made elsewhere."""


@dataclass(frozen=True, slots=True)
class Made:
    """``files`` are all that is to stand below ``docs/``, with the SHA-256 of each in hexadecimal;
    ``fresh`` those whose text was made now. ``entries`` are digests of the entries of the basket,
    by page, ``known`` those of the items that can be found, of which ``items`` were made now."""

    files: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    known: dict[str, bytes] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)

    def add(self, artifacts: Iterable[Artifact]) -> dict[str, str]:
        """Take what was made now, and give the digests of its files."""
        texts = {artifact.path: artifact.text for artifact in artifacts}
        files = {p: hashlib.sha256(text.encode()).hexdigest() for p, text in texts.items()}
        self.fresh.update(texts)
        self.files.update(files)
        return files


def make(
    corpus: Corpus,
    kept: Kept,
    intact: Intact,
    jobs: int | None = None,
    texts: Texts = nowhere,
) -> Made:
    """All files of the corpus."""
    memory = _compared(corpus, kept, jobs)
    made, todo = Made(entries=_entries(corpus, memory, jobs)), []
    _find_items(made, corpus, memory, jobs)
    for name, work in works(corpus):
        files = _files(memory.get(name))
        lost = {path: sha256 for path, sha256 in files.items() if not intact(path, sha256)}
        found = {path: text for path in lost if (text := texts(lost[path])) is not None}
        if files and len(found) == len(lost):
            made.files.update(files)
            made.fresh.update(found)
        else:
            todo.append((name, work))
    _make(made, corpus, memory, todo, jobs)
    return made


def make_some(
    corpus: Corpus,
    kept: Kept,
    wanted: Callable[[str], bool],
    shown: AbstractSet[str],
    jobs: int | None = None,
) -> Made:
    """The files of those units whose names are ``wanted``, and of others until the files ``shown``
    are among them. These are mostly made by the first unit of some kind, so that is tried first."""
    memory, made = _compared(corpus, kept, jobs), Made()
    everything = list(works(corpus))
    _make(made, corpus, memory, [unit for unit in everything if wanted(unit[0])], jobs)
    for unit in _first_of_each_kind_first(everything):
        if made.files.keys() >= shown:
            break
        if not wanted(unit[0]):
            _make(made, corpus, memory, [unit], jobs)
    return made


def _first_of_each_kind_first(units: Iterable[tuple[str, R]]) -> list[tuple[str, R]]:
    seen = Counter[str]()

    def turn(unit: tuple[str, R]) -> int:
        kind = unit[0].partition(" ")[0]
        seen[kind] += 1
        return seen[kind]

    return sorted(units, key=turn)


def _compared(corpus: Corpus, kept: Kept, jobs: int | None) -> Memory:
    """What holds of what is remembered."""
    facts = Facts(kept, corpus, corpus.library.contents)
    memory = Memory(kept, facts.changed)
    facts.compare("@said", _sayings(corpus, memory, jobs))
    return memory


def _make(
    made: Made,
    corpus: Corpus,
    memory: Memory,
    todo: Sequence[tuple[str, Work[tuple[Artifact, ...]]]],
    jobs: int | None,
) -> None:
    for name, read, artifacts in _run(corpus, todo, jobs):
        memory.put(name, read, _lines(made.add(artifacts)))


def works(corpus: Corpus) -> Iterator[tuple[str, Work[tuple[Artifact, ...]]]]:
    """All that stands below ``docs/``, by the names of the units that make it."""
    renderer = Renderer(corpus.library.abbreviations.root)
    for unit in views.units(corpus):
        yield unit.name, partial(_made, renderer, unit)


def _made(renderer: Renderer, unit: Unit, corpus: Corpus) -> tuple[Artifact, ...]:
    pages = renderer.render(unit.make(corpus))
    cited = (files for d in unit.cited for files in citations.files(d, corpus))
    return *pages, *cited


def _lines(files: Mapping[str, str]) -> bytes:
    return "\n".join(f"{sha256} {path}" for path, sha256 in files.items()).encode()


def _files(result: bytes | None) -> dict[str, str]:
    lines = (result or b"").decode().splitlines()
    return {line[_SHA256 + 1 :]: line[:_SHA256] for line in lines}


def _sayings(corpus: Corpus, memory: Memory, jobs: int | None) -> dict[str, str]:
    """What each page of a record says, as a digest."""
    pages = corpus.state
    assert isinstance(pages, Sayings)
    known = {page: memory.get(f"said {page}") for page in pages}
    todo = [(page, partial(_said, pages.identity(page))) for page, k in known.items() if k is None]
    for page, read, found in _run(corpus, todo, jobs):
        pages.know(page, found)
        told = (part.encode() for aspect in found for part in (aspect, *found[aspect]))
        known[page] = memory.put(f"said {page}", read, digest(*told))
    return _digests(known)


def _said(identity: str, corpus: Corpus) -> Said:
    return said(corpus, corpus.library.entries[identity].record)


def _entries(corpus: Corpus, memory: Memory, jobs: int | None) -> dict[str, str]:
    """What the basket tells of each page, as a digest."""
    known = {page: memory.get(f"entry {page}") for page in basket.pages(corpus)}
    todo = [(page, partial(_entry, page)) for page, k in known.items() if k is None]
    for page, read, found in _run(corpus, todo, jobs):
        known[page] = memory.put(f"entry {page}", read, found)
    return _digests(known)


def _entry(page: str, corpus: Corpus) -> bytes:
    return digest(pack.compact(basket.entry(page, corpus)))


def _find_items(made: Made, corpus: Corpus, memory: Memory, jobs: int | None) -> None:
    todo = []
    for page, make in makers(corpus):
        if (known := memory.get(f"item {page}")) is not None:
            made.known[page] = known
        else:
            todo.append((page, make))
    for page, read, item in _run(corpus, todo, jobs):
        made.items[page] = item
        made.known[page] = memory.put(f"item {page}", read, digest_of(item))


def _digests(known: Mapping[str, bytes | None]) -> dict[str, str]:
    return {name: found.hex() for name, found in known.items() if found is not None}


def _run(
    corpus: Corpus, todo: Sequence[tuple[str, Work[R]]], jobs: int | None
) -> Iterator[tuple[str, bytes, R]]:
    """The name of each piece of work, the numbers of the facts that it read, and its result."""
    reads = Reads()
    watched = seen(corpus, reads)
    batches = forks.batches(todo, BATCH)

    def work(number: int) -> list[tuple[str, bytes, R]]:
        found = []
        for name, make in batches[number]:
            reads.begin()
            result = make(watched)
            found.append((name, reads.noted(), result))
        return found

    for _, results in forks.spread(work, len(batches), forks.processes(len(todo), LEAST, jobs)):
        yield from results
