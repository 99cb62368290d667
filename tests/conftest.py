from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from generator.settings import Settings
from tests import kb

# No test depends on timing; what CI runs is the same each time.
hypothesis.register_profile(
    "sotay",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
hypothesis.load_profile("sotay")


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
