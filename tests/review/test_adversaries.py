"""Attempts to get past the gate that no row of the threats names."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import OPEN, Judged

Review = Callable[..., Judged]
LINE = "- {{kind: {kind}, at: 2026-11-23T14:30Z, by: '{by}'}}\n"
LOG = f"{OPEN}/timeline/20261123T150000Z-0001.yaml"
RUNBOOK = "---\ntitle: Restart the till\nowner: group:web\n---\n\n## Mitigation\n\nWhat to do.\n"
ASKS = """
      - name: {name}
        on: [{on}]
        when: {when}
        require: {{approvals: 1, from: ["group:web"]}}
"""


@pytest.fixture
def on_main(shop: Any) -> Callable[[dict[str, str]], None]:
    """Commits files to main, and brings the branch up to date."""

    def commit(files: dict[str, str]) -> None:
        shop.git("switch", "--quiet", "main")
        for path, content in files.items():
            shop.write(path, content)
        shop.commit("On main")
        shop.git("switch", "--quiet", "change")
        shop.git("merge", "--quiet", "main")

    return commit


@pytest.fixture
def ask(shop: Any, on_main: Callable[..., None]) -> Callable[..., None]:
    """Lets the policy of main ask one more question."""

    def more(name: str, on: str, when: str = "{}") -> None:
        policy = (shop.root / "policies/approvals.yaml").read_text()
        question = ASKS.format(name=name, on=on, when=when)
        on_main({"policies/approvals.yaml": policy.rstrip() + question})

    return more


def asked(verdict: Judged) -> set[str]:
    return {leaf.title for leaf in verdict.leaves if leaf.code == "WB5201"}


def test_an_earlier_line_does_not_change_who_opened_an_incident(
    shop: Any, judged: Review, ask: Callable[..., None]
) -> None:
    ask("Opened by Ana", "resolved", "{opened_by: ['user:ana']}")
    shop.write(
        f"{OPEN}/timeline/20261123T140000Z-0000.yaml", LINE.format(kind="detected", by="user:ben")
    )
    shop.write(LOG, LINE.format(kind="resolved", by="user:ben"))
    shop.commit()

    assert asked(judged()) == {"Opened by Ana"}
