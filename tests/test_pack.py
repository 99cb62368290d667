"""`sotay pack --session`: what is inside, where it may be put, and that it is always the same."""

from __future__ import annotations

import datetime as dt
import html.parser
import posixpath
import re
import urllib.parse
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import sotay
from generator.offline import container
from generator.offline.links import Bundle, cut
from generator.settings import Settings
from tests import kb

SESSION = "dan-chu-co-so"
SITE_URL = "https://so-tay.example/kho/"
INSIDE = {
    "index.html",
    "tim/index.html",
    "tap-tai-lieu/index.html",
    "tap-huan/dan-chu-co-so/index.html",
    "tap-huan/dan-chu-co-so/tai-lieu/index.html",
    "tap-huan/dan-chu-co-so/trinh-chieu/index.html",
    "tap-huan/dan-chu-co-so/ma-qr/index.html",
    "van-ban/01-nq-hda-2005/index.html",
    "van-ban/05-kh-hdb-bc-2021/index.html",
    "van-ban/04-kl-bc-2020/index.html",
    "mo-hinh/loa-thon/index.html",
    "chu-de/doi-thoai/index.html",
}
REFRESH = '<meta http-equiv="refresh" content="0; url='
BUNDLE = Bundle({"index.html", "a/index.html", "a/b/index.html", "a/x.bib"}, {"a/index.md"}, None)


def pack(settings: Settings, out: Path, session: str = SESSION, *, language: str = "en") -> Result:
    arguments = ["-C", str(settings.root), "--lang", language, "pack", "--session", session]
    return CliRunner().invoke(sotay, [*arguments, "--as-of", str(kb.DAY), str(out)])


