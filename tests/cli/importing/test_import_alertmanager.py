"""``wakebook import alertmanager``: notifications that were kept become one incident a group."""

import json

import pytest

ZERO = "0001-01-01T00:00:00Z"
GROUP = '{}:{alertname="QueueFull"}'


def alert(name, starts, ends=ZERO, **labels):
    return {
        "status": "firing" if ends == ZERO else "resolved",
        "labels": {"alertname": "QueueFull", "service": "payments", "instance": name, **labels},
        "annotations": {
            "summary": f"The queue of {name} is full",
            "runbook_url": "https://shop.example/runbooks/queue",
        },
        "startsAt": starts,
        "endsAt": ends,
        "generatorURL": f"https://prometheus.shop.example/graph?g0.expr={name}",
        "fingerprint": f"f{name}",
    }


def payload(*alerts, **more):
    return {
        "version": "4",
        "groupKey": GROUP,
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "archive",
        "groupLabels": {"alertname": "QueueFull"},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "https://alerts.shop.example",
        "alerts": list(alerts),
        **more,
    }


A, B = "2026-03-02T10:00:00.120Z", "2026-03-02T10:05:00Z"
ENDS_A, ENDS_B = "2026-03-02T10:30:00Z", "2026-03-02T10:40:00Z"
AGAIN = "2026-03-02T12:00:00Z"


def keep(importing, *payloads):
    for number, each in enumerate(payloads):
        importing.write(f"kept/{number}.json", json.dumps(each, indent=1))


def told(item):
    return " | ".join(remark["message"] for remark in item["remarks"])


def kinds(log):
    return [line.split(": ")[1] for line in log.split("\n") if line.startswith("- kind")]


def test_a_group_is_one_incident_from_its_first_alert_to_its_last_end(importing):
    keep(
        importing,
        payload(alert("a", A)),
        payload(alert("a", A), alert("b", B)),
        payload(alert("a", A), alert("b", B)),
        payload(alert("a", A, ENDS_A), alert("b", B)),
        payload(alert("a", A, ENDS_A), alert("b", B, ENDS_B), status="resolved"),
    )
    code, plan = importing.run("alertmanager", "kept")
    (item,) = plan["items"]
    assert (code, item["title"], item["open"]) == (0, "QueueFull", False)
    header, log = importing.header(item["incident"]), importing.log(item["incident"])
    assert "audience: staff\n" in header
    assert "components:\n  - payments\n" in header
    assert "url: https://shop.example/runbooks/queue" in header
    order = "detected observation observation observation observation resolved closed"
    assert kinds(log) == order.split()
    assert "at: 2026-03-02T10:00:00.120Z\n  source: monitoring" in log
    assert "kind: resolved\n  at: 2026-03-02T10:40:00Z" in log
    assert importing.check("standard").stdout.endswith("nothing to complain about\n")
    again, second = importing.run("alertmanager", "kept")
    assert (again, second["summary"]["unchanged"]) == (0, 1)


def test_every_value_of_every_notification_has_a_fate(importing):
    keep(importing, payload(alert("a", A)), payload(alert("a", A, ENDS_A), odd={"x": 1}))
    _, plan = importing.run("alertmanager", "kept", "--plan")
    rows = {row["field"]: row for row in plan["items"][0]["fields"]}
    assert (rows["groupKey"]["outcome"], rows["groupKey"]["count"]) == ("mapped", 2)
    assert rows["odd.x"]["outcome"] == "lost"
    assert rows["alerts.labels"]["outcome"] == "kept"
    counted = sum(row["count"] for row in plan["items"][0]["fields"])
    assert counted == sum(plan["summary"]["values"].values())


def test_what_fires_again_is_another_incident(importing):
    keep(
        importing,
        payload(alert("a", A, ENDS_A)),
        payload(alert("a", AGAIN, "2026-03-02T13:00:00Z")),
    )
    code, plan = importing.run("alertmanager", "kept")
    assert (code, len(plan["items"])) == (0, 2)
    assert len({item["incident"] for item in plan["items"]}) == 2


def test_other_groups_are_other_incidents(importing):
    keep(
        importing, payload(alert("a", A, ENDS_A)), payload(alert("b", A, ENDS_A), groupKey="{}:{}")
    )
    _, plan = importing.run("alertmanager", "kept")
    assert len({item["incident"] for item in plan["items"]}) == 2


def test_what_fires_is_open_and_ends_in_a_later_run(importing):
    keep(importing, payload(alert("a", A)))
    _, plan = importing.run("alertmanager", "kept")
    (item,) = plan["items"]
    assert item["open"]
    assert "origin" not in importing.header(item["incident"])
    assert importing.check("lenient").code == 0
    importing.a_day_passes()
    keep(importing, payload(alert("a", A)), payload(alert("a", A, ENDS_A)))
    code, plan = importing.run("alertmanager", "kept")
    assert (code, plan["items"][0]["deed"]) == (0, "changed")
    assert kinds(importing.log(item["incident"])) == ["detected", "observation", "resolved"]
    assert importing.check("lenient").code == 0
    _, plan = importing.run("alertmanager", "kept")
    assert plan["items"][0]["deed"] == "unchanged"


