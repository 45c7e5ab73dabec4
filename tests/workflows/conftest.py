"""What the tests of workflows share: where workflow files lie, and programs of the dev extra."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import Repository, absent
from tests.workflows.stage import Stage

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


@dataclass(frozen=True)
class Theatre:
    """A stage, and the commits that the remote holds: main's tip and pull request 7's head."""

    stage: Stage
    base: str
    head: str
    small: Repository


@pytest.fixture
def theatre(small: Repository, tmp_path: Path, program: Callable[[str], str]) -> Theatre:
    """The small shop as a remote, with a pull request that tries to be code as well."""
    base = small.git("rev-parse", "HEAD").strip()
    small.git("switch", "--quiet", "--create", "close")
    small.write("canary/of-the-head", "")
    small.write("tools/wakebook/__init__.py", "raise SystemExit('code of a pull request')\n")
    head = small.commit("Close, and take over")
    small.git("switch", "--quiet", "main")
    remote = tmp_path / "remote.git"
    small.git("clone", "--quiet", "--bare", str(small.root), str(remote))
    for ref in ("head", "merge"):
        small.git("-C", str(remote), "update-ref", f"refs/pull/7/{ref}", head)
    small.git("-C", str(remote), "update-ref", "-d", "refs/heads/close")
    folder = tmp_path / "stage"
    folder.mkdir()
    return Theatre(Stage(program("act"), folder, remote), base, head, small)
