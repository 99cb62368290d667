"""Make a whole knowledge base of N documents: ``python -m benchmarks.records N DIR --seed 1``.

The same seed and N give the same bytes, and the records of a smaller N are among those of a larger
one: nothing looks at N but the end of the loop. What is made passes ``check`` without a finding.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks import provisions, words
from benchmarks.bodies import END, Body, Place, named_by, roster
from benchmarks.issues import ISSUES, Issue, assembly_term, party_term
from benchmarks.text import Value, ascii_id, capital, sentence, yaml

ROOT = Path(__file__).parent.parent
MOST_PER_BODY = 400
DOCUMENTS_PER_MODEL = 20
DOCUMENTS_PER_FIGURE = 40
AS_OF = "2026-06-30"
"""Day to derive force for: after the last document, and the same in every run."""

_SAME_BODY = (
    *["replaces"] * 6, *["amends"] * 5, *["continues"] * 4, *["repeals"] * 2, "corrects",
    "suspends", "consolidates", "concludes_review", "reviews",
)  # fmt: skip
_OTHER_BODY = (
    *["implements"] * 8, *["based_on"] * 5, *["concretises"] * 3, *["guides"] * 2, *["cites"] * 3,
    *["related"] * 2, "details", "reviews", "concludes_review", "promulgates",
)  # fmt: skip
_HAND_PAGE_OF_OURS = "generator: sotay"


@dataclass(frozen=True, slots=True)
class Document:
    """What later records want to know of an earlier one."""

    id: str
    name: str
    body: Body
    kind: str
    day: dt.date
    subject: str


def _vietnamese(day: dt.date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


class World:
    """The documents made so far and the bodies in use; grows by one document at a time."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"{seed}/documents")
        self.roster = roster(seed)
        self.bodies: list[Body] = []
        self.documents: list[Document] = []
        self.issued: dict[str, list[Document]] = defaultdict(list)
        self.numbers: set[tuple[str, str]] = set()
        self.undated: set[str] = set()
        self.cited: list[Document] = []

    def document(self) -> tuple[Document, dict[str, Value]]:
        """Make the next document; return it and its record."""
        rng, body = self.rng, self._issuer()
        issue = rng.choices(ISSUES[body.profile], [i.weight for i in ISSUES[body.profile]])[0]
        span = (body.last_day - body.first_day).days
        day = body.first_day + dt.timedelta(days=int(span * rng.random() ** 0.6))
        topic, _, subjects = rng.choice(words.TOPICS)
        subject = rng.choice(subjects)
        number = self._number(body, issue, day)
        name = f"{capital(issue.kind)} số {number}"
        place = f"-{body.place.id}" if body.place else ""
        identity = f"{ascii_id(number)}{place}-{day.year}"
        document = Document(identity, name, body, issue.kind, day, subject)
        relations = list(self._relations(document))
        record = self._record(document, number, topic, relations)
        self.documents.append(document)
        self.issued[body.id].append(document)
        return document, record

    def _issuer(self) -> Body:
        """Busy bodies get busier, up to a bound; ever fewer documents bring a new body."""
        made = len(self.documents)
        if not made or self.rng.random() < 0.05 + 0.5 / (1 + made / 20):
            self.bodies.append(next(self.roster))
            return self.bodies[-1]
        body = self.rng.choice(self.documents).body
        while len(self.issued[body.id]) >= MOST_PER_BODY:
            body = self.rng.choice(self.bodies)
        return body

    def _number(self, body: Body, issue: Issue, day: dt.date) -> str:
        """Numbers go up over the year; each is given once in a place and year, whatever the kind,
        so that ids differ too."""
        ordinal = 1 + int(day.timetuple().tm_yday / 366 * issue.yearly * self.rng.uniform(0.8, 1))
        place = body.place.id if body.place else ""
        while True:
            number = issue.form.format(
                n=f"{ordinal:02}", code=body.code, year=day.year, term=assembly_term(day)
            )
            key = (ascii_id(number), f"{place}/{day.year}")
            if key not in self.numbers:
                self.numbers.add(key)
                return number
            ordinal += 1

    def _relations(self, document: Document) -> Iterator[tuple[str, Document]]:
        """Only to documents made before, not younger than this one: so there are no circles."""
        told = {document.id}
        for _ in range(self.rng.choices((0, 1, 2, 3, 5), (30, 30, 22, 12, 6))[0]):
            other = self._older(document)
            if other is None or other.id in told:
                continue
            told.add(other.id)
            self.cited.append(other)
            same = other.body == document.body and other.kind == document.kind
            yield self.rng.choice(_SAME_BODY if same else _OTHER_BODY), other

    def _older(self, document: Document) -> Document | None:
        """Of the same body, of those much cited, or any."""
        pools = (self.issued[document.body.id], self.cited, self.documents)
        for _ in range(8):
            pool = self.rng.choices(pools, (3, 4, 2))[0]
            if pool and (other := self.rng.choice(pool)).day <= document.day:
                return other
        return None

    def _record(
        self, document: Document, number: str, topic: str, relations: list[tuple[str, Document]]
    ) -> dict[str, Value]:
        rng, body, day = self.rng, document.body, document.day
        others = rng.sample(words.TOPICS, rng.choices((0, 1, 2), (5, 3, 2))[0])
        topics = dict.fromkeys([topic, *(name for name, _, _ in others)])
        central_party = body.branch == "party" and body.place is None
        return {
            "id": document.id,
            "kind": document.kind,
            "number": number,
            "number_printed": [number.replace("-", "- ", 1)] if rng.random() < 0.05 else [],
            "issued_by": [body.id],
            "term": party_term(day) if central_party else None,
            **self._dates(document, f"{number} {body.id}"),
            "title": self._title(document, relations),
            "topics": [ascii_id(name) for name in topics],
            "locality": body.place.id if body.place else None,
            "summary": self._summary(document),
            "key_points": [
                self.sentence(words.KEY_POINTS, document)
                for _ in range(rng.choices((0, 2, 3, 5), (3, 3, 3, 1))[0])
            ],
            "relations": [self._relation(document, *relation) for relation in relations],
            "confidence": rng.choices(("confirmed", "single-source", "unconfirmed"), (6, 3, 1))[0],
            "note": self.sentence(words.SENTENCES, document) if rng.random() < 0.1 else None,
            "sources": [self.source(document) for _ in range(rng.choices((1, 2, 3), (5, 3, 1))[0])],
        }

    def _dates(self, document: Document, identity: str) -> dict[str, Value]:
        """Now and then only the month or year is known, or nothing; but two documents of one body
        and number have days to be told apart by."""
        rng, day = self.rng, document.day
        written = rng.choices((str(day), str(day)[:7], str(day)[:4], None), (92, 3, 3, 2))[0]
        if written is None and identity in self.undated:
            written = str(day)
        elif written is None:
            self.undated.add(identity)
        dates: dict[str, Value] = {"issued_on": written}
        if written == str(day) and rng.random() < 0.4:
            dates["effective_on"] = str(day + dt.timedelta(days=rng.choice((0, 0, 15, 45, 60))))
        if rng.random() < 0.06:
            dates["expires_on"] = str(day + dt.timedelta(days=rng.randint(400, 4000)))
        if rng.random() < 0.1:
            dates["in_force_confirmed"] = {"on": "2026-05", "source": self.source(document)}
        return dates

    def _title(self, document: Document, relations: list[tuple[str, Document]]) -> str:
        rng = self.rng
        forms = words.TITLES.get(document.kind, words.TITLES_OF_OTHER_KINDS)
        if relations:
            other = relations[0][1]
            of = f"{other.name} ngày {_vietnamese(other.day)} của {other.body.name}"
        else:
            of = f"chủ trương về {document.subject}"
        period = rng.choice([p for p in words.PERIODS if p not in document.subject])
        return capital(rng.choice(forms).format(of=of, subject=document.subject, period=period))

    def _summary(self, document: Document) -> str:
        issued = f"{document.body.name} ban hành ngày {_vietnamese(document.day)}"
        first = f"{document.name} do {issued} về {document.subject}."
        rest = (self.sentence(words.SENTENCES, document) for _ in range(self.rng.randint(1, 5)))
        return " ".join([first, *rest])

    def sentence(self, forms: tuple[str, ...], document: Document) -> str:
        return sentence(self.rng, forms, document.subject, document.day.year)

    def _relation(self, document: Document, kind: str, other: Document) -> dict[str, Value]:
        rng = self.rng
        relation: dict[str, Value] = {"type": kind, "to": other.id}
        if kind in ("amends", "repeals", "cites") and rng.random() < 0.6:
            relation["scope"] = f"Điều {rng.randint(1, 9)}, Điều {rng.randint(10, 40)}"
        if rng.random() < 0.15:
            relation["note"] = f"Theo phần căn cứ của {document.name}."
        if rng.random() < 0.2:
            relation["source"] = self.source(document)
        if rng.random() < 0.1:
            relation["confidence"] = rng.choice(("single-source", "unconfirmed"))
        return relation

    def source(self, document: Document) -> dict[str, Value]:
        rng = self.rng
        publisher, site = rng.choice(words.PUBLISHERS)
        title = rng.choice(words.SOURCE_TITLES).format(
            document=document.name, subject=document.subject, years=rng.randint(2, 15)
        )
        published = min(document.day + dt.timedelta(days=rng.randint(0, 900)), END)
        return {
            "title": title,
            "publisher": publisher,
            "published_on": str(published) if rng.random() < 0.7 else None,
            "url": f"https://{site}/{ascii_id(title)}-{rng.randint(10**5, 10**6)}.html",
        }

    def model(self, number: int) -> dict[str, Value]:
        """A model that carries out one of the documents made so far."""
        rng, document = self.rng, self.rng.choice(self.documents)
        field, titles = rng.choice(tuple(words.MODELS.items()))
        title, body = rng.choice(titles), document.body
        return {
            "id": f"{ascii_id(title)}-{number:05}",
            "title": title,
            "unit": f"{capital(rng.choice(words.AUDIENCES))}, {body.name}",
            "locality": body.place.id if body.place else None,
            "field": field,
            "year": str(rng.randint(document.day.year, 2026)),
            "category": rng.choice(("collective", "individual")),
            "state": rng.choice(("registered", "recognised")),
            "summary": f"Mô hình “{title}” gắn với {document.name}. "
            + self.sentence(words.SENTENCES, document),
            "approach": self.sentence(words.SENTENCES, document),
            "results": f"Đã có {rng.randint(5, 900)} {rng.choice(words.RESULTS)}.",
            "topics": ["phong-trao-thi-dua-dan-van-kheo"],
            "carries_out": [document.id],
            "confidence": "single-source",
            "sources": [{"title": f"{title} ở {body.name}", "publisher": "Tạp chí Dân vận"}],
        }

    def figure(self, number: int) -> dict[str, Value]:
        rng, body = self.rng, self.rng.choice(self.bodies)
        year = str(rng.randint(2010, 2026))
        counts = {field: rng.randint(3, 700) for field in words.MODELS}
        return {
            "id": f"phong-trao-{year}-{number:05}",
            "title": f"Mô hình “Dân vận khéo” do {body.name} tổng hợp năm {year}",
            "locality": body.place.id if body.place else None,
            "body": body.id,
            "year": year,
            "total": str(sum(counts.values())),
            "by_field": {field: str(count) for field, count in counts.items()},
            "confidence": "single-source",
            "sources": [{"title": f"Báo cáo của {body.name}", "publisher": "Tạp chí Dân vận"}],
        }


