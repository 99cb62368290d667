"""What a release is made with, as a CycloneDX 1.6 bill of materials (ECMA-424), for those who must
know whether a vulnerable package was at work.

The packages are those that our requirements lead to, with the versions found here: what else is
installed does not count. Nothing in it depends on the clock, the folder or chance.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from email import message_from_string
from email.message import Message
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator import __version__

SBOM = "sbom.cdx.json"
"""File of the site."""

NAME = "sotay-dan-van"
ROOT = Path(__file__).parent.parent
PROJECT, LOCK = ROOT / "pyproject.toml", ROOT / "requirements" / "run.txt"
IN_THE_SITE = frozenset({NAME, "mkdocs-material"})
"""Packages of which parts are shipped: styles, scripts, icons. The others are at work only while
the site is made."""

_SPDX = frozenset({"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MPL-2.0", "PSF-2.0"})
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Trove classifiers that name one licence; “BSD License” is one of several."""

_PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Component = dict[str, object]


def as_text(site_name: str, as_of: dt.date) -> str:
    """The same for the same name, day and packages."""
    packages = closure()
    site = {"type": "application", "bom-ref": "site", "name": site_name, "version": str(as_of)}
    bom: dict[str, object] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": _moment(as_of), "component": site},
        "components": [_ourselves(), *_components(packages)],
        "dependencies": [
            {"ref": "site", "dependsOn": [_ref(NAME, __version__)]},
            _dependencies(NAME, __version__, requirements(), packages),
            *(
                _dependencies(name, package.version, package.requires or [], packages)
                for name, package in packages.items()
            ),
        ],
    }
    digest = json.dumps(bom, ensure_ascii=False, sort_keys=True)
    serial = {"serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}"}
    return json.dumps(bom | serial, ensure_ascii=False, indent=1) + "\n"


def requirements() -> list[str]:
    """Ours: as the project says where it is run from a clone, else as the installed package."""
    if PROJECT.is_file():
        return list(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"])
    return metadata.requires(NAME) or []


def inputs(site_name: str, as_of: dt.date) -> Iterator[bytes]:
    """All that the text is made from but the program and its packages."""
    yield from (site_name.encode(), _moment(as_of).encode(), str(as_of).encode())
    for path in (PROJECT, LOCK):
        yield path.read_bytes() if path.is_file() else b""


@cache
def closure() -> Mapping[str, metadata.Distribution]:
    """Every package that our requirements lead to on this machine, by its normal name."""
    found: dict[str, metadata.Distribution] = {}
    pending = _wanted(requirements())
    while pending:
        if (name := pending.pop()) not in found:
            found[name] = metadata.distribution(name)
            pending += _wanted(_head(found[name]).get_all("Requires-Dist") or [])
    return dict(sorted(found.items()))


def versions() -> Iterator[tuple[str, str]]:
    """Of these packages."""
    for name, package in closure().items():
        yield name, _head(package)["Version"]


@cache
def _head(package: metadata.Distribution) -> Message:
    """What its metadata say but for the description, which takes most of the time to parse."""
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    return message_from_string(text.partition("\n\n")[0])


def _wanted(written: list[str]) -> list[str]:
    """Names of the requirements that hold here; extras are not asked for."""
    parsed = (Requirement(line) for line in written)
    wanted = (r for r in parsed if r.marker is None or r.marker.evaluate({"extra": ""}))
    return [canonicalize_name(requirement.name) for requirement in wanted]


def _ref(name: str, version: str) -> str:
    """A package URL; it is the reference within the document too."""
    return f"pkg:pypi/{name}@{version}"


def _dependencies(
    name: str, version: str, written: list[str], packages: Mapping[str, metadata.Distribution]
) -> Component:
    refs = {_ref(other, packages[other].version) for other in _wanted(written)}
    return {"ref": _ref(name, version), "dependsOn": sorted(refs)}


def _ourselves() -> Component:
    return _component("application", NAME, __version__) | {"licenses": [{"expression": "MIT"}]}


def _components(packages: Mapping[str, metadata.Distribution]) -> Iterator[Component]:
    locked = _locked()
    for name, package in packages.items():
        component = _component("library", name, package.version)
        component |= {"licenses": licences} if (licences := _licences(package)) else {}
        hashes = locked.get((name, package.version), [])
        component |= {"hashes": hashes} if hashes else {}
        yield component


def _component(kind: str, name: str, version: str) -> Component:
    return {
        "type": kind,
        "bom-ref": _ref(name, version),
        "name": name,
        "version": version,
        "purl": _ref(name, version),
        "scope": "required" if name in IN_THE_SITE else "excluded",
    }


def _licences(package: metadata.Distribution) -> list[dict[str, object]]:
    """An SPDX expression where the package gives one, else the names that it gives."""
    about = package.metadata
    if "License-Expression" in about:
        return [{"expression": about["License-Expression"]}]
    if "License" in about and about["License"] in _SPDX:
        return [{"expression": about["License"]}]
    classifiers = about.get_all("Classifier") or []
    names = sorted(c.split(" :: ")[-1] for c in classifiers if c.startswith("License :: "))
    if len(names) == 1 and names[0] in _CLASSIFIERS:
        return [{"expression": _CLASSIFIERS[names[0]]}]
    return [{"license": {"name": name}} for name in names]


def _locked() -> Mapping[tuple[str, str], list[dict[str, str]]]:
    """SHA-256 of the archives that the lock allows, by package and version; none without a lock."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    hashes: list[dict[str, str]] = []
    for line in LOCK.read_text(encoding="utf-8").splitlines() if LOCK.is_file() else []:
        if pinned := _PINNED.match(line):
            hashes = found.setdefault((canonicalize_name(pinned["name"]), pinned["version"]), [])
        hashes += [{"alg": "SHA-256", "content": digest} for digest in _HASH.findall(line)]
    return found


def _moment(as_of: dt.date) -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    noon = dt.datetime.combine(as_of, dt.time(12), tzinfo=dt.UTC)
    at = dt.datetime.fromtimestamp(int(given), dt.UTC) if given.isdigit() else noon
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
