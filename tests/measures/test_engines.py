"""Both engines find the same, to the last digit: incident by incident, and by SQL (7.1)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.measures import drawn

from wakebook.measures import plain, report
from wakebook.measures.figures import figures
from wakebook.measures.groups import BY
from wakebook.measures.sample import REASONS, VOID
from wakebook.model.base import seconds
from wakebook.model.measured import Point
from wakebook.records.installed import plain_measures

Columnar = pytest.importorskip("wakebook.measures.columnar").Columnar


def compared(rule, rows, world):
    """The figures of each definition by each way; both engines have to give them."""
    engine, told = Columnar(rows, world), []
    for figure in rule.measures:
        for by in BY:
            one = plain.samples(figure, rule, rows, world, by)
            other = engine.samples(figure, rule, by)
            assert one == other, (figure, by)
            assert figures(figure, rule, one) == figures(figure, rule, other)
            told.append(one)
    return told


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(drawn.rules(), drawn.rows(), drawn.worlds())
def test_7_1_both_engines_find_the_same(rule, rows, world):
    compared(rule, rows, world)


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.too_slow])
@given(drawn.rows(most=20), drawn.worlds())
def test_7_1_both_engines_find_the_same_by_the_definitions_that_come_along(rows, world):
    for rule in plain_measures().rules:
        compared(rule, rows, world)


@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.too_slow])
@given(drawn.rows(most=4), drawn.worlds(), st.data())
def test_7_1_both_engines_find_the_same_of_what_goes_on(rows, world, data):
    (rule,) = plain_measures().rules
    target = seconds(rule.by_name["sla"].targets[0].within)
    since = st.integers(target - 40, target + 40) | st.integers(-60, 2 * target)
    widths, statuses = st.sampled_from([1, 60, 86_400]), st.sampled_from(["triage", "resolved"])

    def goes_on(row):
        begin = world.now - data.draw(since)
        points = {"started": Point(begin, begin + data.draw(widths))}
        words = {"status": data.draw(statuses), "levels": ("SEV1",), "kind": "incident"}
        return row._replace(points=points, **words)

    some = tuple(map(goes_on, rows))
    found = plain.samples(rule.by_name["sla"], rule, some, world, "all")
    assert found == Columnar(some, world).samples(rule.by_name["sla"], rule, "all")


@pytest.mark.thorough
def test_7_1_the_drawn_incidents_meet_every_reason():
    seen = set()

    @settings(max_examples=500, derandomize=True, database=None)
    @given(drawn.rules(), drawn.rows(most=20), drawn.worlds())
    def met(rule, rows, world):
        for each in (rule, *plain_measures().rules):
            for figure in each.measures:
                for sample in plain.samples(figure, each, rows, world, "all").values():
                    seen.update(sample.left_out)

    met()
    never = {REASONS[name] for name in ("overdue", "status", "reopened")}
    assert seen == {*REASONS.values(), *VOID.values()} - never


@settings(max_examples=5)
@given(drawn.rules(), drawn.rows(), drawn.worlds())
def test_7_1_the_engine_is_chosen_by_the_number_of_incidents(rule, rows, world):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "MANY", 0)
        many = report.report(rule, report.engine_for(rows, world), "service")
    assert many == report.report(rule, report.engine_for(rows, world), "service")
