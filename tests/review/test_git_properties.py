"""What is git's to keep: what a head brings along judges nothing, a rename is no way out (P8-9)."""

import json
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.review.conftest import OPEN, written
from tests.review.engine import NOON
from tests.review.walk import breaches

from wakebook.adapters.checkout import facts_here
from wakebook.flows.review.judge import judge
from wakebook.flows.review.proposal import Proposal
from wakebook.model.gate.facts import Account, Review
from wakebook.model.gate.verdict import Verdict
from wakebook.records.library import Opened
from wakebook.records.tree import GitTree

pytestmark = pytest.mark.daily(3)

JUDGES = (
    "policies/approvals.yaml",
    "policies/severity.yaml",
    "policies/new.yaml",
    "catalog/people.yaml",
    "tools/wakebook/flows/review/judge.py",
    ".github/workflows/gate.yml",
    ".github/CODEOWNERS",
    "wakebook.yaml",
)
CLOSING = "- {kind: canceled, at: 2026-11-23T15:00Z, by: 'user:ana'}\n"
LOG = f"{OPEN}/timeline/20261123T150000Z-0001.yaml"


def judged(shop: Any, base: str, head: str, *, approvals: tuple[str, ...] = ()) -> Verdict:
    tip, commit = (shop.git("rev-parse", rev).strip() for rev in (base, head))
    proposal = Proposal(shop.root, tip, commit)
    facts = facts_here(shop.root, tip, commit, proposal.roster)
    given = (Account("git", who) for who in approvals)
    reviews = tuple(Review(str(n), a, "approved", commit, NOON) for n, a in enumerate(given))
    facts = replace(facts, reviews=reviews)
    return judge(proposal.proposed, facts, proposal.policy, proposal.roster, NOON)


def about_the_record(verdict: Verdict) -> list[Any]:
    """The part of a verdict that asks for approvals of the open incident, but for commit ids."""
    name = OPEN.rpartition("/")[2]
    parts = [part for part in verdict.parts if part.title.startswith(name)]
    return [(p.title, [(leaf.title, leaf.outcome) for leaf in p.leaves]) for p in parts]


@pytest.mark.thorough
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(JUDGES),
        st.sampled_from(["", "rules: []\n", "asks: [\n", "schema: approvals\nrules: []\n", None]),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([(), ("ana",), ("ben",), ("ben", "cleo")]),
)
def test_what_judges_is_never_the_head_s(shop: Any, files: Any, approvals: Any) -> None:
    plain = written(shop, "main", {LOG: CLOSING})
    there = shop.git("ls-tree", "-r", "--name-only", "main").splitlines()
    files = {p: text for p, text in files.items() if text is not None or p in there}
    mixed = written(shop, "main", {LOG: CLOSING, **files})
    expected = about_the_record(judged(shop, "main", plain, approvals=approvals))
    verdict = judged(shop, "main", mixed, approvals=approvals)

    assert expected
    assert about_the_record(verdict) == expected
    assert not files or not verdict.passes


MOVES = tuple(
    product(
        ("incident.yaml", "timeline/20261123T140322Z-7f3a.yaml"),
        (
            f"{OPEN}/evidence/moved.txt",
            "docs/moved.md",
            f"{OPEN}x/incident.yaml",
            "problems/m.yaml",
        ),
    )
)


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize(("name", "to"), MOVES)
def test_a_rename_is_a_removal_and_an_addition(shop: Any, name: str, to: str) -> None:
    path = f"{OPEN}/{name}"
    content = (shop.root / path).read_text()
    moved = written(shop, "main", {path: None, to: content})
    removed = written(shop, "main", {path: None})
    added = written(shop, removed, {to: content})
    shop.git("config", "diff.renames", "copies")
    shop.git("config", "diff.renameLimit", "0")

    one, two = (judged(shop, "main", head, approvals=("ben",)) for head in (moved, added))
    assert not one.passes
    told = [[(leaf.title, leaf.code, leaf.outcome) for leaf in v.leaves] for v in (one, two)]
    assert told[0] == told[1]


def test_a_head_at_or_behind_the_tip_changes_nothing(shop: Any) -> None:
    for head in ("main", "main~1"):
        (only,) = judged(shop, "main", head).parts
        assert "there is nothing to merge" in only.sentence


def test_what_an_octopus_and_a_criss_cross_bring_is_judged(shop: Any) -> None:
    one = written(shop, "main", {"docs/a.md": "a\n"})
    two = written(shop, "main", {LOG: CLOSING})
    octopus = written(shop, "main", {"docs/a.md": "a\n", LOG: CLOSING}, one, two)
    assert about_the_record(judged(shop, "main", octopus)) == about_the_record(
        judged(shop, "main", two)
    )

    left = written(shop, one, {LOG: CLOSING}, two)
    tip = written(shop, two, {"docs/a.md": "a\n"}, one)
    head = written(shop, left, {"docs/b.md": "b\n"})
    assert [p.title for p in judged(shop, tip, head).parts] == ["What judges others: docs/b.md"]


def test_a_head_of_another_history_is_refused(shop: Any, wakebook: Any) -> None:
    tree = shop.git("rev-parse", "main^{tree}").strip()
    alone = shop.git("commit-tree", tree, "-m", "Alone").strip()
    ran = wakebook("review", "--base", "main", "--head", alone, cwd=shop)

    assert ran.code == 3
    assert "unrelated histories" in ran.stderr


def test_a_walk_on_a_real_repository_ends_before_what_is_asked(shop: Any) -> None:
    random, tip, passed = Random(5), "main", 0
    before = Opened(GitTree(shop.root, "main"), scope=[]).library.incidents[OPEN[15:]]
    for minute in range(12):
        word = random.choice(
            ("mitigated", "resolved", "closed", "canceled", "correction", "severity")
        )
        line = {"kind": word, "at": f"2026-11-23T15:{minute:02}Z", "by": "user:ana"}
        line |= {"level": random.choice(("SEV1", "SEV3"))} if word == "severity" else {}
        if word == "correction":
            corrects = f"20261123T140322Z-7f3a#{random.randint(1, 4)}"
            line |= {"corrects": corrects, "retract": True}
        stem = f"20261123T15{minute:02}00Z-0001"
        head = written(shop, tip, {f"{OPEN}/timeline/{stem}.yaml": json.dumps([line])})
        if judged(shop, tip, head).passes:
            tip, passed = head, passed + 1
    after = Opened(GitTree(shop.root, tip), scope=[]).library.incidents[OPEN[15:]]
    assert passed > 2
    assert not set(breaches(before, after))
