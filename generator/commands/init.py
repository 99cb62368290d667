"""``sotay init``."""

from __future__ import annotations

from pathlib import Path

import click

from generator import starter
from generator.commands.common import Session, UsageProblem
from generator.messages import say


@click.command()
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
