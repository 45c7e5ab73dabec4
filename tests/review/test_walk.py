"""Closing is a gate (P20): with nobody's approval no walk leads to where a policy asks."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.review import walk
from tests.review.engine import NOON, policy, roster
from tests.review.states import COMPONENTS

from wakebook.flows.review.judge import Proposed, judge
from wakebook.model.gate.about import about
from wakebook.model.gate.facts import Account, Facts
from wakebook.model.gate.transitions import happened

ANA = Account("github", "1")
PEOPLE = {"user:ana": ["1"], "user:ben": ["2"]}
TEAMS = {"group:web": {"of": list(PEOPLE), "parent": None}}
ROSTER = roster({"people": PEOPLE, "emails": {}, "teams": TEAMS, "components": COMPONENTS})
SEAT = {"approvals": 1, "from": ["group:web"], "exclude": ["author"], "fallback": []}
ASKED = (
    *("closed", "canceled", "merged", "severity_lowered", "scope_reduced", "stood_down"),
    *("waived", "edited_after_closure", "audience_widened", "imported", "deleted"),
)
"""What the rules refuse in any case (WB4302, WB4303) stands here as ``deleted``."""
POLICY = policy(
    [
        {
            "from": "2020-01-01",
            "owners": SEAT,
            "asks": [{"on": list(ASKED), "when": {}, "require": SEAT}],
        }
    ]
)
randoms = st.randoms(use_true_random=False)
beginnings = st.sampled_from(walk.BEGINNINGS)


def may_merge(before, after):
    """Whether Ana's change is merged with nobody's approval."""
    matter = about(before.id, [before, after], happened(before, after, walk.RANKS))
    facts = Facts("github", "main", "tip", "head", ANA)
    return judge(Proposed((matter,)), facts, POLICY, ROSTER, NOON).passes


@settings(max_examples=examples(250), deadline=None)
@given(beginnings, randoms)
def test_every_walk_without_approvals_ends_before_what_is_asked(first, random):
    now = first
    for _ in range(10):
        after = walk.step(random, now)
        if may_merge(now, after):
            assert not set(walk.breaches(now, after)) & set(ASKED)
            now = after
    assert not set(walk.breaches(first, now)) & set(ASKED) - {"edited_after_closure"}


@settings(max_examples=examples(250), deadline=None)
@given(beginnings, randoms)
def test_what_became_of_a_record_is_among_its_transitions(before, random):
    after = walk.step(random, before)
    assert set(walk.breaches(before, after)) <= happened(before, after, walk.RANKS)


@given(st.sampled_from(walk.BEGINNINGS[:5]), randoms)
def test_quiet_lines_are_in_the_fast_lane(before, random):
    lines = [walk.entry(random, random.choice(walk.QUIET), before) for _ in range(3)]
    assert may_merge(before, walk.appended(before, 599, lines))


def test_walks_try_everything_and_get_somewhere():
    merged, held = Counter(), Counter()
    for seed in range(150):
        random = Random(seed)
        now = random.choice(walk.BEGINNINGS)
        for _ in range(10):
            after = walk.step(random, now)
            passes = may_merge(now, after)
            (merged if passes else held).update(happened(now, after, walk.RANKS))
            now = after if passes else now
    assert min(held[word] for word in ASKED) > 5
    assert min(merged[word] for word in ("appended", "reopened", "resolved", "corrected")) > 5


def test_standing_down_is_seen_when_a_correction_moves_it_behind_the_declaration():
    before = walk.BEGINNINGS[2]
    stood = next(one.id for one in before.log if one.entry.kind == "stood_down")
    fix = walk.line("correction", 50, corrects=stood, set={"at": "2026-11-23T00:40Z"})
    after = walk.appended(before, 50, [fix])

    assert "stood_down" in happened(before, after, walk.RANKS)
