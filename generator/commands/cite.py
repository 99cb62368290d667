"""``sotay cite``: how a document is cited, or which documents a text cites."""

from __future__ import annotations

import datetime as dt
import json
import sys
import unicodedata
from pathlib import Path

import click

from generator import pipeline
from generator.citations.formats import FORMATS
from generator.citations.number import number_slug
from generator.commands.common import CLEAN, FINDINGS, Session, UsageProblem, as_of_option, told
from generator.pipeline import Checked
from generator.recognise import Recognised, recognise
from generator.records.types import Document
from generator.settings import Settings
from generator.views.addresses import address, record_page
from generator.views.citing import citation
from generator.views.corpus import Corpus

TEXT, JSON = "text", "json"
FORMS = [TEXT, *FORMATS]


@click.command()
@click.argument("what", metavar="ID|NUMBER|FILE")
@click.option("--format", "form", type=click.Choice(FORMS), default=TEXT, show_default=True)
@as_of_option
@click.pass_obj
def cite(session: Session, what: str, form: str, as_of: dt.date) -> None:
    """Print the citation of a document by ID or NUMBER; of a text FILE, find the citations in it.

    For an ID or NUMBER json is CSL-JSON, bib BibTeX, ris RIS; for a FILE there are text and json.
    """
    settings = session.open()
    checked = pipeline.check(settings)
    corpus = pipeline.corpus(checked, settings, as_of)
    ids = [what] if what in checked.library.documents else []
    ids = ids or list(checked.index.by_number.get(number_slug(what), ()))
    if ids:
        click.echo(_cited(corpus, ids, form), nl=form == TEXT)
        sys.exit(CLEAN)
    text = _text_of(Path(what))
    if text is None or form not in {TEXT, JSON}:
        raise UsageProblem(told(settings, "cite-unknown", got=what))
    found = list(recognise(text, checked.library, checked.index))
    click.echo(
        _as_json(found, corpus) if form == JSON else _as_text(found, what, checked, settings)
    )
    sys.exit(CLEAN if all(len(one.candidates) == 1 for one in found) else FINDINGS)


def _cited(corpus: Corpus, ids: list[str], form: str) -> str:
    cited = [citation(corpus, identity) for identity in ids]
    if form == TEXT:
        return "\n".join(one.first_mention for one in cited)
    texts = [FORMATS[form][1](one) for one in cited]
    if form == JSON:
        items = [item for text in texts for item in json.loads(text)]
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return "".join(texts)


def _text_of(path: Path) -> str | None:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None


def _as_text(found: list[Recognised], path: str, checked: Checked, settings: Settings) -> str:
    lines = [
        f"{path}:{one.line}:{one.column}: {one.text} → {_meant(one, checked, settings)}"
        for one in found
    ]
    sizes = [len(one.candidates) for one in found]
    several = sum(size > 1 for size in sizes)
    counts = {"found": sizes.count(1), "several": several, "none": sizes.count(0)}
    return "\n".join([*lines, told(settings, "cite-counts", **counts)])


def _meant(one: Recognised, checked: Checked, settings: Settings) -> str:
    if not one.candidates:
        return told(settings, "cite-none")
    if len(one.candidates) > 1:
        return told(settings, "cite-several", ids=", ".join(one.candidates))
    document = checked.library.documents[one.candidates[0]]
    return f"{document.id} {_address(document, settings.site_url or '')}"


def _as_json(found: list[Recognised], corpus: Corpus) -> str:
    rows = [
        {
            "line": one.line,
            "column": one.column,
            "text": one.text,
            "number": one.mention.number,
            "kind": one.mention.kind,
            "day": "-".join(f"{part:02}" for part in one.mention.day) or None,
            "candidates": [_candidate(corpus, identity) for identity in one.candidates],
        }
        for one in found
    ]
    return json.dumps({"citations": rows}, ensure_ascii=False, indent=2)


def _candidate(corpus: Corpus, identity: str) -> dict[str, str]:
    document = corpus.library.documents[identity]
    return {
        "id": identity,
        "address": _address(document, corpus.site.url or ""),
        "citation": citation(corpus, document.id).first_mention,
    }


def _address(document: Document, site: str) -> str:
    return site.rstrip("/") + address(record_page(document))
