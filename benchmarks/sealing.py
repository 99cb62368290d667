"""What the seal costs: ``python -m benchmarks.sealing BASE`` with the built site of BASE."""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from generator import pipeline
from generator.seal import digests
from generator.settings import load

_MB = 1024
"""ru_maxrss of Linux is in KB."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    settings = load(parser.parse_args().base)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(settings.site, site)
        wall, cpu = time.perf_counter(), time.process_time()
        found, _ = pipeline.Sealing(settings, 1).seal(site, digests(site))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    print(f"{pages} pages, {len(files)} files: {wall:.2f} s, CPU {cpu:.2f} s, {peak:.0f} MB")
    print(f"{len(found)} findings")


if __name__ == "__main__":
    main()
