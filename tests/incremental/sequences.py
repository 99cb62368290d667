"""Sequences of edits from a seed, each proven as it goes. ``python -m tests.incremental`` runs as
many as one has time for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generator.commands.common import CLEAN
from tests.incremental.damage import DAMAGE
from tests.incremental.edits import EDITS, Edit, NothingToEdit
from tests.incremental.ground import Ground, sotay
from tests.incremental.wide import BREAKING, WIDE

ROWS = 3
"""Lines of a page of a list, so that even short lists run over several."""

AT_ONCE = 7
"""Edits of records between two builds, most of which touch different pages."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens before a build, by name, and whether that must refuse."""

    edits: tuple[tuple[str, Edit], ...]
    refused: bool = False


def steps(seed: int) -> list[Step]:
    """Every edit and every damage there is, once, in an order of its own."""
    chosen = Random(seed)
    small, wide, damage = (chosen.sample(of, len(of)) for of in (EDITS, WIDE, DAMAGE))
    batches = [small[at : at + AT_ONCE] for at in range(0, len(small), AT_ONCE)]
    together = [[one, *batch] for one, batch in zip(damage, batches, strict=False)]
    found = [Step(tuple(batch)) for batch in together]
    found += [Step((one,)) for one in damage[len(batches) :]]
    found += [Step(tuple(wide[at::3])) for at in range(3)]
    found += [Step((one,), refused=True) for one in BREAKING]
    chosen.shuffle(found)
    return found


def live(ground: Ground, seed: int, done: set[str]) -> Iterator[str]:
    """Do all steps of a seed and prove each. What is about to be done is told before, so that a
    failure says after what; ``done`` gets the names of the edits that could be made."""
    chosen = Random(seed)
    assert ground.prove().code == CLEAN
    for step in steps(seed):
        yield ", ".join(name for name, _ in step.edits)
        saved = _save(ground, "step")
        done.update(name for name, edit in step.edits if do(edit, step.refused, ground, chosen))
        ran = ground.prove()
        assert step.refused == (ran.code != CLEAN), ran.said
        if step.refused:
            _restore(ground, saved)
            yield "what was refused, taken back"
            assert ground.prove().code == CLEAN


def do(edit: Edit, refused: bool, ground: Ground, chosen: Random) -> bool:
    """Whether the edit could be made: there may be no record any more that is like those that it
    edits, and what `check` refuses is taken back, where that is not what is wanted."""
    saved = _save(ground, "edit")
    try:
        edit(ground, chosen)
    except NothingToEdit:
        return False
    if refused or '"error": 0' in sotay(ground.inputs.root, "check", "--format=json").said:
        return True
    _restore(ground, saved)
    return False


def _save(ground: Ground, name: str) -> Path:
    place = ground.root / f"before-{name}"
    shutil.rmtree(place, ignore_errors=True)
    return Path(shutil.copytree(ground.inputs.root, place))


def _restore(ground: Ground, saved: Path) -> None:
    shutil.rmtree(ground.inputs.root)
    shutil.copytree(saved, ground.inputs.root)
