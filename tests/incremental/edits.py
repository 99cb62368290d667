"""Edits of records and of pages by hand, each a function of the ground and of a seeded source of
choices. An edit may make an error that `check` finds; then nothing must be built."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

from generator.records.vocabulary import Confidence, RelationType
from tests.incremental.ground import Ground

Edit: TypeAlias = Callable[[Ground, Random], None]

SYMBOLS = {
    "NQ": "nghị quyết",
    "CT": "chỉ thị",
    "KL": "kết luận",
    "KH": "kế hoạch",
    "TB": "thông báo",
}
WORDS = ("dân vận", "đối thoại", "cơ sở", "QCDC", "hộ dân", "nhân dân", "đồng thuận", "UBND xã")
TEXT = """Ban C quyết định.

Điều 1. Phạm vi
Áp dụng cho {word} {number}.

Điều 2. Nguyên tắc
1. Nghe dân nói về {word}:
a) Ở xã;
b) Ở thôn.
2. Theo khoản 1 Điều này.

Điều 3. Thực hiện
Các cơ quan thực hiện.
"""


class NothingToEdit(Exception):  # noqa: N818
    """No record is like those that the edit is about."""


def words(chosen: Random) -> str:
    return f"{chosen.choice(WORDS)} {chosen.randrange(1000)}"


def one(ground: Ground, chosen: Random, folder: str, *having: str) -> str:
    """A record of the folder that has these keys."""
    names = ground.inputs.names(folder)
    found = [name for name in names if set(having) <= ground.inputs.load(name).keys()]
    if not found:
        raise NothingToEdit
    return chosen.choice(found)


def identity(record: str) -> str:
    return record.partition("/")[2]


def day(chosen: Random, years: range) -> str:
    return f"{chosen.choice(years)}-{chosen.randrange(1, 13):02}-{chosen.randrange(1, 29):02}"


def _rewrite(folder: str, key: str) -> Edit:
    """Add words to a text of a record, or put others in its place."""

    def edit(ground: Ground, chosen: Random) -> None:
        record = one(ground, chosen, folder, key)
        old = ground.inputs.load(record)[key]
        new = words(chosen).capitalize()
        changed = chosen.choice([f"{old} {new}.", f"{new}."])
        ground.inputs.change(record, **{key: changed})

    return edit


def number(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban", "number")
    old = ground.inputs.load(record)["number"]
    rest = old.lstrip("0123456789")
    ground.inputs.change(record, number=f"{chosen.randrange(10, 99)}{rest}")


def kind(ground: Ground, chosen: Random) -> None:
    """With the symbol in the number, which must agree."""
    record = one(ground, chosen, "van-ban", "number")
    old = ground.inputs.load(record)["number"]
    symbol = next(s for s in SYMBOLS if f"{s}/" in old or f"/{s}-" in old)
    new = chosen.choice([s for s in SYMBOLS if s != symbol])
    ground.inputs.change(record, number=old.replace(symbol, new, 1), kind=SYMBOLS[new])


def body(ground: Ground, chosen: Random) -> None:
    """With its code in the number, which must agree."""
    record = one(ground, chosen, "van-ban", "number")
    old = ground.inputs.load(record)
    issuer = one(ground, chosen, "co-quan", "codes")
    code = ground.inputs.load(issuer)["codes"][0]
    numbered = old["number"][: max(old["number"].rfind("/"), old["number"].rfind("-")) + 1] + code
    if len(old["issued_by"]) > 1:
        numbered = old["number"]
    bodies = dict.fromkeys([identity(issuer), *old["issued_by"][1:]])
    ground.inputs.change(record, number=numbered, issued_by=list(bodies))


def issued_on(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban", "issued_on")
    year = int(ground.inputs.load(record)["issued_on"][:4])
    new = day(chosen, range(year, year + 2))
    ground.inputs.change(record, issued_on=new[: chosen.choice([4, 7, 10])])


def in_force(ground: Ground, chosen: Random) -> None:
    """The days on which a document begins and ceases to hold."""
    record = one(ground, chosen, "van-ban", "issued_on")
    year = int(ground.inputs.load(record)["issued_on"][:4])
    if chosen.random() < 0.5:
        ground.inputs.change(record, effective_on=day(chosen, range(year + 1, year + 2)))
    else:
        ground.inputs.change(record, expires_on=day(chosen, range(year + 2, 2035)))


def topic(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, chosen.choice(["van-ban", "mo-hinh", "tap-huan"]))
    there = ground.inputs.load(record).get("topics", [])
    new = identity(one(ground, chosen, "chu-de"))
    kept = [t for t in there if t != new] if new in there else [*there, new]
    ground.inputs.change(record, topics=kept or None)


def relation(ground: Ground, chosen: Random) -> None:
    """One more. It may close a circle or act before its time, which is an error."""
    record, to = one(ground, chosen, "van-ban"), one(ground, chosen, "van-ban")
    if record == to:
        return relation(ground, chosen)
    new: dict[str, Any] = {"type": chosen.choice([str(t.value) for t in RelationType])}
    new["to"] = identity(to)
    if chosen.random() < 0.3:
        new["scope"] = f"Điều {chosen.randrange(1, 9)}"
    if chosen.random() < 0.3:
        new["confidence"] = "unconfirmed"
    there = ground.inputs.load(record).get("relations", [])
    return ground.inputs.change(record, relations=[*there, new])


def relation_changed(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban", "relations")
    there = ground.inputs.load(record)["relations"]
    new = {**there[-1], "note": words(chosen), "scope": f"khoản {chosen.randrange(1, 9)} Điều 1"}
    if chosen.random() < 0.5:
        new.pop("scope")
        new["on"] = day(chosen, range(2027, 2030))
    ground.inputs.change(record, relations=[*there[:-1], new])


def relation_removed(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban", "relations")
    there = ground.inputs.load(record)["relations"]
    ground.inputs.change(record, relations=there[1:] or None)


def confidence(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, chosen.choice(["van-ban", "mo-hinh", "phong-trao"]))
    old = ground.inputs.load(record)["confidence"]
    new = chosen.choice([str(c.value) for c in Confidence if c.value != old])
    ground.inputs.change(record, confidence=new)


def unconfirmed(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban", "issued_on", "number")
    keys = chosen.sample(["number", "kind", "issued_by", "issued_on", "title"], 2)
    ground.inputs.change(record, unconfirmed=keys)


def key_points(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban")
    points = [words(chosen) for _ in range(chosen.randrange(4))]
    ground.inputs.change(record, key_points=points or None)


def source(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban")
    new = {"title": f"Báo {words(chosen)}", "published_on": "2024-02"}
    ground.inputs.change(record, sources=[*ground.inputs.load(record)["sources"], new])


def text_changed(ground: Ground, chosen: Random) -> None:
    file = ground.inputs.load(one(ground, chosen, "van-ban", "text"))["text"]
    path = ground.inputs.records / "van-ban" / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n{words(chosen)}.\n", encoding="utf-8")


def text_added(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "van-ban")
    if "text" in ground.inputs.load(record):
        raise NothingToEdit
    text = TEXT.format(word=chosen.choice(WORDS), number=chosen.randrange(1000))
    ground.inputs.place(record).with_suffix(".txt").write_text(text, encoding="utf-8")
    ground.inputs.change(record, text=f"{identity(record)}.txt")


def text_removed(ground: Ground, chosen: Random) -> None:
    """Articles of it may be referred to, which is an error."""
    record = one(ground, chosen, "van-ban", "text")
    (ground.inputs.records / "van-ban" / ground.inputs.load(record)["text"]).unlink()
    ground.inputs.change(record, text=None, text_complete=None, text_source=None)


def record_added(ground: Ground, chosen: Random) -> None:
    like = ground.inputs.load(one(ground, chosen, "van-ban", "number"))
    added = f"van-ban-{chosen.randrange(100_000)}"
    numbered = f"{chosen.randrange(100, 999)}{like['number'].lstrip('0123456789')}"
    keys = ("kind", "issued_by", "issued_on", "topics", "locality", "confidence", "sources")
    kept = {key: like[key] for key in keys if key in like}
    new = {"id": added, "number": numbered, "title": words(chosen), "summary": words(chosen)}
    ground.inputs.save(f"van-ban/{added}", {**new, **kept})


def record_deleted(ground: Ground, chosen: Random) -> None:
    """With all that refers to it; a published one leaves a tombstone."""
    record = one(ground, chosen, "van-ban")
    old = ground.inputs.load(record)
    ground.inputs.place(record).unlink()
    if "text" in old:
        (ground.inputs.records / "van-ban" / old["text"]).unlink()
    ground.inputs.point(old["id"], None)
    tombstone = {"id": old["id"], "type": "van-ban", "title": old["title"], "reason": "Ghi nhầm."}
    more = {"aliases": old["aliases"]} if "aliases" in old else {}
    ground.inputs.save(f"da-rut/{old['id']}", {**tombstone, **more, "withdrawn_on": "2024-05-06"})


def record_renamed(ground: Ground, chosen: Random) -> None:
    """The old id stays as an alias."""
    record = one(ground, chosen, chosen.choice(["van-ban", "mo-hinh", "co-quan", "chu-de"]))
    folder, _, old = record.partition("/")
    new = f"{old}-{chosen.randrange(1000)}"
    keys = ground.inputs.load(record)
    ground.inputs.place(record).unlink()
    aliases = [*keys.get("aliases", []), old]
    ground.inputs.save(f"{folder}/{new}", {**keys, "id": new, "aliases": aliases})
    ground.inputs.point(old, new)


def alias_removed(ground: Ground, chosen: Random) -> None:
    """Where its address has been published, that is an error."""
    ground.inputs.change(one(ground, chosen, "van-ban", "aliases"), aliases=None)


def predecessors(ground: Ground, chosen: Random) -> None:
    """Who follows a body or a place, which both pages tell."""
    folder = chosen.choice(["co-quan", "dia-phuong"])
    record = one(ground, chosen, folder, "existed_to")
    there = ground.inputs.load(record).get("successors")
    others = [identity(n) for n in ground.inputs.names(folder) if n != record]
    new = None if there and chosen.random() < 0.4 else [chosen.choice(others)]
    ground.inputs.change(record, successors=new)


def topic_added(ground: Ground, chosen: Random) -> None:
    """And given to a document, or to none."""
    new = f"chu-de-{chosen.randrange(10_000)}"
    parent = identity(one(ground, chosen, "chu-de"))
    ground.inputs.save(f"chu-de/{new}", {"id": new, "name": words(chosen), "parent": parent})
    if chosen.random() < 0.7:
        ground.inputs.change(one(ground, chosen, "van-ban"), topics=[new])


def parent(ground: Ground, chosen: Random) -> None:
    """Who stands above a body, a place or a subject; itself, at worst."""
    folder = chosen.choice(["co-quan", "dia-phuong", "chu-de"])
    above = identity(one(ground, chosen, folder))
    new = None if chosen.random() < 0.3 else above
    ground.inputs.change(one(ground, chosen, folder), parent=new)


def model_added(ground: Ground, chosen: Random) -> None:
    like = one(ground, chosen, "mo-hinh")
    new = f"mo-hinh-{chosen.randrange(10_000)}"
    keys = {**ground.inputs.load(like), "id": new, "title": words(chosen)}
    keys.pop("aliases", None)
    ground.inputs.save(f"mo-hinh/{new}", {**keys, "replicates": identity(like)})


def model(ground: Ground, chosen: Random) -> None:
    fields = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh")
    record = one(ground, chosen, "mo-hinh")
    carried = identity(one(ground, chosen, "van-ban"))
    place = identity(one(ground, chosen, "dia-phuong"))
    changed: dict[str, Any] = chosen.choice([
        {"field": chosen.choice(fields)},
        {"year": str(chosen.randrange(2010, 2024))},
        {"carries_out": [carried]},
        {"locality": place},
        {"results": words(chosen)},
    ])  # fmt: skip
    ground.inputs.change(record, **changed)


def figure(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "phong-trao")
    parts = {"kinh tế": chosen.randrange(9), "quốc phòng - an ninh": chosen.randrange(9)}
    total = sum(parts.values())
    by_field = {key: str(value) for key, value in parts.items()}
    both = {"collective": "0", "individual": str(total)}
    year = str(chosen.randrange(2015, 2024))
    ground.inputs.change(record, total=str(total), by_field=by_field, by_category=both, year=year)


def session(ground: Ground, chosen: Random) -> None:
    record = one(ground, chosen, "tap-huan")
    outline = ground.inputs.load(record)["outline"]
    ref = identity(one(ground, chosen, chosen.choice(["van-ban", "mo-hinh"])))
    changed = chosen.choice(outline)
    changed["items"] = [*changed.get("items", []), {"point": words(chosen), "ref": ref}]
    ground.inputs.change(record, outline=outline)


def abbreviations(ground: Ground, chosen: Random) -> None:
    there = ground.inputs.load("viet-tat")
    shortest = chosen.choice(sorted(there))
    changed = chosen.choice([
        {**there, shortest: words(chosen)},
        {**there, chosen.choice(["HĐND", "MTTQ", "Ban C"]): words(chosen)},
        {key: value for key, value in there.items() if key != shortest},
    ])  # fmt: skip
    ground.inputs.save("viet-tat", changed)


def comment(ground: Ground, chosen: Random) -> None:
    """Other bytes, the same record."""
    path = ground.inputs.place(one(ground, chosen, "van-ban"))
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# {words(chosen)}\n{text}\n", encoding="utf-8")


def hand_page(ground: Ground, chosen: Random) -> None:
    """A new one, which links to generated pages."""
    to = one(ground, chosen, "van-ban")
    text = f"# {words(chosen)}\n\nXem [văn bản]({to}.md), [trang khác](gioi-thieu.md#muc).\n"
    page = ground.inputs.docs / f"tay-{chosen.randrange(100)}.md"
    page.write_text(text, encoding="utf-8")


def hand_page_edited(ground: Ground, chosen: Random) -> None:
    """Its heading is known to search, its anchor to links."""
    page = ground.inputs.docs / "gioi-thieu.md"
    text = f"# Giới thiệu {words(chosen)}\n\n## Mục {{ #muc }}\n\n{words(chosen)}\n"
    page.write_text(text, encoding="utf-8")


def hand_page_removed(ground: Ground, chosen: Random) -> None:
    there = sorted(ground.inputs.docs.glob("tay-*.md"))
    if not there:
        raise NothingToEdit
    chosen.choice(there).unlink()


def hand_file(ground: Ground, chosen: Random) -> None:
    """What is no page is copied into the site."""
    place = ground.inputs.docs / "tep" / f"bang-{chosen.randrange(3)}.csv"
    place.parent.mkdir(exist_ok=True)
    if place.exists() and chosen.random() < 0.5:
        place.unlink()
    else:
        place.write_text(f"a,{words(chosen)}\n", encoding="utf-8")


EDITS: tuple[tuple[str, Edit], ...] = (
    *((f"{folder} {key}", _rewrite(folder, key)) for folder, key in (
        ("van-ban", "summary"), ("van-ban", "title"), ("mo-hinh", "title"), ("mo-hinh", "summary"),
        ("co-quan", "name"), ("chu-de", "name"), ("dia-phuong", "name"), ("tap-huan", "title"),
        ("da-rut", "reason"),
    )),
    *((edit.__name__, edit) for edit in (
        number, kind, body, issued_on, in_force, topic, relation, relation_changed,
        relation_removed, confidence, unconfirmed, key_points, source, text_changed, text_added,
        text_removed, record_added, record_deleted, record_renamed, alias_removed, predecessors,
        topic_added, parent, model_added, model, figure, session, abbreviations, comment, hand_page,
        hand_page_edited, hand_page_removed, hand_file,
    )),
)  # fmt: skip
"""Name → edit."""
