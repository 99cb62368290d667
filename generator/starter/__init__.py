"""``sotay init``: a small knowledge base that builds, to be filled."""

from __future__ import annotations

import shutil
from pathlib import Path

TEMPLATE = Path(__file__).parent / "base"


def create(folder: Path) -> None:
    """Copy the starter into ``folder``; raise ``FileExistsError`` unless it is empty or new."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
