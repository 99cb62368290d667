"""More of what people type: pasted citations and titles, sentences, short names, loose numbers.

Made as in `benchmarks.search.makers`, after the ways in which cadres ask: by what they hold in
their hands (a citation, a heading), or by what they remember (the short name of a body, a year).
"""

from __future__ import annotations

import re
from random import Random

from benchmarks.search.makers import (
    ABBREVIATIONS,
    NOTHING,
    Made,
    Maker,
    either,
    ids_of,
    pinned,
    title_of_one,
    words_of,
)
from benchmarks.search.vietnamese import folded, new_placement, plain, tokens
from benchmarks.search.world import Found, World, number_key, short_place

_SHORT_BODIES = (
    ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "UBTW MTTQ Việt Nam"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "MTTQ"),
    ("Ban Tuyên giáo và Dân vận", "BTGDV"), ("Thủ tướng Chính phủ", "Thủ tướng"),
    ("Ủy ban Thường vụ Quốc hội", "UBTVQH"), ("Ban Dân vận", "BDV"), ("Trung ương", "TW"),
    *ABBREVIATIONS,
)  # fmt: skip

_SENTENCES_ABOUT = (
    "tìm {kind} về {part}", "{kind} nào nói về {part}", "cho tôi xin {kind} {part}",
    "có {kind} nào quy định về {part} không", "{kind} về việc {part} là số mấy",
    "các {kind} có nội dung {part}", "tải {kind} {part}", "xem toàn văn {kind} về {part}",
)  # fmt: skip
_SENTENCES_OF = (
    "các {kind} của {body} về {topic}", "tìm {kind} về {topic} của {body}",
    "{body} có {kind} nào về {topic}", "{kind} {topic} do {body} ban hành",
)  # fmt: skip

_LETTERS = (str.upper, str.lower, str.title, str.swapcase, str.capitalize)
_AROUND = (
    "“{}”", '"{}"', "'{}'", "({})", "{}.", "{}?", "{}...", "{},", "- {}", "«{}»", "{} !", "“{}”.",
    "{};", ": {}", "…{}…",
)  # fmt: skip


def number_loosely(world: World, rng: Random) -> Made:
    """Other separators, kind and symbol both, marks around it."""
    found = rng.choice(world.numbered)
    number = found.record.number or ""
    pins, right = pinned(found, world.by_number[number_key(number)], rng)
    parts = re.match(r"(\d+)(.*)", number)
    if parts is None:
        return NOTHING
    ordinal, rest = parts.groups()
    kind = found.record.kind.value
    spellings = (
        re.sub(r"^(\d+)-", r"\1 ", plain(number).lower()),
        number.replace("-", ".").replace("/", "."),
        re.sub(r"[-/]", "_", number),
        f"Số: {ordinal} {rest}",
        f"({number})",
        f"{number}.",
        f"{found.symbol} {number}".strip(),
        f"{kind} {number}".upper(),
        f"{plain(kind)} so {plain(number).lower()}",
        f"{kind} số: {int(ordinal)}{rest}",
        f"{number},",
        number.replace("/", "\\"),
    )
    return rng.choice(spellings) + pins, right


def other_symbol(world: World, rng: Random) -> Made:
    """``11-QĐi/TW``, ``11-QyĐ/TW`` and, where the kind stands before it, ``11-QĐ/TW`` are one."""
    found = rng.choice(world.numbered)
    number = found.record.number or ""
    if found.record.kind.value != "quy định" or found.symbol != "qd":
        return NOTHING
    typed = rng.choice(("QĐ", "QĐi", "QyĐ", "qđi", "qdi"))
    text = re.sub(r"Q(?:y|)Đ(?:i|)", typed, number)
    same = [one for one in world.by_ordinal[found.ordinal] if _loosely(one) == _loosely(found)]
    kind = "quy định " if typed == "QĐ" or rng.random() < 0.5 else ""
    if kind:
        same = [one for one in same if one.record.kind.value == "quy định"]
    pins, right = pinned(found, same, rng)
    return kind + text + pins, right


def _loosely(found: Found) -> list[str]:
    words = tokens(found.record.number or "")
    return ["qd" if word in ("qyd", "qdi") else word for word in words]


