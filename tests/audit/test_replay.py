"""Where evidence has kept what a host said of a merge, its outcome under another policy is told."""

import pytest
from tests.audit.conftest import Shop, closing, noting, opening

pytestmark = pytest.mark.daily(2)

POLICY = "policies/approvals.yaml"
END = "require: {approvals: 1, from: [group:web]}"


def replayed(shop: Shop, old: str = "approvals: 1", new: str = "approvals: 2") -> list[str]:
    """The lines that a replay prints, with another end of a record."""
    text = (shop.root / POLICY).read_text()
    assert END in text
    shop.write(POLICY, text.replace(END, END.replace(old, new), 1))
    ran = shop.wakebook("policy", "replay", cwd=shop.root)
    assert ran.code == 0, ran.stderr
    lines: list[str] = ran.stdout.splitlines()
    return lines


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_one_approval_would_not_have_been_enough(shop: Shop, how) -> None:
    shop.passes(opening(), how=how)
    shop.passes(closing(), "ben", how=how)
    closed, counts = replayed(shop)
    assert closed.endswith("would ask 2 of group:web (End of a record); was met, would be waiting")
    assert counts == "2 decisions looked at: 1 would differ"


def test_two_approvals_were_given_already(shop: Shop) -> None:
    shop.passes(opening())
    shop.passes(closing(), "ben", "cleo")
    assert replayed(shop)[0].endswith("was met, would be met")


def test_what_no_statement_tells_of_has_no_outcome(shop: Shop) -> None:
    shop.passes(opening())
    shop.pushes(closing())
    assert replayed(shop)[0].endswith("would ask 2 of group:web (End of a record)")


def test_each_step_of_a_rebase_has_the_outcome_of_the_whole(shop: Shop) -> None:
    shop.passes(opening())
    head = shop.branch({**closing(), **noting()}, "Note", "Close")
    trailer = shop.state(shop.stated(head, "ben"))
    shop.merge(head, "rebase", trailer)
    closed, counts = replayed(shop)
    assert ", closed" in closed
    assert closed.endswith("; was met, would be waiting")
    assert counts == "3 decisions looked at: 1 would differ"
