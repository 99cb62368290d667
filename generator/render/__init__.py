"""Pages → Markdown text. Pure: the same pages and abbreviations give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.render import escape
from generator.render.abbreviations import Glossary
from generator.render.environment import environment
from generator.render.printing import Printer, relative
from generator.views.addresses import address
from generator.views.page import Page

MARK = "generator: sotay"
"""Line of the front matter by which a generated page is known."""

DESCRIPTION = 160
"""Characters of a page's description that search engines and previews show."""

_TEMPLATES = dict.fromkeys(
    ("index", "kind", "year", "month", "topic", "locality", "field", "figures"), "group.md"
)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be, of any kind: path below ``docs/`` and its whole text."""

    path: str
    text: str


class Renderer:
    """Writes pages, explaining ``abbreviations`` (short form → meaning)."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._printer = Printer(Glossary(abbreviations))
        self._jinja = environment(self._printer)

    def render(self, pages: Iterable[Page]) -> Iterator[Artifact]:
        for page in pages:
            yield Artifact(page.path, _front_matter(page) + self._body(page))

    def _body(self, page: Page) -> str:
        template = self._jinja.get_template(_TEMPLATES.get(page.kind, f"{page.kind}.md"))
        self._printer.turn_to(page.path)
        text = template.render(view=page.view, page_path=page.path)
        return text.strip("\n") + "\n"


def _front_matter(page: Page) -> str:
    lines = [
        "---",
        f"title: {escape.front_matter(page.title)}",
        f"description: {escape.front_matter(_shortened(page.description))}",
        f"page_kind: {page.kind}",
        MARK,
    ]
    if page.has_text:
        lines.append("has_text: true")
    if page.fingerprint:
        lines += [f'fingerprint: "{page.fingerprint}"']
    if page.redirect_to is not None:
        target = relative(address(page.path), address(page.redirect_to))
        lines += ["template: redirect.html", f"redirect_to: {target}"]
    if page.redirect_to is not None or not page.indexed:
        lines += ["search:", "  exclude: true"]
    if not page.indexed:
        lines += ["robots: noindex"]
    if page.template:
        lines.append(f"template: {page.template}")
    return "\n".join([*lines, "---", "", ""])


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= DESCRIPTION else line[: DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
