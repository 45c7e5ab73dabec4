"""``wakebook import pagerduty``: the REST API's incidents with all that belongs to them."""

import json

import pytest

HOST = "https://shop.pagerduty.example"


def reference(sort, own, summary):
    return {
        "id": own,
        "type": f"{sort}_reference",
        "summary": summary,
        "self": f"https://api.pagerduty.example/{sort}s/{own}",
        "html_url": f"{HOST}/{sort}s/{own}",
    }


JO = reference("user", "PU1", "Jo Miller")


def incident(own="PT4X", **more):
    return {
        "id": own,
        "type": "incident",
        "summary": "[#17] Payments are declined",
        "self": "https://api.pagerduty.example/incidents/PT4X",
        "html_url": f"{HOST}/incidents/{own}",
        "incident_number": 17,
        "title": "Payments are declined",
        "created_at": "2026-03-02T10:00:00Z",
        "updated_at": "2026-03-02T11:31:00Z",
        "status": "resolved",
        "incident_key": "k-1",
        "service": reference("service", "PS1", "Payments"),
        "assignments": [],
        "acknowledgements": [],
        "last_status_change_at": "2026-03-02T11:30:00Z",
        "last_status_change_by": JO,
        "resolved_at": "2026-03-02T11:30:00Z",
        "alert_counts": {"all": 2, "triggered": 0, "resolved": 2},
        "teams": [reference("team", "PQ1", "Web")],
        "priority": reference("priority", "PP2", "P2"),
        "urgency": "high",
        "resolve_reason": None,
        **more,
    }


def entry(number, sort, at, **more):
    return {
        "id": f"R{number}",
        "type": f"{sort}_log_entry",
        "summary": f"{sort} by Jo Miller",
        "created_at": at,
        "agent": JO,
        "channel": {"type": "auto"},
        "incident": reference("incident", "PT4X", "[#17] Payments are declined"),
        "teams": [],
        "contexts": [],
        **more,
    }


LOG = [
    entry(9, "resolve", "2026-03-02T11:30:00Z"),
    entry(8, "notify", "2026-03-02T10:03:00Z", user=JO),
    entry(7, "annotate", "2026-03-02T10:20:00Z", channel={"type": "note", "summary": "A queue."}),
    entry(6, "acknowledge", "2026-03-02T10:05:00Z"),
    entry(5, "escalate", "2026-03-02T10:02:00Z", assignees=[JO]),
    entry(1, "trigger", "2026-03-02T10:00:00Z"),
]
ID = "2026-03-02-payments-are-declined-pt4x"


def only(plan):
    (item,) = plan["items"]
    return item


def told(item):
    return " | ".join(remark["message"] for remark in item["remarks"])


def fates(item):
    return {row["field"]: row["outcome"] for row in item["fields"]}


def kinds(log):
    return [line.split(": ")[1] for line in log.split("\n") if line.startswith("- kind")]


def alone(importing, *given, own="PT4X", **more):
    importing.write("i.json", json.dumps(incident(own, **more), indent=1))
    return importing.run("pagerduty", "i.json", *given)


def test_an_incident_with_its_log_becomes_a_record_of_the_staff(importing):
    code, plan = alone(importing, "--as", "P2=SEV2", log_entries=LOG)
    assert (code, only(plan)["incident"]) == (0, ID)
    header, log = importing.header(ID), importing.log(ID)
    assert "audience: staff\n" in header
    assert "entries_audience: staff\n" in header
    assert "components:\n  - payments\n" in header
    assert f"url: {HOST}/incidents/PT4X" in header
    assert "closed:\n  status: closed\n  severity: SEV2\n" in header
    order = "severity detected classification observation acknowledged observation resolved closed"
    assert kinds(log) == order.split()
    assert "text: A queue." in log
    assert 'as_written: "priority: p2"' in log
    assert importing.check("standard").stdout.endswith("nothing to complain about\n")


