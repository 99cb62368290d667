"""A query as typed → slots: what each word may mean, with the numbers and dates seen in it.

The browser does the same (``query.js``); `tests/search` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.search import spelling
from generator.search.analysis import Syllable, syllables
from generator.search.rules import RULES
from generator.search.typed import Terms, parted

_LIMITS, _WORTH = RULES.limits, RULES.worth
LONGEST, WORDS = int(_LIMITS["characters"]), int(_LIMITS["words"])
LONGEST_BODY = int(_LIMITS["body_name"])
YEARS = range(int(_LIMITS["first_year"]), int(_LIMITS["last_year"]) + 1)

_DATE = re.compile(
    r"(?<![0-9])(?:(?P<day>[0-9]{1,2})\s?[/.-]\s?)?(?P<month>[0-9]{1,2})\s?[/.-]\s?"
    r"(?P<year>(?:19|20)[0-9]{2})(?![0-9]|\s?[/-]\s?[A-Za-zĐđ])"
)
_SPOKEN = re.compile(
    r"(?:ngay\s+(?P<day>\d{1,2})\s+)?thang\s+(?P<month>\d{1,2})(?:\s+nam)?\s+(?P<year>(?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading: all ``terms`` must be there; its worth is multiplied by ``factor``."""

    terms: tuple[str, ...]
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of the query with its readings, the best of which counts.

    ``folds`` are the plain forms by which it pairs with its neighbours; ``weight`` is 0 for what
    only lifts results and need not match. ``is_part``: it belongs to a number or a date.
    """

    choices: tuple[Choice, ...]
    folds: tuple[str, ...] = ()
    weight: float = 1.0
    is_part: bool = False


@dataclass
class Query:
    """``slots`` in the order typed; ``corrected``: the text of “did you mean”, where it differs;
    ``cited``: the term of a number that the query begins with; ``places``: of each slot the word
    typed that it is from."""

    slots: list[Slot] = field(default_factory=list)
    extras: list[Slot] = field(default_factory=list)
    corrected: str | None = None
    cited: str | None = None
    places: list[int] = field(default_factory=list)


def parse(text: str, terms: Terms) -> Query:
    """Read a query; never raises for any text."""
    text = text[:LONGEST]
    is_open = bool(text) and not text[-1].isspace()
    placed = parted(syllables(text)[:WORDS], is_open, terms)
    words = [word for _, word in placed]
    query = Query(places=[place for place, _ in placed])
    dated = list(_dates(words, text))
    in_dates = {position for _, span in dated for position in span}
    numbered = list(_numbers(words, terms, in_dates))
    query.extras += [slot for slot, _ in (*numbered, *dated)]
    for slot, span in numbered:
        if slot.weight and _opens(words, span.start):
            query.cited = slot.choices[0].terms[0]
            query.extras.append(Slot((Choice((query.cited,), _WORTH["title"]),), weight=0.0))
    query.extras += _kinds(words)
    folds = _written_out([word.fold for word in words], terms.router["abbreviations"])
    named = list(_bodies(folds, terms))
    query.extras += [slot for slot, _ in named]
    query.extras += _whole(folds, named)
    taken = in_dates | {position for _, span in numbered for position in span}
    corrected = len(set(query.places)) < len(words)
    for position, word in enumerate(words):
        last = is_open and position == len(words) - 1
        before = words[position - 1].fold if position else None
        after = words[position + 1].fold if position + 1 < len(words) else None
        if len(words) > 2 and not last and _is_frequent(word.fold, terms):
            slot, mended = Slot((), (word.fold,), 0.0), False
        else:
            slot, mended = _slot(word, (before, after), last, terms)
        corrected = corrected or mended
        query.slots.append(_lifted(slot) if position in taken else slot)
    if corrected:
        query.corrected = " ".join(" ".join(slot.folds[:1]) for slot in query.slots)
    return query


def _written_out(folds: list[str], meanings: Mapping[str, str]) -> list[str]:
    """Short forms in full, but for the end of a number: ``25-NQ/TW`` has TW for a symbol."""
    numbered = {
        at
        for at in range(2, len(folds))
        if folds[at - 2].isdigit() and folds[at - 1] in RULES.symbols
    }
    full = (fold if at in numbered else meanings.get(fold, fold) for at, fold in enumerate(folds))
    return " ".join(full).split()


def _is_frequent(fold: str, terms: Terms) -> bool:
    return terms.lexicon.get(fold, 0) > _LIMITS["frequent"] * int(terms.router["items"])


def _lifted(slot: Slot) -> Slot:
    """A word that is part of a number need not stand in the text by itself."""
    return Slot(slot.choices, slot.folds, 0.0, is_part=True)


Around = tuple[str | None, str | None]
"""The plain forms of the words before and after one."""


def _slot(word: Syllable, around: Around, last: bool, terms: Terms) -> tuple[Slot, bool]:
    lexicon, before = terms.lexicon, around[0]
    choices: list[Choice] = []
    if word.fold in lexicon or word.fold.isdigit():
        choices.append(Choice((word.fold,)))
        if word.is_marked:
            choices.append(Choice((f"{word.fold}={word.exact}",), _WORTH["exact"]))
    if word.fold.isdigit() and int(word.fold[:9]) in YEARS:
        choices.append(Choice((f"@{word.fold}",), _WORTH["year"]))
    folds: tuple[str, ...] = (word.fold,) if choices else ()
    if abbreviated := _abbreviation(word.fold, terms):
        choices += abbreviated
        folds = (*folds, terms.router["abbreviations"][word.fold])
    if last:
        unfinished, pairs = _unfinished(word.fold, before, terms)
        choices += [Choice((term,), _WORTH["unfinished"]) for term in pairs or unfinished]
        folds += tuple(unfinished)
    mended = False
    if choices and not last and not abbreviated and _is_odd(word.fold, around, terms):
        found = [other for other in _near(word.fold, around, terms) if _fits(other, around, terms)]
        choices += [Choice((other,), _WORTH["odd"]) for other in found]
        folds += tuple(found)
        if parts := spelling.glued(word.fold, lexicon):
            choices.append(Choice(tuple(f"{a}_{b}" for a, b in pairwise(parts)), _WORTH["glued"]))
            folds += (" ".join(parts),)
    if not choices:
        readings = _misspelt(word.fold, around, terms)
        choices += [choice for choice, _ in readings]
        folds += tuple(other for _, other in readings)
        mended = bool(choices)
    weight = _WORTH["stop"] if word.fold in RULES.stop else 1.0
    return Slot(tuple(choices), folds or (word.fold,), weight), mended


def _abbreviation(fold: str, terms: Terms) -> list[Choice]:
    meaning = terms.router["abbreviations"].get(fold, "").split()
    if len(meaning) < 2:
        return []
    return [Choice(tuple(f"{a}_{b}" for a, b in pairwise(meaning)), _WORTH["abbreviation"])]


def _unfinished(fold: str, before: str | None, terms: Terms) -> tuple[list[str], list[str]]:
    """Syllables that the last word may be the beginning of, rather such as follow the one before,
    and then the pairs of both."""
    if fold.isdigit():
        return [], []
    pairs = terms.beginning_with(f"{before}_{fold}", 12) if before else []
    pairs = [pair for pair in pairs if "$" not in pair and pair != f"{before}_{fold}"][:6]
    found = [pair.split("_", 1)[1] for pair in pairs]
    if not found and fold not in terms.lexicon:
        longer = (w for w in terms.lexicon if w.startswith(fold))
        found = sorted(longer, key=lambda w: (-terms.lexicon[w], w))[:6]
    return [other for other in found if other != fold], pairs


def _fits(fold: str, around: Around, terms: Terms) -> bool:
    """True where a neighbour is one that the syllable has in some text."""
    before, after = around
    return bool(
        (before and terms.postings(f"{before}_{fold}"))
        or (after and terms.postings(f"{fold}_{after}"))
    )


def _is_odd(fold: str, around: Around, terms: Terms) -> bool:
    """A syllable that there is, but nowhere beside these: perhaps one mistyped."""
    return any(around) and fold.isalpha() and not _fits(fold, around, terms)


def _near(fold: str, around: Around, terms: Terms) -> list[str]:
    """Syllables one mistake away, those that fit first."""
    near = spelling.near(fold, terms.lexicon, 12)
    return sorted(near, key=lambda other: not _fits(other, around, terms))[:4]


def _misspelt(fold: str, around: Around, terms: Terms) -> list[tuple[Choice, str]]:
    """Syllables that one which no text has may stand for."""
    readings: list[tuple[Choice, str]] = []
    plain = spelling.telex(fold)
    if plain in terms.lexicon:
        readings.append((Choice((plain,), _WORTH["telex"]), plain))
    is_sure = bool(readings) and not _is_odd(readings[0][1], around, terms)
    near = [] if is_sure else _near(fold, around, terms)
    readings += [
        (Choice((other,), _WORTH["near"] - _WORTH["nearness"] * at), other)
        for at, other in enumerate(near)
    ]
    return readings


def _numbers(
    words: Sequence[Syllable], terms: Terms, in_dates: set[int]
) -> Iterator[tuple[Slot, range]]:
    """Numbers of documents in any spelling: ``25-NQ/TW``, ``nq25``, ``nghị quyết số 25``."""
    folds = [RULES.same_symbol.get(w.fold, w.fold.lstrip("0") or "0") for w in words]
    for start, fold in enumerate(folds):
        if not fold.isdigit() or start in in_dates or _is_only_year(folds, start):
            continue
        span, parts = _typed_number(folds, start)
        while len(parts) > 1 or (parts and _may_stand_alone(folds, start)):
            key = "#" + "-".join(parts)
            if terms.postings(key):
                factor = _WORTH["number"] + _WORTH["number_part"] * len(parts)
                choices = [Choice((key,), factor), *_mention([words[at].fold for at in span])]
                yield Slot(tuple(choices), weight=1.0 if len(parts) > 1 else 0.0), span
                break
            parts = parts[:-1]
            span = range(span.start, max(start + 1, span.stop - 1))


def _typed_number(folds: list[str], start: int) -> tuple[range, list[str]]:
    """Words of a number around its ordinal. A symbol or a kind may stand before it."""
    after = folds[start + 1 : start + 8]
    if after[:1] and (after[0] in RULES.symbols or _is_year(after[0])):
        return range(start, start + 1 + len(after)), [folds[start], *after]
    first = start - 1 if start and folds[start - 1] == "so" else start
    symbol, length = _kind_before(folds, first)
    if symbol is None:
        return range(start, start + 1), [folds[start]]
    rest = after if after[:1] and not _is_year(after[0]) else []
    return range(first - length, start + 1 + len(rest)), [folds[start], symbol, *rest]


def _may_stand_alone(folds: list[str], at: int) -> bool:
    """An ordinal without symbol or kind is one in a short query, or after “số”."""
    return len(folds) <= 4 or folds[at - 1 : at] == ["so"]


def _is_only_year(folds: list[str], at: int) -> bool:
    before, after = folds[at - 1 : at], folds[at + 1 : at + 2]
    numbered = before == ["so"] or (after and after[0] in RULES.symbols)
    return _is_year(folds[at]) and not numbered


def _is_year(fold: str) -> bool:
    return len(fold) == 4 and fold.isdigit() and int(fold) in YEARS


def _opens(words: Sequence[Syllable], start: int) -> bool:
    """True where a number is what the query begins with, its kind and “số” apart."""
    folds = [word.fold for word in words]
    first = start - 1 if start and folds[start - 1] == "so" else start
    return first == _kind_before(folds, first)[1]


def _kind_before(folds: list[str], end: int) -> tuple[str | None, int]:
    """The symbol of the kind that is named just before ``end``, and how many words name it."""
    if end and folds[end - 1] in RULES.symbols:
        return folds[end - 1], 1
    for length in range(4, 0, -1):
        name = " ".join(folds[max(0, end - length) : end])
        if name in RULES.kinds and name.count(" ") == length - 1:
            return RULES.kinds[name], length
    return None, 0


def _leading_kind(folds: Sequence[str]) -> int:
    """How many words at the beginning name a kind."""
    lengths = (4, 3, 2, 1)
    return next((n for n in lengths if " ".join(folds[:n]) in RULES.kinds), 0)


def _dates(words: Sequence[Syllable], text: str) -> Iterator[tuple[Slot, range]]:
    """Dates in any spelling, with their words; a text that has the words will do, but less."""
    folds = [word.fold for word in words]
    spoken = " ".join(folds)
    for found in (*_DATE.finditer(text), *_SPOKEN.finditer(spoken)):
        day, month, year = found["day"], int(found["month"]), found["year"]
        if 1 <= month <= 12:
            key = f"@{year}-{month:02}" + (f"-{int(day):02}" if day else "")
            typed = [word.fold for word in syllables(found[0])]
            choices = (Choice((key,), _WORTH["date"]), *_mention(typed))
            yield Slot(choices), _place(typed, folds)


def _mention(typed: Sequence[str]) -> list[Choice]:
    """A number or date as a text mentions it."""
    pairs = tuple(f"{a}_{b}" for a, b in pairwise(typed))
    return [Choice(pairs, _WORTH["mention"])] if pairs else []


def _place(part: list[str], whole: list[str]) -> range:
    """Where ``part`` stands in ``whole``; nowhere after what was cut off."""
    for start in range(len(whole) - len(part) + 1):
        if whole[start : start + len(part)] == part:
            return range(start, start + len(part))
    return range(0)


def _bodies(folds: Sequence[str], terms: Terms) -> Iterator[tuple[Slot, range]]:
    """The longest names of bodies in the query lift what these issued."""
    starts = frozenset(terms.router["bodies"].split())
    at = 0
    while at < len(folds):
        longest = min(LONGEST_BODY, len(folds) - at) if folds[at] in starts else 0
        for length in range(longest, 1, -1):
            key = "&" + "-".join(folds[at : at + length])
            if terms.postings(key):
                slot = Slot((Choice((key,), _WORTH["body_name"]),), weight=0.0)
                yield slot, range(at, at + length)
                at += length - 1
                break
        at += 1


def _whole(folds: Sequence[str], named: Sequence[tuple[Slot, range]]) -> Iterator[Slot]:
    """A title of as many words that begins and ends in the same ones is meant as a whole; or that
    of a document of the bodies, the year and the kind that stand beside it."""
    within = {at for _, span in named for at in span}
    words = [fold for at, fold in enumerate(folds) if at not in within]
    beside = [term for slot, _ in named for term in slot.choices[0].terms]
    readings: dict[tuple[str, ...], tuple[str, ...]] = {tuple(folds): ()}
    readings.setdefault(tuple(words), tuple(beside))
    if words and _is_year(words[-1]):
        beside.append(f"@{words[-1]}")
        words = words[: -2 if words[-2:-1] == ["nam"] else -1]
        readings.setdefault(tuple(words), tuple(beside))
    if kind := _leading_kind(words):
        beside.append(_kind_key(" ".join(words[:kind])))
        readings.setdefault(tuple(words[kind:]), tuple(beside))
    for title, others in readings.items():
        if title:
            key = f"{'_'.join(title[-2:])}${len(title)}-{title[0]}"
            yield Slot((Choice((key, *others), _WORTH["title"]),), weight=0.0)


def _kind_key(name: str) -> str:
    return f"%{name.replace(' ', '-')}"


def _kinds(words: Sequence[Syllable]) -> Iterator[Slot]:
    """A kind that the query names lifts documents of that kind."""
    text = f" {' '.join(word.fold for word in words)} "
    for name in sorted(RULES.kinds, key=len, reverse=True):
        if f" {name} " in text:
            weight = _WORTH["first_kind"] if text.startswith(f" {name} ") else 0.0
            yield Slot((Choice((_kind_key(name),), _WORTH["kind"]),), weight=weight)
            text = text.replace(f" {name} ", " | ")
