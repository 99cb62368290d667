"""What people type, kind by kind: a maker gives a text and the ids of the records that answer it.

A label is computed from the records, not from any index: every record that satisfies the query as
well as the one it was made from counts. `benchmarks.search.asked` has more makers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from random import Random

from benchmarks.search.vietnamese import (
    folded,
    half_marked,
    mistyped,
    new_placement,
    plain,
    telex,
    tokens,
)
from benchmarks.search.world import Found, World, number_key

RARE = 10
"""A phrase that more records have is too easy to find one of."""

Made = tuple[str, Iterable[str]]
"""Text and ids; no ids where it came to nothing."""

Maker = Callable[[World, Random], Made]
NOTHING: Made = ("", ())


def ids_of(found: Iterable[Found]) -> list[str]:
    return [one.id for one in found]


def title_of_one(world: World, rng: Random) -> str:
    return rng.choice(world.documents).record.title


def words_of(title: str, rng: Random, least: int = 4, most: int = 8) -> str:
    """Neighbouring words of a title, without the marks around them."""
    words = [word for word in re.sub(r"[“”,.;:()]|- ", "", title).split() if word]
    size = min(len(words), rng.randint(least, most))
    start = rng.randint(0, len(words) - size)
    return " ".join(words[start : start + size])


def either(text: str, rng: Random) -> str:
    """With marks or, as often, without them and in lower case."""
    return text if rng.random() < 0.5 else plain(text).lower()


def full_title(world: World, rng: Random) -> Made:
    title = title_of_one(world, rng)
    return title, world.titled(title)


def title_without_marks(world: World, rng: Random) -> Made:
    title = title_of_one(world, rng)
    return plain(title).lower(), world.titled(title)


def title_half_marked(world: World, rng: Random) -> Made:
    title = title_of_one(world, rng)
    return half_marked(title, rng), world.titled(title)


def tone_placement(world: World, rng: Random) -> Made:
    found = rng.choice(world.documents)
    text = f"{found.record.title} {found.body}"
    right = [one for one in world.issued(body=found.body) if one.title == found.title]
    return (new_placement(text), ids_of(right)) if new_placement(text) != text else NOTHING


def decomposed(world: World, rng: Random) -> Made:
    title = title_of_one(world, rng)
    return unicodedata.normalize("NFD", rng.choice((title, title.upper()))), world.titled(title)


def d_for_đ(world: World, rng: Random) -> Made:  # noqa: PLC2401
    title = title_of_one(world, rng)
    text = title.replace("đ", "d").replace("Đ", "D")
    return (text, world.titled(title)) if text != title else NOTHING


def pinned(found: Found, same: list[Found], rng: Random) -> tuple[str, list[str]]:
    """Body and year as far as they are needed, and what they leave of ``same``."""
    pins = ""
    if len(same) > 1:
        same = [one for one in same if one.body_key == found.body_key]
        pins = f" {either(found.body, rng)}"
    if len(same) > 1 and found.year:
        same = [one for one in same if one.year == found.year]
        pins += rng.choice((" ", " năm ")) + found.year
    return pins, ids_of(same)


def full_number(world: World, rng: Random) -> Made:
    found = rng.choice(world.numbered)
    number = found.record.number or ""
    pins, right = pinned(found, world.by_number[number_key(number)], rng)
    return number + pins, right


def number_respelt(world: World, rng: Random) -> Made:
    found = rng.choice(world.numbered)
    number = found.record.number or ""
    pins, right = pinned(found, world.by_number[number_key(number)], rng)
    parts = re.match(r"(\d+)(.*)", number)
    if parts is None:
        return NOTHING
    ordinal, rest = parts.groups()
    spellings = (
        re.sub(r"[-/]", " ", plain(number).lower()),
        plain(number).lower(),
        re.sub(r"([-/])", r" \1 ", number),
        f"{int(ordinal):03}{rest}",
        f"{int(ordinal)}{rest}",
        number.replace("-", "–"),
        f"{found.record.kind.value} số {number}",
        f"số {number.lower()}",
        re.sub(r"^(\d+)[-/](?=\D)", r"\1", number),
        re.sub(r"[-/]", "", number) if not re.search(r"/\d{4}/", number) else number.upper(),
    )
    return rng.choice(spellings) + pins, right


def kind_and_ordinal(world: World, rng: Random) -> Made:
    found = rng.choice(world.numbered)
    ordinal, kind = found.ordinal, found.record.kind.value
    if not ordinal.isdigit():
        return NOTHING
    same = [one for one in world.by_ordinal[ordinal] if one.record.kind.value == kind]
    pins, right = pinned(found, same, rng)
    text = rng.choice((f"{kind} số {ordinal}", f"{kind} {ordinal}", f"{plain(kind)} {ordinal}"))
    return text + pins, right


def symbol_and_ordinal(world: World, rng: Random) -> Made:
    """``nq25``, ``nq 25``: with the symbol that stands in the number."""
    found = rng.choice(world.numbered)
    if not found.symbol or not found.ordinal.isdigit():
        return NOTHING
    same = [one for one in world.by_ordinal[found.ordinal] if one.symbol == found.symbol]
    pins, right = pinned(found, same, rng)
    return found.symbol + rng.choice(("", " ", " số ")) + found.ordinal + pins, right


def abbreviated(world: World, rng: Random) -> Made:
    """Names written out in the records, by their initials in the query."""
    found = rng.choice(world.documents)
    text = f"{found.record.title} {found.body}"
    short = text
    for name, letters in ABBREVIATIONS:
        short = re.sub(name, letters, short, flags=re.IGNORECASE)
    right = [one for one in world.issued(body=found.body) if one.title == found.title]
    return (either(short, rng), ids_of(right)) if short != text else NOTHING


ABBREVIATIONS = (
    ("Mặt trận Tổ quốc", "MTTQ"), ("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"),
    ("dân tộc thiểu số", "DTTS"), ("quy chế dân chủ", "QCDC"), ("thủ tục hành chính", "TTHC"),
    ("Ban Thường vụ", "BTV"), ("cải cách hành chính", "CCHC"), ("Ban Chấp hành", "BCH"),
    ("phòng, chống tham nhũng", "PCTN"), ("khiếu nại, tố cáo", "KNTC"),
)  # fmt: skip


def _either_title(world: World, meant: str, typed: str) -> Made:
    """What was meant, and what was typed where a mistake makes another title's words."""
    return typed, world.with_title(meant) | world.with_title(typed)