def files(documents: int, seed: int) -> Iterator[tuple[str, str]]:
    """(path below ``directives``, text) of a knowledge base with so many documents."""
    world = World(seed)
    for made in range(1, documents + 1):
        yield from _files_of_document(*world.document(), seed)
        if made % DOCUMENTS_PER_MODEL == 0:
            yield _file("mo-hinh", world.model(made // DOCUMENTS_PER_MODEL))
        if made % DOCUMENTS_PER_FIGURE == 0:
            yield _file("phong-trao", world.figure(made // DOCUMENTS_PER_FIGURE))
    bodies = _with_named(world.bodies)
    yield from (_file("co-quan", body.record()) for body in bodies.values())
    places = (place for body in bodies.values() if body.place for place in _around(body.place))
    found = {place.id: place for place in places}
    yield from (_file("dia-phuong", place.record()) for place in found.values())
    for name, parent, _ in words.TOPICS:
        topic: dict[str, Value] = {
            "id": ascii_id(name),
            "name": name,
            "parent": _parent_id(parent),
            "synonyms": list(words.SYNONYMS.get(name, ())),
        }
        yield _file("chu-de", topic)


def _file(folder: str, record: dict[str, Value]) -> tuple[str, str]:
    return f"{folder}/{record['id']}.yaml", yaml(record)


def _files_of_document(
    document: Document, record: dict[str, Value], seed: int
) -> Iterator[tuple[str, str]]:
    """The record, and where the document has one its full text."""
    rng = Random(f"{seed}/text of {document.id}")
    if articles := provisions.articles(rng, document.kind):
        record["text"] = f"{document.id}.txt"
        text = provisions.full_text(rng, articles, document.subject, document.day.year)
        yield f"van-ban/{document.id}.txt", text
    yield _file("van-ban", record)


def _parent_id(parent: str | None) -> str | None:
    return ascii_id(parent) if parent else None


def _with_named(bodies: list[Body]) -> dict[str, Body]:
    """Bodies by id, with parents and successors, and theirs, that have issued nothing."""
    found = {body.id: body for body in bodies}
    pending = list(bodies)
    while pending:
        for other in named_by(pending.pop()):
            if other.id not in found:
                found[other.id] = other
                pending.append(other)
    return found


def _around(place: Place) -> Iterator[Place]:
    yield place
    for other in (place.parent, place.successor):
        if other:
            yield from _around(other)


def make(documents: int, folder: Path, seed: int = 1) -> int:
    """Write the knowledge base into a new or empty ``folder``; return the number of records."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    (folder / "directives").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(configuration(), encoding="utf-8")
    shutil.copyfile(ROOT / "directives/viet-tat.yaml", folder / "directives/viet-tat.yaml")
    hand_pages(folder)
    made = 0
    for name, text in files(documents, seed):
        path = folder / "directives" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        made += path.suffix == ".yaml"
    return made


def configuration() -> str:
    """That of the project, without the path of the theme: the build brings it along."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return re.sub(r"^ *custom_dir:.*\n", "", text, flags=re.MULTILINE)


def hand_pages(folder: Path) -> None:
    """Copy the pages that people wrote; generated ones lie beside them."""
    (folder / "docs").mkdir(exist_ok=True)
    for page in sorted((ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if _HAND_PAGE_OF_OURS not in text.split("\n---", 1)[0]:
            (folder / "docs" / page.name).write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.records", description=__doc__)
    parser.add_argument("documents", metavar="N", type=int, help="number of documents")
    parser.add_argument("folder", metavar="DIR", type=Path, help="new or empty folder")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    try:
        made = make(given.documents, given.folder, given.seed)
    except FileExistsError:
        sys.exit(f"{given.folder} is not empty")
    print(f"{made} records in {given.folder}")


if __name__ == "__main__":
    main()
