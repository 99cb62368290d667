"""Set up on first use, with nothing but Python: a private environment with locked packages.

``python3 -m generator …`` and ``python3 -m tests`` work in a fresh clone. Where the packages are
there already (an activated environment, ``pip install``), nothing is done. A folder ``wheels``
beside the program (``python3 -m generator.wheelhouse``) is used in place of the internet. Standard
library only.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / ".venv"
WHEELS = ROOT / "wheels"
PROBES = {
    "run": ("click", "jinja2", "material", "mkdocs", "pydantic", "selectolax", "slugify", "yaml"),
    "dev": (
        "click",
        "hypothesis",
        "material",
        "mypy",
        "playwright",
        "pydantic",
        "selectolax",
        "xdist",
    ),
}
"""A module of each package that a purpose needs; ``dev`` includes what ``run`` has."""


def ensure(purpose: str) -> None:
    """Come back only in a Python that has the packages for ``purpose`` (``run`` or ``dev``)."""
    if all(importlib.util.find_spec(module) for module in PROBES[purpose]):
        return
    lock = ROOT / "requirements" / f"{purpose}.txt"
    if sys.version_info < (3, 11):
        sys.exit("Cần Python 3.11 trở lên / Python 3.11 or newer is needed.")
    if not lock.is_file():
        sys.exit("Thiếu gói / packages are missing: pip install sotay-dan-van")
    if not _is_ready(lock):
        _install(lock)
    _restart()


def python() -> Path:
    """Interpreter of the private environment."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def _is_ready(lock: Path) -> bool:
    """True when the environment was made from this very lock file."""
    stamp = ENVIRONMENT / lock.name
    return python().is_file() and stamp.is_file() and stamp.read_bytes() == lock.read_bytes()


def _install(lock: Path) -> None:
    print(f"Đang cài các gói vào {ENVIRONMENT} (chỉ lần đầu)…", file=sys.stderr)  # noqa: T201
    pip = _create_environment()
    command = [*pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    if subprocess.run([*command, "-r", str(lock)], check=False).returncode:
        sys.exit(_not_installed(lock))
    shutil.copyfile(lock, ENVIRONMENT / lock.name)


def _not_installed(lock: Path) -> str:
    if not WHEELS.is_dir():
        return "Chưa cài được gói; kiểm tra mạng hoặc kho gói / packages could not be installed."
    return (
        f"Thư mục {WHEELS} phải có đủ gói của requirements/{lock.name} cho máy này. Làm lại thư mục"
        " ấy trên một máy có mạng (python3 -m generator.wheelhouse), hoặc xóa nó để cài từ mạng.\n"
        f"{WHEELS} must hold every package of requirements/{lock.name} for this machine. Make it"
        " anew where there is internet, or delete it to install from the internet."
    )


def _create_environment() -> list[str]:
    """A pip for the environment: its own, or that of this Python where Debian has split off
    ``ensurepip``."""
    if importlib.util.find_spec("ensurepip"):
        venv.create(ENVIRONMENT, with_pip=True, clear=not python().is_file())
        return [str(python()), "-m", "pip"]
    if importlib.util.find_spec("pip"):
        venv.create(ENVIRONMENT, with_pip=False, clear=not python().is_file())
        return [sys.executable, "-m", "pip", "--python", str(python())]
    sys.exit("Cần cài thêm / please install: sudo apt install python3-venv")


def _restart() -> None:
    """Run the same module again inside the environment, with the same arguments."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        sys.exit("Các gói trong .venv bị thiếu; xóa thư mục .venv rồi chạy lại.")
    module = sys.modules["__main__"].__spec__
    name = module.parent if module and module.name.endswith("__main__") else "generator"
    command = [str(python()), "-m", name or "generator", *sys.argv[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if os.name == "nt":
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)
