"""Whose word counts for what: the corners that a table of words does not name."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from tests.review.engine import verdict
from tests.review.parts import PARTS, table

from wakebook.flows.review.standing import Standing
from wakebook.model.catalog import Catalog, Entity
from wakebook.model.gate.facts import Account, Commit, Facts, Review
from wakebook.model.roster import Roster


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


def _account(name):
    return Account("git", name)


def _shop():
    names = ("ana", "ben", "cleo", "dan", "eve")
    return Roster(
        Catalog(
            tuple(Entity(apiVersion="v1", kind="User", metadata={"name": name}) for name in names)
        )
    )


@pytest.mark.parametrize("pushers", [None, (), (_account("dan"),)])
def test_who_acted_and_who_speaks(pushers):
    facts = Facts(
        "git",
        "main",
        "0" * 40,
        "1" * 40,
        _account("ana"),
        commits=(Commit("1" * 40, (_account("ana"), _account("ben"))),),
        pushers=pushers,
        reviews=tuple(
            Review(name, _account(name), "approved", commit, datetime(2026, 11, 23, tzinfo=UTC))
            for name, commit in (("cleo", "1" * 40), ("eve", "2" * 40))
        ),
    )
    standing, pushed = Standing(facts, _shop()), {"user:dan"} if pushers else set()
    assert standing.actors == {"user:ana", "user:ben"} | pushed
    assert standing.speaking == {"user:ana", "user:cleo"} | pushed
