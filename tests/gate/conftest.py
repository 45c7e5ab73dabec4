"""The small shop on a GitHub of its own: its people have accounts, the gate has its App."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.review.conftest import CLOSED_HEADER, CLOSING, HEADER, OPEN, OPENED

LOG = f"{OPEN}/timeline/20261123T150000Z-0001.yaml"
Say = Callable[..., Any]
SEEN = "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:ana', text: Errors go up.}\n"


@dataclass
class Shop:
    """A clone, the GitHub that it came from, and its people."""

    clone: Any
    github: Any
    run: Callable[..., Any]

    def person(self, name: str) -> Any:
        """The account of somebody in the catalog."""
        return self.github.users[f"{name}-shop"]

    def propose(
        self, files: dict[str, str | None], *, by: str = "ana", branch: str = "change"
    ) -> Any:
        """A pull request of one commit on top of the clone's main."""
        self.clone.git("switch", "--quiet", "--force-create", branch, "main")
        for path, text in files.items():
            if text is None:
                (self.clone.root / path).unlink()
            else:
                self.clone.write(path, text)
        self.clone.git("add", "--all")
        address = f"{by}@shop.example"
        who = ("-c", f"user.name={by}", "-c", f"user.email={address}")
        self.clone.git(*who, "commit", "--quiet", "-m", "Change", f"--author={by} <{address}>")
        self.github.push_from(self.clone.root, branch, by=self.person(by))
        self.clone.git("switch", "--quiet", "main")
        return self.github.pull(branch, by=self.person(by))

    def close(self, **how: Any) -> Any:
        """A pull request that closes the open incident."""
        files = {
            f"{OPEN}/timeline/20261124T090000Z-91bc.yaml": CLOSING,
            f"{OPEN}/incident.yaml": CLOSED_HEADER,
        }
        return self.propose(files, **how)

    def log(self, **how: Any) -> Any:
        """A pull request that adds a line to the open incident."""
        return self.propose({LOG: SEEN}, **how)

    def gate(self, *arguments: str) -> Any:
        """Run ``wakebook gate`` in the clone."""
        return self.run("gate", *arguments, cwd=self.clone)

    def audit(self) -> Any:
        """Run ``wakebook audit verify`` on what GitHub has."""
        return self.run("audit", "verify", cwd=self.github.git.path)

    @property
    def status(self) -> Any:
        """The newest status of the gate."""
        return self.github.statuses[-1]


@pytest.fixture
def shop(
    small: Any,
    github: Any,
    wakebook: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Shop:
    """The small shop with an open incident on GitHub's main, and a clone of it."""
    del tmp_path
    for number, name in ((101, "ana"), (102, "ben"), (103, "cleo")):
        github.user(f"{name}-shop", f"{name}@shop.example", id=number)
    small.write(f"{OPEN}/incident.yaml", HEADER)
    small.write(f"{OPEN}/timeline/20261123T140322Z-7f3a.yaml", OPENED)
    small.commit("Open")
    small.git("remote", "add", "origin", str(github.git.path))
    github.push_from(small.root, "main", by=github.users["ana-shop"])
    app = github.app()
    monkeypatch.setattr("wakebook.adapters.github.SystemClock", lambda: github.clock)
    for name, value in {
        "GITHUB_REPOSITORY": github.full_name,
        "GITHUB_API_URL": github.home,
        "WAKEBOOK_APP_ID": str(app.id),
        "WAKEBOOK_APP_KEY": app.key,
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)
    return Shop(small, github, wakebook)


@pytest.fixture
def say(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Comments as somebody, lets the gate answer, and gives what it ran."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    told = tmp_path / "event.json"
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(told))

    def comment(pull: Any, body: str, by: str = "ben", *, action: str = "created") -> Any:
        user = shop.github.users.get(f"{by}-shop") or shop.github.user(f"{by}-shop")
        made = shop.github.comment(pull, user, body)
        event = {
            "action": action,
            "issue": {"number": pull.number, "pull_request": {}},
            "comment": {
                "id": made.id,
                "body": body,
                "html_url": f"https://github.com/shop/records/pull/1#issuecomment-{made.id}",
                "user": {"id": user.id, "login": user.login, "type": user.type},
            },
        }
        told.write_text(json.dumps(event))
        return shop.gate("comment")

    return comment
