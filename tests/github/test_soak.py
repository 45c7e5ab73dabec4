"""A bad day: four calls in ten fail, and each deed is still done once, in order."""

import random

import pytest
from tests.github.fake.faults import dropped, primary_limit, secondary_limit, server_error

from wakebook.adapters.github import HostError
from wakebook.adapters.github.gateway import MARKER

FAULTS = [
    dropped(applied=True),
    dropped(),
    server_error(502, applied=True),
    server_error(500),
    secondary_limit(7),
    secondary_limit(20, 429),
    primary_limit(40),
    primary_limit(1500),
]


def until_done(github, deed):
    """As a scheduled job would: again an hour later, if it must be."""
    while True:
        try:
            return deed()
        except HostError:
            github.clock.sleep(3600)


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_deeds_on_a_bad_day_are_done_once_each_and_in_order(github, host, pull, seed):
    chance = random.Random(seed)
    github.next_fault = lambda *_: chance.choice(FAULTS) if chance.random() < 0.4 else None
    head = github.head(pull)
    for number in range(25):
        until_done(github, lambda n=number: host.set_status(head, "pending", f"Status {n}"))
        until_done(github, lambda n=number: host.comment(1, f"Comment {n}"))
    merged = until_done(github, lambda: host.merge(1, head))
    assert [s.description for s in github.statuses] == [f"Status {n}" for n in range(25)]
    assert [c.body for c in github.comments] == [f"{MARKER}\nComment 24"]
    assert len(github.effects) == 51
    assert merged == github.tip("main")
    assert len([e for e in github.journal if e.fault]) > 50
