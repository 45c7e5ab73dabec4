"""``policies/measures.yaml``: what is wrong between its definitions is told where it stands."""

import pytest

POLICY = """\
schema: measures
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2010-01-01
    measures:
      - {name: volume, title: Volume, text: How many., figure: count}
      - name: mttr
        title: Time to repair
        text: How long.
        figure: duration
        start: [started]
        end: [mitigated]
      - name: kept
        title: Kept
        text: How often.
        figure: within
        measure: mttr
        targets: [{within: PT4H}]
      - name: noticed
        title: Noticed
        text: By whom.
        figure: share
        yes:
          detected_by: [monitoring]
"""


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("name: kept", "name: volume", "14:15", "'volume' does not fit: another definition above"),
        ("name: kept", "name: mttr", "14:15", "give one of them another name"),
        ("measure: mttr", "measure: mtr", "18:18", "'mtr' does not fit: no duration"),
        ("measure: mttr", "measure: volume", "18:18", "write mttr"),
        ("detected_by: [mon", "overdue: [true]\n          status: [mon", "25:20", "overdue says"),
        ("yes:\n          detected_by: [monitoring]", "yes: {}", "24:14", "yes says nothing"),
    ],
)
def test_7_1_what_is_wrong_between_definitions_is_told_where_it_stands(
    shop, old, new, place, words
):
    assert old in POLICY
    shop.repository.write("policies/measures.yaml", POLICY.replace(old, new, 1))
    told = shop.run("check", "policies/measures.yaml", code=1)
    assert f"policies/measures.yaml:{place}: " in told
    assert words in told


def test_7_1_definitions_that_fit_are_told_nothing_about(shop):
    shop.repository.write("policies/measures.yaml", POLICY)
    shop.run("check", "policies/measures.yaml")


def test_7_1_a_place_is_told_in_flow_style_and_in_a_later_rule_too(shop):
    twice = "{name: volume, title: Volume, text: How many., figure: count}"
    more = f"  - from: 2026-01-01\n    measures: [{twice}, {twice}]\n"
    shop.repository.write("policies/measures.yaml", POLICY + more)
    told = shop.run("check", "policies/measures.yaml", code=1)
    assert "policies/measures.yaml:27:86: " in told
