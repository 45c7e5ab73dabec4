"""Upptime's issues become incidents and maintenances (3.2)."""

import json

RC = """owner: shop
repo: status
sites:
  - name: Web Shop
    url: https://shop.example
  - {name: API, url: https://api.shop.example, slug: the-api}
"""
DOWN = """In [`b2c1d3a`](https://github.com/shop/status/commit/b2c1d3a), Web Shop was **down**:
- HTTP code: 0
- Response time: 0 ms"""
PLAN = """We move the API.
<!--
start: 2026-02-24T13:00:00+00:00
end: 2026-02-24T14:00:00+00:00
expectedDown: the-api, web-shop
-->"""


def issue(number, title, **more):
    plain = {
        "number": number,
        "title": title,
        "body": DOWN,
        "state": "CLOSED",
        "createdAt": "2026-01-05T10:00:00Z",
        "closedAt": "2026-01-05T10:18:00Z",
        "labels": [{"name": "status", "color": "fff"}, {"name": "web-shop"}],
        "comments": [],
        "url": f"https://github.com/shop/status/issues/{number}",
    }
    return {**plain, **more}


def write(importing, *issues, rc=RC):
    importing.write("up/.upptimerc.yml", rc)
    importing.write("up/issues.json", json.dumps(issues))


COMMENT = {
    "author": {"login": "somebody"},
    "body": "**Resolved:** Web Shop is back up.",
    "createdAt": "2026-01-05T10:18:00Z",
}


def test_3_2_an_outage_has_its_component_its_updates_and_its_end(importing):
    write(importing, issue(7, "🛑 Web Shop is down", comments=[COMMENT]))
    code, plan = importing.run("upptime", "up")
    assert code == 0
    (item,) = plan["items"]
    assert (item["deed"], item["title"], item["open"]) == ("create", "Web Shop is down", False)
    log = importing.log(item["incident"])
    assert "state: major_outage" in log
    assert "HTTP code: 0" in log
    assert "is back up" in log
    assert "somebody" not in log + importing.header(item["incident"])
    assert "kind: resolved\n  at: 2026-01-05T10:18:00Z" in log
    assert importing.check().code == 0


def test_3_2_slow_is_degraded_and_goes_on_while_the_issue_is_open(importing):
    write(importing, issue(8, "⚠️ API has degraded performance", state="OPEN", closedAt=None))
    _, plan = importing.run("upptime", "up")
    (item,) = plan["items"]
    assert item["open"]
    assert "degraded" in importing.log(item["incident"])


def test_3_2_a_maintenance_has_the_window_of_its_comment(importing):
    labels = [{"name": "maintenance"}]
    write(importing, issue(9, "Move the API", body=PLAN, labels=labels))
    code, plan = importing.run("upptime", "up")
    (item,) = plan["items"]
    assert (code, item["kind"]) == (0, "maintenance")
    log = importing.log(item["incident"])
    assert "from: 2026-02-24T13:00:00" in log
    assert "kind: completed" in log
    assert "expectedDown" not in log


def test_3_2_a_second_run_changes_nothing_and_a_comment_is_added(importing):
    write(importing, issue(7, "🛑 Web Shop is down", state="OPEN", closedAt=None))
    importing.run("upptime", "up")
    _, again = importing.run("upptime", "up")
    assert [item["deed"] for item in again["items"]] == ["unchanged"]
    importing.a_day_passes()
    write(importing, issue(7, "🛑 Web Shop is down", comments=[COMMENT]))
    _, more = importing.run("upptime", "up")
    assert [item["deed"] for item in more["items"]] == ["changed"]
    _, last = importing.run("upptime", "up")
    assert [item["deed"] for item in last["items"]] == ["unchanged"]


def test_3_2_what_is_no_incident_or_broken_is_said_and_hides_no_other(importing):
    odd = (
        issue(1, "A question", labels=[{"name": "question"}]),
        issue(2, "Half planned", labels=[{"name": "maintenance"}], body="<!-- start: soon -->"),
        issue(3, "🛑 Web Shop is down", createdAt="yesterday"),
        "no issue",
        issue(None, "🛑 API is down"),
        issue(5, "🛑 API is down", labels=["status", "the-api"], body=None, comments=None),
    )
    write(importing, *odd)
    code, plan = importing.run("upptime", "up")
    assert code == 1
    deeds = {item["source_id"]: item["deed"] for item in plan["items"]}
    assert (deeds["2"], deeds["5"]) == ("cannot", "create")
    said = json.dumps(plan)
    assert "neither the label status nor maintenance" in said
    assert "is no issue" in said
    assert "without start and end" in said


def test_what_an_issue_says_in_vain_is_told(importing):
    labels = [{"name": "status"}, {"name": "the-api"}, {"name": "urgent"}]
    write(importing, issue(7, "🛑 API is down", labels=labels, state="OPEN"))
    code, plan = importing.run("upptime", "up")
    (item,) = plan["items"]
    told = " | ".join(remark["message"] for remark in item["remarks"])
    assert (code, item["open"]) == (0, True)
    assert "left out: urgent" in told
    assert "has a closedAt and is not closed; it stays open" in told
    fates = {row["field"]: row["outcome"] for row in item["fields"]}
    assert fates["closedAt"] == "lost"


def test_3_2_without_issues_it_is_said_how_to_get_them(importing, corpus):
    importing.source.mkdir(exist_ok=True)
    code, plan = importing.run("upptime", str(corpus / "upptime-koj"))
    assert code == 1
    assert "gh issue list" in json.dumps(plan)
