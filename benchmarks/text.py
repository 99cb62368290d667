"""Plain texts: ASCII ids, sentences from the word lists, and records as YAML written by string
formatting alone."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import TypeAlias

from benchmarks import words

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"

WIDTH = 100
_PLAIN = re.compile(r"[^\W_][^#:]*|https?://[^\s#]+")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def ascii_id(text: str) -> str:
    """``Huyện ủy Lập Thạch`` → ``huyen-uy-lap-thach``. The generator's is what we measure."""
    flat = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _NOT_IN_IDS.sub("-", flat.encode("ascii", "ignore").decode()).strip("-")


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def sentence(rng: Random, forms: Sequence[str], subject: str, year: int) -> str:
    """One of the ``forms``, filled; ``year`` is that of the document which says it."""
    audience, audience2 = rng.sample(words.AUDIENCES, 2)
    task, task2 = rng.sample(words.TASKS, 2)
    return rng.choice(forms).format(
        Audience=capital(audience),
        audience=audience,
        audience2=audience2,
        task=task,
        task2=task2,
        manner=rng.choice(words.MANNERS),
        goal=rng.choice(words.GOALS),
        result=rng.choice(words.RESULTS),
        publisher=rng.choice(words.PUBLISHERS)[0],
        subject=subject,
        year=year + rng.randint(1, 5),
        percent=rng.randint(50, 99),
        parts=rng.randint(2, 7),
        years=rng.randint(2, 15),
        count=rng.randint(12, 2400),
    )


def yaml(record: Mapping[str, Value]) -> str:
    """A record file. Keys without a value, ``None`` or an empty list, are left out."""
    return "".join(_mapping(record, 0))


def _mapping(record: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, value in record.items():
        if value is None or (not value and not isinstance(value, str)):
            continue
        yield f"{' ' * indent}{key}:{_value(value, indent + 2, len(key) + indent)}"


def _value(value: Value, indent: int, used: int) -> str:
    if isinstance(value, str):
        return f" {_scalar(value, indent, used)}\n"
    if isinstance(value, Mapping):
        return "\n" + "".join(_mapping(value, indent))
    return "\n" + "".join(_item(item, indent) for item in value or ())


def _item(item: Value, indent: int) -> str:
    dash = f"{' ' * indent}-"
    if isinstance(item, Mapping):
        return f"{dash} {''.join(_mapping(item, indent + 2))[indent + 2 :]}"
    return dash + _value(item, indent + 2, indent)


def _scalar(text: str, indent: int, used: int) -> str:
    """Plain where that is safe, folded where it is long, else in double quotes, for which JSON's
    escapes are YAML's too."""
    if len(text) + used > WIDTH - 4 and " " in text:
        margin = " " * indent
        return ">-\n" + "\n".join(margin + line for line in _lines(text, WIDTH - indent))
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _lines(text: str, width: int) -> Iterator[str]:
    while len(text) > width:
        cut = text.rfind(" ", 0, width + 1)
        cut = cut if cut > 0 else text.find(" ")
        if cut < 0:
            break
        yield text[:cut]
        text = text[cut + 1 :]
    yield text
