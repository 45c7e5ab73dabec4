"""Whose word counts for what: the corners that a table of words does not name."""

from itertools import permutations

import pytest
from tests.review.engine import verdict
from tests.review.parts import PARTS, table


@pytest.mark.parametrize("other", ["earlier", "older"])
def test_of_two_approvals_at_one_instant_the_one_of_another_commit_counts(other):
    state = table("none", "approved, approved", None, 1, "closed", unknown=False)
    head, old = ({**review, "at": 0} for review in state["reviews"])
    reviews = [head, {**old, "commit": other}]
    for order in permutations(reviews):
        assert not verdict(state | {"reviews": list(order)}).passes


@pytest.mark.parametrize("excluded", [*PARTS, None])
@pytest.mark.parametrize("part", ["author", "committer", "pusher", "commander", "responder"])
def test_a_part_excludes_where_a_policy_says_so_and_nowhere_else(excluded, part):
    state = table(part, "approved", None, 1, "closed", unknown=False)
    seat = state["rules"][0]["asks"][0]["require"]
    state["rules"][0]["asks"][0]["require"] = {**seat, "exclude": [excluded] if excluded else []}
    has = {
        "author": {"author"},
        "committer": {"committers"},
        "pusher": {"committers"},
        "commander": {"commander", "responders"},
        "responder": {"responders"},
    }
    assert verdict(state).passes == (excluded not in has[part])