def test_nobody_is_taken_over(importing):
    note = {
        "id": "N1",
        "user": JO,
        "content": "Ask jo.miller@shop.example",
        "created_at": LOG[0]["created_at"],
    }
    code, plan = alone(
        importing, log_entries=LOG, notes=[note], assignments=[{"at": "x", "assignee": JO}]
    )
    everything = importing.header(ID) + importing.log(ID) + json.dumps(plan)
    assert code == 0
    assert "Miller" not in everything
    assert "jo.miller" not in everything
    assert "holds an e-mail address; it is left out" in told(only(plan))
    assert "text: Ask (address)" in importing.log(ID)
    assert fates(only(plan))["log_entries.resolve.agent"] == "lost"


def test_every_field_has_a_fate(importing):
    _, plan = alone(importing, "--plan", log_entries=LOG, surprise={"of": ["a", "b"]})
    fate = fates(only(plan))
    assert fate["surprise.of"] == "lost"
    assert fate["log_entries.notify.type"] == "lost"
    assert fate["log_entries.resolve.created_at"] == "mapped"
    assert fate["resolve_reason"] == "empty"
    assert fate["priority.id"] == "lost"
    assert fate["priority"] == "kept"
    counted = sum(row["count"] for row in only(plan)["fields"])
    assert counted == sum(plan["summary"]["values"].values())


def test_a_second_run_changes_nothing(importing):
    importing.write(
        "pages/incidents-0.json", json.dumps({"incidents": [incident()], "more": False})
    )
    importing.write("pages/log_entries.json", json.dumps({"log_entries": LOG}))
    for deed in ("create", "unchanged"):
        code, plan = importing.run("pagerduty", "pages")
        assert (code, plan["summary"][deed]) == (0, 1)
    assert importing.check("lenient").code == 0


def test_what_lies_beside_belongs_to_its_incident(importing):
    importing.write(
        "pages/incidents.jsonl",
        f"{json.dumps(incident())}\n{json.dumps(incident('P2', title='Another'))}",
    )
    importing.write(
        "pages/log_entries.json",
        json.dumps([*LOG, entry(3, "resolve", "2026-03-02T12:00:00Z", incident={"id": "P99"})]),
    )
    importing.write(
        "pages/notes-P2.json",
        json.dumps(
            {"notes": [{"id": "N", "content": "Only here", "created_at": "2026-03-02T10:30:00Z"}]}
        ),
    )
    code, plan = importing.run("pagerduty", "pages")
    assert code == 0
    assert "Only here" not in importing.log(ID)
    assert "Only here" in importing.log("2026-03-02-another-p2")
    assert "acknowledged" in kinds(importing.log(ID))
    (stray,) = [r for r in plan["remarks"] if "no incident in" in r["message"]]
    assert stray["message"].startswith("log entries: 1 of no incident in the source")


def test_the_same_page_twice_tells_it_once_and_another_text_is_another_note(importing):
    note = {"id": "N1", "content": "A queue is full", "created_at": "2026-03-02T10:10:00Z"}
    importing.write("pages/incidents.json", json.dumps(incident()))
    importing.write("pages/notes-PT4X.json", json.dumps({"notes": [note, note]}))
    edited = {**note, "content": "Two queues are full"}
    importing.write("pages/notes-PT4X.more.json", json.dumps({"notes": [note, edited]}))
    importing.run("pagerduty", "pages")
    log = importing.log(ID)
    assert (log.count("A queue is full"), log.count("Two queues are full")) == (1, 1)


def test_without_a_log_the_incidents_own_times_count(importing):
    _, plan = alone(importing)
    assert kinds(importing.log(ID)) == [
        "classification",
        "detected",
        "classification",
        "resolved",
        "closed",
    ]
    assert fates(only(plan))["last_status_change_at"] == "mapped"


def test_an_incident_that_goes_on_is_open(importing):
    acknowledged = [{"at": "2026-03-02T10:05:00Z", "acknowledger": JO}]
    code, plan = alone(
        importing, status="acknowledged", resolved_at=None, acknowledgements=acknowledged
    )
    assert code == 0
    assert only(plan)["open"]
    assert "origin" not in importing.header(ID)
    assert "acknowledged" in kinds(importing.log(ID))
    assert importing.check("lenient").code == 0


