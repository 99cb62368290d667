"""Differences that are understood. docs/maintainers/longevity.md tells them to people."""

from tests.longevity.compare import Kind, Known

KNOWN: tuple[Known, ...] = (
    Known(
        builder="zensical",
        kind=Kind.MARKS,
        address=r"cach-bien-tap/",
        what=r"lost: code\.language-\w+ ×\d+|new: (code|div\.highlight|span(\.[\w-]+)*) ×\d+",
        why="Zensical always puts pymdownx.superfences in place of fenced_code, which colours the "
        "samples; the wording is the same",
    ),
)
