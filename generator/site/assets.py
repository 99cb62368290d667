"""The files below ``assets/`` as the site has them: each under a name of its content, so that
browsers may keep it for ever; without what nobody loads, and with no address of another host.

Templates keep the plain names: `Assets` sees to the rest while MkDocs builds, so that other
builders can use the same theme without it.
"""

from __future__ import annotations

import hashlib
import re
from fnmatch import fnmatch

import rjsmin
from jinja2 import Environment, FileSystemBytecodeCache, pass_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.utils.templates import TemplateContext, url_filter

from generator import program
from generator.messages import Language, say

UNUSED = (
    "assets/images/*",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "assets/*.map",
)
"""What Material brings for its own search, its own logo, and those who work on it."""

KNOWN = (
    "https://unpkg.com/resize-observer-polyfill",
    "https://unpkg.com/mermaid@11/dist/mermaid.min.js",
    "https://api.github.com/",
    "https://${e}/api/v4/projects/",
    "https://clipboardjs.com/",
    "https://fontawesome.com",
)
"""Addresses in Material's files, for what none of our pages has: diagrams, facts of a repository, a
browser without ResizeObserver; the last two stand in notes of authorship."""

_NEVER = re.compile(r"\[dir=rtl\]|\[data-md-toggle=search\]|\.md-search(?![a-z])")
"""Selectors of Material's that nothing on our pages matches: for scripts from right to left, and
for its own search box. They are a sixth of its styles."""

_EMPTY = re.compile(r"@[^{};]+\{\}")
_RULE, _COMMA = re.compile(r"([^{};]+)(\{[^{}]*\})"), re.compile(r",(?![^(]*\))")
_FOREIGN = re.compile(r"\b(?:https?|wss?)://(?!www\.w3\.org/)[^\s\"'`()<>\\/]+[^\s\"'`()<>\\]*")
_NAME = re.compile(r"(?P<stem>.+?)(?:\.[0-9a-f]{8})?(?P<ending>(?:\.min)?\.(?:css|js|svg))")
_STRING, _BLANK = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", r"(?:\s|/\*(?:[^*]|\*(?!/))*\*/)"
_CSS_BLANKS = re.compile(rf"{_STRING}|{_BLANK}*([{{}};,]){_BLANK}*|{_BLANK}+")


class Assets(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """MkDocs' hooks; ``language`` is that of messages."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._names: dict[str, str] = {}
        self._dropped: set[str] = set()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        needed = {config.theme.get("logo"), config.theme.get("favicon")}
        for file in [*files]:
            if not file.src_uri.startswith("assets/") or file.src_dir not in config.theme.dirs:
                continue
            if file.src_uri not in needed and any(fnmatch(file.src_uri, one) for one in UNUSED):
                self._dropped.add(file.src_uri)
                files.remove(file)
            elif _NAME.fullmatch(file.src_uri):
                files.remove(file)
                files.append(self._made(file, config))
        return files

    def _made(self, file: File, config: MkDocsConfig) -> File:
        text = finished(file.src_uri, file.content_string)
        if not file.src_uri.endswith(".svg") and (found := foreign_addresses(text)):
            self._refuse("asset-foreign", name=file.src_uri, addresses=", ".join(found))
        name = self._names[file.src_uri] = hashed(file.src_uri, text)
        return File.generated(config, name, content=text.encode(), inclusion=file.inclusion)

    def on_env(self, env: Environment, **_: object) -> Environment:
        """Names become those of the site where templates ask for an address; lines of templates
        that hold nothing but a tag leave no blanks on the page."""

        @pass_context
        def url(context: TemplateContext, value: object) -> str:
            name = str(value)
            if name in self._dropped:
                self._refuse("asset-dropped", name=name)
            return url_filter(context, self._names.get(name, name))

        env.filters["url"] = url
        folder = program.compiled("templates-of-theme")
        cache = FileSystemBytecodeCache(folder) if folder else None
        return env.overlay(trim_blocks=True, lstrip_blocks=True, bytecode_cache=cache)

    def _refuse(self, saying: str, **values: str) -> None:
        raise PluginError(say(saying, self._language, **values))


def finished(name: str, text: str) -> str:
    """The text that readers get. Material's (``.min``) loses what we never use, and the addresses
    of other hosts: without a scheme they would lead into the site itself. Ours loses comments and
    blanks."""
    if name.endswith(".min.css"):
        text = _EMPTY.sub("", _RULE.sub(_without_unused, text))
    if ".min." in name:
        for address in KNOWN:
            text = text.replace(address, address.removeprefix("https://"))
        return re.sub(r"^//# sourceMappingURL=.*\n?", "", text, flags=re.MULTILINE)
    if name.endswith(".js"):
        return f"{rjsmin.jsmin(text)}\n"
    return tightened(text) if name.endswith(".css") else text


def _without_unused(rule: re.Match[str]) -> str:
    kept = [selector for selector in _COMMA.split(rule[1]) if not _NEVER.search(selector)]
    return ",".join(kept) + rule[2] if kept else ""


def tightened(css: str) -> str:
    """A style sheet in which every run of blanks and comments outside of strings is one blank, and
    none beside ``{};,``."""
    return _CSS_BLANKS.sub(lambda found: found[1] or found[2] or " ", css).strip() + "\n"


def foreign_addresses(text: str) -> list[str]:
    """Addresses on other hosts in a script or style sheet; names of XML's namespaces are none."""
    return sorted(set(_FOREIGN.findall(text)))


def hashed(name: str, text: str) -> str:
    """``a/main.57a0d79d.min.css`` → ``a/main.<8 hex of the content>.min.css``."""
    found = _NAME.fullmatch(name)
    assert found, name
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{found['stem']}.{digest}{found['ending']}"
