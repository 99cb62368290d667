"""The commands. The only room that prints.

Exit codes: 0 clean, 1 findings, 2 usage, 3 a bug of ours.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import click

from generator import __version__, diagnostics, pipeline, starter
from generator.diagnostics import Severity
from generator.lock import Busy, exclusive
from generator.messages import Language, Problem, say
from generator.pipeline import Checked, Generated
from generator.search.filters import parse as parse_filters
from generator.search.finder import Finder
from generator.settings import Settings, load

CLEAN, FINDINGS, USAGE, BUG = 0, 1, 2, 3
FILTERS = "As in addresses, for example loai=nghi-quyet or tu=2013; may be repeated."


def main() -> None:
    """Entry point: whatever escapes the commands is our bug and is told as one."""
    try:
        sotay()
    except Exception as error:  # noqa: BLE001 - the last net before the user
        sys.exit(_report_bug(error))


def _report_bug(error: Exception) -> int:
    with tempfile.NamedTemporaryFile(
        "w", prefix="sotay-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exc(file=log)
    reason = f"{type(error).__name__}: {error}"
    for language in Language:
        click.echo(say("bug", language, reason=reason, log=log.name), err=True)
    return BUG


class Session:
    """What the options before the command say; the knowledge base is opened when needed."""

    def __init__(self, root: Path, language: Language | None) -> None:
        self.root, self._language = root, language

    @property
    def language(self) -> Language:
        return self._language or Language.VI

    def open(self) -> Settings:
        try:
            return load(self.root, self._language)
        except Problem as refused:
            raise UsageProblem(say(refused.saying, self.language, **refused.values)) from None


class UsageProblem(click.ClickException):
    """Something about the call that the user can mend."""

    exit_code = USAGE


def _today() -> dt.date:
    """Today, or the day of SOURCE_DATE_EPOCH for builds that must be repeatable."""
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "").strip()).isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return dt.datetime.now().astimezone().date()


class Day(click.ParamType[dt.date]):
    """A full date of the form 2023-06-30."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            language = ctx.obj.language if ctx and ctx.obj else Language.VI
            self.fail(say("bad-date", language, got=value), param, ctx)


as_of_option = click.option(
    "--as-of", type=Day(), default=_today, help="Day to derive force for (default: today)."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "root",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Knowledge base to work on: a folder with mkdocs.yml and directives/.",
)
@click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    help="Language of messages (default: settings).",
)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def sotay(context: click.Context, root: Path, lang: str | None) -> None:
    """Sổ tay Dân vận: records in, a linked and searchable site out."""
    context.obj = Session(root, Language(lang) if lang else None)


@sotay.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def init(session: Session, folder: Path) -> None:
    """Make a small knowledge base in FOLDER that builds at once."""
    try:
        starter.create(folder)
    except FileExistsError:
        raise UsageProblem(say("init-not-empty", session.language, root=folder)) from None
    except OSError as error:
        raise UsageProblem(say("cannot-write", session.language, reason=error)) from None
    click.echo(say("init-done", session.language, root=folder))


@sotay.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.pass_obj
def check(session: Session, paths: tuple[Path, ...], form: str) -> None:
    """Check the records; with PATHS show only what concerns these files or folders."""
    settings = session.open()
    checked = pipeline.check(settings)
    if paths:
        for path in paths:
            if not path.resolve().is_relative_to(settings.root):
                raise UsageProblem(say("outside", settings.language, path=path))
        checked = pipeline.only(checked, settings, paths)
    _show(checked, settings.language, form)
    sys.exit(FINDINGS if checked.diagnostics else CLEAN)


def _show(checked: Checked, language: Language, form: str) -> None:
    found = checked.diagnostics
    if form == "json":
        click.echo(diagnostics.as_json(found, language, checked.records))
    elif form == "github":
        click.echo(diagnostics.as_github(found, language), nl=bool(found))
    else:
        _show_text(checked, language)


def _show_text(checked: Checked, language: Language) -> None:
    found = checked.diagnostics
    if not found:
        click.echo(say("clean", language, records=checked.records))
        return
    click.echo(diagnostics.as_text(found, language) + "\n")
    errors = sum(d.severity is Severity.ERROR for d in found)
    counts = {"errors": errors, "warnings": len(found) - errors, "records": checked.records}
    click.echo(say("found", language, **counts))


@sotay.command()
@as_of_option
@click.pass_obj
def generate(session: Session, as_of: dt.date) -> None:
    """Write the Markdown pages below docs/."""
    settings = session.open()
    sys.exit(_locked(settings, lambda: _generate(settings, as_of)))


@sotay.command()
@as_of_option
@click.pass_obj
def build(session: Session, as_of: dt.date) -> None:
    """Write the pages and build the site into site/."""
    settings = session.open()
    sys.exit(_locked(settings, lambda: _build(settings, as_of)))


@sotay.command()
@as_of_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(session: Session, as_of: dt.date, port: int) -> None:
    """Build, serve on this machine only, and rebuild on change."""
    from generator.site.serve import serve as run

    settings = session.open()

    def rebuild() -> None:
        _locked(settings, lambda: _build(settings, as_of))

    rebuild()
    if not settings.site.is_dir():
        sys.exit(FINDINGS)
    try:
        run(settings, port, rebuild, lambda url: click.echo(_say(settings, "serving", url=url)))
    except OSError as error:
        raise UsageProblem(_say(settings, "port-busy", port=port, reason=error)) from None


@sotay.command()
@click.argument("query", default="")
@click.option("--site", type=click.Path(path_type=Path), help="A built site (default: site/).")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help=FILTERS)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--batch", type=click.File(encoding="utf-8"), help='A file of lines {"q": …}.')
@click.pass_obj
def search(session: Session, /, query: str, site: Path | None, batch: Any, **options: Any) -> None:
    """Search a built site as its search box does."""
    folder = site or session.open().site
    limit = options["limit"]
    try:
        finder = Finder(folder, parse_filters(options["filters"]))
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


def _locked(settings: Settings, work: Any) -> int:
    """Run ``work`` alone in the knowledge base; tell what keeps it from writing."""
    try:
        with exclusive(settings.state):
            return int(work())
    except Busy:
        click.echo(_say(settings, "busy"), err=True)
    except OSError as error:
        click.echo(_say(settings, "cannot-write", reason=error), err=True)
    return FINDINGS


def _generate(settings: Settings, as_of: dt.date) -> int:
    return _told(pipeline.generate(settings, as_of), settings)


def _told(done: Generated, settings: Settings) -> int:
    if done.checked.diagnostics:
        _show_text(done.checked, settings.language)
    if done.written is None:
        return FINDINGS
    w = done.written
    counts = {"written": len(w.written), "pruned": len(w.pruned), "same": len(w.same)}
    click.echo(_say(settings, "written", **counts))
    return CLEAN


def _build(settings: Settings, as_of: dt.date) -> int:
    from generator.site import build as site

    done = pipeline.generate(settings, as_of)
    if code := _told(done, settings):
        return code
    if sys.stderr.isatty():
        pages = sum(1 for _ in settings.docs.rglob("*.md"))
        click.echo(_say(settings, "building", pages=pages), err=True)
    built = site.build(
        settings, as_of, lambda: pipeline.search_index(done.checked, settings, as_of)
    )
    if isinstance(built, site.Failed):
        click.echo(_say(settings, "build-failed", reason=built.reason), err=True)
        return FINDINGS
    click.echo(_say(settings, "built" if built.changed else "unchanged", site=built.site))
    return CLEAN


def _say(settings: Settings, key: str, **values: object) -> str:
    return say(key, settings.language, **values)
