"""ServiceNow's tickets: one row for each change becomes one record with its course (3.2)."""

import json

import pytest

NAMES = (
    *("number", "incident_state", "active", "reassignment_count", "reopen_count"),
    *("made_sla", "opened_at", "sys_created_at", "sys_updated_at", "category", "subcategory"),
    *("cmdb_ci", "impact", "urgency", "priority", "assignment_group", "assigned_to"),
    *("problem_id", "rfc", "caused_by", "closed_code", "resolved_at", "closed_at"),
)
PLAIN = {
    "number": "INC7",
    "incident_state": "New",
    "active": "TRUE",
    "reassignment_count": "0",
    "reopen_count": "0",
    "made_sla": "TRUE",
    "opened_at": "25-02-2026 09:50",
    "sys_created_at": "25-02-2026 10:00",
    "sys_updated_at": "25-02-2026 10:00",
    "category": "Mail",
    "subcategory": "Queue",
    "impact": "2 - Medium",
    "urgency": "2 - Medium",
    "priority": "3 - Moderate",
    "resolved_at": "25-02-2026 12:00",
    "closed_at": "02-03-2026 12:00",
}


def row(state="New", at="25-02-2026 10:00", **more):
    return {**PLAIN, "incident_state": state, "sys_updated_at": at, **more}


WHOLE = (
    row(),
    row("Active", "25-02-2026 10:30", assignment_group="Group 1", assigned_to="Resolver 2"),
    row("Awaiting User Info", "25-02-2026 11:00", assignment_group="Group 1"),
    row("Resolved", "25-02-2026 12:00", assignment_group="Group 1", reassignment_count="1"),
    row("Closed", "02-03-2026 12:00", assignment_group="Group 1", active="FALSE"),
)


def write(importing, *rows, names=NAMES):
    lines = [",".join(names)]
    lines += [",".join(each.get(name, "?") for name in names) for each in rows]
    importing.write("events.csv", "\n".join(lines) + "\n")


def run(importing, *more, zone="UTC"):
    return importing.run("servicenow", "events.csv", "--zone", zone, *more)


def only(importing, *more):
    code, plan = run(importing, *more)
    (item,) = plan["items"]
    return code, item, plan


def log(importing, item):
    return importing.log(item["incident"])


def said(item):
    return [(remark["line"], remark["message"]) for remark in item["remarks"]]


def kinds(text):
    """The kinds of the entries of a log with their times, in their order."""
    lines = text.splitlines()
    return [
        (line.removeprefix("- kind: "), lines[number + 1].removeprefix("  at: "))
        for number, line in enumerate(lines)
        if line.startswith("- kind: ")
    ]


def test_3_2_the_rows_of_a_ticket_are_its_course(importing):
    write(importing, *WHOLE)
    code, item, _ = only(importing)
    assert (code, item["deed"], item["title"]) == (0, "create", "Mail / Queue")
    assert item["incident"] == "2026-02-25-mail-queue-inc7"
    told = kinds(log(importing, item))
    assert told == [
        ("started", "2026-02-25T09:50Z"),
        ("declared", "2026-02-25T10:00Z"),
        ("severity", "2026-02-25T10:00Z"),
        ("classification", "2026-02-25T10:00Z"),
        ("acknowledged", "2026-02-25T10:30Z"),
        ("role", "2026-02-25T10:30Z"),
        ("role", "2026-02-25T10:30Z"),
        ("observation", "2026-02-25T11:00Z"),
        ("role", "2026-02-25T11:00Z"),
        ("resolved", "2026-02-25T12:00Z"),
        ("closed", "2026-03-02T12:00Z"),
    ]
    header = importing.header(item["incident"])
    assert "audience: staff" in header
    assert "measure: reassignments\n    value: " in header
    assert 'measure: sla_met\n    value: "yes"' in header
    assert importing.check("lenient").code == 0
    assert importing.check("standard").code == 0


