"""``sotay pack``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from generator import pipeline
from generator.commands.build import generated
from generator.commands.common import (
    CLEAN,
    FINDINGS,
    Session,
    UsageProblem,
    as_of_option,
    locked,
    told,
)
from generator.messages import Problem
from generator.offline import container
from generator.settings import Settings


@click.command()
@click.option(
    "--session", "identity", required=True, metavar="ID", help="The training session to pack."
)
@click.argument("out", type=click.Path(path_type=Path))
@as_of_option
@click.pass_obj
def pack(session: Session, identity: str, out: Path, as_of: dt.date) -> None:
    """Pack a training session and what it reads, to be opened from a USB stick.

    OUT is a folder that does not exist or is empty, or a name that ends in .zip.
    """
    settings = session.open()
    try:
        sys.exit(locked(settings, lambda: _pack(settings, as_of, identity, out)))
    except Problem as problem:
        raise UsageProblem(told(settings, problem.saying, **problem.values)) from None


def _pack(settings: Settings, as_of: dt.date, identity: str, out: Path) -> int:
    from generator.site import part
    from generator.site.build import Failed

    container.claim(out, (settings.docs, settings.records, settings.site, settings.state))
    done = generated(settings, as_of)
    if done is None:
        return FINDINGS
    wanted, first, more = pipeline.pack(done.checked, settings, as_of, identity)
    made = part.build(settings, as_of, wanted, first, more)
    if isinstance(made, Failed):
        click.echo(told(settings, "build-failed", reason=made.reason), err=True)
        return FINDINGS
    pipeline.cut_links(made, wanted, settings)
    try:
        container.put(made, out, identity)
    except OSError as error:
        click.echo(told(settings, "pack-failed", out=out, reason=error), err=True)
        return FINDINGS
    files = sum(1 for path in made.rglob("*") if path.is_file())
    start = f"{identity}/index.html" if container.is_zip(out) else out / "index.html"
    click.echo(told(settings, "packed", files=files, out=out, start=start))
    return CLEAN
