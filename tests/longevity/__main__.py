"""``python3 -m tests.longevity``: build the generated pages with other builders and compare.

Exit code 0 when every builder that can be installed makes the same pages, up to the differences in
``known.py``; 1 otherwise, also when a builder that was asked for by name cannot be installed.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from generator import bootstrap

bootstrap.ensure("dev")

from generator.settings import Settings, load  # noqa: E402
from tests import kb  # noqa: E402
from tests.longevity import report  # noqa: E402
from tests.longevity.builders import BUILDERS, Builder, Unavailable, prepare  # noqa: E402


def main() -> int:
    names = [builder.package for builder in BUILDERS]
    parser = argparse.ArgumentParser(prog="python3 -m tests.longevity", description=__doc__)
    parser.add_argument("--builder", action="append", choices=names, help="only this one")
    parser.add_argument("-C", dest="root", type=Path, default=kb.ROOT, help="knowledge base")
    parser.add_argument("--toy", action="store_true", help="the toy library of the tests")
    parser.add_argument("--install", action="store_true", help="install the builders, no more")
    given = parser.parse_args()
    chosen = [one for one in BUILDERS if one.package in (given.builder or names)]
    if given.install:
        return _install(chosen, required=bool(given.builder))
    with tempfile.TemporaryDirectory(prefix="sotay-") as folder:
        place = Path(folder)
        settings = kb.toy(place / "toy") if given.toy else load(given.root)
        return _compare(settings, chosen, place, required=bool(given.builder))


def _install(chosen: list[Builder], *, required: bool) -> int:
    found = [prepare(builder) for builder in chosen]
    for one in found:
        print(report.told(one))
    return int(required and any(isinstance(one, Unavailable) for one in found))


def _compare(settings: Settings, chosen: list[Builder], place: Path, *, required: bool) -> int:
    ours = report.reference(settings)
    if isinstance(ours, str):
        print(ours, file=sys.stderr)
        return 1
    equal = True
    for builder in chosen:
        ready = prepare(builder)
        if isinstance(ready, Unavailable):
            print(report.told(ready))
            equal = equal and not required
        else:
            result = report.examine(ready, settings, ours, place / builder.package)
            print(result.text)
            equal = equal and result.equal
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
