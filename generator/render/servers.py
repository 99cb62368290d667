"""Tables by which web servers lead on from former addresses, in the server's own language.

Every redirect is a page of the site as well, so that a server without these tables, or a folder on
a disk, answers too. The tables spare a round trip, tell crawlers (301, 302, 410), and lead on from
files for download, which cannot do so themselves. Addresses hold below any path of the host: see
the head of each file for how the server is told of it.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from generator.views.addresses import address
from generator.views.redirects import Redirect

FOLDER = ".may-chu"
"""Folder of the site that holds the tables; each of them keeps it from being served."""

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
        f"{FOLDER}/nginx-http.conf": _nginx_tables(moved, found, gone),
        f"{FOLDER}/nginx-server.conf": _NGINX_SERVER,
        f"{FOLDER}/apache.conf": _APACHE,
        f"{FOLDER}/apache-301.txt": _apache_table(moved),
        f"{FOLDER}/apache-302.txt": _apache_table(found),
        f"{FOLDER}/apache-410.txt": _apache_table(gone),
        f"{FOLDER}/Caddyfile": _caddy(moved, found, gone),
        f"{FOLDER}/web.config": _iis(moved, found),
    }


def _pairs(addresses: Iterable[tuple[str, str]]) -> Pairs:
    """Servers look addresses up decoded, and send targets as they are."""
    decoded = ((urllib.parse.unquote(source), target) for source, target in addresses)
    return [(source, target) for source, target in decoded if _PLAIN.fullmatch(source)]


def _nginx_tables(moved: Pairs, found: Pairs, gone: Pairs) -> str:
    largest = max(len(moved), len(found), len(gone), 1024)
    maps = "".join(
        f'map $sotay_path ${name} {{\n    volatile;\n    default "";\n'
        + "".join(f'    "{key}" "{value}";\n' for key, value in pairs)
        + "}\n"
        for name, pairs in (("sotay_301", moved), ("sotay_302", found), ("sotay_410", gone))
    )
    return _NGINX_HTTP.replace("SIZE", str(2 * largest)) + maps


_NGINX_HTTP = r"""# nginx: include in http { }, see nginx-server.conf.
# Volatile: the page of a withdrawn record is asked for in a second step, and looked up again.
map_hash_bucket_size 1024;
map_hash_max_size SIZE;
map "$sotay_base $uri" $sotay_path {
    volatile;
    default "";
    "~^(?<sotay_own>\S*) \k<sotay_own>(?<sotay_rest>/.*)$" $sotay_rest;
}
"""

_NGINX_SERVER = r"""# nginx: include in server { }, after:
#   set $sotay_base "";         (or, below a path: "/so-tay")
absolute_redirect off;
error_page 410 $sotay_base$sotay_410;
if ($sotay_301) { return 301 $sotay_base$sotay_301$is_args$args; }
if ($sotay_302) { return 302 $sotay_base$sotay_302$is_args$args; }
if ($sotay_410) { return 410; }
if ($sotay_path ~ "^/\.may-chu(/|$)") { return 404; }
"""

_APACHE = r"""# Apache 2.4: Include in a VirtualHost (mod_rewrite, mod_dir), after:
#   Define SOTAY_SITE /srv/so-tay/current
#   Define SOTAY_BASE ""        (or, below a path: "/so-tay")
RewriteEngine On
RewriteMap sotay-encoded "int:escape"
RewriteMap sotay-301 "txt:${SOTAY_SITE}/.may-chu/apache-301.txt"
RewriteMap sotay-302 "txt:${SOTAY_SITE}/.may-chu/apache-302.txt"
RewriteMap sotay-410 "txt:${SOTAY_SITE}/.may-chu/apache-410.txt"
ErrorDocument 410 "/%{REQUEST_URI}index.html"
RewriteRule "^${SOTAY_BASE}/\.may-chu(/|$)" - [R=404,L]
RewriteCond "${sotay-301:${sotay-encoded:$1}}" "^(.+)$"
RewriteRule "^${SOTAY_BASE}(/.*)$" "${SOTAY_BASE}%1" [R=301,NE,L]
RewriteCond "${sotay-302:${sotay-encoded:$1}}" "^(.+)$"
RewriteRule "^${SOTAY_BASE}(/.*)$" "${SOTAY_BASE}%1" [R=302,NE,L]
RewriteCond "${sotay-410:${sotay-encoded:$1}}" "."
RewriteRule "^${SOTAY_BASE}(/.*)$" - [G]
"""


def _apache_table(pairs: Pairs) -> str:
    """A text map knows no blanks in keys; Apache asks with encoded ones, in its own way."""
    return "".join(f"{_apache_key(key)} {value}\n" for key, value in pairs)


def _apache_key(text: str) -> str:
    quoted = urllib.parse.quote(text, safe="/$-_.+!*'(),:@&=~")
    return re.sub(r"%..", lambda code: code[0].lower(), quoted)


def _caddy(moved: Pairs, found: Pairs, gone: Pairs) -> str:
    maps = "".join(
        f"map {{path}} {{{name}}} {{\n"
        + "".join(f'\t"{key}" "{value}"\n' for key, value in pairs)
        + '\tdefault ""\n}\n'
        for name, pairs in (("sotay_301", moved), ("sotay_302", found), ("sotay_410", gone))
    )
    return _CADDY.replace("MAPS", maps.rstrip("\n"))


_CADDY = """\
# Caddy 2: import inside the site block, beside root and file_server, with the path of the site
# in the environment: SOTAY_BASE=/so-tay (empty at the root). Below a path, put all three into
# handle_path /so-tay/* { ... }.
MAPS
map {query} {sotay_query} {
	"" ""
	~^(.+)$ "?${1}"
}
@sotay_301 expression `{sotay_301} != ""`
@sotay_302 expression `{sotay_302} != ""`
@sotay_410 expression `{sotay_410} != ""`
@sotay_own path /.may-chu /.may-chu/*
redir @sotay_301 {$SOTAY_BASE}{sotay_301}{sotay_query} 301
redir @sotay_302 {$SOTAY_BASE}{sotay_302}{sotay_query} 302
error @sotay_own 404
file_server @sotay_410 {
	status 410
}
"""


def _iis(moved: Pairs, found: Pairs) -> str:
    """Keys and values without the leading slash: IIS takes them from the folder of the file."""
    maps = "".join(
        f'        <rewriteMap name="{name}">\n'
        + "".join(
            f"          <add key={quoteattr(key[1:])} value={quoteattr(value[1:] or './')} />\n"
            for key, value in pairs
        )
        + "        </rewriteMap>\n"
        for name, pairs in (("sotay-301", moved), ("sotay-302", found))
    )
    return _IIS.replace("MAPS\n", maps)


_IIS = """<?xml version="1.0" encoding="utf-8"?>
<!-- IIS with URL Rewrite 2: copy into the folder of the site. Addresses are relative to it, so that
     it may be an application below any path. Withdrawn pages answer 200 here. -->
<configuration>
  <system.webServer>
    <security>
      <requestFiltering>
        <hiddenSegments>
          <add segment=".may-chu" />
        </hiddenSegments>
      </requestFiltering>
    </security>
    <rewrite>
      <rewriteMaps>
MAPS
      </rewriteMaps>
      <rules>
        <rule name="sotay-301" stopProcessing="true">
          <match url="^(.+)$" />
          <conditions>
            <add input="{sotay-301:{R:1}}" pattern="^(.+)$" />
          </conditions>
          <action type="Redirect" url="{C:1}" redirectType="Permanent" appendQueryString="true" />
        </rule>
        <rule name="sotay-302" stopProcessing="true">
          <match url="^(.+)$" />
          <conditions>
            <add input="{sotay-302:{R:1}}" pattern="^(.+)$" />
          </conditions>
          <action type="Redirect" url="{C:1}" redirectType="Found" appendQueryString="true" />
        </rule>
      </rules>
    </rewrite>
  </system.webServer>
</configuration>
"""
