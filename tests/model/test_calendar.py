"""Business calendars: where a stretch of working time ends (5.5)."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from wakebook.model.calendar import Calendar, CalendarSpec, Weekday, after

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = get_args(Weekday)
OFFICE = Calendar.of(
    CalendarSpec.model_validate(
        {
            "hours": {day: ["09:00-12:00", "13:00-17:00"] for day in DAYS[:5]},
            "holidays": [{"date": "2026-12-25", "name": "Christmas Day"}],
        }
    ),
    BERLIN,
)


def ends(start, duration, calendar=OFFICE):
    told = after(calendar, datetime.fromisoformat(start), duration)
    return f"{told.astimezone(BERLIN):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-27T16:00+01:00", "PT2H", "2026-11-30T10:00"),  # over a weekend
        ("2026-11-27T11:00+01:00", "PT2H", "2026-11-27T14:00"),  # over noon
        ("2026-11-27T10:00+01:00", "P1D", "2026-11-30T10:00"),  # the same time, a working day later
        ("2026-12-24T10:00+01:00", "P1D", "2026-12-28T10:00"),  # a holiday and a weekend
        ("2026-11-28T10:00+01:00", "PT7H", "2026-11-30T17:00"),  # a Saturday counts from Monday
        ("2026-11-28T10:00+01:00", "P1D", "2026-12-01T09:00"),
        ("2026-11-27T17:00+01:00", "PT1H", "2026-11-30T10:00"),  # the end of a day is its end
        ("2026-11-27T16:00+01:00", "PT1H", "2026-11-27T17:00"),
        ("2026-11-27T17:00+01:00", "PT0S", "2026-11-27T17:00"),
        ("2026-11-27T12:00+01:00", "P1D", "2026-11-30T12:00"),
        ("2026-11-27T12:30+01:00", "P1D", "2026-11-30T13:00"),  # noon counts from one
        ("2026-03-27T16:00+01:00", "PT2H", "2026-03-30T10:00"),  # the clocks went forward between
        ("2026-11-27T16:00+01:00", "P1DT2H", "2026-12-01T10:00"),
        ("2026-11-27T10:00+01:00", "PT24H", "2026-12-02T14:00"),  # hours are working time
        ("2026-11-27T10:00+01:00", "P1W", "2026-12-04T10:00"),  # a week is one of the wall
        ("2026-12-18T10:00+01:00", "P1W", "2026-12-28T09:00"),  # that ends on a holiday
    ],
)
def test_5_5_working_time_ends(start, duration, end):
    assert ends(start, duration) == end


def test_5_5_without_a_calendar_all_hours_count():
    assert ends("2026-11-28T10:00+01:00", "P1DT1H", None) == "2026-11-29T11:00"


def test_5_5_a_night_shift_has_no_gap_at_midnight():
    spec = {"hours": {"monday": ["22:00-24:00"], "tuesday": ["00:00-06:00"]}}
    night = Calendar.of(CalendarSpec.model_validate(spec), BERLIN)
    assert ends("2026-11-30T23:00+01:00", "PT3H", night) == "2026-12-01T02:00"


def test_5_5_hours_that_overlap_count_once():
    spec = {"hours": {"monday": ["09:00-12:00", "11:00-13:00"]}}
    twice = Calendar.of(CalendarSpec.model_validate(spec), BERLIN)
    assert ends("2026-11-30T09:00+01:00", "PT4H", twice) == "2026-11-30T13:00"


def test_5_5_an_endless_limit_ends_in_ten_years():
    assert ends("2026-11-27T16:00+01:00", "P999999999W", None)[:4] == "2037"
    assert ends("2026-11-27T16:00+01:00", "P999999999W")[:4] == "2037"
    assert ends("2026-11-27T16:00+01:00", "P999999999DT999999999H") < "2100"
    last = datetime(9999, 12, 31, tzinfo=UTC)
    assert after(OFFICE, last, "P1D").year == after(None, last, "P2D").year == 9999


@given(
    st.integers(0, 60 * 60 * 24 * 366),
    st.integers(0, 60 * 60 * 80),
    st.integers(0, 60 * 60 * 80),
)
@example(start=0, one=288_000, two=0)
def test_5_5_time_adds_up_and_ends_while_somebody_works(start, one, two):
    """Working time is additive, monotonous, and no shorter than the time on the wall."""
    begin = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    first = OFFICE.after(begin, f"PT{one}S")
    assert OFFICE.after(first, f"PT{two}S") == OFFICE.after(begin, f"PT{one + two}S")
    assert first >= begin + timedelta(seconds=one)
    local = first.astimezone(BERLIN)
    assert local.weekday() < 5
    assert local.date() != date(2026, 12, 25)
    assert "09:00" <= f"{local:%H:%M}" <= "17:00"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"hours": {"monday": ["17:00-09:00"]}}, "ends before it begins"),
        ({"hours": {"monday": ["9-17"]}}, "pattern"),
        ({"hours": {"monday": []}}, "nobody ever works"),
        ({"hours": {"mon": ["09:00-17:00"]}}, "'monday'"),
        ({"hours": {"monday": ["09:00-17:00"]}, "holidays": [{"date": "2026-12"}]}, "is no day"),
        ({"hours": {"monday": ["09:00-17:00"]}, "zone": "Europe/Atlantis"}, "no IANA time zone"),
    ],
)
def test_5_5_a_calendar_that_cannot_be_meant_is_refused(spec, words):
    with pytest.raises(ValidationError, match=words):
        CalendarSpec.model_validate(spec)


@given(
    st.from_regex(r"P([0-9]{1,18}W)?([0-9]{1,18}D)?T[0-9]{1,18}H([0-9]{1,18}M)?", fullmatch=True),
    st.datetimes(timezones=st.just(UTC)),
)
def test_5_5_no_duration_is_too_long_to_count_with(duration, start):
    assert after(None, start, duration) >= start
