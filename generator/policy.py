"""What a web server is to say with every file, and which files never change under their name.

One place for the theme (meta tag), the files for servers, and what publishing carries from one
release to the next, so that they cannot drift.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""Content-Security-Policy (CSP Level 3) of every page, as a header. ``data:``: Material's icons are
masks in its style sheets."""

CONTENT_SECURITY_OF_PAGES = CONTENT_SECURITY.replace("'self'", "'self' file:")
"""The same as a meta tag, for pages that are opened from a disk: to Firefox such a page has no
origin that ``'self'`` could mean. Pages from a server can load no files, whatever this says."""

FRAMES, FRAMES_OF_CARDS = "frame-ancestors 'self'", "frame-ancestors *"
"""Who may show a page in a frame; a header alone can say so. Cards are made for frames."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Further headers of every answer."""

HASHED = (
    r"assets/.+\.[0-9a-f]{8}\.(?:min\.)?(?:css|js|svg)"
    r"|search/[a-z]-[0-9a-z]+-[a-z2-7]{5}\.js"
)
"""Paths below the site of files whose name follows from their content (`site.assets`,
`search.pack`), as a regular expression that Python and the web servers read alike."""

CACHE_HASHED = "public, max-age=31536000, immutable"
CACHE_OTHERS = "no-cache"
"""Cache-Control (RFC 9111, RFC 8246) of hashed files, and of the rest: kept, but asked for anew."""

_HASHED = re.compile(HASHED)


def is_hashed(path: str) -> bool:
    """True where the file at this path below the site has a name of its content alone."""
    return _HASHED.fullmatch(path) is not None
