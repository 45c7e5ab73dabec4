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
    active = "FALSE" if state == "Closed" else "TRUE"
    return {**PLAIN, "incident_state": state, "sys_updated_at": at, "active": active, **more}


WHOLE = (
    row(),
    row("Active", "25-02-2026 10:30", assignment_group="Group 1", assigned_to="Resolver 2"),
    row("Awaiting User Info", "25-02-2026 11:00", assignment_group="Group 1"),
    row("Resolved", "25-02-2026 12:00", assignment_group="Group 1", reassignment_count="1"),
    row("Closed", "02-03-2026 12:00", assignment_group="Group 1"),
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
        ("role", "2026-02-25T10:30Z"),
        ("role", "2026-02-25T10:30Z"),
        ("acknowledged", "2026-02-25T10:30Z"),
        ("role", "2026-02-25T11:00Z"),
        ("observation", "2026-02-25T11:00Z"),
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


def test_a_ticket_that_was_closed_before_it_was_resolved_says_so(importing):
    closed = row("Closed", "26-02-2026 08:00", resolved_at="?", closed_at="?")
    write(importing, row(resolved_at="?", closed_at="?"), closed)
    code, item, _ = only(importing)
    assert code == 0
    assert kinds(log(importing, item))[-2:] == [
        ("resolved", "unknown"),
        ("closed", "2026-02-26T08:00Z"),
    ]
    assert importing.check("standard").code == 0


ODD = {
    "resolved before it was opened": (
        {3: {"resolved_at": "20-02-2026 12:00"}},
        (5, "resolved_at says 20-02-2026 12:00; the row counts"),
    ),
    "a row out of order": (
        {2: {"sys_updated_at": "25-02-2025 11:00"}},
        (4, "sys_updated_at '25-02-2025 11:00' does not fit between the rows around it"),
    ),
    "a row far in the future": (
        {1: {"sys_updated_at": "25-02-2062 10:30"}},
        (3, "sys_updated_at '25-02-2062 10:30' does not fit"),
    ),
    "no state's number": (
        {2: {"incident_state": "-100"}},
        (4, "incident_state '-100' is no state; the one before it goes on"),
    ),
    "no state": ({2: {"incident_state": "?"}}, (4, "has no state; the one before it goes on")),
    "an impossible day": (
        {0: {"sys_updated_at": "31-02-2026 10:00"}},
        (2, "sys_updated_at '31-02-2026 10:00' is no possible time"),
    ),
    "day and month exchanged": (
        {0: {"sys_updated_at": "02-25-2026 10:00"}},
        (2, "sys_updated_at '02-25-2026 10:00': did they mean 2026-02-25?"),
    ),
    "another opening": (
        {2: {"opened_at": "24-02-2026 09:50"}},
        (4, "opened_at is '24-02-2026 09:50' here and was '25-02-2026 09:50' before"),
    ),
    "opened behind its rows": (
        {n: {"opened_at": "25-02-2026 11:50"} for n in range(5)},
        (2, "opened_at '25-02-2026 11:50' lies behind this row, of '25-02-2026 10:00'"),
    ),
    "more reopenings than rows": (
        {4: {"reopen_count": "2"}},
        (6, "reopen_count is 2, and the rows show 0 reopenings"),
    ),
    "inactive and not closed": (
        {1: {"active": "FALSE"}},
        (3, "active is false, and the state Active; the state counts"),
    ),
    "closed twice": (
        {3: {"incident_state": "Closed"}},
        (5, "is followed by 1 more row of the state Closed"),
    ),
    "resolved behind its end": (
        {3: {"incident_state": "Closed"}, 4: {"incident_state": "Resolved"}},
        (6, "is Resolved after it was closed, and stays that"),
    ),
    "the same row again": ({2: WHOLE[1]}, (4, "says the same as the row before it")),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_contradicts_itself_is_told_with_its_line(importing, odd):
    changes, (line, words) = ODD[odd]
    write(importing, *({**each, **changes.get(n, {})} for n, each in enumerate(WHOLE)))
    code, item, _ = only(importing, "--dates", "dmy")
    assert (code, item["deed"]) == (0, "create")
    assert any(at == line and words in message for at, message in said(item)), said(item)
    assert importing.check("lenient").code == 0
    assert importing.check("standard").code == 0
    assert only(importing, "--dates", "dmy")[1]["deed"] == "unchanged"


def test_an_end_ahead_of_its_rows_is_told_once_for_all(importing):
    write(importing, *WHOLE, *({**each, "number": "INC8"} for each in WHOLE))
    _, plan = run(importing)
    told = [remark["message"] for remark in plan["remarks"]]
    assert len([words for words in told if words.startswith("2 tickets tell their end")]) == 1
    assert len([words for words in told if words.startswith("2 tickets have no short_desc")]) == 1


def test_a_log_that_breaks_off_has_the_end_that_its_fields_tell(importing):
    write(importing, *WHOLE[:3])
    code, item, _ = only(importing)
    assert (code, item["open"]) == (0, False)
    assert kinds(log(importing, item))[-2:] == [
        ("resolved", "2026-02-25T12:00Z"),
        ("closed", "2026-03-02T12:00Z"),
    ]
    sentence = "is Awaiting User Info, and the rows end here; closed_at tells the end"
    assert said(item)[-1] == (4, sentence)


def test_what_is_elsewhere_becomes_links_references_and_components(importing):
    more = {"problem_id": "PRB4", "rfc": "CHG5", "caused_by": "CHG6", "cmdb_ci": "mail-1"}
    write(importing, *({**each, **more} for each in WHOLE))
    code, item, plan = only(importing)
    text, header = log(importing, item), importing.header(item["incident"])
    assert code == 0
    assert "rel: problem\n  to: servicenow:PRB4" in text
    assert "rel: caused_by_change\n  to: servicenow:CHG6" in text
    assert "references:\n  - system: servicenow\n    id: CHG5" in header
    assert plan["catalog"]["components"] == ["servicenow-mail-1"]
    assert importing.check("standard").code == 0


LIST = """\
"Number","Opened","Short description","Caller","Priority","State","Assigned to","Updated",\
"Resolved","Closed","Description","Resolution notes","Channel","u_floor","caller_id.email"
"INC1","02/25/2026 01:16:05 PM","Mail ""queue"" is stuck
for good","Jane Doe","1 - Critical","In Progress","Solver 4","02/25/2026 02:00:00 PM",\
"","","Two lines
of text","","Event Management","3","jane@example.org"
"INC2","02/25/2026 12:16:05 AM","Disk full","Jane Doe","3 - Moderate","Closed","",\
"03/01/2026 02:00:00 PM","02/26/2026 02:00:00 PM","02/27/2026 02:00:00 PM","","Deleted logs","",\
"",""
"INC3","02/25/2026 12:16:05 AM","Disk full","Jane Doe","5 - Planning","Resolved","",\
"02/26/2026 02:00:00 PM","02/24/2026 02:00:00 PM","","","","","",""
"""


@pytest.mark.parametrize(("name", "made"), [("ma\u202eil-1", "mail-1"), ("x" * 1_200, "x" * 40)])
def test_a_component_with_an_odd_name_is_the_same_in_the_next_run(importing, name, made):
    for edited in ("", "CHG6"):
        write(importing, *[{**each, "cmdb_ci": name, "caused_by": edited} for each in WHOLE])
        _, item, _ = only(importing)
        importing.a_day_passes()
    catalog = importing.repository.root / "catalog" / "imported-servicenow.yaml"
    assert item["deed"] == "changed"
    assert catalog.read_text().count(f"name: servicenow-{made}") == 1
    assert "header by hand" not in " ".join(message for _, message in said(item))
    assert importing.check("standard").code == 0


def test_the_export_of_a_list_is_understood_by_its_titles(importing):
    importing.write("events.csv", LIST)
    code, plan = run(importing, zone="America/Chicago")
    running, closed, resolved = plan["items"]
    assert code == 0
    assert [item["line"] for item in plan["items"]] == [2, 5, 6]
    assert (running["title"], running["open"]) == ('Mail "queue" is stuck for good', True)
    assert kinds(log(importing, closed)) == [
        ("started", "2026-02-25T00:16:05-06:00"),
        ("declared", "2026-02-25T00:16:05-06:00"),
        ("classification", "unknown"),
        ("resolved", "2026-02-26T14:00:00-06:00"),
        ("closed", "2026-02-27T14:00:00-06:00"),
    ]
    assert "text: Deleted logs" in log(importing, closed)
    assert "kind: detected\n  at: unknown\n" in log(importing, running)
    assert "source: monitoring" in log(importing, running)
    assert "lies before started" in said(resolved)[0][1]
    fates = {row["field"]: row["outcome"] for row in plan["fields"] if row["outcome"] != "empty"}
    assert {fates[name] for name in ("caller_id", "u_floor")} == {"lost"}
    for item in plan["items"]:
        everything = log(importing, item) + importing.header(item["incident"])
        assert "Jane" not in everything
        assert "jane@" not in everything
    assert importing.check("lenient").code == 0
    _, again = run(importing, zone="America/Chicago")
    assert [item["deed"] for item in again["items"]] == ["unchanged"] * 3


def test_a_title_that_was_changed_is_told_and_one_that_went_away_stays(importing):
    titles = ("Mail is slow", "Mail is slow", "Mail is late", "", "")
    rows = [{**each, "short_description": t} for each, t in zip(WHOLE, titles, strict=True)]
    write(importing, *rows, names=(*NAMES, "short_description"))
    _, item, plan = only(importing)
    assert item["title"] == "Mail is late"
    assert (4, "short_description was 'Mail is slow' before; the last one counts") in said(item)
    assert not any("no short_description" in each["message"] for each in plan["remarks"])
    assert only(importing)[1]["deed"] == "unchanged"


def test_every_value_has_a_fate(importing):
    names = (*NAMES, "u_unheard_of")
    write(importing, *({**each, "u_unheard_of": "x"} for each in WHOLE), names=names)
    _, item, plan = only(importing)
    assert sum(row["count"] for row in item["fields"]) == len(names) * len(WHOLE)
    assert sum(plan["summary"]["values"].values()) == len(names) * len(WHOLE)
    fates = {row["field"]: (row["outcome"], row["where"]) for row in item["fields"]}
    assert fates["u_unheard_of"] == ("lost", "records have no place for it")
    assert fates["active"][0] == "lost"


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


HEAD = "number,incident_state,opened_at\n"
BROKEN = {
    "no columns": ("number,opened_at\nINC1,2026-01-01\n", 1, "has no column incident_state"),
    "empty": ("", 1, "is empty"),
    "an open quote": (HEAD + 'INC1,"New,2026\nINC2,New,2026\n', 2, "is never closed; close"),
    "a quote that another ends": (HEAD + 'INC1,"New,2026\nINC2,"New",2026\n', 2, 'write ""'),
    "a stray quote": (HEAD + 'INC1,"New"x,2026-01-01\n', 2, "ends before its cell does"),
    "a wide cell": (HEAD + f"INC1,{'x' * 200_000},2026-01-01\n", 2, "more than 131,072 char"),
    "a long line": (HEAD + "," * 2_000_000, 2, "has 2,000,000 characters"),
    "many columns": (HEAD + "," * 9_000 + "x", 2, "has 9,001 columns"),
    "no number": (HEAD + ",New,2026-01-01T10:00Z\n", 2, "has no number of a ticket"),
    "a short row": (HEAD + "INC1,New\n", 2, "has another number of cells than the heading"),
    "many rows": (
        HEAD + "INC1,New,2026-01-01T10:00Z\nINC1,Closed,2026-01-01T10:00Z\n",
        2,
        "export them with sys_updated_at",
    ),
    "not UTF-8": (HEAD.encode() + b"INC1,Neu\xe4,2026-01-01\n", 2, "convert the file to UTF-8"),
    "a zip": (b"PK\x03\x04", 1, "unpack it"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(importing, broken):
    content, line, why = BROKEN[broken]
    importing.write("events.csv", content)
    code, plan = run(importing, "--plan")
    remarks = plan["remarks"] + [remark for item in plan["items"] for remark in item["remarks"]]
    assert code == 1
    assert any(each["line"] == line and why in each["message"] for each in remarks), remarks


def test_a_row_without_a_number_is_refused_and_counted_and_hides_no_other(importing):
    """Its day tells no order of dates: nothing shows that its cells stand where they belong."""
    rows = [row(number="", opened_at="02-25-2026 09:50"), *WHOLE, row(number="?")]
    for deed in ("create", "unchanged"):
        write(importing, *rows)
        code, plan = run(importing)
        assert code == 1
        assert [item["deed"] for item in plan["items"]] == ["cannot", deed, "cannot"]
        assert [item["line"] for item in plan["items"]] == [2, 3, 8]
        assert "has no number of a ticket; add it" in said(plan["items"][0])[0][1]
        left = {row["field"]: row["outcome"] for row in plan["items"][0]["fields"]}
        assert (left["opened_at"], left["number"]) == ("lost", "empty")
    assert importing.check("standard").code == 0


def test_times_need_a_zone_and_other_formats_no_order(importing, wakebook):
    write(importing, *WHOLE)
    code, plan = importing.run("servicenow", "events.csv")
    assert (code, plan["items"]) == (1, [])
    assert "--zone" in plan["remarks"][0]["message"]
    file = str(importing.source / "events.csv")
    ran = wakebook("import", "statuspage", file, "--dates", "dmy", cwd=importing.repository)
    assert ran.code == 2
    assert "leave --dates out" in ran.stderr


def many(count):
    for number in range(count):
        again = {"number": f"INC{number % (count - 5)}", "cmdb_ci": f"ci {number % 7}"}
        if number % 50 == 0:
            again["opened_at"] = "soon"
        yield from ({**each, **again} for each in (WHOLE[0], WHOLE[3], WHOLE[4]))


def test_many_tickets_become_the_same_on_several_cores(importing, monkeypatch):
    write(importing, *many(400))
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    code, several = run(importing, "--plan")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0})
    assert (code, several) == run(importing, "--plan")
    assert several["summary"]["create"] == 395
    assert len(several["catalog"]["components"]) == 7


def test_of_many_tickets_a_terminal_shows_the_sum(importing, wakebook):
    write(importing, *({**each, "number": f"INC{n}"} for n in range(101) for each in WHOLE))
    file = str(importing.source / "events.csv")
    given = ("import", "servicenow", file, "--zone", "UTC")
    ran = wakebook(*given, cwd=importing.repository)
    assert ran.code == 0
    assert len(ran.stdout.splitlines()) < 60
    first = "created   101 items: 2026-02-25-mail-queue-inc0 to 2026-02-25-mail-queue-inc100"
    assert first in ran.stdout
    assert "101 items: 101 created" in ran.stdout.splitlines()[-1]
    again = wakebook(*given, cwd=importing.repository)
    assert "unchanged 101 items" in again.stdout


def test_what_is_imported_is_published_to_staff_and_not_to_the_public(importing, wakebook):
    write(importing, *WHOLE)
    _, item, _ = only(importing)
    importing.repository.commit()
    pages = importing.repository.root / "build" / "docs"
    for audience, found in (("public", False), ("staff", True)):
        ran = wakebook("publish", "--audience", audience, cwd=importing.repository)
        assert ran.code == 0, ran.stderr
        assert (item["incident"] in "".join(map(str, pages.rglob("*")))) == found
