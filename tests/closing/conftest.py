"""A shop whose policy demands something of a closure, and an incident that was resolved."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

POLICY = """schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
"""


def ago(**length: float) -> str:
    """A moment before now, as a record writes it."""
    return f"{datetime.now(UTC) - timedelta(**length):%Y-%m-%dT%H:%M:%SZ}"


class Shop(NamedTuple):
    """The small shop with one incident that can be written about."""

    repository: Any
    wakebook: Callable[..., Any]
    id: str

    @property
    def folder(self) -> str:
        return f"incidents/{self.id[:4]}/{self.id}"

    def demand(self, *lines: str) -> None:
        """Demand this of every closure."""
        demands = "".join(f"        {line}\n" for line in lines)
        self.repository.write("policies/closure.yaml", POLICY + demands)
        self.repository.commit("Demand")

    def say(self, *entries: dict[str, Any], incident: str | None = None) -> None:
        """Log entries as they are given; what is missing is by Ana and two hours ago."""
        given = [{"at": ago(hours=2), "by": "user:ana", **entry} for entry in entries]
        name = incident or self.id
        number = len(list((self.repository.root / f"incidents/{name[:4]}/{name}").rglob("*.yaml")))
        stem = f"{datetime.now(UTC) - timedelta(seconds=30):%Y%m%dT%H%M%SZ}-{number:04x}"
        path = f"incidents/{name[:4]}/{name}/timeline/{stem}.yaml"
        self.repository.write(path, json.dumps(given))
        self.repository.commit("Log")

    def close(self, *words: str) -> Any:
        """What ``wakebook close`` gives back."""
        return self.wakebook("close", self.id, *words, cwd=self.repository)

    def stands(self, *words: str) -> list[str]:
        """The codes of what stands before a closure."""
        told = json.loads(self.close("--check", "--format", "json", *words).stdout)
        return [part["code"] for part in told["verdict"]["parts"] if part["outcome"] == "refused"]


@pytest.fixture
def shop(small: Any, wakebook: Callable[..., Any]) -> Shop:
    """The incident began three hours ago and was resolved two hours ago."""
    opened = wakebook(
        "new", "Checkout is slow", "--component", "checkout", "--severity", "SEV3",
        "--format", "json", cwd=small,
    )  # fmt: skip
    found = Shop(small, wakebook, json.loads(opened.stdout)["id"])
    found.say({"kind": "resolved"})
    return found
