"""The engine and a plain table, written apart from it, say the same of every pull request."""

import os
import sys
from collections import Counter
from itertools import islice, product
from math import prod
from random import Random

from tests.conftest import examples
from tests.review.engine import verdict
from tests.review.oracle import UNKNOWN, blocks
from tests.review.parts import BENS_PARTS, BENS_REVIEWS, table
from tests.review.states import state

from wakebook.model.gate.verdict import Outcome

STATES = int(os.environ.get("WAKEBOOK_STATES", examples(6000)))
"""How many states are tried; ``make thorough`` and ``make oracle`` try more."""

CONDITIONS = {
    "WB5202": "held",
    "WB5203": "missing",
    "WB5204": "no policy",
    "WB5205": "conflicts",
    "WB5206": "mixed",
    "WB5207": "shadows",
    "WB5208": "objection",
    "WB5217": "overtaken",
    "WB5218": "sealed",
    "WB5209": "strangers",
    "WB1001": "findings",
}


def unmet(verdict):
    """The conditions that hold the change up, in the table's words."""
    return {CONDITIONS.get(part.code, "asked") for part in verdict.parts if not part.passes}


def agreed(name, state):
    """What both say: the conditions that are not met, or how it passes."""
    expected, got = blocks(state), verdict(state)
    assert unmet(got) == expected, f"{name}: {state}"
    assert got.passes == (not expected), name
    unknown = any(leaf.outcome is Outcome.UNKNOWN for leaf in got.leaves)
    assert unknown == bool(expected & UNKNOWN), name
    if any(leaf.title == "Different people" for leaf in got.unmet):
        return expected | {"one person for two demands"}
    return expected or {got.outcome.value}


def tell(count, seen):
    sys.stdout.write(f"{count} states, 0 disagreements: {dict(seen.most_common())}\n")


def test_the_engine_agrees_with_the_table_on_changes_of_any_shape():
    seen = Counter()
    for seed in range(STATES):
        seen.update(agreed(f"seed {seed}", state(Random(seed))))
    tell(STATES, seen)
    assert seen["met"] > STATES / 20, "allowed after approval"
    assert seen["not-needed"] > STATES / 20, "the fast lane"
    assert seen["asked"] > STATES / 5
    assert seen["one person for two demands"] > STATES / 200
    assert min(seen[name] for name in (*CONDITIONS.values(), "asked")) > STATES / 200


def test_the_engine_agrees_with_the_table_on_every_part_and_every_course_of_reviews():
    seen = Counter()
    answers = (None, "approved", "changes_requested")
    changes = ("closed", "appended", "governed", "mixed")
    factors = (BENS_PARTS, BENS_REVIEWS, answers, (1, 2), changes, (False, True))
    step = 1 if STATES >= 6000 else 7
    for *row, unknown in islice(product(*factors), None, None, step):
        seen.update(agreed(row, table(*row, unknown=unknown)))
    tell(prod(map(len, factors)) // step, seen)
    words = ("met", "not-needed", "asked", "strangers", "mixed")
    assert min(seen[name] for name in words) > 200 / step
