"""``python -m tests.incremental SEED COUNT``: as many sequences of edits as one has time for."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from generator.views import lists
from tests.incremental.ground import Ground
from tests.incremental.sequences import ROWS, live


def main(first: int, count: int) -> None:
    lists.ROWS_PER_PAGE = ROWS
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory(prefix="sotay-") as folder:
            for about in live(Ground.new(Path(folder)), seed, set()):
                print(f"{seed}: {about}", flush=True)


main(*map(int, sys.argv[1:3]))
