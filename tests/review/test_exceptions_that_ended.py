"""A waiver that has ended excuses nothing, however early an end says it was recorded (5.3, 5.6)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import CLOSED_HEADER, CLOSING, OPEN, Judged

POLICY = """schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        verified: true
        waits_for: [actions]
"""
ACTION = f"postmortems/2026/{OPEN.rpartition('/')[2]}/actions/own-pool.yaml"
BLOCKING = """title: Give the import a pool of its own
owner: user:ben
due: 2026-12-01
kind: prevent
blocking: true
"""


def waiver(rule: str, until: str) -> str:
    """A waiver in the header of a record."""
    return f"waivers:\n  - {{rule: {rule}, reason: A drill, by: 'user:ana', until: {until}}}\n"


@pytest.mark.parametrize(("until", "passes"), [("2026-11-25", False), ("2099-01-01", True)])
def test_5_3_the_clock_of_the_gate_ends_a_waiver_and_no_file_name_does(
    shop: Any,
    judged: Callable[..., Judged],
    wakebook: Callable[..., Any],
    until: str,
    passes: bool,
) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write("policies/closure.yaml", POLICY)
    shop.write(ACTION, BLOCKING)
    shop.commit("Demand")
    shop.git("switch", "--quiet", "-C", "change")
    shop.write(f"{OPEN}/timeline/20261124T090000Z-91bc.yaml", CLOSING)
    shop.write(f"{OPEN}/incident.yaml", CLOSED_HEADER + waiver("WB5301", until))
    shop.write(ACTION, BLOCKING + waiver("WB6402", until))
    shop.commit("Close")

    assert wakebook("check", "--base", "main", cwd=shop).code == 0, "it is right when it is written"
    verdict = judged("--suppose", "approval=ben")
    assert verdict.passes is passes
    assert verdict.codes == (set() if passes else {"WB5301", "WB6402"})
    if not passes:
        assert "ended on 2026-11-2" in verdict.sentence("WB5301")
        assert "ask for more time" in verdict.sentence("WB6402")


def test_5_3_a_line_of_an_open_incident_is_not_held_up_by_a_waiver_for_its_end(
    shop: Any, judged: Callable[..., Judged]
) -> None:
    shop.git("switch", "--quiet", "main")
    header = (shop.root / OPEN / "incident.yaml").read_text()
    shop.write(f"{OPEN}/incident.yaml", header + waiver("WB5301", "2026-11-25"))
    shop.commit("Waive")
    shop.git("switch", "--quiet", "-C", "change")
    line = "- {kind: observation, at: 2026-11-26T14:30Z, by: 'user:ana', text: Errors go up.}\n"
    shop.write(f"{OPEN}/timeline/20261126T143000Z-0001.yaml", line)
    shop.commit("Log")

    assert judged().passes
