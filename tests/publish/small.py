"""A site of a few files, sealed by hand: for tests of what happens to a site after its build."""

from __future__ import annotations

import gzip
import hashlib
import random
from pathlib import Path

from generator.manifest import NAME, as_text, manifest
from generator.offline.release_pack import Released

LEFT_OUT = frozenset({NAME, "manifest.txt.sig"})
ADDRESSES = b"/\n/mo-hinh/loa-xa/\n"


TABLES = [f"tai-ve/{number}.csv" for number in range(9)]


def words(seed: str, count: int = 400) -> str:
    """Text that compresses as text does."""
    chosen = random.Random(seed)
    parts = ["dân vận", "chính quyền", "nghị quyết", "kết luận", "cơ sở", "đối thoại", "nhân dân"]
    return " ".join(f"{chosen.choice(parts)} {chosen.randrange(1000)}" for _ in range(count))


def page(title: str) -> str:
    return f"<!doctype html><title>{title}</title><p>{words(title)}</p>\n"


def make(site: Path, title: str = "Loa xã") -> Path:
    """Pages, a hashed script, files that are not compressed, and one that is already."""
    sitemap = f"<urlset>{words('sitemap')}</urlset>\n"
    files: dict[str, str | bytes] = {
        "index.html": page("Trang chủ"),
        "404.html": page("Không tìm thấy"),
        "mo-hinh/loa-xa/index.html": page(title),
        "mo-hinh/loa-xa/trich-dan.bib": "@misc{x}\n",
        "assets/sotay/sotay.0123abcd.min.js": f"// {words('js')}\n",
        "assets/ảnh 1.png": random.Random(1).randbytes(3000),
        ".may-chu/nginx.conf": f"# {words('nginx')}\n",
        "sitemap.xml": sitemap,
        "sitemap.xml.gz": gzip.compress(sitemap.encode(), 1, mtime=7),
        **dict.fromkeys(TABLES, "id,tên\n"),
    }
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return seal(site)


def seal(site: Path) -> Path:
    (site / NAME).write_text(as_text(manifest(site, LEFT_OUT)), encoding="utf-8")
    return site


def released(site: Path, signature: bytes = b"", publication: bytes = b"") -> Released:
    return Released(site, (site / NAME).read_bytes(), signature, ADDRESSES, publication)


def tree(folder: Path) -> dict[str, str]:
    """Digests of all files below a folder, none of which is a link."""
    found = {}
    for path in sorted(folder.rglob("*")):
        assert not path.is_symlink()
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(folder).as_posix()] = digest
    return found
