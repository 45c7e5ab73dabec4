"""The small shop with a follow-up policy, on a GitHub of its own that takes issues."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Repository

INCIDENT = "2026-10-05-payments-latency"
ACTIONS = f"postmortems/2026/{INCIDENT}/actions"
OWN_POOL = f"{ACTIONS}/own-pool.yaml"
SUBJECT = f"{INCIDENT}/own-pool"
POLICY = Path(__file__).parents[2] / "policies/followup.yaml"
LATE = datetime(2026, 12, 2, 8, tzinfo=UTC)
"""A Wednesday; the action was due on Monday, 30 November."""


@dataclass
class Shop:
    """A clone, the GitHub that it came from, and a clock that tests set."""

    clone: Repository
    github: Any
    run: Any

    def at(self, when: datetime) -> None:
        """Set the clock."""
        self.github.clock.time = when.timestamp()

    def follow_up(self, *words: str) -> Any:
        """Run ``wakebook follow-up`` in the clone."""
        return self.run("follow-up", *words, cwd=self.clone)

    def told(self, *words: str) -> Any:
        """What it says to a program."""
        ran = self.follow_up("--format", "json", *words)
        assert ran.code in (0, 1), ran.stderr
        return json.loads(ran.stdout)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a record on main."""
        text = (self.clone.root / path).read_text(encoding="utf-8")
        assert old in text
        self.clone.write(path, text.replace(old, new))
        self.push()

    def push(self) -> None:
        """Commit everything and push it to main."""
        self.clone.commit("Change")
        self.github.push_from(self.clone.root, "main", by=self.github.users["ana-shop"])

    def git(self, *words: str) -> str:
        """Run git on what GitHub holds."""
        return str(self.clone.git("--git-dir", str(self.github.git.path), *words))

    @property
    def issue(self) -> Any:
        """The issue of the small shop's one open action."""
        (found,) = [i for i in self.github.issues.values() if f"action {SUBJECT} -->" in i.body]
        return found

    def said(self, issue: Any = None) -> list[str]:
        """The comments on an issue."""
        number = (issue or self.issue).number
        return [c.body for c in self.github.comments if c.pull == number]


@pytest.fixture
def clone(small: Repository) -> Repository:
    """The small shop with the policy of this repository."""
    text = POLICY.read_text(encoding="utf-8").replace("group:example-editors", "group:web")
    small.write("policies/followup.yaml", text)
    small.commit("Follow up")
    return small


@pytest.fixture
def shop(clone: Repository, github: Any, wakebook: Any, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The shop on GitHub: its people have accounts, the gate has its App, evidence has begun."""
    for number, name in ((101, "ana"), (102, "ben"), (103, "cleo")):
        github.user(f"{name}-shop", f"{name}@shop.example", id=number)
    clone.git("remote", "add", "origin", str(github.git.path))
    github.push_from(clone.root, "main", by=github.users["ana-shop"])
    app = github.app()
    monkeypatch.setattr("wakebook.adapters.github.SystemClock", lambda: github.clock)
    monkeypatch.setattr(
        "wakebook.cli._clock.now", lambda: datetime.fromtimestamp(github.clock.time, UTC)
    )
    for name, value in {
        "GITHUB_REPOSITORY": github.full_name,
        "GITHUB_API_URL": github.home,
        "WAKEBOOK_APP_ID": str(app.id),
        "WAKEBOOK_APP_KEY": app.key,
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)
    assert wakebook("audit", "begin", cwd=clone).code == 0
    clone.git("push", "--quiet", "origin", "wakebook/evidence")
    made = Shop(clone, github, wakebook)
    made.at(LATE)
    return made
