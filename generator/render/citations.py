"""Citations of documents as files for reference managers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.citations.formats import FORMATS
from generator.render import Artifact
from generator.views.citing import citation, file_page
from generator.views.corpus import Corpus


def files(identity: str, corpus: Corpus) -> Iterator[Artifact]:
    """``trich-dan.bib``, ``.ris`` and ``.json`` beside the page of the document."""
    document = corpus.library.documents[identity]
    cited = citation(corpus, identity)
    for ending, (_, write) in FORMATS.items():
        yield Artifact(file_page(document, ending), write(cited))
