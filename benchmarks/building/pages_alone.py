"""Our build without the search index: ``python -m benchmarks.building.pages_alone BASE DAY``.

The pages that the builders beside us make too: neither the files that `sotay build` adds to them
(search, basket, tables for servers), nor its seal.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from generator import collector, pipeline
from generator.settings import load
from generator.site import build as site


@collector.at_rest()
def main() -> None:
    base, day = sys.argv[1:]
    settings, as_of = load(Path(base)), dt.date.fromisoformat(day)
    done = pipeline.generate(settings, as_of)
    inputs = site.Inputs(site.Below(done.made.files), lambda _: {}, lambda *_: ((), ""))
    built = site.build(settings, as_of, inputs)
    if not isinstance(built, site.Built):
        sys.exit(str(built))


if __name__ == "__main__":
    main()
