"""Moments keep the precision they were written with and never invent a midnight."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wakebook.model.moment import Moment, MomentError, between

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2026", "2026-01-01T00:00:00", "2027-01-01T00:00:00", "year"),
        ("2026-12", "2026-12-01T00:00:00", "2027-01-01T00:00:00", "month"),
        ("2026-11-23", "2026-11-23T00:00:00", "2026-11-24T00:00:00", "day"),
        ("2026-11-23T14:03Z", "2026-11-23T14:03:00", "2026-11-23T14:04:00", "minute"),
        ("2026-11-23T14:03:22+01:00", "2026-11-23T13:03:22", "2026-11-23T13:03:23", "second"),
        (
            "2026-11-23T14:03:22.5Z",
            "2026-11-23T14:03:22.500000",
            "2026-11-23T14:03:22.600000",
            "instant",
        ),
    ],
)
def test_a_moment_is_the_interval_that_was_written(text, earliest, latest, precision):
    moment = Moment.parse(text)
    assert moment.earliest == datetime.fromisoformat(earliest).replace(tzinfo=UTC)
    assert moment.latest == datetime.fromisoformat(latest).replace(tzinfo=UTC)
    assert moment.precision == precision
    assert str(moment) == text


def test_a_bare_date_is_a_day_of_the_repositorys_zone_daylight_saving_included():
    longest = Moment.parse("2026-10-25", BERLIN)
    assert longest.earliest == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert longest.latest == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_unknown_has_no_bounds_and_compares_with_nothing():
    unknown, known = Moment.parse("unknown"), Moment.parse("2026-11-23")
    assert not unknown.known
    assert not unknown.certainly_before(known)
    assert not known.certainly_before(unknown)
    assert between(unknown, known) is None


def test_about_is_kept_and_carried_into_spans():
    about = Moment.parse("~2026-11-23T14:03Z")
    assert about.about
    span = between(about, Moment.parse("2026-11-23T15:03Z"))
    assert span is not None
    assert span.about
    assert span.nominal == 3600
    assert (span.shortest, span.longest) == (3540, 3660)


def test_a_span_between_dates_says_how_little_is_known():
    span = between(Moment.parse("2026-11-23"), Moment.parse("2026-11-24"))
    assert span is not None
    assert (span.shortest, span.longest, span.exact) == (0, 172_800, False)


def test_a_negative_span_is_shown_not_hidden():
    span = between(Moment.parse("2026-11-24T00:00Z"), Moment.parse("2026-11-23T00:00Z"))
    assert span is not None
    assert span.nominal == -86_400


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("20202-01-02T10:00Z", "did you mean 2020-01-02T10:00Z?"),
        ("2024-1-9T9:06:14Z", "did you mean 2024-01-09T09:06:14Z?"),
        ("2024-01-09T015:00:00+01:00", "did you mean 2024-01-09T15:00:00+01:00?"),
        ("2024-01-09 10:00:00 +0100", "did you mean 2024-01-09T10:00:00+01:00?"),
        ("2024-01-09T10:00:00z", "did you mean 2024-01-09T10:00:00Z?"),
        ("2024-01-09T10:00", "without a zone"),
        ("2024-02-30", "no possible time"),
        ("2021-07-56", "no possible time"),
        ("2016-12-31T23:59:60Z", "leap second"),
        ("2024-01-09T10:00+15:00", "offset"),
        ("2024-01-09T24:00Z", "no possible time"),
        ("0000-01-01", "no possible time"),
        ("9999", "no possible time"),
        ("11.50", "write 2026-11-23"),
        ("１９９９-01-01", "write 2026-11-23"),
        ("2024-01-09\n", "write 2026-11-23"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_likely_fix(text, says):
    with pytest.raises(MomentError, match=".") as refused:
        Moment.parse(text)
    assert says in str(refused.value)


@given(st.datetimes(datetime(1, 1, 2), datetime(9998, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_every_offset_of_an_instant_is_the_same_moment(instant):
    instant = instant.replace(microsecond=0)
    berlin = instant.astimezone(ZoneInfo("Etc/GMT-5")).isoformat()
    assert Moment.parse(berlin).earliest == Moment.at(instant).earliest


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_a_reason(text):
    try:
        moment = Moment.parse(text)
    except MomentError as error:
        assert str(error)
    else:
        assert moment.known == (text.lstrip("~") != "unknown")


def test_a_year_before_a_thousand_has_four_digits():
    assert Moment.at(datetime(201, 1, 2, tzinfo=UTC)).text == "0201-01-02T00:00:00Z"
