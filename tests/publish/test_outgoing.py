"""The folder that goes out: exactly the sealed site, and its compressed forms."""

from __future__ import annotations

import errno
import gzip
import os
import sys
from pathlib import Path

import pytest

from generator.manifest import NAME
from generator.messages import Problem
from generator.publish import compressing
from generator.publish.outgoing import outgoing
from tests.publish import small

COMPRESSED = {
    "index.html",
    "404.html",
    "mo-hinh/loa-xa/index.html",
    "assets/sotay/sotay.0123abcd.min.js",
    "sitemap.xml",
    NAME,
}
LISTED = {
    *COMPRESSED,
    *small.TABLES,
    "mo-hinh/loa-xa/trich-dan.bib",
    "assets/ảnh 1.png",
    ".may-chu/nginx.conf",
    "sitemap.xml.gz",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small.make(tmp_path / "site")


def pool(state: Path) -> set[str]:
    return {path.name for path in (state / "compressed").iterdir()}


def no_brotli(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)


def test_it_holds_what_the_manifest_names_and_what_is_made_of_that(
    site: Path, tmp_path: Path
) -> None:
    pytest.importorskip("brotli")
    (site / "la.html").write_text(small.page("lạ"), encoding="utf-8")
    found = outgoing(site, tmp_path / "state")
    made = {f"{path}{suffix}" for path in COMPRESSED for suffix in (".gz", ".br")}
    assert set(small.tree(found)) == LISTED | made
    assert (found / "index.html").stat().st_ino == (site / "index.html").stat().st_ino


def test_each_form_gives_its_file_and_is_smaller(site: Path, tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli")
    found = outgoing(site, tmp_path / "state")
    for path in COMPRESSED:
        content = (found / path).read_bytes()
        packed = (found / f"{path}.gz").read_bytes()
        assert gzip.decompress(packed) == content
        assert brotli.decompress((found / f"{path}.br").read_bytes()) == content
        assert len(packed) < len(content)


def test_gzip_tells_no_name_no_time_and_no_system(site: Path, tmp_path: Path) -> None:
    found = outgoing(site, tmp_path / "state")
    head = (found / "index.html.gz").read_bytes()[:10]
    assert head == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def test_a_compressed_file_of_the_site_itself_stands(site: Path, tmp_path: Path) -> None:
    found = outgoing(site, tmp_path / "state")
    assert (found / "sitemap.xml.gz").read_bytes() == (site / "sitemap.xml.gz").read_bytes()


def test_what_does_not_get_smaller_has_no_compressed_form(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "noise.txt").write_bytes(os.urandom(2000))
    found = outgoing(small.seal(tmp_path / "site"), tmp_path / "state")
    assert set(small.tree(found)) == {"noise.txt", NAME}


def test_without_brotli_there_is_gzip_alone(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_brotli(monkeypatch)
    found = outgoing(site, tmp_path / "state")
    assert set(small.tree(found)) == LISTED | {f"{path}.gz" for path in COMPRESSED}


@pytest.mark.parametrize("cores", [1, 2, 7])
def test_the_bytes_are_the_same_for_any_number_of_cores(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    first = small.tree(outgoing(site, tmp_path / "state"))
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert small.tree(outgoing(site, tmp_path / "other")) == first


def test_only_what_is_new_is_compressed(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_brotli(monkeypatch)
    state, packed = tmp_path / "state", []
    outgoing(site, state)
    before, real = pool(state), compressing._gzip

    def noted(data: bytes) -> bytes:
        packed.append(data)
        return real(data)

    monkeypatch.setattr(compressing, "_gzip", noted)
    outgoing(site, state)
    assert packed == []
    small.make(site, "Loa xã mới")
    found = outgoing(site, state)
    new = [(found / path).read_bytes() for path in ("mo-hinh/loa-xa/index.html", NAME)]
    assert sorted(packed) == sorted(new)
    assert len(pool(state)) == len(before)
    assert len(pool(state) - before) == 2


def test_a_damaged_pool_is_harmless(site: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    whole = small.tree(outgoing(site, state))
    entries = sorted((state / "compressed").iterdir())
    contents = [entry.read_bytes() for entry in entries]
    for entry, other in zip(entries, [b"", b"x" * 50, *contents], strict=False):
        entry.unlink()
        entry.write_bytes(other)
    assert small.tree(outgoing(site, state)) == whole


@pytest.mark.parametrize("damage", ["edit", "delete", "link"])
def test_a_site_that_is_not_what_was_sealed_does_not_go_out(
    site: Path, tmp_path: Path, damage: str
) -> None:
    page = site / "mo-hinh" / "loa-xa" / "index.html"
    text = page.read_bytes()
    page.unlink()
    if damage == "edit":
        page.write_bytes(text.replace(b"Loa", b"loa"))
    if damage == "link":
        (tmp_path / "elsewhere").write_bytes(text)
        page.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problem) as refused:
        outgoing(site, tmp_path / "state")
    assert refused.value.saying == "site-changed"
    assert refused.value.values == {"file": "mo-hinh/loa-xa/index.html"}


@pytest.mark.parametrize("text", [None, "", "không phải"])
def test_a_site_without_a_seal_does_not_go_out(site: Path, tmp_path: Path, text: str) -> None:
    (site / NAME).unlink()
    if text is not None:
        (site / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as refused:
        outgoing(site, tmp_path / "state")
    assert refused.value.saying == "site-unsealed"


def test_where_links_cannot_be_made_files_are_copied(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = small.tree(outgoing(site, tmp_path / "state"))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    found = outgoing(site, tmp_path / "other")
    assert small.tree(found) == linked
    assert (found / "index.html").stat().st_nlink == 1
