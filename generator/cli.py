"""``sotay``: the options before a command, and the net below all of them.

Exit codes: 0 clean, 1 findings, 2 usage, 3 a bug of ours.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click

from generator import __version__, collector
from generator.commands.common import BUG, Session
from generator.messages import Language, say

COMMANDS = {
    "apply": "apply",
    "assemble": "build",
    "build": "build",
    "check": "check",
    "cite": "cite",
    "generate": "build",
    "init": "init",
    "pack": "pack",
    "publish": "publish",
    "releases": "publish",
    "rollback": "publish",
    "search": "search",
    "serve": "serve",
    "servers": "servers",
    "verify": "verify",
}
"""Commands by name, with their modules in `generator.commands`."""


def main() -> None:
    """Entry point: whatever escapes the commands is our bug and is told as one."""
    try:
        sotay()
    except SystemExit as done:
        _leave(done)
    except Exception as error:  # noqa: BLE001 - the last net before the user
        sys.exit(_report_bug(error))


def _leave(done: SystemExit) -> None:
    """End at once: taking ten thousand records apart one by one would take half a second. Whatever
    else has to be done at the end is left to Python."""
    with contextlib.suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    if isinstance(done.code, int) and not multiprocessing.active_children():
        os._exit(done.code)
    raise done


def _report_bug(error: Exception) -> int:
    with tempfile.NamedTemporaryFile(
        "w", prefix="sotay-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exc(file=log)
    reason = f"{type(error).__name__}: {error}"
    for language in Language:
        click.echo(say("bug", language, reason=reason, log=log.name), err=True)
    return BUG


class _Commands(click.Group):
    """Loads a command when it is asked for: a check need not wait for all that builds."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        with collector.at_rest(for_good=True):
            module = importlib.import_module(f"generator.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
