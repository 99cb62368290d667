"""The sealed site → the folder of what goes out: its files, their compressed forms, a signature."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

from generator import manifest
from generator.files import link_or_copy
from generator.manifest import NAME, SIGNATURE, Difference, Fault, Manifest
from generator.messages import Problem
from generator.policy import is_hashed
from generator.publish.compressing import Pool, is_compressible, is_like, uncompressed
from generator.publish.signing import sign

_FOLDER, _POOL = "outgoing", "compressed"


def outgoing(site: Path, state: Path, key: Path | None = None) -> Path:
    """Make the folder anew in ``state`` and return it.

    It holds exactly what the manifest of the site names, the manifest, its signature (by ``key``,
    else the one that lies in the site), and ``.gz`` and ``.br`` where they are smaller. Raise
    `Problem` where the site is no longer what its manifest says.
    """
    text = sealed(site)
    folder = state / _FOLDER
    signature = _signature(site, text, key, folder)
    shutil.rmtree(folder, ignore_errors=True)
    _fill(folder, site, text, Pool(state / _POOL))
    if signature:
        (folder / SIGNATURE).write_bytes(signature)
    return folder


def learn(state: Path, site: Path, listed: Manifest) -> None:
    """Remember the compressed forms that lie in a release, so that they are not made again."""
    Pool(state / _POOL).take_over(site, listed)


def sealed(site: Path) -> bytes:
    """The manifest of a sealed site."""
    try:
        text = (site / NAME).read_bytes()
        manifest.parse(text.decode("utf-8"))
    except (OSError, ValueError):
        raise Problem("site-unsealed", site=str(site)) from None
    return text


def _signature(site: Path, text: bytes, key: Path | None, last: Path) -> bytes:
    """A signature that was made over the same manifest is used again, as some keys give other
    bytes each time and a site that has not changed must not look changed."""
    if key is None:
        return read(site / SIGNATURE)
    return sign(text, key, read(last / SIGNATURE))


def read(path: Path) -> bytes:
    """Empty where there is no such file."""
    return path.read_bytes() if path.is_file() else b""


def unlike(site: Path) -> Iterator[Difference]:
    """What of a released site is not as the manifest in it says, which a signature vouches for.

    Compressed forms must give the file that they stand beside; hashed files of earlier releases may
    be there.
    """
    wanted = manifest.parse(sealed(site).decode("utf-8"))
    for found in manifest.differences(site, wanted):
        if found.fault != Fault.FOREIGN or not _may_be_there(site, found.path, wanted):
            yield found


def _may_be_there(site: Path, path: str, wanted: Manifest) -> bool:
    source = uncompressed(path)
    if path != source and (source in wanted or source == NAME):
        return is_like(site / path, site / source)
    return path in {NAME, SIGNATURE} or is_hashed(source)


def _fill(folder: Path, site: Path, text: bytes, pool: Pool) -> None:
    """First every file, then what is compressed, so that a ``.gz`` of the site itself stands."""
    wanted = manifest.parse(text.decode("utf-8"))
    for parent in sorted({(folder / path).parent for path in wanted} | {folder}):
        parent.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(text)
    compressed = {**wanted, NAME: sha256(text).hexdigest()}
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        for work, paths in (
            (partial(_carry, site, folder, wanted), wanted),
            (partial(_compress, folder, compressed, pool), filter(is_compressible, compressed)),
        ):
            for _ in threads.map(work, sorted(paths)):
                """Raises what the thread has raised."""
    pool.prune()


def _carry(site: Path, folder: Path, wanted: Manifest, path: str) -> None:
    source = site / path
    if source.is_symlink() or not source.is_file() or manifest.digest(source) != wanted[path]:
        raise Problem("site-changed", file=path)
    link_or_copy(source, folder / path)


def _compress(folder: Path, listed: Manifest, pool: Pool, path: str) -> None:
    pool.put_beside(folder / path, listed[path])
