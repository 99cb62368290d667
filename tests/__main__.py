"""``python3 -m tests``: style, types and tests, in an environment that it sets up itself.

Arguments go to pytest, and then pytest alone runs: ``python3 -m tests -k force``. The whole suite
runs on all cores; tests of one file stay together, because they share what was built for them.
"""

import subprocess
import sys
from pathlib import Path

from generator import bootstrap

bootstrap.ensure("dev")

ROOT = Path(__file__).parent.parent
STEPS = (
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["mypy"],
    ["pytest", "-n", "auto", "--dist", "loadfile"],
)


def main(arguments: list[str]) -> int:
    """Run every step, also after one has failed, so that one run shows everything."""
    steps = [["pytest", *arguments]] if arguments else [list(step) for step in STEPS]
    failed = [step[0] for step in steps if _run(step)]
    if failed:
        print("FAILED:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


def _run(step: list[str]) -> int:
    print("$", *step, flush=True)
    return subprocess.run([sys.executable, "-m", *step], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
