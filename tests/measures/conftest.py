"""A shop whose incidents are what the tests of figures make them."""

from dataclasses import dataclass
from typing import Any

import pytest

HEADER = "title: {title}\nkind: incident\naudience: {audience}\ncomponents: [{components}]\n"
SEVERITY = "- kind: severity\n  at: {at}\n  by: user:ana\n  level: {level}\n  reason: A guess.\n"


def log(day: str, **times: str) -> str:
    """A log of milestones of a day: ``started="09:00"``, or any other moment as it is written."""
    lines = []
    for kind, time in times.items():
        at = f"{day}T{time}Z" if ":" in time and "T" not in time else time
        lines.append(f"- kind: {kind}\n  at: {at}\n  by: user:ana\n")
    return "".join(lines)


@dataclass
class Shop:
    """A repository, and the command line in it."""

    repository: Any
    wakebook: Any

    def write(self, name: str, entries: str, **words: str) -> None:
        """An incident of one header and one file of its log; ``name`` begins with its day."""
        told = {"title": "Orders fail", "audience": "staff", "components": "checkout", **words}
        folder = f"incidents/{name[:4]}/{name}"
        self.repository.write(f"{folder}/incident.yaml", HEADER.format(**told))
        stem = f"{name[:10].replace('-', '')}T235900Z-history"
        self.repository.write(f"{folder}/timeline/{stem}.yaml", entries)

    def run(self, *words: str, code: int = 0, stdin: str = "") -> str:
        """What a command prints; its exit code has to be this one."""
        ran = self.wakebook(*words, cwd=self.repository, stdin=stdin)
        assert ran.code == code, ran.stdout + ran.stderr
        return ran.stdout if code < 2 else ran.stderr


@pytest.fixture
def shop(small, wakebook):
    """The small shop without its incidents."""
    small.git("rm", "-rq", "incidents", "postmortems", "problems")
    return Shop(small, wakebook)
