"""``python -m generator``: the command ``sotay`` without installing anything first."""

from generator import bootstrap

bootstrap.ensure("run")

from generator.cli import main  # noqa: E402 - the packages it needs are there only now

main()
