"""Whose word counts for what: the corners that a table of words does not name."""

from itertools import permutations

from tests.review.engine import verdict
from tests.review.parts import table


def test_of_two_approvals_at_one_instant_the_one_of_another_commit_counts():
    state = table("none", "approved, approved older", None, 1, "closed", unknown=False)
    reviews = [{**review, "at": 0} for review in state["reviews"]]
    for order in permutations(reviews):
        assert not verdict(state | {"reviews": list(order)}).passes
