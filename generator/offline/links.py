"""Links of a page that has left the site: to what came along, to the site, or none at all. Pure."""

from __future__ import annotations

import html
import posixpath
import urllib.parse
from collections.abc import Container, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from generator.views.addresses import address

_INDEX = "index.html"
_ATTRIBUTES = {"a": "href", "link": "href", "form": "action"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Paths of the files that came along, of the Markdown pages that they were made from, and the
    address of the site (ends in a slash), if it is known."""

    files: Container[str]
    sources: Container[str]
    site_url: str | None


def cut(text: str, page: str, bundle: Bundle) -> str:
    """The HTML of ``page`` (path below the pack) with no link that leads nowhere.

    What came along is named by its file, since no server finds ``index.html`` in a folder. Another
    page leads to the site, marked as such; where its address is unknown the words stay alone.
    """
    cutter = _Cutter(page, bundle)
    cutter.feed(text)
    cutter.close()
    return "".join(cutter.out)


class _Cutter(HTMLParser):
    """Copies a page as it is written, but for its links."""

    def __init__(self, page: str, bundle: Bundle) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._folder, self._bundle = posixpath.dirname(page), bundle
        self._is_bare = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        prefix, href = _target(tag, dict(attrs))
        if _is_ours(href):
            self._link(tag, prefix, href)
        else:
            self.out.append(self.get_starttag_text() or "")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._is_bare:
            tag, self._is_bare = "span", False
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def _link(self, tag: str, prefix: str, href: str) -> None:
        written, parts = self.get_starttag_text() or "", urllib.parse.urlsplit(href)
        path = self._path(urllib.parse.unquote(parts.path))
        if inside := self._inside(path):
            place = urllib.parse.quote(posixpath.relpath(inside, self._folder or "."))
            new = parts._replace(path=place).geturl()
            self.out.append(_replaced(written, prefix + href, prefix + new))
        elif tag != "a":
            return
        elif self._bundle.site_url:
            url = urllib.parse.urljoin(self._bundle.site_url, _below(path))
            there = _replaced(written, href, url + parts._replace(path="").geturl())
            mark = ' class="sv-outside" rel="noreferrer" title="Mở trên mạng, ngoài gói này"'
            self.out.append(f"{there[:2]}{mark}{there[2:]}")
        else:
            self._is_bare = True
            self.out.append('<span class="sv-outside" title="Trang này không có trong gói">')

    def _path(self, written: str) -> str:
        """The path below the pack. What MkDocs could not resolve is written as in the Markdown,
        which lies beside the folder that its page has in the site."""
        folder = self._folder
        if written.endswith(".md") and f"{folder}.md" in self._bundle.sources:
            folder = posixpath.dirname(folder)
        return posixpath.normpath(posixpath.join(folder, written))

    def _inside(self, path: str) -> str | None:
        """The file that the path means, if it came along."""
        candidates = (path, posixpath.normpath(posixpath.join(path, _INDEX)))
        return next((each for each in candidates if each in self._bundle.files), None)


def _target(tag: str, attributes: Mapping[str, str | None]) -> tuple[str, str]:
    """Where a tag leads, and what stands before that in its attribute; “” for nowhere."""
    if tag in _ATTRIBUTES:
        return "", attributes.get(_ATTRIBUTES[tag]) or ""
    if tag == "meta" and attributes.get("http-equiv") == "refresh":
        delay, mark, href = (attributes.get("content") or "").partition("url=")
        return delay + mark, href
    return "", ""


def _is_ours(href: str) -> bool:
    """Relative, and more than an anchor on the page itself."""
    parts = urllib.parse.urlsplit(href)
    return not (parts.scheme or parts.netloc) and bool(parts.path)


def _below(path: str) -> str:
    """Address below the site of a page, a folder, or a Markdown file as MkDocs leaves it."""
    if path == ".":
        return ""
    named = posixpath.basename(path)
    if path.endswith(".md") or ("." in named and named != _INDEX):
        return address(path).removeprefix("/")
    return address(f"{path.removesuffix(_INDEX).rstrip('/')}.md").removeprefix("/")


def _replaced(written: str, value: str, new: str) -> str:
    """The tag with another value of that attribute, however it is escaped."""
    for form in (value, html.escape(value), html.escape(value, quote=False)):
        if f'"{form}"' in written:
            return written.replace(f'"{form}"', f'"{html.escape(new)}"', 1)
    raise ValueError(written)
