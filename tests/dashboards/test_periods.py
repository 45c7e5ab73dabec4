"""Where the axis of a chart begins: a few are left behind, over a long empty time alone."""

from datetime import date, timedelta

import pytest

from wakebook.measures.periods import periods


def _days(first: str, many: int, apart: int) -> list[str]:
    begin = date.fromisoformat(first)
    return [(begin + timedelta(days=apart * n)).isoformat() for n in range(many)]


LATELY = _days("2025-01-06", 20, 30)


def test_an_axis_reaches_back_to_the_oldest():
    way, names, older = periods(_days("2026-01-06", 20, 10))

    assert (way, names[0], names[-1]) == ("month", "2026-01", "2026-07")
    assert older == ((), 0, "")


def test_what_a_long_empty_time_parts_from_all_others_is_left_out():
    way, names, older = periods(["2001-02-03", "2009-05-01", *LATELY])

    assert (way, names[0]) == ("quarter", "2025-Q1")
    assert older == (("2001-Q1", "2009-Q2"), 2, "2009-05-01")


def test_an_axis_is_as_if_what_is_left_out_were_not_there():
    assert periods(["2009-05-01", *LATELY])[:2] == periods(LATELY)[:2]


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(["2024-03-01", *LATELY], id="less than a year without an incident"),
        pytest.param(["2023-09-01", *LATELY], id="a year, and more than a year since"),
        pytest.param([*_days("2015-05-01", 6, 1), *LATELY], id="more than one in five"),
        pytest.param(["2015-05-01", *LATELY[:3]], id="one of four"),
        pytest.param(["2009-05-01"], id="one alone"),
    ],
)
def test_an_axis_leaves_out_nothing_else(days):
    _, names, older = periods(days)

    assert older.incidents == 0
    assert names[0].startswith(days[0][:4])


def test_of_very_many_years_the_last_are_drawn_and_the_others_are_told():
    way, names, older = periods([f"{year}-06-01" for year in range(1990, 2027)])

    assert (way, names[0], names[-1], len(names)) == ("year", "2011", "2026", 16)
    assert (older.periods[0], older.incidents, older.newest) == ("1990", 21, "2010-06-01")
