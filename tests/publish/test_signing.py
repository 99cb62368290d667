"""Signatures by real keys, and the line that verifies them with nothing of ours."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.manifest import NAME, SIGNATURE
from generator.messages import Problem
from generator.publish import signing
from generator.publish.outgoing import outgoing
from generator.publish.signing import sign, signer
from tests.publish import small
from tests.publish.conftest import Published

NAMED = "ban-dan-van@tinh.example"


@pytest.fixture(autouse=True)
def _program() -> None:
    if shutil.which("ssh-keygen") is None:
        if os.environ.get("CI"):
            pytest.fail("ssh-keygen is not installed", pytrace=False)
        pytest.skip("ssh-keygen is not installed")


def keygen(place: Path, kind: str = "ed25519", passphrase: str = "") -> Path:
    made = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "test"]
    subprocess.run([*made, "-f", place], check=True)
    return place


def allowed(place: Path, *keys: Path, name: str = NAMED) -> Path:
    lines = (f"{name} {key.with_suffix('.pub').read_text('utf-8')}" for key in keys)
    place.write_text("".join(lines), encoding="utf-8")
    return place


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return keygen(tmp_path / "key")


@pytest.fixture
def signers(tmp_path: Path, key: Path) -> Path:
    return allowed(tmp_path / "allowed_signers", key)


def test_the_documented_line_verifies_a_site_and_finds_what_was_changed(
    tmp_path: Path, key: Path, signers: Path
) -> None:
    found = outgoing(small.make(tmp_path / "site"), tmp_path / "state", key)
    line = (
        f"ssh-keygen -Y verify -f {signers} -I {NAMED} -n sotay -s manifest.txt.sig < manifest.txt"
        " && sha256sum --quiet -c manifest.txt"
    )

    def verifies() -> bool:
        done = subprocess.run(["sh", "-c", line], cwd=found, capture_output=True, check=False)
        return done.returncode == 0

    assert verifies()
    text = (found / NAME).read_text("utf-8")
    (found / "index.html").unlink()
    (found / "index.html").write_text("x", encoding="utf-8")
    assert not verifies()
    (found / NAME).write_text(text.replace("index", "indeX"), encoding="utf-8")
    assert not verifies()


def test_a_signature_tells_who_signed_and_counts_for_one_text_alone(
    key: Path, signers: Path
) -> None:
    made = sign(b"text", key)
    assert signer(b"text", made, signers, None) == NAMED
    assert signer(b"text", made, signers, NAMED) == NAMED
    assert signer(b"text", made, signers, "somebody@else.example") is None
    assert signer(b"texT", made, signers, None) is None
    assert signer(b"text", b"", signers, None) is None
    assert signer(b"text", b"no signature", signers, None) is None


def test_the_key_of_somebody_else_does_not_count(tmp_path: Path, signers: Path) -> None:
    other = keygen(tmp_path / "other")
    assert signer(b"text", sign(b"text", other), signers, None) is None
    assert signer(b"text", sign(b"text", other), signers, NAMED) is None


def test_a_signature_made_for_something_else_does_not_count(
    key: Path, signers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "_NAMESPACE", "file")
    made = sign(b"text", key)
    assert signer(b"text", made, signers, None) == NAMED
    monkeypatch.undo()
    assert signer(b"text", made, signers, None) is None


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_what_has_not_changed_keeps_its_signature(tmp_path: Path, kind: str) -> None:
    """ECDSA gives another signature each time; a release must not become another one by that."""
    site, state = small.make(tmp_path / "site"), tmp_path / "state"
    key = keygen(tmp_path / f"key-{kind}", kind)
    first = (outgoing(site, state, key) / SIGNATURE).read_bytes()
    assert (outgoing(site, state, key) / SIGNATURE).read_bytes() == first
    other = keygen(tmp_path / "other-key", kind)
    assert (outgoing(site, state, other) / SIGNATURE).read_bytes() != first
    signers = allowed(tmp_path / "allowed", other)
    again = small.make(site, "Loa xã mới")
    made = (outgoing(again, state, other) / SIGNATURE).read_bytes()
    assert signer((again / NAME).read_bytes(), made, signers, None) == NAMED
    assert not (outgoing(site, state) / SIGNATURE).exists()


def refused(key: Path) -> str:
    with pytest.raises(Problem) as problem:
        sign(b"text", key)
    return problem.value.saying


def test_what_keeps_a_key_from_signing_is_told(
    tmp_path: Path, key: Path, signers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(tmp_path / "none") == "sign-no-key"
    (tmp_path / "text").write_text("no key", encoding="utf-8")
    assert refused(tmp_path / "text") == "sign-failed"
    assert refused(keygen(tmp_path / "locked", passphrase="bí mật")) == "sign-passphrase"
    with pytest.raises(Problem) as problem:
        signer(b"text", b"", tmp_path / "none", None)
    assert problem.value.saying == "signers-missing"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(key) == "sign-no-program"


def test_publish_signs_and_verify_asks_for_the_signer(
    published: Published, key: Path, signers: Path, tmp_path: Path
) -> None:
    shown = published.sotay("verify", published.root, "--signers", signers, expect=1).output
    assert "chưa được ký" in shown or "không có chữ ký" in shown
    published.publish("--sign", key)
    assert NAMED in published.sotay("verify", published.root, "--signers", signers).output
    signed = published.live
    assert "Không có gì mới" in published.publish("--sign", key).output
    assert published.live == signed
    other = allowed(tmp_path / "others", keygen(tmp_path / "other"))
    published.sotay("verify", published.root, "--signers", other, expect=1)


def test_a_key_that_is_not_there_leaves_what_is_live(published: Published, tmp_path: Path) -> None:
    before = published.live
    published.rename_model()
    assert "--sign" in published.publish("--sign", tmp_path / "none", expect=2).output
    assert published.live == before
