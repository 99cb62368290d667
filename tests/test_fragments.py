"""What is rendered once for many pages asks for nothing in which these differ."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import Environment, meta, nodes

from generator.settings import Settings
from generator.site.build import configured
from generator.site.fragments import FRAGMENTS
from tests import kb

OF_A_PAGE = {"url", "is_homepage"}
"""Of a page that is in no navigation: its folder, the only thing that its address is asked for, is
among what a fragment is known by; and it is the home page only where its address is empty."""

OF_THE_SITE = {"config", "features", "lang", "nav", "base_url"}

ON_PAGES_OF_THE_NAVIGATION = {"partials/toc.html", "partials/toc-item.html"}
"""Included by the drawer for the page in which it stands."""


@pytest.fixture
def env(toy: Settings) -> Environment:
    made: Environment = configured(toy, toy.root / "x", kb.DAY).theme.get_env()
    return made


def parts(env: Environment, name: str) -> Iterator[tuple[str, nodes.Template]]:
    """A template and those that it includes or imports by name, but icons, which are plain text."""
    assert env.loader is not None
    tree = env.parse(env.loader.get_source(env, name)[0])
    yield name, tree
    for other in meta.find_referenced_templates(tree):
        if other and other not in ON_PAGES_OF_THE_NAVIGATION and not other.startswith(".icons/"):
            yield from parts(env, other)


@pytest.mark.parametrize("fragment", sorted(FRAGMENTS))
def test_fragments_ask_for_nothing_of_a_page_but_its_place(env: Environment, fragment: str) -> None:
    for name, tree in parts(env, fragment):
        asked = {
            node.attr
            for node in tree.find_all(nodes.Getattr)
            if isinstance(node.node, nodes.Name) and node.node.name == "page"
        }
        asked -= {"toc"} if name == "partials/nav-item.html" else set()
        assert asked <= OF_A_PAGE, name
        of_its_own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        names = meta.find_undeclared_variables(tree) - of_its_own
        assert names <= {*OF_THE_SITE, "page"}, name


def test_no_part_of_a_page_is_passed_on_by_another_name(env: Environment) -> None:
    for fragment in FRAGMENTS:
        for name, tree in parts(env, fragment):
            alone = [
                node
                for node in tree.find_all((nodes.Assign, nodes.Filter, nodes.Call))
                for found in node.find_all(nodes.Name)
                if found.name == "page" and not _is_asked_for_an_attribute(node, found)
            ]
            assert not alone or name == "partials/nav-item.html", name


def _is_asked_for_an_attribute(tree: nodes.Node, name: nodes.Name) -> bool:
    return any(node.node is name for node in tree.find_all(nodes.Getattr))
