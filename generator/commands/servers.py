"""``sotay servers``."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.commands.common import Session, UsageProblem, told
from generator.files import replace_file
from generator.lock import Busy, exclusive
from generator.messages import Problem
from generator.publish.outgoing import outgoing
from generator.render.servers import (
    CONTAINER,
    INSIDE,
    KINDS,
    SITE,
    TARGET,
    Host,
    configuration,
    container_host,
    host,
)
from generator.settings import Settings


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--target",
    metavar="DIR",
    default=TARGET,
    show_default=True,
    help="As for publish; the server shows DIR/current.",
)
@click.option("--base", metavar="PATH", help="Path of the site on its host (default: of site_url).")
@click.option("--name", metavar="HOST[:PORT]", help="Its host (default: of site_url, or any).")
@click.option("--inside", is_flag=True, help="Make what goes inside a host that is there already.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE|DIR", help="Write instead of printing."
)
@click.pass_obj
def servers(session: Session, /, kind: str, inside: bool, out: Path | None, **place: Any) -> None:
    """Print the configuration of a web server that shows what is published to DIR.

    container makes a folder for podman or docker with the built site in it; systemd brings the
    records from git, publishes them and gives the log back, by a timer.
    """
    settings = session.open()
    if inside and kind not in INSIDE:
        raise UsageProblem(told(settings, "server-no-inside", kinds=", ".join(INSIDE)))
    try:
        where = host(settings.site_url, **place)
        if kind == CONTAINER:
            _container(settings, container_host(where), out)
        elif out is None:
            click.echo(_shown(configuration(kind, where, inside=inside)), nl=False)
        else:
            _write(settings, configuration(kind, where, inside=inside), out)
    except Problem as problem:
        raise UsageProblem(told(settings, problem.saying, **problem.values)) from None
    except Busy:
        raise UsageProblem(told(settings, "busy")) from None
    except OSError as error:
        raise UsageProblem(told(settings, "cannot-write", reason=error)) from None


def _shown(files: Mapping[str, str]) -> str:
    """One file as it is, several each below its name, as ``tail`` shows them."""
    if len(files) == 1:
        return "".join(files.values())
    return "\n".join(f"==> {name} <==\n{text}" for name, text in files.items())


def _write(settings: Settings, files: Mapping[str, str], out: Path) -> None:
    """Several files go into a folder, a single one too where OUT is one. What an administrator may
    have edited is kept: first all is looked at, then written."""
    single = len(files) == 1 and not out.is_dir()
    places = {out if single else out / name: text for name, text in files.items()}
    for place, text in places.items():
        if place.exists() and place.read_bytes() != text.encode():
            raise Problem("server-out-taken", out=str(place))
    for place, text in places.items():
        replace_file(place, text)
    names = [str(place) for place in places]
    click.echo(told(settings, "server-written", files=", ".join(names), first=names[0]), err=True)


def _container(settings: Settings, where: Host, out: Path | None) -> None:
    """The folder must be new or empty, since an old site must not stay among the new one."""
    if out is None or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise Problem("server-out-needed")
    with exclusive(settings.state):
        shutil.copytree(outgoing(settings.site, settings.state), out / SITE)
    _write(settings, configuration(CONTAINER, where), out)
