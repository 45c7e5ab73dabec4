"""7.3: chance passes for a recurrence no more often than it may, and true ones are found."""

import random
import time
from datetime import UTC, datetime
from itertools import combinations

import pytest
from benchmarks.labelled import CORPUS, collections, measured
from benchmarks.recurrence import (
    agreements,
    false_alarms,
    false_alarms_of_forms,
    false_alarms_of_mixtures,
    finds,
    found,
    independent,
    planted,
    rule,
)

from wakebook.measures.alike import groups, indexed
from wakebook.measures.chance import Closeness, Table, adjusted, overlap, trend
from wakebook.measures.planning import planning


@pytest.mark.parametrize("components", [6, 30, 60])
@pytest.mark.thorough
def test_7_3_where_nothing_recurs_something_is_told_of_in_one_world_in_twenty_at_most(components):
    runs = 100
    assert false_alarms(runs, rule(), components) * runs <= 9  # 5 of 100, and a likely deviation


def test_7_3_where_nothing_recurs_little_is_told_of():
    assert false_alarms(15, rule(), 30) <= 3 / 15


@pytest.mark.thorough
def test_7_3_set_phrases_and_names_of_components_in_titles_are_no_recurrence():
    assert false_alarms_of_forms(60, rule()) * 60 <= 6


def test_7_3_a_form_with_a_phrase_in_each_summary_makes_no_recurrence():
    assert false_alarms_of_forms(4, rule()) == 0


def test_7_3_planted_recurrences_are_found_whether_they_come_in_a_row_or_steadily():
    assert finds(4, rule(), often=6, days=5) == 1
    assert finds(4, rule(), often=10, days=90) == 1


@pytest.mark.thorough
def test_7_3_nearly_all_planted_recurrences_are_found():
    assert finds(40, rule(), often=6, days=5) >= 0.9
    assert finds(40, rule(), often=6, days=160) >= 0.9


def test_7_3_the_order_of_the_incidents_plays_no_part():
    rows = planted(random.Random(3), 6, 5)
    other = random.Random(4).sample(rows, len(rows))
    assert found(rows, rule()) == found(other, rule())


def _ours(instants):
    return [("", at) for at in instants]


def test_7_3_chances_of_closeness_are_even_where_times_mean_nothing():
    draw, instants = random.Random(5), [n * 40_000 for n in range(200)]
    closeness = Closeness({"": instants}, rule().rule)
    told = [closeness.of(_ours(draw.sample(instants, 6))) for _ in range(400)]
    for limit in (0.05, 0.2, 0.5):
        share = sum(each.probability <= limit for each in told) / len(told)
        assert abs(share - limit) < 3.5 * (limit * (1 - limit) / len(told)) ** 0.5


def test_7_3_close_ones_are_seldom_met_and_never_impossible():
    instants = [n * 86_400 for n in range(300)]
    closeness = Closeness({"": instants}, rule().rule)
    told = closeness.of(_ours(instants[100:106]))
    assert told.met <= 2
    assert 0 < told.probability < 0.001
    many = closeness.of(_ours(instants[100:150]))
    assert 0 < many.probability < 0.001
    assert closeness.of(_ours(instants[:2])) is None


def test_7_3_the_chance_of_an_overlap_is_the_one_that_counting_gives():
    total, one, other = 9, 4, 3
    every = [*combinations(range(total), other)]
    for both in (2, 3):
        counted = sum(len({*range(one)} & {*each}) >= both for each in every) / len(every)
        assert overlap((Table(one, other, total),), both) == pytest.approx(counted)
    assert overlap((Table(5, 5, 10),), 2) == 1
    assert 0 <= overlap((Table(4_000, 3_000, 25_000),), 2_000) < 1e-300


def test_7_3_the_chance_of_an_overlap_in_several_origins_is_that_of_their_sum():
    tables = Table(4, 3, 9), Table(2, 5, 7)
    ways = [
        [len({*range(t.one)} & {*each}) for each in combinations(range(t.total), t.other)]
        for t in tables
    ]
    sums = [a + b for a in ways[0] for b in ways[1]]
    for both in (3, 4, 5):
        counted = sum(each >= both for each in sums) / len(sums)
        assert overlap(tables, both) == pytest.approx(counted)
    assert overlap(tables, 2) == 1
    assert overlap((Table(20, 20, 20), Table(30, 30, 30)), 50) == 1
    assert 0 < overlap((Table(4_000, 3_000, 25_000), Table(50, 50, 90)), 2_000) < 1e-20


