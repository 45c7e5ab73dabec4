"""Whoever takes away what a closure waits for is asked, before the closure (5.3, 5.6)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import HEADER, OPEN, Judged

Review = Callable[..., Judged]
OTHER = "incidents/2026/2026-11-23-payments-slow"
LINES = f"{OPEN}/timeline/20261123T141000Z-aaaa.yaml"
BACK = f"{OTHER}/timeline/20261123T141000Z-bbbb.yaml"
NEW = "timeline/20261123T150000Z-cccc.yaml"
SAID = """- kind: link
  at: 2026-11-23T14:10Z
  by: user:ana
  rel: child
  to: 2026-11-23-payments-slow
- {kind: link, at: 2026-11-23T14:10Z, by: 'user:ana', rel: ticket, to: 'github:shop/tills#12'}
- {kind: verification, at: 2026-11-23T14:20Z, by: 'user:ana', check: pay, result: failed}
- {kind: verification, at: 2026-11-23T14:25Z, by: 'user:ana', check: see, result: passed}
- {kind: action, at: 2026-11-23T14:30Z, by: 'user:ana', text: Took the release back.}
- kind: vendor
  at: 2026-11-23T14:30Z
  by: user:ana
  vendor: vendor:acme-cdn
  ref: v
  access: read
- {kind: observation, at: 2026-11-23T14:31Z, by: 'user:ana', text: Errors go up.}
- {kind: link, at: 2026-11-23T14:32Z, by: 'user:ana', rel: request, to: R-12}
"""
CONFIRMED = """- kind: confirmation
  at: 2026-11-23T15:00Z
  by: user:ana
  who: user:ana
  of: restoration
"""
LINKED = """- kind: link
  at: 2026-11-23T14:10Z
  by: user:ana
  rel: parent
  to: 2026-11-23-checkout-errors
"""


@pytest.fixture
def waiting(shop: Any) -> Any:
    """The open incident waits for several things, on main."""
    shop.git("switch", "--quiet", "main")
    shop.write(LINES, SAID)
    shop.write(f"{OTHER}/incident.yaml", HEADER)
    shop.write(BACK, LINKED)
    shop.commit("Wait")
    shop.git("switch", "--quiet", "-C", "change")
    return shop


def correction(number: int, what: str, name: str = "20261123T141000Z-aaaa") -> str:
    """A line that corrects one of those of the file."""
    by = "at: 2026-11-23T15:00Z, by: 'user:ana'"
    return f"- {{kind: correction, {by}, corrects: {name}#{number}, {what}}}\n"


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize(
    ("number", "what"),
    [
        (2, "retract: true"),
        (2, "set: {to: OPS-1}"),
        (3, "retract: true"),
        (3, "set: {result: passed}"),
        (3, "set: {check: see}"),
        (4, "set: {at: 2026-11-23T14:40Z}"),
        (5, "retract: true"),
        (6, "retract: true"),
    ],
)
def test_5_6_whoever_takes_away_what_a_closure_waits_for_is_asked(
    waiting: Any, judged: Review, number: int, what: str
) -> None:
    waiting.write(f"{OPEN}/{NEW}", correction(number, what))
    waiting.commit()

    verdict = judged()
    assert verdict.codes == {"WB5201"}
    assert [x.title for x in verdict.leaves if x.outcome == "waiting"] == ["Exception from a rule"]
    assert judged("--suppose", "approval=ben").passes


def test_5_6_a_link_that_is_withdrawn_on_both_sides_is_seen(waiting: Any, judged: Review) -> None:
    waiting.write(f"{OPEN}/{NEW}", correction(1, "retract: true"))
    waiting.write(f"{OTHER}/{NEW}", correction(1, "retract: true", "20261123T141000Z-bbbb"))
    waiting.commit()

    assert judged().codes == {"WB5201"}
    assert judged("--suppose", "approval=ben").passes


def test_5_6_a_proof_in_the_same_change_hides_nothing(waiting: Any, judged: Review) -> None:
    passed = (
        "- {kind: verification, at: 2026-11-23T14:50Z, by: 'user:ana', check: see, result: passed}"
    )
    waiting.write(f"{OPEN}/{NEW}", f"{passed}\n{correction(3, 'retract: true')}")
    waiting.commit()

    assert judged().codes == {"WB5201"}


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize(
    "lines",
    [
        correction(7, "retract: true"),
        correction(8, "retract: true"),
        correction(3, "set: {text: The till answered late.}"),
        "- {kind: vendor, at: 2026-11-23T15:00Z, by: 'user:ana', ref: v, access: none}\n",
        "- {kind: verification, at: 2026-11-23T15:00Z, by: 'user:ana', check: a, result: passed}\n",
        CONFIRMED,
        "- {kind: link, at: 2026-11-23T15:00Z, by: 'user:ana', rel: ticket, to: 'shop/a#1'}\n"
        + correction(1, "retract: true", "20261123T150000Z-cccc"),
        "- {kind: verification, at: 2026-11-23T15:00Z, by: 'user:ana', check: a, result: failed}\n"
        + correction(1, "retract: true", "20261123T150000Z-cccc"),
    ],
)
def test_5_6_adding_proving_and_undoing_what_is_not_merged_ask_nobody(
    waiting: Any, judged: Review, lines: str
) -> None:
    waiting.write(f"{OPEN}/{NEW}", lines)
    waiting.commit()

    verdict = judged()
    assert verdict.passes, verdict.leaves
    assert verdict.leaves[-1].sentence == "nobody is asked"
