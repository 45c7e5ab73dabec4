"""``wakebook import opsgenie``: alerts and incidents of its API, with logs, notes and services."""

import json

import pytest

ADDRESS = "jo.miller@shop.example"


def alert(own="a1-1", **more):
    return {
        "id": own,
        "tinyId": "17",
        "alias": "payments-queue",
        "message": "The queue is full",
        "status": "closed",
        "acknowledged": True,
        "isSeen": True,
        "tags": ["queue", "queue"],
        "snoozed": False,
        "count": 3,
        "lastOccurredAt": "2026-03-02T10:10:00Z",
        "createdAt": "2026-03-02T10:00:00.120Z",
        "updatedAt": "2026-03-02T11:00:00Z",
        "source": ADDRESS,
        "owner": ADDRESS,
        "priority": "P2",
        "entity": "Payments",
        "description": f"Ask {ADDRESS} about it",
        "responders": [{"type": "user", "id": "u1"}],
        "integration": {"id": "i1", "name": "API", "type": "API"},
        "report": {
            "ackTime": 300_000,
            "closeTime": 3_600_000,
            "acknowledgedBy": ADDRESS,
            "closedBy": ADDRESS,
        },
        **more,
    }


def incident(**more):
    return {
        "id": "c0ffee",
        "tinyId": "4",
        "message": "Nobody can pay",
        "description": "",
        "status": "resolved",
        "tags": [],
        "createdAt": "2026-03-02T10:05:00Z",
        "updatedAt": "2026-03-02T11:00:00Z",
        "impactStartDate": "2026-03-02T10:00:00Z",
        "impactEndDate": "2026-03-02T10:50:00Z",
        "impactedServices": ["s1"],
        "priority": "P1",
        "ownerTeam": "t1",
        "responders": [{"type": "team", "id": "t1"}],
        "extraProperties": {},
        "links": {"web": "https://shop.app.opsgenie.example/incident/c0ffee", "api": "x"},
        "actions": [],
        **more,
    }


def log(text, at):
    return {"log": text, "type": "system", "owner": ADDRESS, "createdAt": at, "offset": f"{at}_1"}


ID = "2026-03-02-the-queue-is-full-a1-1"


def told(item):
    return " | ".join(remark["message"] for remark in item["remarks"])


def fates(item):
    return {row["field"]: row["outcome"] for row in item["fields"]}


def kinds(log):
    return [line.split(": ")[1] for line in log.split("\n") if line.startswith("- kind")]


def alone(importing, source, *given):
    importing.write("i.json", json.dumps(source, indent=1))
    code, plan = importing.run("opsgenie", "i.json", *given)
    return code, plan["items"][0]


def test_an_alert_becomes_a_record_of_the_staff(importing):
    page = {"data": [alert()], "paging": {"first": "x"}, "took": 0.1, "requestId": "r"}
    code, item = alone(importing, page, "--as", "p2=SEV2")
    assert (code, item["incident"]) == (0, ID)
    header, entries = importing.header(ID), importing.log(ID)
    assert "audience: staff\n" in header
    assert "components:\n  - payments\n" in header
    assert "tags:\n  - queue\n" in header
    assert "level: SEV2" in entries
    order = "severity detected observation acknowledged resolved closed"
    assert kinds(entries) == order.split()
    assert "kind: acknowledged\n  at: 2026-03-02T10:05:00.120Z" in entries
    assert "as_written: 3600000 ms after the creation" in entries
    assert "jo.miller" not in header + entries + json.dumps(item)
    assert importing.check("standard").stdout.endswith("nothing to complain about\n")
    assert alone(importing, page)[1]["deed"] == "unchanged"


def test_every_field_has_a_fate(importing):
    _, item = alone(importing, alert(details={"a": "b"}, odd=1), "--plan")
    fate = fates(item)
    assert (fate["owner"], fate["details"], fate["odd"]) == ("lost", "lost", "lost")
    assert (fate["report.ackTime"], fate["report.closedBy"]) == ("mapped", "lost")
    assert (fate["count"], fate["priority"]) == ("kept", "kept")


def test_times_in_milliseconds_are_times(importing):
    _, item = alone(importing, alert(createdAt=1772445600120, updatedAt=1772449200120000000))
    assert item["incident"] == ID
    assert "at: 2026-03-02T10:00:00.120Z" in importing.log(ID)
    assert 'as_written: "1772445600120"' in importing.log(ID)


