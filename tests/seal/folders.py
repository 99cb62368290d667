"""Made-up sites: one that breaks no rule, and pages to break one with."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator import manifest, policy, seal
from generator.diagnostics import Diagnostic
from generator.kept import Kept
from generator.seal import Last, Workplace
from tests.checks.bases import marked

SITE_URL = "https://so-tay.example/kho/"
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{policy.CONTENT_SECURITY_OF_PAGES}">'
Files = Mapping[str, str | bytes]


def page(body: str, head: str = POLICY) -> str:
    return (
        f'<!doctype html>\n<html lang="vi"><head>{head}\n</head>\n<body>\n{body}\n</body></html>\n'
    )


CLEAN: Files = {
    "index.html": page(
        """
<link rel="canonical" href="https://another.example/kept/">
<link rel="stylesheet" href="assets/a.css">
<link rel="alternate feed" href="nhat-ky/feed.xml">
<a href="van-ban/x/">x</a> <a href="van-ban/x/?in=1#dieu-3">Điều 3</a> <a href=".">nhà</a>
<a href="van-ban/x/#%C4%91i%E1%BB%81u">điều</a> <a href="#">lên</a> <a href="#top">lên</a>
<a href="van-ban/x/#in-20261123-ab2cd3">bản in</a> <a href="#:~:text=nh%C3%A0">nhà</a>
<a href="https://so-tay.example/kho/van-ban/x/#dieu-3">x</a>
<a href="https://so-tay.example/kho">nhà</a>
<a href="https://nguon.example/bai?a=1#b" rel="noopener noreferrer">nguồn</a>
<a href="mailto:a@b.example">thư</a> <a href="TEL:+84">gọi</a>
<img src="assets/anh.svg" srcset="assets/anh.svg 1x, assets/anh.svg#a 2x">
<img src="data:image/png;base64,AAAA"> <form action="van-ban/x/"><input name="q"></form>
<svg xmlns="http://www.w3.org/2000/svg"><use href="#co"/><g id="co"/></svg>
<script src="assets/a.js" defer></script>
<script type="application/json">{"base": ".", "URL": "https://nguon.example/"}</script>
<p>Trên https://nguon.example/ có onclick="x" và &lt;script>.</p>
"""
    ),
    "van-ban/x/index.html": page(
        """
<noscript><meta http-equiv="refresh" content="0; url=../../"></noscript>
<h2 id="dieu-3">Điều 3</h2> <a name="điều"></a> <details data-fingerprint="ab2cd3"></details>
<a href="../..">nhà</a> <a href="..\\..\\index.html">nhà</a> <a href="trich-dan.json">tệp</a>
"""
    ),
    "van-ban/x/trich-dan.json": '[{"URL": "https://nguon.example/", "title": "http://a.b"}]',
    "404.html": page(
        '<a href="/kho/">nhà</a> <a href="/kho/van-ban/x/">x</a> <img src="/kho/assets/anh.svg">'
    ),
    "nhat-ky/feed.xml": '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    '<id>urn:uuid:1</id><link rel="self" href="feed.xml"/><link href="../van-ban/x/"/>'
    f'<link href="{SITE_URL}van-ban/x/"/><title>https://nguon.example/</title>'
    '<content type="html">&lt;a href="https://nguon.example/"&gt;</content></feed>',
    "assets/a.css": "@namespace url(http://www.w3.org/1999/xhtml);\n@import 'b.css';\n"
    "/* url(http://nguon.example/) */ a { mask: url('data:image/svg+xml,<svg/>') }\n"
    "b { background: url(anh.svg#a) }\n",
    "assets/b.css": "",
    "assets/anh.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>',
    "assets/a.js": "/*! https://nguon.example/licence */\nvar NS='http://www.w3.org/2000/svg';//x.y\n",
    "search/a-0-abcde.js": 'sotaySearch("a-0-abcde","//ab+cd//ef==");\n',
    "sbom.cdx.json": '{"bomFormat": "CycloneDX", "url": "https://nguon.example/"}',
    "anh.png": b"\x89PNG\0\0",
}
"""All that a site may hold."""


def lay(place: Path, files: Files) -> Path:
    """A site of these files and what they lead to; nothing of an earlier one stays."""
    shutil.rmtree(place, ignore_errors=True)
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def sealed(place: Path, files: Files, *folders: Path) -> list[Diagnostic]:
    return seal_all(lay(place, files), Workplace(place.parent, SITE_URL, folders))


def seal_all(place: Path, workplace: Workplace) -> list[Diagnostic]:
    """Look at everything; the manifest is written where nothing is wrong."""
    done = seal.seal(place, seal.digests(place), Last(workplace, Kept(place.parent / "none")))
    if done.manifest:
        (place / manifest.NAME).write_text(done.manifest, encoding="utf-8")
    return done.findings


def found(place: Path, files: Files, *folders: Path) -> list[tuple[str, int, int, str]]:
    return [(d.path, d.line, d.column, d.code) for d in sealed(place, files, *folders)]


def unmarked(files: Files) -> tuple[Files, list[tuple[str, int, int, str]]]:
    """Take the marks ``⟦code⟧`` out of files; each says that its code is found right behind it."""
    texts: dict[str, str | bytes] = {}
    wanted = []
    for name, content in files.items():
        texts[name] = content
        if isinstance(content, str):
            texts[name], places = marked(content)
            wanted += [(f"site/{name}", *place) for place in places]
    return texts, sorted(wanted)