def test_7_3_a_source_of_few_days_is_close_together_only_beside_others():
    short, long = [n * 600 for n in range(200)], [n * 86_400 for n in range(2_000)]
    draw, closeness = random.Random(8), Closeness({"a": short, "b": long}, rule().rule)
    told = [closeness.of([("a", at) for at in draw.sample(short, 6)]) for _ in range(200)]
    assert sum(each.probability <= 0.05 for each in told) <= 20
    mixed = [*(("a", at) for at in short[50:53]), *(("b", at) for at in long[50:53])]
    assert closeness.of(mixed).probability < 0.05
    assert (
        Closeness({"a": short, "b": long[:3]}, rule().rule).of([("b", n) for n in long[:3]]) is None
    )


@pytest.mark.parametrize("worlds", [15, pytest.param(100, marks=pytest.mark.thorough)])
def test_7_3_two_sources_of_other_times_and_words_find_no_more_together(worlds):
    assert false_alarms_of_mixtures(worlds, rule()) * worlds <= 1 + worlds * 0.08


def test_7_3_a_recurrence_within_one_of_two_sources_is_found():
    assert finds(4, rule(), often=6, days=5, beside=200) == 1


def test_7_3_rates_are_those_of_benjamini_and_hochberg():
    chances = [0.01, 0.04, 0.03, 0.005, 0.55]
    assert adjusted(chances) == pytest.approx([0.025, 0.05, 0.05, 0.025, 0.55])
    assert adjusted([]) == []


def test_7_6_a_steady_rate_is_no_trend_and_a_rising_one_is():
    draw = random.Random(6)
    steady = [trend([0, *(draw.randrange(10_000) for _ in range(8))], 10_000) for _ in range(500)]
    assert 0.02 < sum(each <= 0.05 for each in steady) / len(steady) < 0.09
    assert trend([0, 5_000, 8_000, 9_000, 9_500, 9_800, 9_900], 10_000) < 0.01
    assert trend([0, 100, 200, 400, 800, 2_000, 5_000], 10_000) > 0.5
    assert trend([0, 1_000, 2_000, 3_000, 4_000, 50_000, 60_000], 10_000) > 0.5
    assert trend([1, 2, 3, 4], 10) is None
    assert trend([7] * 6, 7) is None


@pytest.mark.parametrize("worlds", [20, pytest.param(100, marks=pytest.mark.thorough)])
def test_7_6_where_failures_come_evenly_replacement_is_hardly_ever_suggested(worlds):
    terms = rule()._replace(now=int(datetime(2025, 9, 27, tzinfo=UTC).timestamp()))
    wrong = 0
    for number in range(worlds):
        rows = independent(random.Random(f"even {number}"), 300)
        lines = planning(rows, "component", (), terms)
        wrong += any(each.kind == "replacement" for line in lines for each in line.suggestions)
    assert wrong <= 1 + worlds * 0.08


def _incident(number, *words):
    start = datetime(2026, 1, 1 + number, tzinfo=UTC)
    return measured(f"i{number}", start, " ".join(words))


def test_7_3_a_chain_of_neighbours_is_no_group():
    """Each is like the next one, and the first has nothing in common with the last."""
    words = (
        "apple",
        "bridge",
        "candle",
        "dragon",
        "engine",
        "forest",
        "garden",
        "harbour",
        "island",
    )
    chain = [_incident(n, *words[n : n + 3]) for n in range(7)]
    for group in groups(indexed(chain)):
        names = sorted(group.members)
        numbers = [int(name.rpartition("-i")[2]) for name in names]
        assert max(numbers) - min(numbers) < 4


@pytest.mark.thorough
def test_7_3_clusters_agree_with_what_owners_say_more_than_chance_does(missing):
    if not CORPUS.exists():
        missing("the corpus of real incident records lies in ../shared/corpus")
    for given in collections():
        told = {name: agreement for name, _, _, agreement in agreements(given, rule())}
        assert told["clusters"].precision > 1.5 * told["clusters"].base, given.name
        assert told["clusters"].rand > told["random"].rand, given.name


@pytest.mark.thorough
def test_7_3_many_incidents_take_seconds():
    rows = independent(random.Random("many"), 25_000)
    begin = time.process_time()
    found(rows, rule())
    assert time.process_time() - begin < 30
