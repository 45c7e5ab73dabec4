"""7.6: lost time and people's time by component, cause and runbook, and where to look first."""

import csv
import io
import json
from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.daily(2)

_UNTIL = ("--until", "2026-11-27")


def _told(years, *arguments):
    ran = years.wakebook("planning", "--format", "json", *_UNTIL, *arguments, cwd=years.records)
    assert ran.code == 0, ran.stderr
    return {line["name"]: line for line in json.loads(ran.stdout)["lines"]}


def _kinds(line):
    return [each["kind"] for each in line["suggestions"]]


def _by_rote(years, number, minutes=40):
    """Incidents in which two people follow a runbook."""
    for n in range(number):
        day = f"{date(2026, 6, 1) + timedelta(days=11 * n)}"
        tool = "runbooks/pool-exhausted.md"
        log = [
            {"kind": "observation", "at": f"{day}T10:00Z", "by": who, "text": "I am at it"}
            for who in ("user:ana", "user:ben")
        ]
        log += [
            {"kind": "action", "at": f"{day}T10:39Z", "by": who, "text": "Restarted", "tool": tool}
            for who in ("user:ana", "user:ben")
        ]
        more = {"components": ["payments"], "category": "change"}
        years.incident(day, f"rote-{n}", "Payments refuse cards", log=log, minutes=minutes, **more)


def test_7_6_lines_rank_by_lost_time_and_name_their_incidents(years):
    lines = _told(years)
    seconds = [line["lost_seconds"] for line in lines.values()]
    assert seconds == sorted(seconds, reverse=True)
    orders = lines["orders-db"]
    assert orders["number"] == 6
    assert orders["lost_seconds"] >= 5 * 40 * 60
    assert "2026-03-02-disk-0" in orders["incidents"]
    assert orders["repeats"] == 5
    assert orders["share"] == pytest.approx(5 / 6)


def test_7_6_capacity_is_suggested_where_incidents_are_of_it_and_the_rule_is_told(years):
    lines = _told(years)
    (capacity,) = lines["orders-db"]["suggestions"]
    assert capacity["kind"] == "capacity"
    assert "6 of 6 incidents are of a category of capacity" in capacity["rule"]
    assert "2026-03-02-disk-0" in capacity["incidents"]
    shown = years.wakebook("planning", *_UNTIL, cwd=years.records).stdout
    assert "orders-db: look at capacity first: 6 of 6" in shown


def test_7_6_nothing_is_suggested_where_the_records_do_not_bear_it(years):
    lines = _told(years)
    assert {name for name, line in lines.items() if line["suggestions"]} == {"orders-db"}
    before = ("--until", "2026-03-01", "--by", "cause")
    shown = years.wakebook("planning", *before, cwd=years.records).stdout
    assert "nothing is suggested: no line meets a rule" in shown


def test_7_6_replacement_is_suggested_where_failures_come_faster_and_faster(years):
    day, gap = date(2025, 5, 15), 120
    for number in range(14):
        years.incident(f"{day}", f"fan-{number}", f"Fan {number} stops", components=["cdn"])
        day, gap = day + timedelta(days=gap), max(8, int(gap * 0.8))
    found = _told(years)["cdn"]["suggestions"]
    (replacement,) = [each for each in found if each["kind"] == "replacement"]
    assert "come more and more often" in replacement["rule"]
    assert "in the first half" in replacement["rule"]
    assert len(replacement["incidents"]) == 14


def test_7_6_automation_is_suggested_where_a_runbook_is_followed_by_rote(years):
    _by_rote(years, 5)
    for way, name in (("runbook", "pool-exhausted"), ("cause", "change")):
        line = _told(years, "--by", way)[name]
        assert line["worked_seconds"] == 5 * 2 * 39 * 60
        assert ("automation" in _kinds(line)) is (way == "runbook")
    (automation,) = _told(years, "--by", "runbook")["pool-exhausted"]["suggestions"]
    assert "was used in" in automation["rule"]
    assert "40 minutes (median)" in automation["rule"]


def test_7_6_long_incidents_are_no_case_for_automation(years):
    _by_rote(years, 5, minutes=600)
    assert _kinds(_told(years, "--by", "runbook")["pool-exhausted"]) == []


def test_7_6_causes_are_problems_and_categories_where_none_is_linked(years):
    lines = _told(years, "--by", "cause")
    assert "problem pool-too-small" in lines
    assert lines["capacity/exhaustion"]["number"] == 5


def test_7_6_days_limit_what_counts(years):
    whole, later = _told(years), _told(years, "--since", "2026-04-01")
    assert later["orders-db"]["number"] == 2 < whole["orders-db"]["number"]
    ran = years.wakebook("planning", "--since", "soon", cwd=years.records)
    assert (ran.code, "soon is no day" in ran.stderr) == (2, True)


def test_7_6_as_a_spreadsheet_no_name_is_a_formula(years):
    name = "=cmd|calc"
    for number in range(3):
        years.incident(f"2026-09-0{number + 1}", f"x-{number}", "Odd", components=[name])
    ran = years.wakebook("planning", "--format", "csv", cwd=years.records)
    rows = [*csv.DictReader(io.StringIO(ran.stdout))]
    assert {row["name"] for row in rows} >= {"orders-db", "'=cmd|calc"}
    assert all(row["ids"] for row in rows)


def test_7_6_a_report_of_a_revision_comes_out_again(years):
    told = ["planning", "--rev", "HEAD", "--format", "json"]
    first = years.wakebook(*told, cwd=years.records)
    years.incident("2026-09-03", "later", "Later", components=["cdn"])
    years.records.commit("Later")
    again = years.wakebook(*["HEAD~1" if w == "HEAD" else w for w in told], cwd=years.records)
    assert first.stdout == again.stdout


def test_7_6_a_terminal_shows_lengths_and_says_what_recurs_means(years):
    _by_rote(years, 5)
    shown = years.wakebook("planning", *_UNTIL, cwd=years.records).stdout
    (orders,) = [line for line in shown.splitlines() if line.startswith("orders-db ")]
    (payments,) = [line for line in shown.splitlines() if line.startswith("payments ")]
    assert "5 of 6" in orders
    assert "11 h 46 min" in payments
    assert "recurring: incidents that are like others, by more than chance" in shown
    before = ("--until", "2026-03-01")
    assert "recurring:" not in years.wakebook("planning", *before, cwd=years.records).stdout
