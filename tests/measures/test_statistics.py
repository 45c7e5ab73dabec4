"""The numbers are those that others publish or compute (7.1)."""

import random
import statistics
from math import comb, exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.measures import interval
from wakebook.measures.figures import figures, median, quantile
from wakebook.measures.sample import Sample
from wakebook.model.figure import Observed
from wakebook.model.policy.measures import MeasuresRule

MEASURE = {"name": "m", "title": "M", "text": "T.", "figure": "duration"}
MEASURE |= {"start": ["started"], "end": ["resolved"]}


def rule(**words):
    return MeasuresRule.model_validate({"from": "2020-01-01", "measures": [MEASURE], **words})


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (5, 20, 0.0866, 0.4910),
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (1, 100, 0.0003, 0.0545),
        (50, 100, 0.3983, 0.6017),
    ],
)
def test_7_1_a_share_has_the_interval_of_clopper_and_pearson(yes, n, low, high):
    found = interval.of_share(yes, n, rule())
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_7_1_a_count_has_the_interval_of_garwood(n, low, high):
    found = interval.of_count(n, rule())
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (10, 2, 9), (20, 6, 15), (30, 10, 21)])
def test_7_1_a_median_lies_between_two_of_the_values(n, low, high):
    found = interval.of_quantile(range(1, n + 1), 0.5, rule())
    assert (found.low, found.high) == (low, high)


def test_7_1_too_few_values_have_no_interval():
    assert interval.of_quantile(range(5), 0.5, rule()) is None
    assert interval.of_quantile(range(20), 0.9, rule()) is None
    assert interval.of_mean([1], rule(), "m") is None
    assert interval.of_share(0, 0, rule()) is None


def test_7_1_very_many_and_very_large_values_have_intervals_too():
    found = interval.of_share(1, 1_000_000, rule())
    assert 0 < found.low < 1e-6 < found.high < 1e-5
    found = interval.of_count(1_000_000, rule())
    assert (found.low, found.high) == pytest.approx((998_041, 1_001_962), abs=2)
    found = interval.of_mean([10**9, 10**9 + 2] * 1_000, rule(), "m")
    half = 1.959964 * statistics.stdev([0, 2] * 1_000) / sqrt(2_000)
    assert (found.low, found.high) == pytest.approx((10**9 + 1 - half, 10**9 + 1 + half), rel=1e-12)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60).map(sorted))
def test_7_1_median_and_ninth_decile_are_those_of_others(values):
    assert median(values) == statistics.median(values)
    found = quantile(values, 90)
    assert sum(value <= found for value in values) * 100 >= 90 * len(values)
    assert sum(value < found for value in values) * 100 < 90 * len(values)


def test_7_1_a_bootstrap_hangs_on_the_seed_and_the_name_alone():
    values = [random.Random(n).randrange(9_000) for n in range(50)]
    found = interval.of_mean(values, rule(), "mttr")
    assert found == interval.of_mean(values, rule(), "mttr")
    assert found != interval.of_mean(values, rule(seed=2), "mttr")
    assert found != interval.of_mean(values, rule(), "mttd")
    assert found.low < statistics.mean(values) < found.high


def covered(make, truth, many):
    """In how many of so many trials the interval holds the truth."""
    found = (make(random.Random(n)) for n in range(many))
    return sum(each.low <= truth <= each.high for each in found) / many


def test_7_1_intervals_hold_the_truth_as_often_as_they_say():
    many = examples(5_000)
    slack = 3 * sqrt(0.95 * 0.05 / many)
    exact = {
        "median": covered(
            lambda dice: interval.of_quantile(
                sorted(int(dice.expovariate(1e-6)) for _ in range(25)), 0.5, rule()
            ),
            693_147,
            many,
        ),
        "share": covered(
            lambda dice: interval.of_share(sum(dice.random() < 0.3 for _ in range(30)), 30, rule()),
            0.3,
            many,
        ),
    }
    assert all(share >= 0.95 - slack for share in exact.values()), exact
    mean = covered(
        lambda dice: interval.of_mean(
            [int(dice.gauss(10**6, 10**5)) for _ in range(40)], rule(resamples=200), "m"
        ),
        10**6,
        examples(2_000),
    )
    assert mean >= 0.90


