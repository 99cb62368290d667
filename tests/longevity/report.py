"""One builder against the site that `sotay build` makes, told as text."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.settings import Settings
from tests.kb import ROOT
from tests.longevity import pages
from tests.longevity.builders import Failed, Ready, Unavailable, build
from tests.longevity.compare import Difference, Known, differences, sorted_out
from tests.longevity.known import KNOWN
from tests.longevity.pages import Site

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Report:
    text: str
    equal: bool


def reference(settings: Settings) -> Site | str:
    """The site as `sotay build` makes it of the records, or what stopped it."""
    command = [sys.executable, "-m", "generator", "-C", str(settings.root), "build"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        return done.stdout + done.stderr
    return pages.read(settings.site, settings.docs)


def told(builder: Ready | Unavailable) -> str:
    if isinstance(builder, Unavailable):
        return f"{builder.builder.package}: SKIPPED, cannot be installed here: {builder.reason}"
    return f"{builder.builder.package} {builder.version}: ready"


def examine(ready: Ready, settings: Settings, ours: Site, workshop: Path) -> Report:
    """Build with the builder and compare; ``workshop`` is made."""
    workshop.mkdir(parents=True)
    name = f"{ready.builder.package} {ready.version}"
    built = build(ready, settings, workshop)
    if isinstance(built, Failed):
        return Report(f"{name}: DID NOT BUILD: {built.reason}", equal=False)
    theirs = pages.read(built.site, settings.docs)
    found = differences(ours, theirs)
    new, known = sorted_out(ready.builder.package, found, KNOWN)
    verdict = f"{len(new)} DIFFERENCES" if new else "equal"
    head = f"{name}: {verdict}, built in {built.seconds:.1f} s"
    return Report("\n".join([head, *_figures(ours, theirs), *_new(new), *_known(known)]), not new)


def _figures(ours: Site, theirs: Site) -> Iterator[str]:
    yield f"  {'':<24}{'sotay build':>14}{'this builder':>14}"
    for name, one, other in zip(_NAMES, _counts(ours, ours), _counts(theirs, ours), strict=True):
        yield f"  {name:<24}{one:>14}{other:>14}"


_NAMES = ("pages", "files from docs/", "anchors", "words", "links in articles", "dead links")


def _counts(site: Site, ours: Site) -> tuple[int, ...]:
    all_pages = site.pages.values()
    return (
        len(all_pages),
        len(site.files),
        sum(len(page.anchors) for page in all_pages),
        sum(len(page.text.split()) for page in all_pages),
        sum(len(page.links) for page in all_pages),
        len(site.dead(ours.rest)),
    )


def _new(found: Sequence[Difference]) -> Iterator[str]:
    for kind, count in Counter(difference.kind for difference in found).most_common():
        yield f"  {kind}: {count}"
        for difference in [one for one in found if one.kind == kind][:_EXAMPLES]:
            yield f"    /{difference.address}  {difference.what}".rstrip()


def _known(found: Sequence[tuple[Known, int]]) -> Iterator[str]:
    for known, count in found:
        yield f"  known, {count} times: {known.kind}: {known.why}"