def typing_error(world: World, rng: Random) -> Made:
    part = words_of(title_of_one(world, rng), rng)
    if re.search(r"\d", part) or not re.search(r"[^\W\d_]{3}", part):
        return NOTHING
    return _either_title(world, part, mistyped(plain(part).lower(), rng))


def typing_error_marked(world: World, rng: Random) -> Made:
    part = words_of(title_of_one(world, rng), rng)
    if re.search(r"\d", part) or not re.search(r"[^\W\d_]{3}", part):
        return NOTHING
    return _either_title(world, part, mistyped(part, rng))


def telex_left_over(world: World, rng: Random) -> Made:
    """All words as keys, or two words of a query without marks."""
    part = words_of(title_of_one(world, rng), rng)
    words = part.split()
    if re.search(r"\d", part) or len(words) < 2:
        return NOTHING
    keyed = set(range(len(words)) if rng.random() < 0.5 else rng.sample(range(len(words)), 2))
    typed = [telex(w) if at in keyed else plain(w).lower() for at, w in enumerate(words)]
    return (" ".join(typed), world.with_title(part)) if typed != tokens(part) else NOTHING


def glued(world: World, rng: Random) -> Made:
    """Two or three words without the space between them."""
    part = words_of(title_of_one(world, rng), rng)
    if re.search(r"\d", part):
        return NOTHING
    words = either(part, rng).split()
    size = min(len(words), rng.choice((2, 2, 3)))
    at = rng.randint(0, len(words) - size)
    joined = [*words[:at], "".join(words[at : at + size]), *words[at + size :]]
    return " ".join(joined), world.with_title(part)


def body_and_year(world: World, rng: Random) -> Made:
    found = rng.choice(world.documents)
    kind = found.record.kind.value if rng.random() < 0.5 else None
    right = world.issued(kind, found.body, found.year)
    words = [kind or "", found.body, rng.choice(("", "năm")), found.year]
    return either(" ".join(word for word in words if word), rng), ids_of(right)


def kind_body_topic(world: World, rng: Random) -> Made:
    found = rng.choice(world.documents)
    if not found.record.topics:
        return NOTHING
    topic = world.library.topics[rng.choice(found.record.topics)]
    kind = found.record.kind.value
    having = world.on_topic(topic.id)
    right = [one for one in world.issued(kind, found.body) if one.id in having]
    return either(f"{kind} {found.body} {topic.name.lower()}", rng), ids_of(right)


def kind_place_words(world: World, rng: Random) -> Made:
    """A kind, words of the title, and where."""
    found = rng.choice(world.documents)
    part = words_of(found.record.title, rng, 3, 5)
    if not found.place or re.search(r"\d", part):
        return NOTHING
    kind, saying = found.record.kind.value, world.saying(part)
    same = [one for one in world.issued(kind) if one.place == found.place]
    right = [one for one in same if one.id in saying]
    return either(f"{kind} {part} {found.place}", rng), ids_of(right)


def kind_and_date(world: World, rng: Random) -> Made:
    found = rng.choice(world.documents)
    day = found.record.issued_on
    if day is None or day.day is None or day.month is None:
        return NOTHING
    spellings = (
        f"{day.day}/{day.month}/{day.year}", f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}-{day.month}-{day.year}", f"{day.day:02}.{day.month:02}.{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngay {day.day} thang {day.month} nam {day.year}",
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
    )  # fmt: skip
    kind = found.record.kind.value
    right = [one for one in world.issued(kind) if one.record.issued_on == day]
    return f"{either(kind, rng)} {rng.choice(spellings)}", ids_of(right)


