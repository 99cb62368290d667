"""What is seen of a file does not hang on the files that were looked at before it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.seal import Workplace, digests
from generator.seal.folder import Folder
from generator.seal.looking import Looker
from tests.seal.folders import SITE_URL, Files, found, lay, page
from tests.seal.test_rules import KEY, TOKEN

LINES = (
    '<a href="../x/">x</a>',
    '<a href="../x/#dieu-1">x</a>',
    '<a href="../X/">x</a>',
    '<a href="../x">x</a>',
    '<a href=" ../y/">x</a>',
    '<a href="..\\y\\">x</a>',
    '<a href="../../">x</a>',
    '<a href="../../a/x/">x</a>',
    '<a href="../../../a/x/">x</a>',
    '<a href="../%2e%2e/a/x/">x</a>',
    '<a href="../../a/x/" ping="../../a/x/ //nguon.example/">x</a>',
    '<img src="../../c.svg">',
    '<link rel="icon" href="../../c.svg">',
    '<link rel="canonical" href="../../c.svg">',
    '<a href="#dieu-1">x</a>',
    '<a href="">x</a>',
    f'<a href="{SITE_URL}a/x/">x</a>',
    '<p id="dieu-1"></p>',
    "/srv/nha-kho/so-tay/x",
    "/srv/nha-kho",
    "/so-tay/x",
    "-----BEGIN",
    KEY,
    TOKEN,
)
PATHS = ("404.html", "index.html", "a/index.html", "a/x/index.html", "a/y/index.html")
MORE = ("a/y/x/index.html", "b/x/index.html", "b/y/index.html", "b.txt")

lines = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join).map(page)


@given(st.dictionaries(st.sampled_from([*PATHS, *MORE]), lines))
def test_each_file_is_seen_as_if_it_were_the_first(files: Files) -> None:
    with tempfile.TemporaryDirectory() as place:
        site = lay(Path(place) / "site", {**files, "c.svg": "<svg/>"})
        workplace = Workplace(Path(place), SITE_URL, (Path("/srv/nha-kho/so-tay"),))
        folder = Folder(site, digests(site), workplace)
        together = dict(Looker(folder).look(folder.paths))
        for path in folder.paths:
            assert [(path, together[path])] == list(Looker(folder).look([path]))


def test_a_folder_whose_name_goes_over_two_lines_is_found(tmp_path: Path) -> None:
    files = {"a.txt": "x/srv/a\nb/c", "b.txt": "/srv/a\nb/c"}
    told = found(tmp_path / "site", files, Path("/srv/a\nb/c"))
    assert told == [("site/b.txt", 1, 1, "machine-path")]


def test_an_address_of_xlink_counts_in_svg_alone(tmp_path: Path) -> None:
    body = '<a xlink:href="khong-co/">x</a>\n<svg><a xlink:href="khong-co/"></a></svg>'
    told = found(tmp_path / "site", {"index.html": page(body)})
    assert [code for *_, code in told] == ["dead-link"]