def test_what_was_open_ends_in_a_later_run(importing):
    begun = [entry for entry in LOG if entry["type"] != "resolve_log_entry"]
    alone(importing, log_entries=begun, status="acknowledged", resolved_at=None)
    importing.a_day_passes()
    code, plan = alone(importing, log_entries=LOG)
    assert (code, only(plan)["deed"]) == (0, "changed")
    log = importing.log(ID)
    assert kinds(log).count("observation") == 2
    assert "kind: resolved\n  at: 2026-03-02T11:30:00Z\n  by: system:pagerduty" in log
    assert "correction" not in log
    assert importing.check("lenient").code == 0
    assert only(alone(importing, log_entries=LOG)[1])["deed"] == "unchanged"


def test_a_change_of_priority_is_told_with_its_time(importing):
    old, new = reference("priority", "PP3", "P3"), reference("priority", "PP2", "P2")
    channel = {"type": "priority_change", "old_priority": old, "new_priority": new}
    change = entry(4, "priority_change", "2026-03-02T10:40:00Z", channel=channel)
    alone(importing, "--as", "P3=SEV3", "--as", "P2=SEV2", log_entries=[*LOG, change])
    log = importing.log(ID)
    first, second = (part for part in log.split("- kind: ") if part.startswith("severity"))
    assert "at: 2026-03-02T10:00:00Z\n  level: SEV3" in first
    assert "at: 2026-03-02T10:40:00Z\n  level: SEV2" in second


def test_the_policys_word_is_a_level_and_statuspages_is_none(importing):
    alone(importing, priority=reference("priority", "PP2", "SEV3"))
    assert "level: SEV3" in importing.log(ID)
    _, plan = alone(importing, own="P3", priority=reference("priority", "PP2", "critical"))
    assert only(plan)["incident"].endswith("-p3")
    assert "SEV1" not in importing.log(only(plan)["incident"])


def test_a_reopened_incident_ends_twice(importing):
    again = [
        entry(10, "reopen", "2026-03-02T12:00:00Z"),
        entry(11, "resolve", "2026-03-02T13:00:00Z"),
    ]
    code, _ = alone(importing, log_entries=[*LOG, *again], resolved_at="2026-03-02T13:00:00Z")
    assert code == 0
    assert kinds(importing.log(ID))[-4:] == ["resolved", "reopened", "resolved", "closed"]
    assert importing.check("standard").code == 0


def test_a_reopening_without_an_end_before_it_has_an_unknown_one(importing):
    """A page of log entries may be missing, and a record that had not ended is not reopened."""
    entries = [LOG[0], entry(10, "reopen", "2026-03-02T11:00:00Z"), *LOG[1:]]
    code, plan = alone(importing, log_entries=entries)
    log = importing.log(ID)
    assert code == 0
    assert "no entry before ends it" in told(only(plan))
    assert kinds(log)[-4:] == ["resolved", "reopened", "resolved", "closed"]
    assert "- kind: resolved\n  at: unknown\n- kind: reopened" in log
    assert importing.check("lenient").code == 0
    assert only(alone(importing, log_entries=entries)[1])["deed"] == "unchanged"


def test_a_log_that_ends_what_is_triggered_is_told(importing):
    _, plan = alone(importing, status="triggered", resolved_at=None, log_entries=LOG)
    assert "is triggered, and its log ends it; it stays open" in told(only(plan))
    assert only(plan)["open"]


def test_a_row_of_the_analytics_is_an_incident(importing):
    row = {
        "id": "PT5",
        "incident_number": 18,
        "description": "Mail is late",
        "service_name": "Payments",
        "priority_name": "SEV3",
        "created_at": "2026-03-02T10:00:00",
        "resolved_at": "2026-03-02T10:30:00",
        "seconds_to_first_ack": 90,
        "seconds_to_resolve": 1800,
        "status": "resolved",
        "acknowledged_user_names": ["Jo Miller"],
        "total_notifications": 3,
    }
    importing.write("i.json", json.dumps({"data": [row], "more": False, "time_zone": "Etc/UTC"}))
    assert importing.run("pagerduty", "i.json")[0] == 1, "the times have no zone"
    code, plan = importing.run("pagerduty", "i.json", "--zone", "UTC")
    own = only(plan)["incident"]
    assert (code, own) == (0, "2026-03-02-mail-is-late-pt5")
    assert "components:\n  - payments\n" in importing.header(own)
    assert kinds(importing.log(own)) == [
        "severity",
        "detected",
        "acknowledged",
        "resolved",
        "closed",
    ]
    assert "at: 2026-03-02T10:01:30Z\n  as_written: 90 s after the creation" in importing.log(own)
    assert fates(only(plan))["total_notifications"] == "lost"
    assert fates(only(plan))["acknowledged_user_names"] == "lost"
    assert importing.check("standard").code == 0


