"""Tables by which web servers lead on from former addresses, in the server's own language.

Every redirect is a page of the site as well, so that a server without these tables, or a folder on
a disk, answers too. The tables spare a round trip, tell crawlers (301, 302, 410), and lead on from
files for download, which cannot do so themselves. Addresses hold below any path of the host; what
`configurations` makes tells the server of the path, and includes them.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from generator.views.addresses import address
from generator.views.redirects import Redirect

FOLDER = ".may-chu"
"""Folder of the site that holds the tables; no server shows it."""

Pairs = list[tuple[str, str]]
_WORD = r"[^\s\\\"`${}#|^<>%]+"
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")
"""Addresses, decoded, that mean nothing in the syntax of any server, as all of ours. Another that
was published with a page written by hand still has its page that leads on."""


def files(redirects: Iterable[Redirect], withdrawn: Iterable[str]) -> dict[str, str]:
    """The tables, by path below the site. ``withdrawn`` are pages that answer “gone”."""
    ordered = sorted(redirects, key=lambda redirect: redirect.source)
    moved = _pairs((r.source, address(r.target)) for r in ordered if r.permanent)
    found = _pairs((r.source, address(r.target)) for r in ordered if not r.permanent)
    gone = _pairs((place, f"{place}index.html") for place in sorted(map(address, withdrawn)))
    return {
        f"{FOLDER}/nginx.conf": _nginx(moved, found, gone),
        f"{FOLDER}/apache-301.txt": _apache(moved),
        f"{FOLDER}/apache-302.txt": _apache(found),
        f"{FOLDER}/apache-410.txt": _apache(gone),
        f"{FOLDER}/Caddyfile": _caddy(moved, found, gone),
        f"{FOLDER}/iis.config": _iis(moved, found),
    }


def _pairs(addresses: Iterable[tuple[str, str]]) -> Pairs:
    """Servers look addresses up decoded, and send targets as they are."""
    decoded = ((urllib.parse.unquote(source), target) for source, target in addresses)
    return [(source, target) for source, target in decoded if _PLAIN.fullmatch(source)]


def _nginx(moved: Pairs, found: Pairs, gone: Pairs) -> str:
    largest = max(len(moved), len(found), len(gone), 1024)
    maps = "".join(
        f'map $sotay_path ${name} {{\n    volatile;\n    default "";\n'
        + "".join(f'    "{key}" "{value}";\n' for key, value in pairs)
        + "}\n"
        for name, pairs in (("sotay_301", moved), ("sotay_302", found), ("sotay_410", gone))
    )
    return _NGINX.replace("SIZE", str(2 * largest)) + maps


_NGINX = r"""# nginx includes this in http { }.
# Volatile: the page of a withdrawn record is asked for in a second step, and looked up again.
map_hash_bucket_size 1024;
map_hash_max_size SIZE;
map "$sotay_base $uri" $sotay_path {
    volatile;
    default "";
    "~^(?<sotay_own>\S*) \k<sotay_own>(?<sotay_rest>/.*)$" $sotay_rest;
}
"""


def _apache(pairs: Pairs) -> str:
    """A text map knows no blanks in keys; Apache asks with encoded ones, in its own way."""
    return "".join(f"{_apache_key(key)} {value}\n" for key, value in pairs)


def _apache_key(text: str) -> str:
    quoted = urllib.parse.quote(text, safe="/$-_.+!*'(),:@&=~")
    return re.sub(r"%..", lambda code: code[0].lower(), quoted)


def _caddy(moved: Pairs, found: Pairs, gone: Pairs) -> str:
    return "".join(
        f"map {{path}} {{{name}}} {{\n"
        + "".join(f'\t"{key}" "{value}"\n' for key, value in pairs)
        + '\tdefault ""\n}\n'
        for name, pairs in (("sotay_301", moved), ("sotay_302", found), ("sotay_410", gone))
    )


def _iis(moved: Pairs, found: Pairs) -> str:
    """Keys and values without the leading slash: IIS takes them from the folder of the site."""
    maps = "".join(
        f'  <rewriteMap name="{name}">\n'
        + "".join(
            f"    <add key={quoteattr(key[1:])} value={quoteattr(value[1:] or './')} />\n"
            for key, value in pairs
        )
        + "  </rewriteMap>\n"
        for name, pairs in (("sotay-301", moved), ("sotay-302", found))
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rewriteMaps>\n{maps}</rewriteMaps>\n'
