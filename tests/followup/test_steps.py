"""Reminders by the clock: each step once, none skipped for ever, whenever somebody looks."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.flows.followup.obligations import judged
from wakebook.flows.followup.steps import steps
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
RUNS = st.lists(st.integers(0, 120 * 24 * 60), min_size=1, max_size=60).map(sorted)


RULES = st.builds(
    lambda soon, every, escalate: FollowupRule.model_validate(
        {
            "from": "2026-01-01",
            "soon": f"P{soon}D",
            "remind_every": f"P{every}D",
            "escalate_after": f"P{escalate}D",
        }
    ),
    *[st.integers(1, 20)] * 3,
)
OWED = st.builds(
    lambda due, owner: Owing("x", "X", owner, due, BEGIN, "staff", "x.yaml"),
    st.none() | st.integers(0, 60).map(lambda days: BEGIN + timedelta(days=days)),
    st.sampled_from([None, "user:ana"]),
)


@settings(max_examples=examples(500))
@given(runs=RUNS, owing=OWED, rule=RULES)
def test_5_5_each_step_is_told_once_and_none_is_skipped_for_ever(runs, owing, rule):
    told: dict[str, list[int]] = {"request": [], "reminder": [], "escalation": []}
    keys: set[str] = set()
    for minutes in runs:
        now = BEGIN + timedelta(minutes=minutes)
        each = judged("action", owing, now, rule)
        for step in steps(each, now, rule) if each.state != "later" else ():
            assert step.at <= now
            if step.key not in keys:
                keys.add(step.key)
                told[step.deed].append(step.number)
        due = owing.due
        if due is not None and now >= due:
            stretch = (now - due) // rule.span("remind_every")
            assert told["reminder"][-1] == stretch, "the newest step has been told by now"
            assert bool(told["escalation"]) == (now - due >= rule.span("escalate_after"))
        if due is not None and owing.owner and due - rule.span("soon") <= now < due:
            assert told["reminder"] == [-1]
    for numbers in told.values():
        assert len(set(numbers)) == len(numbers)
    assert told["escalation"] in ([], [0])
    for numbers in told.values():
        assert numbers == sorted(numbers)


def test_5_5_another_date_begins_anew():
    rule = FollowupRule.model_validate({"from": "2026-01-01"})
    now = BEGIN + timedelta(days=30)

    def key(due):
        owing = Owing("x", "X", "user:ana", due, BEGIN, "staff", "x.yaml")
        (first, *_) = steps(judged("action", owing, now, rule), now, rule)
        return first.key

    assert key(BEGIN) != key(BEGIN + timedelta(days=1))
    assert key(BEGIN) == key(BEGIN)
