"""Whoever makes an incident need no post-mortem any more is asked, whichever edit does so (6.5)."""

import pytest
from tests.review.conftest import HEADER, OPEN

POLICY = """schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    sections:
      - {title: Summary, purpose: What happened.}
needs:
  - from: 2026-11-01
    cases:
      - {name: Customers, when: {kind: [incident]}, customers: true}
      - {name: Long, when: {kind: [incident]}, lasting: PT2H}
      - {name: Again, when: {kind: [incident]}, again: {times: 1, within: P30D}}
"""
NOTICED = "customer_impact: {text: Nobody could pay.}\n"
CATEGORY = "components: [checkout]\ncategory: software/code/defect\n"
OTHER = "components: [checkout]\ncategory: software/configuration/wrong-value\n"
LINES = f"{OPEN}/timeline/20261123T150000Z-bbbb.yaml"
NEW = f"{OPEN}/timeline/20261123T151000Z-cccc.yaml"
STARTED = "- {kind: started, at: 2026-11-23T12:00Z, by: 'user:ana'}\n"
OVER = "- {kind: resolved, at: 2026-11-23T14:30Z, by: 'user:ana'}\n"
REPORT = "- {kind: detected, at: 2026-11-23T14:05Z, by: 'user:ana', source: customer}\n"
LATER = (
    "- {kind: correction, at: 2026-11-23T15:10Z, by: 'user:ana', "
    "corrects: 20261123T150000Z-bbbb#1, set: {at: 2026-11-23T14:00Z}}\n"
)
BEFORE = "incidents/2026/2026-11-20-checkout-slow"


@pytest.fixture
def merged(on_main):
    """Puts the header and more lines of the open incident on main, where the policy stands."""

    def on_it(header, lines):
        files = {"policies/postmortem.yaml": POLICY, f"{OPEN}/incident.yaml": HEADER + header}
        said = {"20261120T140000Z-0000": "declared", "20261120T150000Z-0000": "resolved"}
        for stem, kind in said.items():
            line = f"- {{kind: {kind}, at: 2026-11-20T{stem[9:11]}:00Z, by: 'user:ana'}}\n"
            files[f"{BEFORE}/timeline/{stem}.yaml"] = line
        files[f"{BEFORE}/incident.yaml"] = HEADER + CATEGORY
        on_main(files if lines is None else files | {LINES: lines})

    return on_it


def titles(verdict):
    """What somebody is asked about."""
    return {leaf.title for leaf in verdict.leaves if leaf.outcome == "waiting"}


@pytest.mark.parametrize(
    ("header", "lines", "edited", "added"),
    [
        (CATEGORY, None, OTHER, None),
        ("", STARTED + OVER, None, LATER),
        ("", REPORT, None, LATER.replace("set: {at: 2026-11-23T14:00Z}", "retract: true")),
    ],
    ids=["another category", "a later start", "no customer"],
)
def test_6_5_who_excuses_an_incident_from_its_post_mortem_is_asked(  # noqa: PLR0917
    shop, judged, merged, header, lines, edited, added
):
    merged(header, lines)
    if edited is not None:
        shop.write(f"{OPEN}/incident.yaml", HEADER + edited)
    if added is not None:
        shop.write(NEW, added)
    shop.commit()

    verdict = judged()
    assert verdict.codes == {"WB5201"}
    assert titles(verdict) == {"Exception from a rule"}
    assert judged("--suppose", "approval=ben").passes


def test_6_5_what_customers_noticed_is_not_untold_alone(shop, judged, merged):
    merged(NOTICED, None)
    shop.write(f"{OPEN}/incident.yaml", HEADER)
    shop.commit()

    assert titles(judged()) == {"Exception from a rule", "Less severe or smaller than it was"}


@pytest.mark.parametrize(
    ("header", "edited"),
    [(NOTICED, NOTICED + CATEGORY), (CATEGORY, CATEGORY + NOTICED), ("", NOTICED), ("", CATEGORY)],
)
def test_6_5_an_edit_that_leaves_the_need_asks_nobody(shop, judged, merged, header, edited):
    merged(header, None)
    shop.write(f"{OPEN}/incident.yaml", HEADER + edited)
    shop.commit()

    assert judged().passes
