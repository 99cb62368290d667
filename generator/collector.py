"""Python's search for garbage, which costs much where objects are many and all of them stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest(*, for_good: bool = False) -> Iterator[None]:
    """Let nothing be searched while records are read: they would be looked through again and again.

    ``for_good``: what is there at the end stays as long as the process, and is left out from then
    on. That is for modules, and for records in commands that end soon, not in a server.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if was:
            gc.enable()