def citation(world: World, rng: Random) -> Made:
    """As another document cites it, with or without what it is about."""
    found = rng.choice(world.numbered)
    day, record = found.record.issued_on, found.record
    if day is None or day.day is None or day.month is None:
        return NOTHING
    dates = (
        f"{day.day:02}/{day.month}/{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day:02}-{day.month}-{day.year}",
        f"{day.day} tháng {day.month} năm {day.year}",
    )
    cited = f"{record.kind.label} số {record.number}"
    cited += rng.choice((" ngày ", ", ngày ")) + f"{rng.choice(dates)} của {found.body}"
    about = re.sub(r"^Về( việc)? ", "", record.title)
    cited += rng.choice(("", "", f" về {about[:1].lower()}{about[1:]}", f" về “{about}”", "."))
    same = world.by_number[number_key(record.number or "")]
    right = [o for o in same if o.body_key == found.body_key and o.record.issued_on == day]
    return cited, ids_of(right)


def pasted_title(world: World, rng: Random) -> Made:
    """A heading as a letter prints it: the kind in capitals, lines broken, odd blanks."""
    found = rng.choice(world.documents)
    words = found.record.title.split()
    if len(words) < 9:
        return NOTHING
    width = rng.randint(5, 8)
    breaks = rng.choice(("\n", " \n", "\r\n", "\n\t"))
    text = breaks.join(" ".join(words[at : at + width]) for at in range(0, len(words), width))
    same = [world.library.documents[i] for i in world.titled(found.record.title)
            if i in world.library.documents]  # fmt: skip
    if rng.random() < 0.5:
        text = f"{found.record.kind.value.upper()}\n{text}\n"
        same = [one for one in same if one.kind == found.record.kind]
    return rng.choice((text, text, text.replace(" ", "\u00a0"))), [one.id for one in same]


def letter_case(world: World, rng: Random) -> Made:
    part = words_of(title_of_one(world, rng), rng)
    text = rng.choice(_LETTERS)(rng.choice((part, plain(part))))
    return text, world.with_title(part) | world.opened_by(part)


def punctuated(world: World, rng: Random) -> Made:
    """A part of a title; where it begins with a number, the document of that number will do too."""
    part = words_of(title_of_one(world, rng), rng)
    right = world.with_title(part) | world.opened_by(part)
    return rng.choice(_AROUND).format(either(part, rng)), right


def sentence(world: World, rng: Random) -> Made:
    """A question: words around it that no record is meant to have."""
    found = rng.choice(world.documents)
    kind = found.record.kind.value
    if rng.random() < 0.5:
        part = words_of(found.record.title, rng)
        same = world.with_title(part)
        right = [one.id for one in world.issued(kind) if one.id in same]
        return either(rng.choice(_SENTENCES_ABOUT).format(kind=kind, part=part), rng), right
    if not found.record.topics:
        return NOTHING
    topic = world.library.topics[rng.choice(found.record.topics)]
    having = world.on_topic(topic.id)
    right = [one.id for one in world.issued(kind, found.body) if one.id in having]
    form = rng.choice(_SENTENCES_OF)
    return either(form.format(kind=kind, body=found.body, topic=topic.name.lower()), rng), right


def scattered(world: World, rng: Random) -> Made:
    """Two or three pairs of syllables of one title, in any order."""
    words = words_of(title_of_one(world, rng), rng, 60, 60).split()
    starts = list(range(0, len(words) - 1, 2))
    wanted = rng.choice((2, 3))
    if len(starts) <= wanted or re.search(r"\d", " ".join(words)):
        return NOTHING
    pairs = [" ".join(words[at : at + 2]) for at in rng.sample(starts, wanted)]
    right = frozenset.intersection(*(world.with_title(pair) for pair in pairs))
    return either(" ".join(pairs), rng), right


def few_words(world: World, rng: Random) -> Made:
    """One or two words of two syllables, at times with the tone placed the new way."""
    part = words_of(title_of_one(world, rng), rng, 2, 4)
    if re.search(r"\d", part):
        return NOTHING
    text = new_placement(part)
    return (text if text != part else either(part, rng)), world.with_title(part)


