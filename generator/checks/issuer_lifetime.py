"""A body issues documents only while it exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.dates import PartialDate
from generator.records.types import Body


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        for position, identity in enumerate(document.issued_by):
            body = library.bodies.get(identity)
            if body and document.issued_on and not _exists(body, document.issued_on):
                values = {
                    "body": body.name,
                    "life": f"{body.existed_from or '…'} – {body.existed_to or '…'}",
                    "issued": str(document.issued_on),
                }
                path = ("issued_by", position)
                yield library.entries[document.id].finding(path, "issuer-not-existing", **values)


def _exists(body: Body, on: PartialDate) -> bool:
    started = not (body.existed_from and on.before(body.existed_from))
    return started and not (body.existed_to and body.existed_to.before(on))
