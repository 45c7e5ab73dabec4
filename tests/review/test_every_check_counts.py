"""Without any one of its checks the gate says something else than the table (figure 14)."""

from random import Random

import pytest
from tests.review.engine import verdict
from tests.review.oracle import blocks
from tests.review.states import state

from wakebook.flows.review import conditions, demand, judge, standing
from wakebook.model.roster import Roster

NOTHING = frozenset()


def disagreements():
    """The states of a pull request of which the gate and the table say different things."""
    states = (state(Random(seed)) for seed in range(3000))
    return (one for one in states if verdict(one).passes == bool(blocks(one)))


@pytest.mark.variants(5, every=3)
@pytest.mark.parametrize(
    ("place", "check", "without"),
    [
        (judge, "_known", lambda *_: ()),
        (judge, "_sound", lambda *_: ()),
        (judge, "_objections", lambda *_: ()),
        (judge, "_strangers", lambda *_: ()),
        (judge, "_asked", lambda *_: ()),
        (conditions, "fits", lambda *_: True),
        (conditions, "fits", lambda *_: False),
        (demand, "satisfied", lambda *_: True),
        (demand, "_excluded", lambda *_: {}),
        (standing.Standing, "part", lambda *_: None),
        (standing.Standing, "objections", ()),
        (standing.Standing, "strangers", ()),
        (standing.Standing, "_authors", NOTHING),
        (standing.Standing, "_committers", NOTHING),
        (standing.Standing, "_owners", lambda *_: set()),
        (Roster, "person", lambda self, account: next(iter(self.people(account)), None)),
        (Roster, "members", lambda self, _: self._users.keys()),
    ],
)
def test_no_check_can_be_left_out(monkeypatch, place, check, without):
    monkeypatch.setattr(place, check, without)
    assert any(disagreements())