def kind_words_year(world: World, rng: Random) -> Made:
    """``chỉ thị dân vận chính quyền 2018``."""
    found = rng.choice(world.documents)
    part, kind = words_of(found.record.title, rng, 2, 5), found.record.kind.value
    if not found.year or re.search(r"\d", part):
        return NOTHING
    having = world.saying(part)
    right = [one for one in world.issued(kind, year=found.year) if one.id in having]
    year = rng.choice(("", "năm ")) + found.year
    return either(f"{kind} {part} {year}", rng), ids_of(right)


def number_and_words(world: World, rng: Random) -> Made:
    """``nq 25 công tác dân vận``: the ordinal, and what it is about."""
    found = rng.choice(world.numbered)
    part, kind = words_of(found.record.title, rng, 2, 5), found.record.kind.value
    if not found.symbol or not found.ordinal.isdigit() or re.search(r"\d", part):
        return NOTHING
    named = rng.choice((kind, found.symbol))
    having = world.saying(part)
    same = [one for one in world.by_ordinal[found.ordinal] if one.id in having]
    right = [
        one
        for one in same
        if (one.symbol == found.symbol if named == found.symbol else one.record.kind.value == kind)
    ]
    return either(f"{named} {found.ordinal} {part}", rng), ids_of(right)


def kind_place_year(world: World, rng: Random) -> Made:
    """``kế hoạch Nghệ An 2022``: of the place itself or of one that lies in it."""
    found = rng.choice(world.documents)
    if not found.place or not found.year:
        return NOTHING
    kind, name = found.record.kind.value, rng.choice((found.place, short_place(found.place)))
    sought = f" {folded(name)} "
    same = world.issued(kind, year=found.year)
    right = [one for one in same if sought in world.around(one)]
    return either(f"{kind} {name} {found.year}", rng), ids_of(right)


def old_place(world: World, rng: Random) -> Made:
    """Under the name that a place had before it was merged; what either issued will do."""
    found = rng.choice(world.documents)
    before = world.forerunners.get(found.record.locality or "")
    if not before:
        return NOTHING
    old, kind = rng.choice(before), found.record.kind.value
    part = words_of(found.record.title, rng, 3, 6)
    having = world.saying(part)
    right = [
        one
        for one in world.issued(kind)
        if one.id in having and one.record.locality in (old.id, found.record.locality)
    ]
    return either(f"{kind} {part} {rng.choice((old.name, short_place(old.name)))}", rng), [
        one.id for one in right
    ]


def body_in_short(world: World, rng: Random) -> Made:
    """A body by a short name, what it issued, and when."""
    found = rng.choice(world.documents)
    record = world.library.bodies[found.record.issued_by[0]]
    short = found.body
    for name, letters in _SHORT_BODIES:
        short = re.sub(name, letters, short, flags=re.IGNORECASE)
    short = rng.choice((short, record.short_name or short))
    if short == found.body or not found.year:
        return NOTHING
    kind = found.record.kind.value
    right = world.issued(kind, found.body, found.year)
    return either(f"{kind} {short} {found.year}", rng), ids_of(right)


def synonym(world: World, rng: Random) -> Made:
    """A topic by another name of it; what bears the topic will do, and what says the words."""
    topics = [one for one in world.library.topics.values() if one.synonyms]
    if not topics:
        return NOTHING
    topic = rng.choice(topics)
    name = rng.choice(topic.synonyms)
    having = world.on_topic(topic.id) | world.saying(name) | {topic.id}
    if rng.random() < 0.4:
        return either(name, rng), having
    of = [found for found in world.documents if found.id in having and found.year]
    if not of:
        return NOTHING
    one = rng.choice(of)
    kind = one.record.kind.value
    right = [found for found in world.issued(kind, year=one.year) if found.id in having]
    return either(f"{kind} {name} {one.year}", rng), ids_of(right)


MAKERS: dict[str, Maker] = {
    "number, loosely typed": number_loosely,
    "QĐi, QyĐ": other_symbol,
    "citation, pasted": citation,
    "title, pasted": pasted_title,
    "letter case": letter_case,
    "quotes, punctuation": punctuated,
    "asked in a sentence": sentence,
    "scattered words": scattered,
    "two to four words": few_words,
    "kind + words + year": kind_words_year,
    "ordinal + words": number_and_words,
    "kind + place + year": kind_place_year,
    "old name of a place": old_place,
    "body's short name": body_in_short,
    "topic's synonym": synonym,
}
