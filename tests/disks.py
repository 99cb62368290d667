"""File systems of their own for tests: small ones that run full, and folders made read-only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class Disk:
    """A mounted file system, and what else was mounted within it."""

    root: Path
    mounted: list[Path] = field(default_factory=list)

    def mount(self, *arguments: str, at: Path) -> None:
        done = subprocess.run(["mount", *arguments, str(at)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"cannot mount: {done.stderr.decode()}")
        self.mounted.append(at)

    def remount(self, *options: str) -> None:
        option = ",".join(("remount", *options))
        subprocess.run(["mount", "-o", option, str(self.root)], check=True)

    @contextmanager
    def read_only(self, folder: Path) -> Iterator[None]:
        """Nothing below the folder can be changed, also by root."""
        self.mount("--bind", str(folder), at=folder)
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
            yield
        finally:
            self._unmount()

    def release(self) -> None:
        while self.mounted:
            self._unmount()

    def _unmount(self) -> None:
        subprocess.run(["umount", "-l", str(self.mounted.pop())], check=True)


@contextmanager
def small(root: Path, size: str) -> Iterator[Disk]:
    """An empty disk of this size (``640k``) at a new folder."""
    if not hasattr(os, "getuid") or os.getuid():
        pytest.skip("only root may mount")
    root.mkdir()
    disk = Disk(root)
    disk.mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", at=root)
    try:
        yield disk
    finally:
        disk.release()
