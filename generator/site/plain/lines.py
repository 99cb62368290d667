"""Lines of plain Markdown: words, plain tags, links to files and bold text."""

from __future__ import annotations

import re
from collections.abc import Callable

WORD = r"[^\x00-\x1f\\`*_{}\[\]<>&!|]"
"""No character of these means anything to an inline pattern, a list of attributes or a table."""

ATTRIBUTES = r'(?: (?!markdown=)[a-z-]+="[^\x00-\x1f"\\`{}\[\]<>]*")*'
TAG = rf"</?(?:a|abbr|bdi|code|span|strong|time){ATTRIBUTES}>"
ENTITY = r"&(?:#\d+|[a-zA-Z]+);"


def _of(*parts: str) -> str:
    """Words, and these parts between them: there is one way to read a line, so that it is refused
    as fast as it is taken. (Possessive repeats would say the same; Python 3.11.2 reads them
    wrong.)"""
    return rf"{WORD}*(?:(?:!(?!\[)|{ENTITY}|{'|'.join(parts)}){WORD}*)*"


_MARKED = r"(?:\{ (?:download|\.[\w-]+)(?: \.[\w-]+)* \})?"
_GOAL = r"(?!\))[\w./-]*(?:#[\w-]+)?"
_TEXT = rf"(?!\]){_of(TAG)}"
_LINK = rf"\[{_TEXT}\]\({_GOAL}\){_MARKED}"
_INNER = rf"(?=[^\s*]){_of(TAG, _LINK)}(?<=[^\s*])"
_BOLD = rf"\*\*{_INNER}\*\*{_MARKED}"

_LINE = re.compile(rf"(?=.){_of(TAG, _LINK, _BOLD)}")
_PART = re.compile(
    rf"{TAG}|\[(?P<text>{_TEXT})\]\((?P<goal>{_GOAL})\)(?P<of_link>{_MARKED})"
    rf"|\*\*(?P<bold>{_INNER})\*\*(?P<of_bold>{_MARKED})"
)
REMEMBERED = 1 << 15
"""Lines without a link that are known to be plain: labels, marks and dates stand on most pages."""

_MAY_BE_A_BLOCK = re.compile(r"[#>:|!~=+-]|\*(?!\*)|\d+[.)]")
"""At the beginning of a line."""


class NotPlainError(Exception):
    """The page is left to Python-Markdown."""


class Lines:
    """``address`` gives the address of a file for the page that is converted, if there is one and
    MkDocs has nothing to say of the link, and hears of the anchor; without a path it is on the page
    itself."""

    def __init__(self, address: Callable[[str, str], str | None]) -> None:
        self._address = address
        self._known: set[str] = set()

    def block(self, line: str) -> str:
        """The HTML of a line that stands where another block could begin."""
        if _MAY_BE_A_BLOCK.match(line):
            raise NotPlainError
        return self.line(line)

    def line(self, line: str) -> str:
        if line in self._known:
            return line
        if not _LINE.fullmatch(line) or line != line.strip():
            raise NotPlainError
        if "[" in line or "*" in line:
            return _PART.sub(self._part, line)
        if len(self._known) < REMEMBERED:
            self._known.add(line)
        return line

    def _part(self, found: re.Match[str]) -> str:
        if goal := found["goal"]:
            path, sign, anchor = goal.partition("#")
            if (address := self._address(path, anchor)) is None:
                raise NotPlainError
            address += sign + anchor
            return f"<a{_marked(found['of_link'], address)}>{found['text']}</a>"
        if bold := found["bold"]:
            return f"<strong{_marked(found['of_bold'])}>{_PART.sub(self._part, bold)}</strong>"
        return found[0]


def _marked(attributes: str, address: str = "") -> str:
    """A list of attributes in the order in which Python-Markdown writes them."""
    names = attributes.strip("{ }").split()
    classes = " ".join(name[1:] for name in names if name[0] == ".")
    return "".join(
        (
            f' class="{classes}"' if classes else "",
            " download" if "download" in names else "",
            f' href="{address}"' if address else "",
        )
    )
