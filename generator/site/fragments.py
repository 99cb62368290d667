"""Parts of the frame that are alike on many pages, rendered once for all of them.

A page that is not in the navigation shares its drawer, its search box and its addresses of assets
with every such page of the same folder. Templates know nothing of this: the loader keeps what the
partials in `FRAGMENTS` gave for one page and gives it again where a page cannot differ. That is so
where the folder is the same, and no address on the fragment leads to or below the page itself,
since relative addresses depend on nothing else. `tests/test_fragments.py` reads off the templates
that these partials ask for nothing else of a page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from jinja2 import BaseLoader, Environment, Template, pass_context
from jinja2.runtime import Context
from mkdocs.structure.nav import Navigation

FRAGMENTS = frozenset(
    f"partials/{name}.html"
    for name in (
        "javascripts/base",
        "nav",
        "sotay-header-left",
        "sotay-header-right",
        "sotay-path",
        "sotay-policy",
        "top",
    )
)
LANGUAGE = "partials/language.html"
"""Material's sentences: a module of one function, the same on all pages of a site."""


class _Fragment(NamedTuple):
    """``addresses``: those of its links and files, and those of the navigation, from the top of the
    site; ``near`` are those of them that lie in the folder of its pages."""

    text: str
    addresses: frozenset[str]
    near: tuple[str, ...]

    def may_differ_on(self, url: str, folder: str) -> bool:
        own = url.rstrip("/")
        return any(
            address.startswith(own) or (url.startswith(address) and not folder.startswith(address))
            for address in self.near
        )


class Fragments(BaseLoader):
    """Loads the templates of ``environment``, and keeps fragments between pages."""

    def __init__(self, environment: Environment, nav: Navigation) -> None:
        assert environment.loader is not None
        self._loader = environment.loader
        self._shown = {page.file.src_uri for page in nav.pages}
        self._addresses = frozenset(filter(None, _addresses(nav.items)))
        self._kept: dict[tuple[str, str, bool], _Fragment] = {}
        self._asked: list[set[str]] = []
        environment.filters["url"] = self._noted(environment.filters["url"])
        environment.loader = self

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:  # noqa: A002
        template = self._loader.load(environment, name, globals)
        if name in FRAGMENTS:
            template.root_render_func = self._kept_between_pages(name, template.root_render_func)
        if name == LANGUAGE:
            _load_once(template)
        return template

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()

    def _noted(self, url: Callable[[Context, object], str]) -> Callable[[Context, object], str]:
        """The ``url`` filter, noting for the fragments in the making what it is asked for."""

        @pass_context
        def noted(context: Context, value: object) -> str:
            for asked in self._asked:
                asked.add(_from_top(str(value)))
            return url(context, value)

        return noted

    def _kept_between_pages(
        self, name: str, render: Callable[[Context], Iterable[str]]
    ) -> Callable[[Context], Iterator[str]]:
        def kept(context: Context) -> Iterator[str]:
            page = context.get("page")
            if page is None or page.file.src_uri in self._shown or not page.url:
                yield from render(context)
                return
            url = page.url
            folder = url[: url.rstrip("/").rfind("/") + 1]
            key = (name, folder, url.endswith("/"))
            found = self._kept.get(key) or self._made(context, render, folder)
            if found.may_differ_on(url, folder):
                yield from render(context)
                return
            self._kept[key] = found
            for asked in self._asked:
                asked.update(found.addresses)
            yield found.text

        return kept

    def _made(
        self, context: Context, render: Callable[[Context], Iterable[str]], folder: str
    ) -> _Fragment:
        asked: set[str] = set()
        self._asked.append(asked)
        text = "".join(render(context))
        self._asked.pop()
        addresses = self._addresses.union(asked)
        near = (address for address in addresses if address.startswith(folder))
        return _Fragment(text, addresses, tuple(near))


def _from_top(address: str) -> str:
    """As MkDocs takes an address that a template asks for: below the top of the site."""
    normal = posixpath.normpath(f"/{address}")
    return (f"{normal}/" if address.endswith("/") else normal).lstrip("/")


def _addresses(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        if item.is_section:
            yield from _addresses(item.children)
        else:
            yield _from_top(item.url)


def _load_once(template: Template) -> None:
    """Make its module for the first page alone, and ask it once for each sentence."""
    make: Callable[..., Any] = template.make_module
    made: list[Any] = []

    def once(*given: Any) -> Any:
        if not made:
            made.append(make(*given))
            made[0].t = cache(made[0].t)
        return made[0]

    vars(template)["make_module"] = once
