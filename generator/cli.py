"""``sotay``: the options before a command, and the net below all of them.

Exit codes: 0 clean, 1 findings, 2 usage, 3 a bug of ours.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

import click

from generator import __version__
from generator.commands import (
    apply,
    build,
    check,
    cite,
    init,
    pack,
    publish,
    search,
    servers,
    verify,
)
from generator.commands.common import BUG, Session
from generator.messages import Language, say


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


for command in (
    init.init,
    check.check,
    build.generate,
    build.build,
    build.serve,
    search.search,
    cite.cite,
    pack.pack,
    servers.servers,
):
    sotay.add_command(command)
for command in (publish.publish, publish.rollback, publish.releases, verify.verify, apply.apply):
    sotay.add_command(command)
