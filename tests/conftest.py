from __future__ import annotations

from pathlib import Path

import pytest

from generator.settings import Settings
from tests import kb


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what came out as what is expected"
    )


@pytest.fixture
def toy(tmp_path: Path) -> Settings:
    return kb.toy(tmp_path / "toy")


@pytest.fixture(scope="session")
def shared_toy(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The toy library for tests that only read."""
    return kb.toy(tmp_path_factory.mktemp("shared") / "toy")
