"""The gate's workflow, executed with the real command against the fake GitHub (rows E7 and F8).

act plays the runner; commands, git and HTTP are real, and nothing but the clock of the fake moves.
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import absent
from tests.gate.conftest import LOG, SEEN, Shop
from tests.github.fake.state import Clock
from tests.review.conftest import CLOSED_HEADER, CLOSING, OPEN
from tests.workflows import events
from tests.workflows.conftest import OURS
from tests.workflows.stage import Played, Stage

GATE = OURS / "gate.yml"


class RealClock(Clock):
    """The time of this machine: the commands run as processes of their own."""

    def now(self) -> float:
        """Seconds since 1970."""
        self.time = time.time()
        return self.time


@pytest.fixture
def stage(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The fake as the remote and the API of a run, which alone knows the App's key."""
    for name in ("GITHUB_REPOSITORY", "GITHUB_API_URL", "WAKEBOOK_APP_ID", "WAKEBOOK_APP_KEY"):
        monkeypatch.delenv(name)
    beside = str(Path(sys.executable).parent)
    act = shutil.which("act", path=beside) or absent("act is missing: pip install -e '.[dev]'")
    folder = tmp_path / "stage"
    folder.mkdir()
    shop.github.clock = RealClock()
    (app,) = shop.github.apps.values()
    return Stage(
        act,
        folder,
        shop.github.git.path,
        real=True,
        variables={"WAKEBOOK_APP_ID": str(app.id)},
        api=shop.github.home,
        key=app.key,
    )


def opened(shop: Shop, files: dict[str, str], branch: str) -> Any:
    """A pull request by Ana."""
    shop.github.push(branch, files, by=shop.person("ana"))
    return shop.github.pull(branch, by=shop.person("ana"))


def about(shop: Shop, pull: Any, payload: dict[str, Any]) -> dict[str, Any]:
    """An event of this pull request."""
    for part in (payload, payload.get("issue", {}), payload.get("pull_request", {})):
        if "number" in part:
            part["number"] = pull.number
    if "pull_request" in payload:
        payload["pull_request"]["head"]["sha"] = shop.github.head(pull)
    return payload


def played(stage: Stage, event: str, payload: dict[str, Any]) -> Played:
    """A run of the gate's workflow that ends well and shows neither key nor token."""
    run = stage.play(GATE, event, payload)
    assert run.code == 0, run.output
    assert "PRIVATE KEY" not in run.output
    assert "ghs_" not in run.output
    return run


def test_a_closure_from_its_opening_to_its_merge(shop: Shop, stage: Stage) -> None:
    closure = {
        f"{OPEN}/timeline/20261124T090000Z-91bc.yaml": CLOSING,
        f"{OPEN}/incident.yaml": CLOSED_HEADER,
    }
    pull = opened(shop, closure, "close")
    payload = about(shop, pull, events.pull_request())
    run = played(stage, "pull_request_target", payload)
    assert (shop.status.state, shop.status.by.login) == ("pending", "wakebook-gate[bot]")
    assert "ben or cleo can approve" in shop.github.comments[0].body
    assert "#1: 1 condition unmet; End of a record" in run.output
    assert pull.merged is None

    shop.github.review(pull, shop.person("ben"))
    played(stage, "workflow_run", events.workflow_run(shop.github.head(pull)))
    assert shop.status.state == "success"
    assert pull.merged == shop.github.tip("main")
    assert shop.github.effects.count("merged 1") == 1
    assert len(shop.github.comments) == 1
    ran = shop.audit()
    assert (ran.code, ran.stdout) == (0, "1 change checked: nothing to complain about\n")


def test_a_comment_becomes_a_line_of_main(shop: Shop, stage: Stage) -> None:
    pull = opened(shop, {LOG: SEEN, "tools/x.py": "raise SystemExit(9)\n"}, "mixed")
    ben = shop.person("ben")
    comment = shop.github.comment(pull, ben, '/wake log --mitigated "Moved away; ::error::x"')
    payload = about(shop, pull, events.issue_comment(comment.body))
    user = {"id": ben.id, "login": ben.login, "type": "User"}
    payload["comment"] |= {"id": comment.id, "user": user, "html_url": "https://github.com/x"}
    run = played(stage, "issue_comment", payload)
    assert "::error" not in run.output

    bare = ("git", "--git-dir", str(shop.github.git.path))
    told = subprocess.run([*bare, "show", "main"], capture_output=True, text=True, check=True)
    assert "+- kind: mitigated" in told.stdout
    assert "by: user:ben" in told.stdout
    assert f"Wake-Comment: {comment.id}" in told.stdout
    assert len(shop.github.comments) == 2
    assert pull.merged is None
    assert shop.audit().code == 0
    assert json.loads((stage.folder / "event.json").read_text())["comment"]["id"] == comment.id
