"""What the commands share: the knowledge base that is worked on, options, exit codes, sayings."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from generator import collector, diagnostics, forks
from generator.checking import Checked
from generator.diagnostics import Severity
from generator.lock import Busy, exclusive
from generator.messages import Language, Problem, say
from generator.parts import Shard
from generator.settings import Settings, load

CLEAN, FINDINGS, USAGE, BUG = 0, 1, 2, 3


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


def now() -> dt.datetime:
    """Now, or the moment of SOURCE_DATE_EPOCH for builds that must be repeatable."""
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "").strip()).isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now().astimezone()


def _today() -> dt.date:
    return now().date()


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


class ShardOf(click.ParamType[Shard]):
    """A shard of the form 2/8."""

    name = "I/N"

    def convert(self, value: Any, param: Any, ctx: Any) -> Shard:
        if isinstance(value, Shard):
            return value
        number, _, count = value.partition("/")
        try:
            shard = Shard(int(number), int(count))
        except ValueError:
            shard = Shard(0, 0)
        if not 1 <= shard.number <= shard.of:
            language = ctx.obj.language if ctx and ctx.obj else Language.VI
            self.fail(say("bad-shard", language, got=value), param, ctx)
        return shard


as_of_option = click.option(
    "--as-of", type=Day(), default=_today, help="Day to derive force for (default: today)."
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Processes to work in (default: as many as pay on this machine; Linux).",
)


def locked(settings: Settings, work: Callable[[], int]) -> int:
    """Run ``work`` alone in the knowledge base; tell what keeps it from writing."""
    try:
        with exclusive(settings.state), collector.at_rest(), forks.stopping():
            return work()
    except Busy:
        click.echo(told(settings, "busy"), err=True)
    except forks.Died:
        click.echo(told(settings, "process-died"), err=True)
    except OSError as error:
        click.echo(told(settings, "cannot-write", reason=error), err=True)
    return FINDINGS


def show_findings(checked: Checked, language: Language) -> None:
    found = checked.diagnostics
    if not found:
        click.echo(say("clean", language, records=checked.records))
        return
    click.echo(diagnostics.as_text(found, language) + "\n")
    errors = sum(d.severity is Severity.ERROR for d in found)
    counts = {"errors": errors, "warnings": len(found) - errors, "records": checked.records}
    click.echo(say("found", language, **counts))


def told(settings: Settings, key: str, **values: object) -> str:
    return say(key, settings.language, **values)


@contextmanager
def told_problems(language: Language) -> Iterator[None]:
    """Tell what keeps a command from its work as a problem of the call."""
    try:
        yield
    except Problem as problem:
        raise UsageProblem(say(problem.saying, language, **problem.values)) from None
    except OSError as error:
        raise UsageProblem(say("not-done", language, reason=error)) from None
