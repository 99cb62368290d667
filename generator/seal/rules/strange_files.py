"""What programs leave beside the files that people work on does not belong into a site: it may hold
earlier versions, and keys hold what they open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder

_STRANGE = re.compile(
    r"""(?ix)
    .*~ | \#.*\# | ~\$.* | \.~lock\..* | \..*\.sw[a-z] | .*\.(?:bak|orig|rej|tmp|old|part)
    | \.DS_Store | \._.* | __MACOSX | Thumbs\.db | desktop\.ini
    | \.env(?:\..*)? | .*\.(?:pem|key|p12|pfx|kdbx|jks) | id_(?:rsa|dsa|ecdsa|ed25519)
    | \.ht(?:passwd|access) | \.netrc | \.git.* | \.svn | \.hg | __pycache__ | .*\.py[co]?
    """
)


def check(path: str, _: Facts, __: Folder) -> Iterator[Finding]:
    for name in path.split("/"):
        if _STRANGE.fullmatch(name):
            yield Finding(path, "strange-file", {"got": name})
            break
