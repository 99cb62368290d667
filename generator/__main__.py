"""``python -m generator``: the command ``sotay`` without installing anything first."""

from generator import bootstrap, collector

bootstrap.ensure("run")

with collector.at_rest(for_good=True):
    from generator.cli import main

main()
