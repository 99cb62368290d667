"""The publication log as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from generator.render.printing import relative
from generator.views.addresses import FEED, LOG
from generator.views.log import EventGroup, Told

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(told: tuple[Told, ...], name: str, site: str, day: dt.date) -> str:
    """Newest first. With ``site`` (the site's address) links are absolute, else relative to the
    feed. Ids come from the site's name and the moment of publication, so that they outlive a move
    to another address. A feed without entries is as new as ``day``."""
    updated = told[0].at if told else f"{day}T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f" <id>{_id(name)}</id>",
        f" <title>{_text(f'Nhật ký – {name}')}</title>",
        f" <updated>{updated}</updated>",
        f" <author><name>{_text(name)}</name></author>",
        f' <link rel="self" type="application/atom+xml" href={_address(site, FEED)}/>',
        f' <link rel="alternate" type="text/html" href={_address(site, LOG)}/>',
        *(line for publication in told for line in _entry(publication, name, site)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(publication: Told, name: str, site: str) -> Iterator[str]:
    yield " <entry>"
    yield f"  <id>{_id(f'{name} {publication.at}')}</id>"
    yield f"  <title>{_text(publication.title)}</title>"
    yield f"  <updated>{publication.at}</updated>"
    yield f'  <link rel="alternate" type="text/html" href={_address(site, publication.page.page)}/>'
    yield f"  <summary>{_text(_summary(publication))}</summary>"
    yield f'  <content type="html">{_text(_content(publication, site))}</content>'
    yield " </entry>"


def _summary(publication: Told) -> str:
    counts = (f"{group.event.label.lower()} {group.count}" for group in publication.groups)
    return ". ".join(filter(None, (publication.note, ", ".join(counts)))) or publication.title


def _content(publication: Told, site: str) -> str:
    note = f"<p>{_text(publication.note)}</p>" if publication.note else ""
    return note + "".join(_group(group, site) for group in publication.groups)


def _group(group: EventGroup, site: str) -> str:
    items = "".join(f"<li>{item}</li>" for item in _items(group, site))
    more = f"<p>Và {group.left_out} trang khác.</p>" if group.left_out else ""
    return f"<h2>{_text(group.event.label)} ({group.count})</h2><ul>{items}</ul>{more}"


def _items(group: EventGroup, site: str) -> Iterator[str]:
    for line in group.lines:
        named = _text(line.name)
        if line.link:
            link = f"<a href={_address(site, line.link.page)}>{_text(line.link.text)}</a>"
            named = f"{link}: {named}" if line.name else link
        aspects = ", ".join(change.aspect.label.lower() for change in line.changes)
        yield f"{named} ({_text(aspects)})" if aspects else named


def _address(site: str, page: str) -> str:
    """A quoted attribute: absolute below ``site``, else relative to the feed."""
    target = page if page == FEED else page.removesuffix("index.md").removesuffix(".md")
    target = target if target == FEED or target.endswith("/") else f"{target}/"
    if site:
        return quoteattr(_NO_XML.sub("", site) + target)
    return quoteattr(relative(FEED, target) or "./")


def _id(seed: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}"


def _text(value: str) -> str:
    return escape(_NO_XML.sub("", value))
