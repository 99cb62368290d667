"""Every address leads to a file of the site, below any path and on servers that tell ``A`` from
``a``. A folder is named with its slash, as servers without redirects and disks need it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.seal.addresses import Lead
from generator.seal.folder import Finding, Folder, Link

_CODES = {Lead.ROOTED: "rooted-address", Lead.LEAVING: "address-leaves"}


def check(link: Link, folder: Folder) -> Iterator[Finding]:
    lead, path = link.target.lead, link.target.path
    if lead is Lead.INSIDE and path in folder.paths:
        return
    if code := _CODES.get(lead):
        yield link.finding(code)
    elif lead is not Lead.INSIDE:
        return
    elif there := folder.folded.get(path.casefold()):
        yield link.finding("link-case", to=path, there=there)
    elif f"{path}/index.html" in folder.paths:
        yield link.finding("link-slash")
    else:
        yield link.finding("dead-link", to=path)
