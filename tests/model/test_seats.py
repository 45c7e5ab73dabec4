"""Whether different people can stand for each approval, and how many ways there are to try."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tests.review.oracle import ways
from tests.review.states import requirement

from wakebook.model.policy.approvals import Requirement
from wakebook.model.policy.seats import WAYS, count_ways, satisfied

READ = TypeAdapter(Requirement)
randoms = st.randoms(use_true_random=False)


def seat(*names, count=1):
    return {"approvals": count, "from": [f"user:{name}" for name in names]}


def approving(demand):
    return frozenset(demand.from_)


@given(randoms)
def test_ways_are_counted_as_they_are_listed(random):
    need = requirement(random)
    assert count_ways(READ.validate_python(need)) == len(ways(need))


@given(randoms)
def test_seats_are_taken_where_some_order_of_people_takes_them(random):
    need = requirement(random)

    def able(demand):
        return frozenset(x for x in demand.from_ if x.startswith("user:") or x == "group:web")

    def seated(way):
        teams = [{x for x in s["from"] if x.startswith("user:") or x == "group:web"} for s in way]
        people = sorted(set().union(*teams))
        return any(
            all(who in team for who, team in zip(line, teams, strict=True))
            for line in permutations(people, len(teams))
        )

    assert satisfied(READ.validate_python(need), able) == any(map(seated, ways(need)))


@pytest.mark.parametrize(
    ("need", "met"),
    [
        (seat("ana"), True),
        (seat("ana", count=2), False),
        (seat("ana", "ben", count=2), True),
        ({"all": [seat("ana", "ben"), seat("ana")]}, True),
        ({"all": [seat("ana"), seat("ana")]}, False),
        ({"all": [seat("ana", "ben"), seat("ana", "cleo"), seat("ana")]}, True),
        ({"all": [seat("ana", "ben"), seat("ben", "ana"), seat("ana", "ben")]}, False),
        ({"any": [seat("ana", count=2), seat("ben")]}, True),
        ({"at_least": 2, "of": [seat("ana"), seat("ana"), seat("ben")]}, True),
        ({"at_least": 3, "of": [seat("ana"), seat("ben")]}, False),
    ],
)
def test_one_person_takes_one_seat(need, met):
    assert satisfied(READ.validate_python(need), approving) == met


def test_ways_beyond_the_limit_are_not_tried():
    many = {"any": [seat("ana", count=2)] * 8}
    for _ in range(4):
        many = {"all": [many] * 2} if count_ways(READ.validate_python(many)) < WAYS else many
    last = {"any": [many, seat("ana")]}
    assert count_ways(READ.validate_python(many)) >= WAYS
    assert not satisfied(READ.validate_python(last), approving)
    assert satisfied(READ.validate_python({"any": [seat("ana"), many]}), approving)
