"""7.1 Whether a figure has changed or only varies: against published values, and by simulation."""

import random

import pytest

from wakebook.measures.change import changes
from wakebook.measures.control import control
from wakebook.measures.figures import figures
from wakebook.measures.sample import Sample
from wakebook.model.figure import Figure, Observed
from wakebook.model.measured import Measured
from wakebook.records.installed import plain_measures

RULE = plain_measures().on(None)


def _figure(name: str, values: list[int]) -> Figure:
    observed = sorted(Observed(v, f"2026-01-01-i{n}", "", v, v) for n, v in enumerate(values))
    return figures(RULE.by_name[name], RULE, {"": Sample(tuple(observed), {})})[0]


def _change(name: str, before: list[int], after: list[int]):
    pairs = [(RULE.by_name[name], _figure(name, before), _figure(name, after))]
    return changes(pairs, 0.95)[0]


def test_7_1_shares_are_compared_as_fisher_did():
    """The tea that he tells of in The Design of Experiments: 3 of 4 against 1 of 4, both sides."""
    found = _change("reopened", [1, 1, 1, 0, 0], [1, 1, 1, 1, 1])
    tea = _change("reopened", [1, 1, 1, 0] * 2, [0, 0, 0, 1] * 2)

    assert found.chance == pytest.approx(0.4444, abs=1e-4)
    assert tea.chance == pytest.approx(0.1319, abs=1e-4)


def test_7_1_lengths_are_compared_by_rank():
    """No overlap of 6 and 6: U is 0, z is (18 - 0.5) / sqrt(39), both sides."""
    found = _change("mttr-resolve", [6000 + n for n in range(6)], [600 + n for n in range(6)])

    assert found.chance == pytest.approx(0.00508, abs=1e-5)
    assert found.verdict == "better"


def test_7_1_counts_are_compared_as_two_halves_of_their_sum():
    """5 and 15: a fair coin falls so, or more to one side, in 4.14 of 100 series of 20."""
    found = _change("volume", [1] * 15, [1] * 5)

    assert found.chance == pytest.approx(0.0414, abs=1e-4)
    assert found.verdict == "better"
    assert _change("volume", [1] * 10, [1] * 10).chance == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("name", "before", "after", "verdict"),
    [
        ("mttr-resolve", [600] * 9, [6000] * 9, "worse"),
        ("sla", [0] * 12, [1] * 12, "better"),
        ("mtbf", [600] * 9, [6000] * 9, "better"),
        ("mttr-resolve", [600] * 4, [6000] * 9, "few"),
        ("volume", [1], [1], "few"),
        ("mttr-resolve", [600] * 9, [600] * 9, "noise"),
    ],
)
def test_7_1_a_verdict_knows_which_way_is_better(name, before, after, verdict):
    assert _change(name, before, after).verdict == verdict


def test_7_1_among_many_figures_each_has_to_be_the_more_unlikely():
    """Holm: the least chance counts as often as there are figures, and the order stays."""
    strong = (RULE.by_name["mttr-resolve"], _figure("mttr-resolve", [*range(600, 606)]))
    pair = (*strong, _figure("mttr-resolve", [*range(6000, 6006)]))
    alone = changes([pair], 0.95)[0].chance
    dull = _figure("mttm", [600] * 9)
    among = changes([pair, *[(RULE.by_name["mttm"], dull, dull)] * 9], 0.95)

    assert alone is not None
    assert among[0].chance == pytest.approx(10 * alone)
    assert all(each.chance == 1.0 for each in among[1:])


def test_7_1_figures_with_too_little_data_do_not_make_others_more_unlikely():
    pair = (
        RULE.by_name["mttr-resolve"],
        _figure("mttr-resolve", [*range(600, 606)]),
        _figure("mttr-resolve", [*range(6000, 6006)]),
    )
    few, none = _figure("mttm", [600] * 4), _figure("sla", [])
    untested = [(RULE.by_name["mttm"], few, few), (RULE.by_name["sla"], none, none)] * 5
    alone, among = changes([pair], 0.95), changes([pair, *untested], 0.95)

    assert among[0] == alone[0]
    assert {each.verdict for each in among[1:]} == {"few"}


@pytest.mark.parametrize("name", ["mttr-resolve", "sla", "volume"])
def test_7_1_where_nothing_changes_few_changes_are_found(name):
    """At 95 % no more than about one in twenty comparisons of like with like finds a change."""
    draw = random.Random(20101)
    found = 0
    for _ in range(400):
        n, m = (sum(draw.random() < 0.1 for _ in range(300)) for _ in range(2))
        values = [_drawn(name, draw, count) for count in (n, m)]
        found += _change(name, *values).verdict in ("better", "worse")

    assert found <= 400 * 0.05 + 2.6 * (400 * 0.05 * 0.95) ** 0.5


def _drawn(name: str, draw: random.Random, count: int) -> list[int]:
    if name == "volume":
        return [1] * count
    if name == "sla":
        return [int(draw.random() < 0.7) for _ in range(count)]
    return [60 * round(draw.lognormvariate(4, 1.2)) + 60 for _ in range(count)]


def _row(number: int) -> Measured:
    plain = (f"2026-01-01-i{number}", "", "incident", "staff", "closed", "", "", "", "")
    day = f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
    return Measured(*plain, day, None, None, 0, 0, 0, (), (), (), (), (), {}, (), (), (), ())


def _control(values: list[int]):
    figure = _figure("mttr-resolve", values)
    return control(figure, {f"2026-01-01-i{n}": _row(n) for n in range(len(values))})


def test_7_1_what_lies_beyond_the_limits_stands_out():
    steady = [3600, 3900, 3300, 3600, 4200, 3000, 3600, 3900, 3300, 3600, 4000, 3500]
    found = _control([*steady, 400_000])

    assert found is not None
    assert found.signals == {"2026-01-01-i12": "above the limit"}
    assert found.low < 3000 < found.center < 4200 < found.high < 7200


def test_7_1_eight_in_a_row_on_one_side_are_no_chance():
    found = _control([3600, 3600, 7200] * 8 + [5000, 6000] * 4)

    assert found is not None
    assert "the 8th in a row above the median" in found.signals.values()


def test_7_1_common_variation_stands_out_seldom():
    draw = random.Random(7)
    signals = sum(
        len(found.signals)
        for _ in range(60)
        if (found := _control([round(draw.lognormvariate(8, 1)) for _ in range(60)]))
    )

    assert signals / (60 * 60) < 0.03


def test_7_1_few_incidents_have_no_limits():
    assert _control([3600] * 11) is None