def test_the_log_counts_for_more_than_the_report(importing):
    logs = [
        log("Alert closed via web", "2026-03-02T10:45:00Z"),
        log("[system] Alert acknowledged via web", "2026-03-02T10:06:00Z"),
        log(f"Notified {ADDRESS}", "2026-03-02T10:01:00Z"),
    ]
    importing.write("got/alerts.json", json.dumps({"data": [alert()]}))
    importing.write("got/logs-a1-1.json", json.dumps({"data": logs}))
    importing.write(
        "got/notes-17.json",
        json.dumps({"data": [{"note": "A note", "createdAt": logs[0]["createdAt"]}]}),
    )
    code, plan = importing.run("opsgenie", "got")
    (item,) = plan["items"]
    entries = importing.log(ID)
    assert code == 0
    assert "kind: acknowledged\n  at: 2026-03-02T10:06:00Z" in entries
    assert "kind: resolved\n  at: 2026-03-02T10:45:00Z" in entries
    assert "text: A note" in entries
    assert "Notified" not in entries
    assert fates(item)["report.closeTime"] == "lost"


def test_an_incident_names_its_services_by_their_names(importing):
    importing.write(
        "got/incidents.jsonl", f"{json.dumps(incident())}\n{json.dumps(incident(id='b0'))}"
    )
    importing.write("got/services.json", json.dumps({"data": [{"id": "s1", "name": "Checkout"}]}))
    logs = [log("Incident resolved via web", "2026-03-02T10:55:00Z")]
    importing.write("got/logs-c0ffee.json", json.dumps({"data": logs}))
    _, plan = importing.run("opsgenie", "got", "--plan")
    first, second = plan["items"]
    assert "its end is unknown" in told(second)
    importing.write("got/incidents.jsonl", json.dumps(incident()))
    code, plan = importing.run("opsgenie", "got")
    own = plan["items"][0]["incident"]
    assert (code, own) == (0, first["incident"])
    assert "components:\n  - checkout\n" in importing.header(own)
    assert "url: https://shop.app.opsgenie.example/incident/c0ffee" in importing.header(own)
    order = "started classification declared mitigated resolved closed"
    assert kinds(importing.log(own)) == order.split()
    assert importing.check("standard").code == 0


def test_a_service_without_a_name_stays_in_words(importing):
    _, item = alone(importing, incident())
    assert "names services by their ids alone" in told(item)
    assert "impactedServices: s1" in importing.log(item["incident"])


def test_an_impact_that_outlasts_the_end_is_told(importing):
    logs = [log("Incident resolved via web", "2026-03-02T10:20:00Z")]
    _, item = alone(importing, incident(logs=logs))
    entries = importing.log(item["incident"])
    assert "mitigated" not in kinds(entries)
    assert "kind: resolved\n  at: 2026-03-02T10:20:00Z" in entries
    assert "measure: impactEndDate" in importing.header(item["incident"])
    assert "lies after its end" in told(item)
    assert importing.check("standard").code == 0


def test_what_is_open_stays_open(importing):
    code, item = alone(importing, alert(status="open", report={"ackTime": 300_000}))
    assert (code, item["open"]) == (0, True)
    assert importing.check("lenient").code == 0


def test_missing_pages_and_strays_are_told(importing):
    importing.write("got/alerts.json", json.dumps({"data": [alert()], "paging": {"next": "x"}}))
    importing.write("got/notes-zz.json", json.dumps({"data": [{"note": "x"}]}))
    _, plan = importing.run("opsgenie", "got", "--plan")
    shown = " | ".join(remark["message"] for remark in plan["remarks"])
    assert "says that there are more" in shown
    assert "notes: 1 of no incident in the source" in shown


def test_a_time_without_a_zone_is_refused(importing):
    code, item = alone(importing, alert(createdAt="2026-03-02 10:00:00"))
    assert (code, item["deed"]) == (1, "cannot")
    assert "--zone" in told(item)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"data": []}',
        '{"data": 4}',
        '{"data": [1, null, [], {}]}',
        '{"data": [{"message": {}, "id": [], "createdAt": {}}]}',
        '{"id": "a", "message": "x", "createdAt": "2026-03-02T10:00:00Z", "report": 4, "tags": {}}',
        '{"id": "a", "message": "x", "createdAt": "2026-03-02", "report": {"closeTime": 9}}',
        json.dumps(alert(report={"closeTime": 999999999999999, "ackTime": -1.5})),
        '{"id": "a", "message": "x", "createdAt": 9999999999999999999, "status": "closed"}',
        '{"id": "a", "message": "x", "createdAt": 99999999999999999999999999}',
        '{"message": "x", "createdAt": "2026-03-02T10:00:00Z"}',
        '{"id": "a", "message": "x", "logs": [{"log": 4}, {}, 3], "notes": "x"}',
        '{"data": [{"log": "Alert closed"}]}',
        '{"id": "a", "message": "cut o',
        '{"data":' * 3_000,
    ],
)
def test_whatever_a_file_holds_is_read_or_refused(importing, text):
    importing.write("i.json", "\ufeff" + text)
    code, _ = importing.run("opsgenie", "i.json")
    assert code in (0, 1)
    assert importing.check("lenient").code == 0
