"""What the tests of workflows share: where workflow files lie, and programs of the dev extra."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import absent

ROOT = Path(__file__).parents[2]
OURS = ROOT / ".github" / "workflows"
ADOPTERS = ROOT / "tools" / "wakebook" / "starter" / "dot-github" / "workflows"
FILES = sorted([*OURS.glob("*.yml"), *ADOPTERS.glob("*.yml")])
"""Every workflow file that is ours, or that `wakebook init` gives to others."""


@pytest.fixture(params=FILES, ids=lambda file: f"{file.parents[1].name.strip('.')}-{file.stem}")
def workflow_file(request: pytest.FixtureRequest) -> Path:
    """One workflow file after another."""
    return request.param


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Finds a program that the dev extra brings along."""

    def found(name: str) -> str:
        beside = str(Path(sys.executable).parent)
        path = shutil.which(name, path=beside) or shutil.which(name)
        return path or absent(f"{name} is missing: pip install -e '.[dev]'")

    return found