def test_7_1_bounds_are_the_figure_of_the_least_and_of_the_most():
    counted = (Observed(60, "a", "", 0, 120), Observed(300, "b", "", 300, 300))
    (found,) = figures(rule().measures[0], rule(), {"": Sample(counted, {"why": 2})})
    assert (found.median, found.mean, found.p90) == (180, 180, 300)
    assert found.bounds == (150, 210)
    assert (found.n, found.left_out, found.incidents) == (2, (("why", 2),), ("a", "b"))


@given(st.integers(1, 60), st.data(), st.sampled_from([0.8, 0.95, 0.999, 0.999999]))
def test_7_1_an_exact_interval_ends_where_the_chance_is_the_one_that_was_asked_for(
    n, data, confidence
):
    yes, tail = data.draw(st.integers(0, n)), (1 - confidence) / 2
    found = interval.of_share(yes, n, rule(confidence=confidence))
    assert (found.low == 0) == (yes == 0)
    assert (found.high == 1) == (yes == n)
    if yes:
        assert at_least(yes, n, found.low) == pytest.approx(tail, rel=1e-6)
    if yes < n:
        assert at_least(n - yes, n, 1 - found.high) == pytest.approx(tail, rel=1e-6)


def at_least(yes, n, share):
    """The chance of so many and more, summed up term by term."""
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(yes, n + 1))


def test_7_1_an_interval_of_high_confidence_is_no_wider_than_it_has_to_be():
    found = interval.of_share(2_615, 2_616, rule(confidence=0.999999))
    assert at_least(2_615, 2_616, found.low) == pytest.approx(5e-7, rel=1e-3)


@pytest.mark.parametrize("n", [1_000, 1_051, 1_088, 2_616, 25_000])
@pytest.mark.parametrize("no", [0, 1, 2, 7])
def test_7_1_a_share_of_nearly_all_of_many_is_not_taken_for_all(n, no):
    found = interval.of_share(n - no, n, rule())
    assert at_least(n - no, n, found.low) == pytest.approx(0.025, rel=1e-6)
    below = sum(comb(n, k) * (1 - found.high) ** k * found.high ** (n - k) for k in range(no))
    assert no == 0 or 1 - below == pytest.approx(0.025, rel=1e-6)
    turned = interval.of_share(no, n, rule())
    assert (1 - turned.high, 1 - turned.low) == pytest.approx((found.low, found.high), rel=1e-12)


@given(st.integers(0, 1_000_000), st.sampled_from([0.5000001, 0.95, 0.999, 1 - 1e-9, 1 - 1e-16]))
def test_7_1_no_number_of_incidents_is_without_an_interval(n, confidence):
    sure = rule(confidence=confidence)
    found = interval.of_count(n, sure)
    assert found.low < n < found.high or found.low == n == 0
    for yes in {n, n // 2, max(0, n - 1)} if n else ():
        found = interval.of_share(yes, n, sure)
        assert 0 <= found.low < found.high <= 1
        assert (found.low < yes / n) == (yes > 0)
        assert found.high > yes / n or yes == n or 1 - found.high < 1e-15


def test_7_1_no_incident_has_the_interval_of_a_confidence_that_leaves_almost_nothing_out():
    found = interval.of_count(0, rule(confidence=1 - 1e-16))
    assert exp(-found.high) == pytest.approx(5.55e-17, rel=1e-2)


def test_7_1_three_values_are_the_interval_of_a_median_at_exactly_three_quarters():
    found = interval.of_quantile([1, 2, 3], 0.5, rule(confidence=0.75))
    assert (found.low, found.high) == (1, 3)


def test_7_1_an_interval_of_the_highest_confidence_that_can_be_written_holds_all():
    sure = rule(confidence=0.9999999999999999)
    values = [*range(1_000)]
    found = interval.of_share(5, 10, sure), interval.of_count(10, sure)
    assert all(low < middle < high for (low, high, _), middle in zip(found, (0.5, 10), strict=True))
    mean = interval.of_mean(values, sure, "m")
    assert mean.low < 499.5 < mean.high
    assert interval.of_quantile(values[:20], 0.5, sure) is None
