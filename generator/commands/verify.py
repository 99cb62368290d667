"""``sotay verify``."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from generator.commands.common import CLEAN, FINDINGS, Session, UsageProblem, told_problems
from generator.manifest import SIGNATURE, Difference
from generator.messages import Language, Problem, say
from generator.publish import over_http
from generator.publish.outgoing import read, sealed, unlike
from generator.publish.signing import signer
from generator.publish.target import Release, open_target

signers_option = click.option(
    "--signers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names and public keys (ssh-keygen's ALLOWED SIGNERS) of who may have signed.",
)
identity_option = click.option(
    "--identity", metavar="NAME", help="Who must have signed (default: anybody of --signers)."
)


@dataclass(frozen=True, slots=True)
class _Verified:
    """What was found, for programs and for people; ``manifest`` is what a signature is for."""

    report: dict[str, Any]
    lines: list[str]
    summary: str
    is_whole: bool
    manifest: bytes
    signature: bytes


@click.command()
@click.argument("where", metavar="TARGET|ADDRESS")
@signers_option
@identity_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def verify(
    session: Session, where: str, signers: Path | None, identity: str | None, form: str
) -> None:
    """Read every file of the live release again and hold it against its manifest.

    With an ADDRESS (http:// or https://) every file is fetched from the web server, plain and
    compressed.
    """
    language = session.language
    require_signers(language, signers, identity)
    with told_problems(language):
        if where.startswith(("http://", "https://")):
            found = _of_address(language, where)
        else:
            found = _of_target(language, where, is_signed=signers is not None)
        sentence, is_signed = _signature(language, found, signers, identity)
    if form == "json":
        click.echo(json.dumps(found.report, ensure_ascii=False, indent=2))
    else:
        for line in found.lines:
            click.echo(line)
        click.echo(found.summary, err=not found.is_whole)
        if sentence:
            click.echo(sentence, err=not is_signed)
    sys.exit(CLEAN if found.is_whole and is_signed else FINDINGS)


def require_signers(language: Language, signers: Path | None, identity: str | None) -> None:
    if identity and not signers:
        raise UsageProblem(say("identity-alone", language))


def _of_target(language: Language, written: str, *, is_signed: bool) -> _Verified:
    """Who asks for a signature trusts nothing but what it is for: the manifest in the site."""
    target = open_target(written, ())
    live = target.live()
    if live is None:
        raise Problem("no-releases", target=written)
    manifest, signature, inside = b"", b"", list[Difference]()
    if is_signed:
        site = target.root / live.site
        manifest, signature = sealed(site), read(site / SIGNATURE)
        inside = list(unlike(site))
    found = {difference.path: difference for difference in (*inside, *live.differences())}
    ordered = [found[path] for path in sorted(found)]
    lines = [say(f"fault-{d.fault}", language, path=d.path) for d in ordered]
    listed = [{"fault": str(d.fault), "path": d.path} for d in ordered]
    report = {"release": live.name, "differences": listed}
    summary = _summary_of_release(language, live, len(found))
    return _Verified(report, lines, summary, not found, manifest, signature)


def _summary_of_release(language: Language, live: Release, count: int) -> str:
    if count:
        return say("not-verified", language, release=live.name, count=count)
    return say("verified", language, release=live.name, files=len(live.manifest()))


def _of_address(language: Language, written: str) -> _Verified:
    if sys.stderr.isatty():
        click.echo(say("asking", language, address=written), err=True)
    shown = over_http.look(written)
    found, address = shown.findings, shown.address
    lines = [say(f"answer-{f.fault}", language, path=f.path, detail=f.detail) for f in found]
    if shown.led_on:
        values = {"count": len(shown.led_on), "path": shown.led_on[0]}
        lines.append(say("led-on", language, **values))
    for header, paths in shown.lacking.items():
        values = {"header": header, "count": len(paths), "path": paths[0]}
        lines.append(say("header-lacking", language, **values))
    report = {
        "address": address,
        "files": shown.files,
        "differences": [{"fault": f.fault, "path": f.path, "detail": f.detail} for f in found],
        "led_on": list(shown.led_on),
        "warnings": [{"header": h, "count": len(p)} for h, p in shown.lacking.items()],
    }
    saying = "address-damaged" if found else "address-whole"
    summary = say(saying, language, address=address, files=shown.files, count=len(found))
    return _Verified(report, lines, summary, not found, shown.manifest, shown.signature)


def _signature(
    language: Language, found: _Verified, signers: Path | None, identity: str | None
) -> tuple[str, bool]:
    """What is to be said of the signature, and whether it is as was asked for."""
    if signers is None:
        return "", True
    name = signer(found.manifest, found.signature, signers, identity)
    found.report["signer"] = name
    if name:
        return say("signed-by", language, identity=name), True
    return say("signature-refused", language, **refusal(language, found.signature, signers)), False


def refusal(language: Language, signature: bytes, signers: Path) -> dict[str, str]:
    """Values of the sentence that tells why a signature does not count."""
    why = say("signature-other" if signature else "signature-none", language)
    return {"signers": str(signers), "found": why}
