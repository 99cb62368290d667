"""How much of the index one edit changes: ``python -m benchmarks.search.edits 10000``.

A browser or a copying tool that has the old files needs only those that differ.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from types import MappingProxyType

from benchmarks import records
from benchmarks.search.indexing import corpus_of, sent
from benchmarks.words import SENTENCE_MORE
from generator import search
from generator.index import index
from generator.records.dates import PartialDate
from generator.records.types import Document
from generator.views.corpus import Corpus


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.search.edits", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="+", help="numbers of documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="DIR", type=Path, help="use the records made there")
    given = parser.parse_args()
    print("| Documents | Edit | Files new | Of all | KB new, gzipped | Of all |")
    print("|---:|:---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="sotay-edits-") as temporary:
        for documents in given.sizes:
            base = (given.keep or Path(temporary)) / f"{documents}-{given.seed}"
            if not base.exists():
                records.make(documents, base, given.seed)
            for line in compared(corpus_of(base), given.seed):
                print(line, flush=True)


def compared(corpus: Corpus, seed: int) -> Iterator[str]:
    """A row for each edit."""
    documents = list(corpus.library.documents.values())
    one = Random(seed).choice(documents)
    edits = {
        "a sentence more in a summary": one.model_copy(
            update={"summary": f"{one.summary} {SENTENCE_MORE}"}
        ),
        "another title": one.model_copy(update={"title": f"{one.title} ở khu dân cư"}),
        "one document more": added(one),
    }
    before = search.files(corpus)
    for name, edited in edits.items():
        after = search.files(with_document(corpus, edited))
        new = [path for path in after if before.get(path) != after[path]]
        size, whole = (sum(sent(after[p].encode()) for p in paths) / 1000 for paths in (new, after))
        yield (
            f"| {len(documents):,} | {name} | {len(new):,} | {len(after):,} "
            f"| {size:,.0f} | {whole:,.0f} |"
        )


def added(one: Document) -> Document:
    """A document like ``one``, of the last day, in the middle of the index."""
    update = {
        "id": f"{one.id}-bo-sung",
        "number": f"999-{(one.number or '').partition('-')[2] or 'KH'}",
        "issued_on": PartialDate.parse(records.AS_OF),
        "relations": (),
        "summary": f"{one.summary} {SENTENCE_MORE}",
    }
    return one.model_copy(update=update)


def with_document(corpus: Corpus, document: Document) -> Corpus:
    documents = dict(corpus.library.documents) | {document.id: document}
    library = replace(corpus.library, documents=MappingProxyType(dict(sorted(documents.items()))))
    return Corpus(library, index(library), corpus.as_of)


if __name__ == "__main__":
    main()