def test_an_alert_that_joins_later_is_added(importing):
    keep(importing, payload(alert("b", B)))
    importing.run("alertmanager", "kept")
    importing.a_day_passes()
    keep(importing, payload(alert("b", B), alert("c", "2026-03-02T10:06:00Z")))
    _, plan = importing.run("alertmanager", "kept")
    assert plan["items"][0]["deed"] == "changed"
    log = importing.log(plan["items"][0]["incident"])
    assert kinds(log) == ["detected", "observation", "observation"]


def test_words_for_severity_are_the_rules_own(importing):
    keep(importing, payload(alert("a", A, ENDS_A, severity="critical")))
    _, plan = importing.run("alertmanager", "kept", "--plan")
    assert "critical" in plan["remarks"][0]["message"]
    importing.run("alertmanager", "kept", "--as", "critical=SEV2")
    assert "level: SEV2" in importing.log(plan["items"][0]["incident"])


def test_several_severities_stay_in_words(importing):
    alerts = (alert("a", A, ENDS_A, severity="critical"), alert("b", B, ENDS_B, severity="page"))
    keep(importing, payload(*alerts))
    _, plan = importing.run("alertmanager", "kept", "--as", "critical=SEV2")
    assert 'as_written: "severity: critical, page"' in importing.log(plan["items"][0]["incident"])
    assert "of the severities critical, page" in told(plan["items"][0])


def test_alerts_that_were_left_out_are_told(importing):
    keep(importing, payload(alert("a", A, ENDS_A), truncatedAlerts=3))
    _, plan = importing.run("alertmanager", "kept", "--plan")
    assert "left out of the notification, and told by nothing: 3 of its alerts" in told(
        plan["items"][0]
    )


def test_the_apis_list_belongs_to_the_groups_that_it_is_of(importing):
    listed = alert("a", A, "2026-03-02T10:09:00Z") | {
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
        "receivers": [{"name": "archive"}],
        "updatedAt": "2026-03-02T10:04:00Z",
    }
    other = {**listed, "fingerprint": "x", "labels": {"alertname": "Other"}}
    keep(importing, payload(alert("a", A)), [listed, other])
    code, plan = importing.run("alertmanager", "kept")
    assert code == 0
    assert sorted(item["title"] for item in plan["items"]) == ["Other", "QueueFull"]
    assert all(item["open"] for item in plan["items"])


def test_a_time_without_a_zone_and_no_time_are_refused(importing):
    keep(importing, payload(alert("a", "2026-03-02T10:00:00")), payload(alert("b", None)))
    code, plan = importing.run("alertmanager", "kept")
    assert code == 1
    assert {item["deed"] for item in plan["items"]} == {"cannot"}
    assert any("--zone" in told(item) for item in plan["items"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"alerts": []}',
        '{"alerts": [1, null, "x"]}',
        '{"alerts": [{}]}',
        '{"alerts": [{"startsAt": {}, "endsAt": [], "labels": "x", "annotations": 4}]}',
        '{"alerts": [{"startsAt": "2026-03-02T10:00:00Z", "endsAt": "never", "labels": []}]}',
        '{"alerts": [{"startsAt": "9999-12-31T23:59:59Z", "endsAt": "9999-12-31T23:59:59Z"}]}',
        '{"alerts": [{"startsAt": "0001-01-01T00:00:00Z"}], "truncatedAlerts": 1e400}',
        '{"alerts": [{"startsAt": "2026-03-02T10:00:00Z", "generatorURL": "javascript:x"}]}',
        '{"body": {"body": {"body": 3}}}',
        '{"groupKey": "a", "groupKey": "b", "alerts": []}',
        '{"alerts": [{"startsAt": "2026-03-02T10:0',
        '{"alerts":' * 3_000,
    ],
)
def test_whatever_a_file_holds_is_read_or_refused(importing, text):
    importing.write("i.json", text)
    code, _ = importing.run("alertmanager", "i.json")
    assert code in (0, 1)
    assert importing.check("lenient").code == 0


def test_real_notifications_come_in_whole(importing, corpus):
    folder = str(corpus / "alertmanager")
    code, plan = importing.run("alertmanager", folder)
    assert (code, plan["summary"]["create"]) == (0, 3)
    assert [item["open"] for item in plan["items"]].count(True) == 2
    assert importing.check("lenient").code == 0
    importing.repository.commit()
    code, plan = importing.run("alertmanager", folder)
    assert (code, plan["summary"]["unchanged"]) == (0, 3)
