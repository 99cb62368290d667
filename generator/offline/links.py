"""Links of a page that has left the site: to what came along, to the site, or none at all. Pure."""

from __future__ import annotations

import html
import posixpath
import re
import urllib.parse
from collections.abc import Container
from dataclasses import dataclass

from generator.views.addresses import address

_INDEX = "index.html"
_WHERE = {"a": "href", "link": "href", "form": "action"}
"""The attribute that leads somewhere."""

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|svg)\b.*?</(?P=raw)\s*>"
    r"|<(?P<tag>/a|a|link|form|meta)(?P<rest>(?:\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*)?)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?")

Attributes = dict[str, str | None]


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
    Everything else is copied as it is written.
    """
    return _TOKEN.sub(_Cutter(page, bundle), text)


class _Cutter:
    """Replaces one tag after the other; remembers whether the link it is in has become words."""

    def __init__(self, page: str, bundle: Bundle) -> None:
        self._folder, self._bundle = posixpath.dirname(page), bundle
        self._is_bare = False

    def __call__(self, token: re.Match[str]) -> str:
        tag = (token["tag"] or "").lower()
        if tag == "/a" and self._is_bare:
            self._is_bare = False
            return "</span>"
        if not tag or tag == "/a":
            return token[0]
        attributes = _attributes(token["rest"])
        if tag == "meta":
            return self._refresh(attributes) or token[0]
        href = attributes.get(_WHERE[tag]) or ""
        return self._link(tag, attributes, href) if _is_ours(href) else token[0]

    def _refresh(self, attributes: Attributes) -> str | None:
        delay, mark, href = (attributes.get("content") or "").partition("url=")
        if attributes.get("http-equiv") != "refresh" or not _is_ours(href):
            return None
        inside = self._inside(self._path(href))
        return inside and _tag("meta", {**attributes, "content": f"{delay}{mark}{inside}"})

    def _link(self, tag: str, attributes: Attributes, href: str) -> str:
        parts = urllib.parse.urlsplit(href)
        path = self._path(parts.path)
        if inside := self._inside(path):
            return _tag(tag, {**attributes, _WHERE[tag]: parts._replace(path=inside).geturl()})
        if tag != "a":
            return ""
        if self._bundle.site_url is None:
            self._is_bare = True
            return '<span class="sv-outside" title="Trang này không có trong gói">'
        url = urllib.parse.urljoin(self._bundle.site_url, _below(path))
        marks = {
            "href": url + parts._replace(path="").geturl(),
            "class": f"{attributes.get('class') or ''} sv-outside".strip(),
            "rel": "noreferrer",
            "title": "Mở trên mạng, ngoài gói này",
        }
        return _tag(tag, {**attributes, **marks})

    def _path(self, written: str) -> str:
        """The path below the pack. What MkDocs could not resolve is written as in the Markdown,
        which lies beside the folder that its page has in the site."""
        path, folder = urllib.parse.unquote(written), self._folder
        if path.endswith(".md") and f"{folder}.md" in self._bundle.sources:
            folder = posixpath.dirname(folder)
        return posixpath.normpath(posixpath.join(folder, path))

    def _inside(self, path: str) -> str | None:
        """The way to the file that the path means, if it came along."""
        candidates = (path, posixpath.normpath(posixpath.join(path, _INDEX)))
        found = next((each for each in candidates if each in self._bundle.files), None)
        return found and urllib.parse.quote(posixpath.relpath(found, self._folder or "."))


def _attributes(written: str) -> Attributes:
    found = _ATTRIBUTE.findall(written)
    return {
        name.lower(): html.unescape(value.strip("\"'")) if value else None for name, value in found
    }


def _tag(name: str, attributes: Attributes) -> str:
    written = (k if v is None else f'{k}="{html.escape(v)}"' for k, v in attributes.items())
    return f"<{' '.join((name, *written))}>"


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
