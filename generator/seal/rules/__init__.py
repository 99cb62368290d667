"""The rules of the seal: one module each, with the codes it reports. All run; none raises.

Text rules look at the bytes of every file, link rules at each address and where it leads, file
rules at what is known of a file. What a text rule finds stands within one line, a link rule
judges an address and where it leads, and neither asks which file it is in: lines and links of the
frame are looked at once for all pages (`looking.py`). A file that these find nothing in is not
looked at again until it changes, so they may ask for its bytes, the workplace and the links' ends
alone. `file_twins` and `sizes` look at all files together, each time. To add one, write a module
with ``check``, put it into the tuple, give its code a message in ``generator.messages.sealing`` and
a folder that breaks it in ``tests/seal``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder, Link, Workplace
from generator.seal.rules import (
    content_security,
    dead_anchor,
    dead_link,
    file_names,
    foreign_address,
    foreign_request,
    leaks,
    markup,
    outward_link,
    repeated_anchor,
    secrets,
    strange_files,
)

TextRule = Callable[[str, bytes, Workplace], Iterator[Finding]]
LinkRule = Callable[[Link, Folder], Iterator[Finding]]
FileRule = Callable[[str, Facts, Folder], Iterator[Finding]]

TEXT_RULES: tuple[TextRule, ...] = (leaks.check, secrets.check)

LINK_RULES: tuple[LinkRule, ...] = (
    dead_link.check,
    dead_anchor.check,
    foreign_request.check,
    outward_link.check,
)

FILE_RULES: tuple[FileRule, ...] = (
    repeated_anchor.check,
    foreign_address.check,
    markup.check,
    content_security.check,
    strange_files.check,
    file_names.check,
)
