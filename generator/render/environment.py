"""The template environment: everything a template prints is escaped unless it is markup."""

from __future__ import annotations

import datetime as dt
import posixpath
from functools import lru_cache
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from generator import program
from generator.records.dates import PartialDate
from generator.records.types import Body, Source
from generator.render import escape, qr
from generator.render.full_text import paragraphs
from generator.views.addresses import Link
from generator.views.corpus import link as link_to
from generator.views.listing import Doubtful, Mark

DOUBT = Markup('<abbr title="chưa kiểm chứng">(?)</abbr>')


def environment() -> Environment:
    """Autoescaping is on so that macros give `Markup`; the escaping itself is ours, for Markdown,
    by way of ``finalize``, which sees every printed expression."""
    folder = program.compiled("templates-of-pages")
    jinja = Environment(
        loader=PackageLoader("generator.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        keep_trailing_newline=False,
        bytecode_cache=FileSystemBytecodeCache(folder) if folder else None,
    )
    jinja.globals["DOUBT"] = DOUBT
    jinja.filters |= {
        "link": _link,
        "record_link": _record_link,
        "day": _day,
        "cell": _cell,
        "plain": escape.text,
        "plain_link": _plain_link,
        "paragraphs": paragraphs,
        "qr": qr.svg,
    }
    return jinja


@pass_context
def _finalize(context: Context, value: Any) -> Markup:
    """Escape whatever a template prints; `Markup` has been escaped already."""
    if isinstance(value, Markup):
        return value
    return context["page_text"].text(value)  # type: ignore[no-any-return]


@pass_context
def _link(context: Context, link: Link) -> Markup:
    """A Markdown link relative to the page, so that the site works below any path."""
    target = relative(context["page_path"], link.page)
    return Markup(f"[{context['page_text'].text(link.text)}]({target})")  # noqa: S704


@pass_context
def _plain_link(context: Context, link: Link) -> Markup:
    """A link whose text is the wording of a document, in which nothing is explained."""
    target = relative(context["page_path"], link.page)
    return Markup(f"[{escape.paragraph(link.text)}]({target})")  # noqa: S704


@lru_cache(maxsize=65536)
def relative(page: str, target: str) -> str:
    """Path from one page to another; `posixpath.relpath` asks for the working directory."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = len(posixpath.commonprefix([here, there[:-1]]))
    return "/".join([".."] * (len(here) - shared) + there[shared:])


@pass_context
def _record_link(context: Context, record: Body) -> Markup:
    return _link(context, link_to(record))


def _day(value: PartialDate | dt.date) -> Markup:
    if isinstance(value, dt.date):
        value = PartialDate.of(value)
    return Markup(f'<time datetime="{value}">{value.vietnamese}</time>')  # noqa: S704


def _outside(context: Context, source: Source) -> Markup:
    """The title of a source, as a plain link where it has an address."""
    title = _finalize(context, source.title)
    if source.url is None:
        return title
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(escape.address(source.url), title)


@pass_context
def _cell(context: Context, value: Any) -> Markup:  # noqa: PLR0911 - one for each kind
    """A cell of a listing: text, link, date, mark, source, or several of them."""
    match value:
        case Link():
            return _link(context, value)
        case PartialDate():
            return _day(value)
        case Source():
            return _outside(context, value)
        case Doubtful():
            return Markup("{} {}").format(_cell(context, value.value), DOUBT)
        case Mark():
            style = escape.attribute(value.style)
            text = context["page_text"].text(value.text)
            return Markup(f'<span class="sv-mark sv-mark--{style}">{text}</span>')  # noqa: S704
        case tuple():
            separator = ", " if all(isinstance(item, Link) for item in value) else " "
            return Markup(separator).join(_cell(context, item) for item in value)  # noqa: S704
        case _:
            return _finalize(context, "" if value is None else value)
