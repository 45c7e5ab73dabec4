"""The small shop with one public incident that goes on."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ID = "2026-11-27-orders-fail"
FOLDER = f"incidents/2026/{ID}"
HEADER = """title: Checkout answers with errors at one host
kind: incident
audience: staff
components: [checkout]
public: {title: Orders cannot be paid, components: [checkout]}
"""
BEGIN = "- {kind: declared, at: 2026-11-27T09:00Z, by: 'user:ana', audience: public}\n"
POLICY = """schema: disclosure
owner: group:web
review_by: 2027-03-31
"""


class Shop(NamedTuple):
    """A repository with one incident, and the command line."""

    repository: Any
    run: Callable[..., Any]

    def write(self, *entries: str, header: str = HEADER) -> None:
        """Write the incident with these lines behind its first one."""
        self.repository.write(f"{FOLDER}/incident.yaml", header)
        self.repository.write(f"{FOLDER}/timeline/20261127T090000Z-0001.yaml", BEGIN)
        for number, entry in enumerate(entries, 2):
            path = f"{FOLDER}/timeline/20261127T09{number:02}00Z-0001.yaml"
            self.repository.write(path, entry)

    def say(self, text: str, audience: str = "public", kind: str = "update") -> None:
        """Write the incident with one text, as a block of several lines."""
        inner = "".join(f"\n    {line}" for line in text.split("\n"))
        self.write(
            f"- kind: {kind}\n  at: 2026-11-27T09:02Z\n  by: user:ana\n"
            f"  audience: {audience}\n  text: |-{inner}\n"
        )

    def found(self, code: str, texts: Iterable[str], audience: str = "public") -> list[str]:
        """Those of the texts, each in an update of its own, that a check finds with this code."""
        said = "\n  at: 2026-11-27T09:02Z\n  by: user:ana\n  audience: "
        listed = list(texts)
        self.write(*(f"- kind: update{said}{audience}\n  text: |-\n    {t}\n" for t in listed))
        ran = self.run("check", "--format", "json", cwd=self.repository)
        assert ran.code in (0, 1)
        named = [f for f in json.loads(ran.stdout)["findings"] if f["code"] == code]
        stems = {Path(each["path"]).stem for each in named}
        numbers = [int(stem[11:13]) - 2 for stem in sorted(stems)]
        for each in named:
            assert not any(text in each["message"] for text in listed)
        return [listed[number] for number in numbers]

    def policy(self, rules: str, top: str = "") -> None:
        """Write the policy of disclosure."""
        self.repository.write("policies/disclosure.yaml", f"{POLICY}{top}rules:\n{rules}")

    def codes(self) -> list[str]:
        """The codes that a check of the tree finds."""
        ran = self.run("check", "--format", "json", cwd=self.repository)
        return [each["code"] for each in json.loads(ran.stdout)["findings"]]


@pytest.fixture
def shop(small: Any, wakebook: Callable[..., Any]) -> Shop:
    """The shop; nothing is written yet."""
    return Shop(small, wakebook)
