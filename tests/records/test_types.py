from __future__ import annotations

import pytest
from pydantic import ValidationError

from generator.records import vocabulary
from generator.records.types import RECORD_TYPES, Document, Record, Topic
from generator.records.vocabulary import Kind, RelationType


def test_records_do_not_change() -> None:
    topic = Topic(id="x", name="A")
    with pytest.raises(ValidationError):
        topic.name = "B"  # type: ignore[misc]
    assert topic.name == "A"


def test_every_type_has_a_folder_and_a_label_of_its_own() -> None:
    assert len({kind.folder for kind in RECORD_TYPES}) == len(RECORD_TYPES)
    assert len({kind.label for kind in RECORD_TYPES}) == len(RECORD_TYPES)
    assert set(RECORD_TYPES) == set(Record.__subclasses__())


@pytest.mark.parametrize("length", [1, 100])
def test_ids_up_to_100_letters(length: int) -> None:
    assert len(Topic(id="a" * length, name="A").id) == length


@pytest.mark.parametrize("url", ["http://a.vn", "https://a.vn/ă?b=c#d", "HTTPS://A.VN"])
def test_addresses(url: str) -> None:
    topic = Topic.model_validate({"id": "x", "name": "A", "sources": ({"title": "A", "url": url},)})
    assert topic.sources[0].url == url


def test_one_symbol_may_stand_for_two_kinds() -> None:
    assert [kind for kind in Kind if "QĐ" in kind.symbols] == [Kind.DECISION, Kind.REGULATION]


@pytest.mark.parametrize("kind", Kind)
def test_kinds_have_addresses_of_their_own(kind: Kind) -> None:
    assert [other for other in Kind if other.slug == kind.slug] == [kind]


@pytest.mark.parametrize("relation", RelationType)
def test_relations_have_labels_both_ways(relation: RelationType) -> None:
    assert relation.label
    assert relation.inverse_label
    assert (relation.label == relation.inverse_label) == (relation is RelationType.RELATED)


@pytest.mark.parametrize(
    "words",
    [
        vocabulary.Confidence, vocabulary.Branch, vocabulary.Level, vocabulary.Field,
        vocabulary.Category, vocabulary.ModelState, vocabulary.Kind,
    ],
)  # fmt: skip
def test_labels_are_of_one_value_each(words: type[vocabulary.Kind]) -> None:
    assert len({word.label for word in words}) == len(words)
    assert all(word.label[0].isupper() for word in words)


def test_a_draft_has_no_day_of_issue() -> None:
    draft = Document.model_validate(
        {
            "id": "x",
            "kind": "quy chế",
            "issued_by": ("a",),
            "draft": "true",
            "title": "A",
            "summary": "B",
            "confidence": "unconfirmed",
        }
    )
    assert draft.draft is True
    assert draft.issued_on is None