def kind_body_month(world: World, rng: Random) -> Made:
    found = rng.choice(world.documents)
    day = found.record.issued_on
    if day is None or day.month is None:
        return NOTHING
    spelt = rng.choice((f"tháng {day.month} năm {day.year}", f"{day.month:02}/{day.year}",
                        f"tháng {day.month}/{day.year}"))  # fmt: skip
    kind = found.record.kind.value
    same = world.issued(kind, found.body, found.year)
    right = [o for o in same if o.record.issued_on and o.record.issued_on.month == day.month]
    return either(f"{kind} {found.body} {spelt}", rng), ids_of(right)


def _sentence_part(text: str, rng: Random, least: int, most: int) -> str:
    sentences = [s for s in re.split(r"(?<=\.)\s|\n", text) if len(s.split()) > least]
    return words_of(rng.choice(sentences), rng, least, most) if sentences else ""


def _phrase(world: World, part: str, text: str) -> Made:
    right = world.saying(part, RARE + 1) if part and "/" not in part else ()
    return (text, right) if 0 < len(right) <= RARE else NOTHING


def phrase(world: World, rng: Random) -> Made:
    part = _sentence_part(rng.choice(world.documents).record.summary, rng, 4, 6)
    return _phrase(world, part, part)


def phrase_without_marks(world: World, rng: Random) -> Made:
    part = _sentence_part(rng.choice(world.documents).record.summary, rng, 4, 6)
    return _phrase(world, part, plain(part).lower())


def phrase_deep(world: World, rng: Random) -> Made:
    """From the last third of a long text."""
    record = rng.choice(world.documents).record
    text = " ".join((record.summary, *record.key_points))
    if len(text) < 900:
        return NOTHING
    _, _, last = text[len(text) * 2 // 3 :].partition(" ")
    part = _sentence_part(last, rng, 5, 7)
    return _phrase(world, part, either(part, rng))


def unfinished(world: World, rng: Random) -> Made:
    words = words_of(title_of_one(world, rng), rng, 3, 7).split()
    if not words or len(words[-1]) < 2 or re.search(r"\d", " ".join(words)):
        return NOTHING
    words[-1] = words[-1][: rng.randint(1, len(words[-1]) - 1)]
    text = " ".join(words)
    return either(text, rng), world.with_title(text, open_end=True)


def shared_title(world: World, rng: Random) -> Made:
    """A title that several documents have, with body and year."""
    found = rng.choice(world.documents)
    if world.titles[found.title] < 2 or not found.year:
        return NOTHING
    same = world.issued(None, found.body, found.year)
    text = f"{found.record.title} {found.body} {found.year}"
    return either(text, rng), ids_of(one for one in same if one.title == found.title)


def topic(world: World, rng: Random) -> Made:
    """A topic, at times with kind and year."""
    if not world.library.topics:
        return NOTHING
    one = rng.choice(list(world.library.topics.values()))
    ids = world.on_topic(one.id)
    having = [found for found in world.documents if found.id in ids]
    if rng.random() < 0.3 or not having:
        return either(one.name, rng), [one.id, *world.with_title(one.name), *ids_of(having)]
    of = rng.choice(having)
    kind = of.record.kind.value
    right = [f for f in having if f.record.kind.value == kind and f.year == of.year]
    return either(f"{kind} {one.name.lower()} {of.year}".strip(), rng), ids_of(right)


def body_by_name(world: World, rng: Random) -> Made:
    """Its own page, or what it issued."""
    body = rng.choice(list(world.library.bodies.values()))
    same = [b.id for b in world.library.bodies.values() if folded(b.name) == folded(body.name)]
    return either(body.name, rng), [*same, *ids_of(world.issued(body=body.name))]


def model(world: World, rng: Random) -> Made:
    """A model and where it is."""
    if not world.library.models:
        return NOTHING
    one = rng.choice(list(world.library.models.values()))
    place = world.library.localities.get(one.locality or "")
    right = [m.id for m in world.library.models.values()
             if m.title == one.title and m.locality == one.locality]  # fmt: skip
    return (either(f"mô hình {one.title} {place.name}", rng), right) if place else NOTHING


MAKERS: dict[str, Maker] = {
    "title": full_title,
    "title, no marks": title_without_marks,
    "title, half-marked": title_half_marked,
    "tone placement": tone_placement,
    "NFD, capitals": decomposed,
    "d for đ": d_for_đ,
    "number": full_number,
    "number, respelt": number_respelt,
    "kind + ordinal": kind_and_ordinal,
    "symbol + ordinal": symbol_and_ordinal,
    "abbreviations": abbreviated,
    "typing error": typing_error,
    "typing error, marked": typing_error_marked,
    "Telex": telex_left_over,
    "glued words": glued,
    "body + year": body_and_year,
    "kind + body + topic": kind_body_topic,
    "kind + words + place": kind_place_words,
    "kind + date": kind_and_date,
    "kind + body + month": kind_body_month,
    "phrase": phrase,
    "phrase, no marks": phrase_without_marks,
    "phrase, deep": phrase_deep,
    "unfinished word": unfinished,
    "shared title + body + year": shared_title,
    "topic": topic,
    "body": body_by_name,
    "model + place": model,
}
