"""``python -m benchmarks.search``."""

from benchmarks.search.evaluate import main

main()
