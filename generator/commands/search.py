"""``sotay search``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from generator.commands.common import CLEAN, FINDINGS, Session, UsageProblem
from generator.messages import Problem, say
from generator.search.filters import parse as parse_filters
from generator.search.finder import Finder
from generator.search.orders import ORDERS

FILTERS = "As in addresses, for example loai=nghi-quyet or tu=2013-06-03; may be repeated."
ORDER = "Default: relevance, or without words the newest first."


@click.command()
@click.argument("query", default="")
@click.option("--site", type=click.Path(path_type=Path), help="A built site (default: site/).")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help=FILTERS)
@click.option("--sort", type=click.Choice(ORDERS), help=ORDER)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--batch", type=click.File(encoding="utf-8"), help='A file of lines {"q": …}.')
@click.pass_obj
def search(session: Session, /, query: str, site: Path | None, batch: Any, **options: Any) -> None:
    """Search a built site as its search box does."""
    folder = site or session.open().site
    limit = options["limit"]
    try:
        finder = Finder(folder, parse_filters(options["filters"]), options["sort"])
        if batch:
            for line in batch:
                click.echo(json.dumps(finder.answer_line(line, limit), ensure_ascii=False))
            return
        answer = finder.answer(query, limit)
    except Problem as problem:
        saying = say(problem.saying, session.language, **problem.values)
        raise UsageProblem(saying) from None
    if options["form"] == "json":
        click.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
    elif answer.hits:
        click.echo(answer.as_text())
    else:
        click.echo(say("nothing-found", session.language), err=True)
    sys.exit(CLEAN if answer.hits else FINDINGS)
