"""``sotay check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import checking, collector, diagnostics
from generator.checking import Checked
from generator.commands.common import CLEAN, FINDINGS, Session, UsageProblem, show_findings
from generator.messages import Language, say


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.pass_obj
def check(session: Session, paths: tuple[Path, ...], form: str) -> None:
    """Check the records; with PATHS show only what concerns these files or folders."""
    settings = session.open()
    with collector.at_rest(for_good=True):
        checked = checking.check(settings)
    if paths:
        for path in paths:
            if not path.resolve().is_relative_to(settings.root):
                raise UsageProblem(say("outside", settings.language, path=path))
        checked = checking.only(checked, settings, paths)
    _show(checked, settings.language, form)
    sys.exit(FINDINGS if checked.diagnostics else CLEAN)


def _show(checked: Checked, language: Language, form: str) -> None:
    found = checked.diagnostics
    if form == "json":
        click.echo(diagnostics.as_json(found, language, checked.records))
    elif form == "github":
        click.echo(diagnostics.as_github(found, language), nl=bool(found))
    else:
        show_findings(checked, language)
