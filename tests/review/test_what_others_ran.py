"""Nobody makes a record skip the rules of conduct alone: `origin` and `legacy` (5.2, 6.4)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import CLOSED, HEADER, Judged

Review = Callable[..., Judged]
OURS = "incidents/2026/2026-11-22-till-broke"
ENDED = "- {kind: resolved, at: 2026-11-22T15:00Z}\n- {kind: closed, at: 2026-11-22T15:01Z}\n"
POLICY = "policies/approvals.yaml"
ACTION = f"postmortems/2026/{CLOSED.rpartition('/')[2]}/actions/own-pool.yaml"
SAID = (
    "title: Describe the failover\nowner: user:ben\ndue: 2026-12-01\nkind: document\nstatus: open\n"
)


@pytest.fixture
def unasking(shop: Any) -> Any:
    """A policy that asks nobody about what is imported."""
    shop.git("switch", "--quiet", "main")
    text = (shop.root / POLICY).read_text()
    assert "runbook, imported]" in text
    shop.write(POLICY, text.replace("runbook, imported]", "runbook]"))
    tests = shop.root / "policies/tests/approvals.yaml"
    tests.unlink()
    shop.commit("Ask nobody")
    shop.git("switch", "--quiet", "-C", "change")
    return shop


def imported(shop: Any) -> None:
    shop.write(
        f"{OURS}/incident.yaml",
        f"{HEADER}origin: {{system: statuspage, id: k3x9}}\nclosed: {{status: closed}}\n",
    )
    shop.write(f"{OURS}/timeline/20261122T150100Z-7f3a.yaml", ENDED)
    shop.commit()


def test_5_2_a_record_of_what_others_ran_needs_an_owner_where_the_policy_asks_nobody(
    unasking: Any, judged: Review
) -> None:
    imported(unasking)

    verdict = judged()
    assert verdict.codes == {"WB5201"}
    (leaf,) = (x for x in verdict.leaves if x.outcome == "waiting")
    assert leaf.title == "Something that others ran"
    assert judged("--suppose", "approval=ben").passes
    assert judged("--suppose", "approval=ana").codes == {"WB5201"}, "not its author"


def test_5_2_whoever_the_policy_names_for_imports_is_asked_alone(
    shop: Any, judged: Review, wakebook: Callable[..., Any]
) -> None:
    imported(shop)

    (leaf,) = (x for x in judged().leaves if x.outcome == "waiting")
    assert leaf.title == "What is learned"
    told = wakebook("review", cwd=shop).stdout
    assert "imported, so that the rules of conduct do not hold" in " ".join(told.split())


@pytest.mark.parametrize("before", [SAID, None])
def test_6_4_an_action_becomes_no_relic_in_the_fast_lane(
    shop: Any, judged: Review, before: str | None
) -> None:
    if before is not None:
        shop.git("switch", "--quiet", "main")
        shop.write(ACTION, before)
        shop.commit("Begin")
        shop.git("switch", "--quiet", "-C", "change")
        shop.write(ACTION, f"{before}priority: high\n")
        shop.commit("Edit")
        assert judged().passes
    shop.write(ACTION, f"{SAID}legacy: true\n")
    shop.commit("Legacy")

    (leaf,) = (x for x in judged().leaves if x.code == "WB5201")
    assert leaf.title == "Exception from a rule"
    assert leaf.outcome == "refused", "everybody there took part in the incident"