def test_a_second_run_changes_nothing_and_more_rows_are_added(importing):
    write(importing, *WHOLE)
    run(importing)
    importing.repository.commit()
    _, again, _ = only(importing)
    assert again["deed"] == "unchanged"
    assert importing.repository.git("status", "--short") == ""
    importing.a_day_passes()
    again = row("Active", "03-03-2026 08:00", reopen_count="1", assignment_group="Group 1")
    ends = {"resolved_at": "03-03-2026 09:00", "closed_at": "09-03-2026 09:00"}
    rows = [{**each, **ends} for each in (*WHOLE, again)]
    ended = ("Resolved", "03-03-2026 09:00"), ("Closed", "09-03-2026 09:00")
    rows += [row(*each, reopen_count="1", assignment_group="Group 1", **ends) for each in ended]
    write(importing, *rows)
    code, item, _ = only(importing)
    assert (code, item["deed"]) == (0, "changed")
    assert "kind: reopened\n  at: 2026-03-03T08:00Z" in log(importing, item)
    assert "status: closed" in importing.header(item["incident"])
    assert importing.check("standard").code == 0
    assert only(importing)[1]["deed"] == "unchanged"


def test_every_reopening_is_told_and_every_end_before_it(importing):
    rows = [
        row(),
        row("Resolved", "25-02-2026 11:00"),
        row("Active", "25-02-2026 11:20", reopen_count="1"),
        row("Resolved", "25-02-2026 11:40", reopen_count="1"),
        row("Awaiting Vendor", "25-02-2026 11:50", reopen_count="2"),
        row("Resolved", "25-02-2026 12:00", reopen_count="2"),
        row("Closed", "02-03-2026 12:00", reopen_count="2"),
    ]
    write(importing, *rows)
    code, item, _ = only(importing)
    told = kinds(log(importing, item))
    assert code == 0
    assert [at[11:] for kind, at in told if kind == "reopened"] == ["11:20Z", "11:50Z"]
    assert [at[11:] for kind, at in told if kind == "resolved"] == ["11:00Z", "11:40Z", "12:00Z"]
    assert said(item) == []
    assert importing.check("standard").code == 0


def test_a_change_of_priority_is_one_more_severity(importing):
    high = {"impact": "1 - High", "urgency": "1 - High", "priority": "1 - Critical"}
    write(importing, row(), row("Active", "25-02-2026 10:30", **high), *WHOLE[3:])
    _, item, plan = only(importing)
    text = log(importing, item)
    assert text.count("kind: severity") == 3
    assert "at: 2026-02-25T10:30Z\n  level: SEV1" in text
    assert "'3 - Moderate' (2 entries) is SEV2 by impact and urgency" in json.dumps(plan)
    write(importing, *({**each, "number": "INC8", "impact": "Vast"} for each in WHOLE))
    _, item, plan = only(importing)
    assert 'as_written: "25-02-2026 10:00; priority: 3 - Moderate; impact: Vast' in log(
        importing, item
    )
    assert "--as '3 - Moderate=LEVEL'" in json.dumps(plan)


def test_as_says_what_a_priority_means(importing):
    write(importing, *WHOLE)
    code, item, plan = only(importing, "--as", "3 - Moderate=SEV3")
    assert (code, plan["remarks"][0]["message"][:15]) == (0, "dates are read ")
    assert "level: SEV3\n  reason: What 3 - Moderate means here" in log(importing, item)
    assert importing.check("standard").code == 0


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        (("03-04-2026 10:00", "05-04-2026 10:00"), "--dates dmy (day first) or --dates mdy"),
        (("25-02-2026 10:00", "02-25-2026 10:00"), "are not written alike"),
    ],
)
def test_dates_that_may_be_two_days_are_refused_with_the_next_step(importing, dates, why):
    first, last = dates
    ends = {"sys_created_at": first, "resolved_at": last, "closed_at": last}
    write(importing, row("Closed", last, opened_at=first, **ends))
    code, plan = run(importing)
    (remark,) = plan["remarks"]
    assert (code, plan["items"], remark["line"]) == (1, [], 2)
    assert why in remark["message"]
    if "dmy" in why:
        for order, day in (("dmy", "2026-04-03"), ("mdy", "2026-03-04")):
            _, plan = run(importing, "--dates", order, "--plan")
            assert plan["items"][0]["incident"].startswith(day)