def test_what_was_imported_is_published_to_the_staff_alone(importing, wakebook):
    alone(importing, log_entries=LOG)
    importing.repository.commit()
    told = {}
    for audience in ("public", "staff"):
        words = ("publish", "status", "--audience", audience, "--to", f"build-{audience}")
        ran = wakebook(*words, cwd=importing.repository.root)
        assert ran.code == 0, ran.stderr
        folder = importing.repository.root / f"build-{audience}" / "status"
        told[audience] = (folder / "api/v2/incidents.json").read_text()
    assert "Payments are declined" in told["staff"]
    assert "declined" not in told["public"]


def test_pages_that_are_missing_are_told(importing):
    importing.write("i.json", json.dumps({"incidents": [incident()], "limit": 1, "more": True}))
    _, plan = importing.run("pagerduty", "i.json", "--plan")
    assert "says that there are more" in plan["remarks"][0]["message"]


def test_a_time_without_a_zone_is_refused(importing):
    code, plan = alone(importing, created_at="2026-03-02T10:00:00")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert only(plan)["remarks"][0]["line"] == 9
    assert "--zone" in told(only(plan))


def test_a_remark_names_the_file_and_line_of_an_entry(importing):
    importing.write("pages/incidents.json", json.dumps(incident()))
    importing.write(
        "pages/log_entries.json", json.dumps([entry(1, "trigger", "yesterday")], indent=1)
    )
    _, plan = importing.run("pagerduty", "pages", "--plan")
    (remark,) = [r for r in only(plan)["remarks"] if "yesterday" in r["message"]]
    assert (remark["path"], remark["line"]) == ("log_entries.json", 6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "17",
        '{"incidents": 4}',
        '{"incidents": [1, null, "x", []]}',
        '{"incidents": [{}]}',
        '{"id": {"a": 1}, "title": [], "status": 4, "created_at": {}}',
        '{"id": "a", "id": "b", "title": "x"}',
        '{"id": "P", "title": "x", "created_at": 1e999999, "status": "resolved"}',
        '{"id": "P", "title": "x", "created_at": "99999-01-01T00:00:00Z"}',
        '{"title": "x", "created_at": "2026-01-01T00:00:00Z", "log_entries": "no"}',
        '{"id": "P", "title": "x", "status": "resolved", "log_entries": [{"type": 4}, 5, {}]}',
        '{"id": "P", "title": "x", "priority": [1], "service": "x", "custom_fields": {}}',
        '{"id": "P", "title": "x", "created_at": "2026-01-01T00:00:00Z", "urgency": "\\u202e"}',
        "[" * 5_000,
        '{"a":' * 5_000,
        '{"incidents": [{"id": "P", "title": "cut o',
        '{"log_entries": [{"type": "resolve_log_entry"}]}',
        '{"notes": [{"content": "whose?"}]}',
    ],
)
def test_whatever_a_file_holds_is_read_or_refused(importing, text):
    importing.write("i.json", "\ufeff" + text)
    code, plan = importing.run("pagerduty", "i.json")
    assert code in (0, 1)
    assert code == 1 or not plan["items"] or plan["items"][0]["deed"] != "cannot"
    assert importing.check("lenient").code == 0


def test_a_folder_without_json_and_a_link_are_told(importing):
    importing.write("empty/readme.txt", "x")
    code, plan = importing.run("pagerduty", "empty")
    assert (code, plan["items"]) == (1, [])
    importing.write("pages/incidents.json", json.dumps(incident()))
    (importing.source / "pages" / "more.json").symlink_to("/etc/passwd")
    code, plan = importing.run("pagerduty", "pages")
    assert (code, plan["summary"]["create"]) == (1, 1)
    assert "a link is not followed" in plan["remarks"][0]["message"]
