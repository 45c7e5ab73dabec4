"""Words for moments and spans: precise where the record is, and no more."""

import pytest

from wakebook.model.moment import Moment, between
from wakebook.render.words import seconds, slug, span, when


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-23T14:03Z", "23 Nov 2026, 14:03 UTC"),
        ("2026-11-23T14:03:22+01:00", "23 Nov 2026, 13:03:22 UTC"),
        ("~2026-11-23T14:03Z", "about 23 Nov 2026, 14:03 UTC"),
        ("2026-11-23", "23 Nov 2026"),
        ("~2026-11", "about November 2026"),
        ("2026", "2026"),
        ("unknown", "unknown"),
    ],
)
def test_a_moment_is_shown_as_precisely_as_it_is_known(written: str, shown: str) -> None:
    assert when(Moment.parse(written)).text == shown


def test_a_bare_date_has_no_instant() -> None:
    assert when(Moment.parse("2026-11-23")).iso == ""


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2026-11-23T14:00Z", "2026-11-23T17:10Z", "3 h 10 min"),
        ("2026-11-23T14:00:00Z", "2026-11-23T14:00:42Z", "42 s"),
        ("~2026-11-23T14:00Z", "2026-11-23T17:10Z", "about 3 h 10 min"),
        ("2026-11-23", "2026-11-23", "up to 1 d"),
        ("2026-11-23", "2026-11-25", "1 d to 3 d"),
        ("2026-11-23", "2026-12-23", "about 30 d"),
        ("unknown", "2026-11-25", "unknown"),
        ("2026-11-23T14:00Z", "2026-11-23T12:00Z", "-2 h (ends before it begins)"),
    ],
)
def test_a_span_says_how_sure_it_is(start: str, end: str, shown: str) -> None:
    assert span(between(Moment.parse(start), Moment.parse(end))) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 min"), (59, "59 s"), (3599, "1 h"), (90061, "1 d 1 h")]
)
def test_seconds_are_told_in_two_units(count: float, shown: str) -> None:
    assert seconds(count) == shown


def test_a_slug_is_safe_in_a_path() -> None:
    assert slug('../"><x> Ünï/Data loss') == "x-n-data-loss"
    assert slug("…") == "x"


def test_abbreviations_stay_in_capitals() -> None:
    from wakebook.render.words import label

    assert (label("dns"), label("public_api"), label("partial_outage")) == (
        "DNS",
        "Public API",
        "Partial outage",
    )


def test_a_length_keeps_its_minutes_and_invents_no_hours() -> None:
    def length(start: str, end: str) -> str:
        return span(between(Moment.parse(start), Moment.parse(end)))

    assert length("2026-03-01T00:00Z", "2026-03-02T00:11Z") == "1 d 11 min"
    assert length("~2025-07-25", "2026-03-05T03:08Z") == "about 223 d"
    assert length("2026-03-01T10:00Z", "2026-03-01T09:59Z") == "less than 1 min"
    assert length("~2026-03-01T10:00Z", "2026-03-01T10:00Z") == "about the same time"
    assert "-" not in length("2026-03-01T10:00:30Z", "2026-03-01T10:00Z")