def below(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


class Links(html.parser.HTMLParser):
    """Every address and every id of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        self.ids |= {value or "" for name, value in attrs if name == "id"}


def dead(folder: Path) -> list[tuple[str, str]]:
    """(page, address) of all that leads to no file or anchor of the pack."""
    files = below(folder)
    pages = {f: Links((folder / f).read_text("utf-8")) for f in files if f.endswith(".html")}
    found = []
    for page, links in pages.items():
        for link in links.found:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = urllib.parse.unquote(parts.path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            target = target if path else page
            anchor = urllib.parse.unquote(parts.fragment)
            known = pages[target].ids if target in pages else set()
            if target not in files or (anchor and anchor not in known | {"__skip"}):
                found.append((page, link))
    return found


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    settings = kb.toy(tmp_path_factory.mktemp("pack") / "toy")
    out = tmp_path_factory.mktemp("usb") / "goi"
    done = pack(settings, out)
    assert done.exit_code == 0, done.output
    assert f"Open {out / 'index.html'} in a browser" in done.output
    return settings, out


def test_it_holds_these_pages_and_no_others(packed: tuple[Settings, Path]) -> None:
    files = below(packed[1])
    assert {file for file in files if file.endswith(".html")} == INSIDE
    assert "van-ban/01-nq-hda-2005/trich-dan.bib" in files
    assert not {"sitemap.xml", "404.html", "nhat-ky/feed.xml"} & files
    assert not (packed[0].state / "pack-pages").exists()


def test_no_link_is_dead(packed: tuple[Settings, Path]) -> None:
    assert dead(packed[1]) == []


def test_what_did_not_come_along_is_plain_text(packed: tuple[Settings, Path]) -> None:
    page = (packed[1] / "van-ban/01-nq-hda-2005/index.html").read_text("utf-8")
    assert re.search(r'<span class="sv-outside" title="[^"]+">Hội đồng A</span>', page)
    hosts = {urllib.parse.urlsplit(link).netloc for link in Links(page).found}
    assert hosts <= {"", "vi-du.example"}


def test_force_is_told_from_all_records(packed: tuple[Settings, Path]) -> None:
    """What repealed the resolution is not in the pack."""
    page = (packed[1] / "van-ban/01-nq-hda-2005/index.html").read_text("utf-8")
    assert "Hết hiệu lực toàn bộ" in page
    assert not (packed[1] / "van-ban/02-nq-hdb-2012").exists()


def test_with_an_address_links_lead_to_the_site(toy: Settings, tmp_path: Path) -> None:
    with toy.config.open("a", encoding="utf-8") as file:
        file.write(f"\nsite_url: {SITE_URL}\n")
    assert pack(toy, tmp_path / "goi").exit_code == 0
    page = (tmp_path / "goi/van-ban/01-nq-hda-2005/index.html").read_text("utf-8")
    assert f'href="{SITE_URL}co-quan/hoi-dong-a/"' in page
    assert '<span class="sv-outside"' not in page
    assert dead(tmp_path / "goi") == []


def test_two_packs_are_the_same_bytes(
    packed: tuple[Settings, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = packed[0]
    other = kb.toy(tmp_path / "elsewhere")
    assert pack(settings, tmp_path / "one.zip").exit_code == 0
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert pack(other, tmp_path / "two.zip").exit_code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {name.removeprefix(f"{SESSION}/") for name in names} == below(packed[1])


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "must be the id of a training session, got “khong-co”"), ("vi", "phải là id của một")],
)
def test_an_unknown_session_is_told(
    packed: tuple[Settings, Path], tmp_path: Path, language: str, said: str
) -> None:
    done = pack(packed[0], tmp_path / "goi", "khong-co", language=language)
    assert done.exit_code == 2
    assert said in done.output
    assert "dan-chu-co-so, nhieu-y" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_in_it_is_refused(
    packed: tuple[Settings, Path], tmp_path: Path
) -> None:
    (tmp_path / "anh.jpg").write_text("mine")
    done = pack(packed[0], tmp_path)
    assert done.exit_code == 2
    assert "must be a folder that does not exist or is empty" in done.output
    assert below(tmp_path) == {"anh.jpg"}


def test_a_file_that_is_there_is_kept(packed: tuple[Settings, Path], tmp_path: Path) -> None:
    for name, said in (("cu.zip", "exists already"), ("cu", "must be a folder")):
        (tmp_path / name).write_text("mine")
        done = pack(packed[0], tmp_path / name)
        assert done.exit_code == 2
        assert said in done.output
        assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize("place", ["docs/goi", "directives/goi.zip", "site/x/goi", ".sotay/pack"])
def test_the_knowledge_base_itself_is_refused(packed: tuple[Settings, Path], place: str) -> None:
    done = pack(packed[0], packed[0].root / place)
    assert done.exit_code == 2
    assert "must lie outside" in done.output


def test_an_empty_folder_is_taken(packed: tuple[Settings, Path], tmp_path: Path) -> None:
    container.put(packed[1], tmp_path, "x")
    assert below(tmp_path) == below(packed[1])


@pytest.mark.parametrize("name", ["goi", "goi.zip"])
def test_a_full_disk_leaves_nothing(
    packed: tuple[Settings, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile" if name == "goi" else "zipfile.ZipFile.writestr", full)
    monkeypatch.setattr("shutil.copy2", full)
    with pytest.raises(OSError, match="No space left"):
        container.put(packed[1], tmp_path / name, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("written", "cut_to"),
    [
        ('<a href="b/">x</a>', '<a href="b/index.html">x</a>'),
        ('<a href="b/?a=1&amp;b=2#c">x</a>', '<a href="b/index.html?a=1&amp;b=2#c">x</a>'),
        ('<a href="..">x</a>', '<a href="../index.html">x</a>'),
        ('<a href="#c">x</a>', '<a href="#c">x</a>'),
        ('<a href="x.bib" download>x</a>', '<a href="x.bib" download>x</a>'),
        ('<a href="https://a.example/b/">x</a>', '<a href="https://a.example/b/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="../c.md#d"><b>x</b></a>y', f"{'{bare}'}<b>x</b></span>y"),
        ('<a href="../../../etc/passwd">x</a>', "{bare}x</span>"),
        ('<link rel="alternate" href="../feed.xml">', ""),
        ("<script>if (a < b) '</a>';</script>", "<script>if (a < b) '</a>';</script>"),
        ("<p>&lt;a href=&quot;c/&quot;&gt; &#35; &amp;</p>", None),
        ('<meta http-equiv="refresh" content="0; url=b/">', f"{REFRESH}b/index.html\">"),
        ("<a href='b/' class=k>A&B</a>", '<a href="b/index.html" class="k">A&B</a>'),
        ('<abbr title="a > b"><!-- <a href="c/"> -->', None),
        ('<form action="b/">', '<form action="b/index.html">'),
    ],
)  # fmt: skip
def test_links_are_cut(written: str, cut_to: str | None) -> None:
    bare = '<span class="sv-outside" title="Trang này không có trong gói">'
    wanted = written if cut_to is None else cut_to.replace("{bare}", bare)
    assert cut(written, "a/index.html", BUNDLE) == wanted


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("../c.md#d", "c/#d"),
        ("../c/index.md", "c/"),
        ("../../c/?q=1#d", "c/?q=1#d"),
        ("../../feed.xml", "feed.xml"),
        ("e.md", "a/e/"),
    ],
)
def test_links_to_the_site_are_marked(href: str, url: str) -> None:
    text = cut(f'<a href="{href}">x</a>', "a/b/index.html", Bundle((), {"a/b.md"}, SITE_URL))
    (link,) = Links(text).found
    assert link == SITE_URL + url
    assert 'class="sv-outside" rel="noreferrer"' in text


def test_the_day_is_the_one_asked_for(packed: tuple[Settings, Path]) -> None:
    page = (packed[1] / f"tap-huan/{SESSION}/index.html").read_text("utf-8")
    assert f'<time datetime="{dt.date(2024, 6, 1)}">' in page
