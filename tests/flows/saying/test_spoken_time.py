from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from wakebook.flows.saying.spoken_time import spoken_time

NOW = datetime(2026, 11, 23, 14, 3, 22, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("now", "2026-11-23T14:03:22Z"),
        ("-10m", "2026-11-23T13:53Z"),
        ("10m", "2026-11-23T13:53Z"),
        ("10 min ago", "2026-11-23T13:53Z"),
        ("-1h30m", "2026-11-23T12:33Z"),
        ("-2d", "2026-11-21T14:03Z"),
        ("5 minutes ago", "2026-11-23T13:58Z"),
        ("an hour ago", "2026-11-23T13:03Z"),
        ("2 hours 5 mins ago", "2026-11-23T11:58Z"),
        ("10:20am", "2026-11-23T10:20Z"),
        ("yesterday 11:05 p.m.", "2026-11-22T23:05Z"),
        ("12:10 AM", "2026-11-23T00:10Z"),
        ("1pm", "2026-11-23T13:00Z"),
        ("-30s", "2026-11-23T14:02:52Z"),
        ("13:05", "2026-11-23T13:05Z"),
        ("9:05", "2026-11-23T09:05Z"),
        ("1020", "2026-11-23T10:20Z"),
        ("~1020", "~2026-11-23T10:20Z"),
        ("13:05:30", "2026-11-23T13:05:30Z"),
        ("~13:05", "~2026-11-23T13:05Z"),
        ("14:06", "2026-11-23T14:06Z"),
        ("23:50", "2026-11-22T23:50Z"),
        ("yesterday 23:50", "2026-11-22T23:50Z"),
        ("2026-11-01 09:00", "2026-11-01T09:00Z"),
        ("2026-11-23T14:03+01:00", "2026-11-23T14:03+01:00"),
        ("2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("unknown", "unknown"),
    ],
)
def test_words_mean_the_moment_that_a_person_would_expect(words, means):
    assert str(spoken_time(words, NOW, UTC)) == means


@pytest.mark.parametrize(
    "words",
    [
        "",
        "lunch",
        "25:00",
        "12:61",
        "m",
        "-",
        "2026-02-30 10:00",
        "1",
        "14:20pm",
        "9:00 CET",
        "10.20",
    ],
)
def test_words_that_mean_no_time_are_none(words):
    assert spoken_time(words, NOW, UTC) is None


def test_a_clock_time_belongs_to_the_zone_and_is_kept_in_utc():
    assert str(spoken_time("15:00", NOW, ZoneInfo("Europe/Berlin"))) == "2026-11-23T14:00Z"
    assert str(spoken_time("13:00z", NOW, ZoneInfo("Europe/Berlin"))) == "2026-11-23T13:00Z"


def test_shortly_after_midnight_a_late_hour_was_yesterday():
    assert str(spoken_time("23:55", MIDNIGHT, UTC)) == "2026-11-23T23:55Z"


@pytest.mark.parametrize(
    ("words", "means"),
    [("20m", "2026-11-23T14:23Z"), ("14:30", "2026-11-23T14:30Z"), ("9:00", "2026-11-24T09:00Z")],
)
def test_a_deadline_lies_ahead(words, means):
    assert str(spoken_time(words, NOW, UTC, "ahead")) == means
