"""Bring the publication log to what is live: after a switch, and before the next publication, in
case the last one was killed between the two."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.files import replace_file
from generator.messages import Problem
from generator.publish.target import Target
from generator.records.publication import Publication, as_text
from generator.registry import Registry, grown
from generator.registry import as_text as registry_text


def settle(target: Target, folder: Path, publications: Iterable[Publication]) -> Publication | None:
    """Write the publication that the live release tells of, if the log in ``folder`` lacks it.

    It must follow one that the log has: else the target was published to from elsewhere, and only
    the log from there tells what happened.
    """
    live = target.live()
    told = live.publication() if live else None
    known = {publication.at for publication in publications}
    if live is None or told is None or told.at in known:
        return None
    follows = told.previous in known if known else told.previous is None
    if not follows:
        raise Problem("target-ahead", target=target.store.where, publication=told.name)
    replace_file(folder / f"{told.name}.json", as_text(told))
    return told


def register(target: Target, path: Path, registry: Registry) -> Registry:
    """Enter the addresses of the live release into the register at ``path``."""
    live = target.live()
    now = grown(registry, live.addresses(), live.day) if live else registry
    if now.days != registry.days:
        replace_file(path, registry_text(now))
    return now
