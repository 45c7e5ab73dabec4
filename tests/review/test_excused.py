"""Whoever makes an incident need no post-mortem any more is asked, whichever edit does so (6.5)."""

import pytest
from tests.review.conftest import HEADER, OPEN

pytestmark = pytest.mark.daily(2)

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
CATEGORY = "components: [checkout]\ncategory: capacity/exhaustion\n"
OTHER = "components: [checkout]\ncategory: change/configuration\n"
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


EARLIER = f"{BEFORE}/incident.yaml"
FIX = "- {kind: resolved, at: 2026-11-23T14:30Z, by: 'user:ana'}\n"
CLOCK = """schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - {name: It has held, validation: P1D}
"""


@pytest.mark.parametrize(
    "moved",
    [
        {EARLIER: HEADER + OTHER},
        {
            f"{BEFORE}/timeline/20261123T151000Z-cccc.yaml": LATER.replace(
                "20261123T150000Z-bbbb#1", "20261120T140000Z-0000#1"
            ).replace("2026-11-23T14:00Z", "2026-03-01T14:00Z")
        },
    ],
    ids=["the category of the one before", "the beginning of the one before"],
)
def test_6_5_who_makes_another_one_no_recurrence_any_more_is_asked(shop, judged, merged, moved):
    merged(CATEGORY, None)
    for path, text in moved.items():
        shop.write(path, text)
    shop.commit()

    assert titles(judged()) == {"Exception from a rule"}
    assert judged("--suppose", "approval=ben").passes


def test_6_5_what_is_written_down_later_makes_nothing_less_new(shop, on_main, wakebook):
    needs = "      - {name: New, when: {kind: [incident]}, new: {on: component, within: P30D}}\n"
    on_main({
        "policies/postmortem.yaml": POLICY.partition("      - {name: Customers")[0] + needs,
        f"{OPEN}/incident.yaml": HEADER + CATEGORY,
    })  # fmt: skip
    name = OPEN.rpartition("/")[2]
    before = wakebook("postmortem", "need", name, cwd=shop).stdout
    assert "New: no capacity/exhaustion on checkout" in before
    shop.write(f"{BEFORE}/incident.yaml", HEADER + CATEGORY)
    said = "- {kind: declared, at: 2026-11-20T14:00Z, by: 'user:ana'}\n"
    shop.write(f"{BEFORE}/timeline/20261123T160000Z-0000.yaml", said)
    shop.commit()
    assert wakebook("postmortem", "need", name, cwd=shop).stdout == before


def test_6_5_the_time_that_a_closure_is_named_for_hides_nothing_that_came_before(
    shop, judged, merged
):
    merged(CATEGORY, FIX)
    stem = "20261120T130000Z-9999"
    shop.write(
        f"{OPEN}/incident.yaml", HEADER + CATEGORY + "closed: {status: closed, severity: SEV2}\n"
    )
    shop.write(
        f"{OPEN}/timeline/{stem}.yaml", "- {kind: closed, at: 2026-11-24T09:00Z, by: 'user:ana'}\n"
    )
    shop.commit()

    assert "WB6501" in judged().codes


@pytest.mark.parametrize(("at", "asked"), [("14:10", True), ("14:40", False)])
def test_5_5_who_lets_a_fix_hold_for_longer_than_it_did_is_asked(shop, judged, on_main, at, asked):
    on_main({"policies/closure.yaml": CLOCK, f"{OPEN}/incident.yaml": HEADER, LINES: FIX})
    shop.write(NEW, LATER.replace("T14:00Z", f"T{at}Z"))
    shop.commit()

    assert titles(judged()) == ({"Exception from a rule"} if asked else set())


def test_5_2_an_end_waits_for_a_branch_that_knows_its_record(shop, judged, close):
    close()
    shop.git("switch", "--quiet", "main")
    worse = "- {kind: observation, at: 2026-11-23T14:50Z, by: 'user:ana', text: Orders are lost.}\n"
    shop.write(LINES, worse)
    shop.commit("Worse")
    shop.git("switch", "--quiet", "change")
    assert "WB5217" in judged("--suppose", "approval=ben").codes

    shop.git("merge", "--quiet", "main")
    assert "WB5217" not in judged("--suppose", "approval=ben").codes
