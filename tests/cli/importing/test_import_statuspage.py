"""``wakebook import statuspage``: the API's JSON in all its shapes, the feed, and JSON lines."""

import json
from html import escape
from zlib import crc32

import pytest


def update(status, at, body, **more):
    return {
        "id": f"u{crc32(f'{status} {at}'.encode())}",
        "status": status,
        "body": body,
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "incident_id": "k3x9",
        "affected_components": None,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
        **more,
    }


def incident(**more):
    return {
        "id": "k3x9",
        "name": "Payments are declined",
        "status": "resolved",
        "created_at": "2026-03-02T10:05:00.120Z",
        "updated_at": "2026-03-02T11:30:05.000Z",
        "monitoring_at": "2026-03-02T11:00:00.000Z",
        "resolved_at": "2026-03-02T11:30:00.000Z",
        "impact": "major",
        "shortlink": "https://stspg.example/abc",
        "started_at": "2026-03-02T10:00:00.000Z",
        "page_id": "p1",
        "incident_updates": [
            update("resolved", "2026-03-02T11:30:00.000Z", "<p>All is well.</p>"),
            update("monitoring", "2026-03-02T11:00:00.000Z", "A fix is in.<br />We watch."),
            update(
                "investigating",
                "2026-03-02T10:05:00.000Z",
                'We look. See <a href="https://shop.example/x">more</a>.',
                affected_components=[
                    {
                        "code": "c1",
                        "name": "Payments",
                        "old_status": "operational",
                        "new_status": "partial_outage",
                    }
                ],
            ),
        ],
        "components": [
            {"id": "c1", "name": "Payments", "status": "operational", "position": 1},
            {"id": "c2", "name": "Gift cards", "description": "Sells and takes them"},
        ],
        "scheduled_for": None,
        "metadata": {},
        **more,
    }


PAGE = {"page": {"id": "p1", "name": "Shop", "url": "https://status.shop.example"}}
ID = "2026-03-02-payments-are-declined-k3x9"


def only(plan):
    (item,) = plan["items"]
    return item


def told(item):
    return " | ".join(remark["message"] for remark in item["remarks"])


def fates(item):
    return {row["field"]: row["outcome"] for row in item["fields"]}


def kinds(log):
    return [line.split(": ")[1] for line in log.split("\n") if line.startswith("- kind")]


def test_a_page_becomes_records_that_pass_check(importing):
    importing.write("i.json", json.dumps({**PAGE, "incidents": [incident()]}, indent=2))
    code, plan = importing.run("statuspage", "i.json")
    assert (code, only(plan)["incident"]) == (0, ID)
    header, log = importing.header(ID), importing.log(ID)
    assert "url: https://status.shop.example/incidents/k3x9" in header
    assert "components:\n  - payments\n  - shop-gift-cards\n" in header
    assert "closed:\n  status: closed\n  severity: SEV2\n" in header
    order = "started severity declared update impact mitigated update update resolved closed"
    assert kinds(log) == order.split()
    assert "We look. See [more](https://shop.example/x)." in log
    assert "text: |-\n    A fix is in.\n    We watch.\n" in log
    assert "<" not in log
    assert importing.check("standard").stdout.endswith("nothing to complain about\n")


def test_every_field_has_a_fate(importing):
    importing.write("i.json", json.dumps(incident(surprise={"of": ["a", "b"]})))
    _, plan = importing.run("statuspage", "i.json", "--plan")
    fate = fates(only(plan))
    assert fate["surprise.of"] == "lost"
    assert fate["page_id"] == "lost"
    assert fate["metadata"] == "empty"
    assert fate["incident_updates.deliver_notifications"] == "lost"
    assert fate["incident_updates.body"] == "mapped"
    assert fate["resolved_at"] == "mapped"
    assert fate["components.position"] == "lost"
    counted = sum(row["count"] for row in only(plan)["fields"])
    assert counted == sum(plan["summary"]["values"].values())


@pytest.mark.parametrize(
    "wrap",
    [
        json.dumps,
        lambda i: json.dumps([i], indent=1),
        lambda i: json.dumps({**PAGE, "incidents": [i]}),
        lambda i: json.dumps({"incident": i}),
        lambda i: json.dumps(i) + "\n" + json.dumps({**i, "id": "other"}) + "\n",
        lambda i: "\ufeff" + json.dumps(i),
    ],
)
def test_the_shape_is_seen_from_the_content(importing, wrap):
    importing.write("file", wrap(incident()))
    code, plan = importing.run("statuspage", "file")
    assert (code, plan["items"][0]["incident"]) == (0, ID)
    assert importing.run("statuspage", "file")[1]["summary"]["create"] == 0


MAINTENANCE = {
    "id": "m1",
    "name": "Move of the orders database",
    "impact": "maintenance",
    "status": "completed",
    "created_at": "2026-03-01T08:00:00Z",
    "scheduled_for": "2026-03-02T02:00:00Z",
    "scheduled_until": "2026-03-02T04:00:00Z",
    "incident_updates": [
        update("completed", "2026-03-02T03:50:00Z", "Done."),
        update("verifying", "2026-03-02T03:30:00Z", "We verify."),
        update("in_progress", "2026-03-02T02:00:00Z", "We begin."),
        update("scheduled", "2026-03-01T08:00:00Z", "We will move it."),
    ],
}


def test_a_maintenance_has_its_window_and_milestones(importing):
    importing.write("m.json", json.dumps({**PAGE, "scheduled_maintenances": [MAINTENANCE]}))
    code, plan = importing.run("statuspage", "m.json")
    assert (code, only(plan)["kind"]) == (0, "maintenance")
    found = only(plan)["incident"]
    assert found == "2026-03-01-move-of-the-orders-database-m1"
    log = importing.log(found)
    assert "from: 2026-03-02T02:00:00Z\n  until: 2026-03-02T04:00:00Z" in log
    wanted = ["scheduled", "in_progress", "verifying", "completed"]
    assert [kind for kind in kinds(log) if kind != "update"] == wanted
    assert "closed:\n  status: completed\n" in importing.header(found)
    assert importing.check("standard").code == 0


def test_an_open_incident_is_open_and_grows_with_its_source(importing):
    updates = incident()["incident_updates"]
    running = incident(
        status="investigating", resolved_at=None, monitoring_at=None, incident_updates=updates[2:]
    )
    importing.write("i.json", json.dumps({**PAGE, "incidents": [running]}))
    code, plan = importing.run("statuspage", "i.json")
    assert (code, only(plan)["open"]) == (0, True)
    assert "origin" not in importing.header(ID)
    assert importing.check().code == 0
    importing.repository.commit()
    before = importing.log(ID)
    importing.write("i.json", json.dumps({**PAGE, "incidents": [incident()]}))
    code, plan = importing.run("statuspage", "i.json")
    assert (code, only(plan)["deed"]) == (0, "changed")
    log = importing.log(ID)
    assert before in log
    assert kinds(log.replace(before, "")) == ["mitigated", "update", "update", "resolved"]
    assert importing.check().code == 0
    assert importing.run("statuspage", "i.json")[1]["summary"]["unchanged"] == 1


def test_a_post_mortem_that_came_later_is_added_after_closure(importing):
    importing.write("i.json", json.dumps(incident()))
    importing.run("statuspage", "i.json")
    importing.repository.commit()
    later = incident(
        status="postmortem",
        postmortem_body="A certificate had expired.",
        postmortem_published_at="2026-03-05T09:00:00Z",
    )
    importing.write("i.json", json.dumps(later))
    code, plan = importing.run("statuspage", "i.json")
    assert (code, only(plan)["deed"]) == (0, "changed")
    assert "A certificate had expired." in importing.log(ID)
    assert "has a post-mortem" in told(only(plan))
    assert importing.repository.git("diff", "--name-only") == ""
    assert importing.check("standard").code == 0


def test_an_edited_update_is_corrected_by_its_own_id(importing):
    importing.write("i.json", json.dumps(incident()))
    importing.run("statuspage", "i.json")
    edited = incident()
    edited["incident_updates"][1] |= {
        "body": "A better fix is in.",
        "updated_at": "2026-03-03T08:00:00Z",
    }
    importing.write("i.json", json.dumps(edited))
    code, plan = importing.run("statuspage", "i.json")
    log = importing.log(ID)
    assert (code, only(plan)["deed"]) == (0, "changed")
    assert "kind: correction" in log
    assert "edited_at: 2026-03-03T08:00:00Z" in log
    assert importing.check("standard").code == 0


def impacts(importing, *affected):
    """The log's impacts and words after updates with these components, from the first on."""
    told = [
        update("update", f"2026-03-02T10:{number:02}:00Z", "Text.", affected_components=parts)
        for number, parts in enumerate(affected, 10)
    ]
    importing.write("i.json", json.dumps(incident(incident_updates=told, components=[])))
    _, plan = importing.run("statuspage", "i.json")
    assert importing.check().code == 0
    log = importing.log(ID).split("\n- kind: ")
    return plan, [line for line in log if line.startswith(("impact", "classification"))]


def state(new, old=None):
    return {"code": "c1", "name": "Payments", "old_status": old, "new_status": new}


@pytest.mark.parametrize(
    ("affected", "states"),
    [
        ([[state("major_outage", "major_outage")]], ["major_outage"]),
        ([[state("operational", "operational")]], []),
        ([[state("operational", "major_outage")]], ["major_outage", "operational"]),
        ([[state("Partial outage")], [state("partial_outage")], [state("operational")]],
         ["partial_outage", "operational"]),
        ([state("major_outage")], ["major_outage"]),
        ([{"Payments": "degraded_performance"}], ["degraded"]),
    ],
)  # fmt: skip
def test_states_of_components_come_in_once_each(importing, affected, states):
    _, found = impacts(importing, *affected)
    assert [line.split("state: ")[1].strip() for line in found] == states


def test_components_without_a_state_that_records_know_are_kept(importing):
    plan, found = impacts(importing, [state("under_maintenance")], ["Search"], "Gift cards")
    (words,) = found
    assert 'as_written: "Payments: under_maintenance"' in words
    assert fates(only(plan))["incident_updates.affected_components.new_status"] == "kept"
    assert "components:\n  - statuspage-search\n  - statuspage-gift-cards" in importing.header(ID)


@pytest.mark.parametrize(
    ("more", "end"),
    [({}, "2026-03-02T11:28:00Z"), ({"resolved_at": None}, "2026-03-02T11:30:00Z")],
)
def test_the_end_is_what_the_page_says_not_the_last_report(importing, more, end):
    late = incident(**({"resolved_at": "2026-03-02T11:28:00Z"} | more))
    late["incident_updates"][0] |= {"display_at": "2026-03-02T11:30:00Z"}
    late["incident_updates"].insert(0, update("resolved", "2026-03-04T09:00:00Z", "A report."))
    importing.write("i.json", json.dumps(late))
    importing.run("statuspage", "i.json")
    assert f"kind: resolved\n  at: {end}" in importing.log(ID)
    assert "status: closed" in importing.header(ID)
    assert importing.check("standard").code == 0


def follow(importing, *versions, ends=0):
    """Import one version of an incident after the other; the last plan's item."""
    for version in versions:
        importing.a_day_passes()
        importing.write("i.json", json.dumps(version))
        code, plan = importing.run("statuspage", "i.json")
    assert code == ends, told(only(plan))
    assert importing.check("standard").code == 0, importing.check("standard").stdout
    return only(plan)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ({"impact": "critical"}, ""),
        ({"components": [{"name": "Checkout"}]}, "components is checkout now"),
        ({"backfilled": True}, "tags is backfilled now"),
        ({"shortlink": "https://stspg.example/new"}, "references is statuspage-shortlink, new,"),
        ({"impact_window": "one hour"}, "stated is impact window, one hour now"),
    ],
)
def test_whatever_changes_at_the_source_is_told(importing, edit, sentence):
    item = follow(importing, incident(), {**incident(), **edit})
    assert item["deed"] == "changed"
    assert sentence in told(item)


def test_a_rating_that_has_no_level_any_more_is_told(importing):
    item = follow(importing, incident(), incident(impact="none"), ends=1)
    assert "(impact: major) is gone at the source" in told(item)
    assert "classification at 2026-03-02T10:00:00.000Z is new" in told(item)


def test_what_the_source_takes_back_is_taken_back(importing):
    one = incident()
    other = incident(impact="critical")
    other["incident_updates"][1]["body"] = "A better fix is in."
    state = {"code": "c1", "name": "Payments", "new_status": "major_outage"}
    other["incident_updates"][2]["affected_components"] = [state]
    follow(importing, one, other)
    assert "severity: SEV1" in importing.header(ID)
    item = follow(importing, one, other, one)
    assert item["deed"] == "changed"
    assert "severity: SEV2" in importing.header(ID)
    log = importing.log(ID)
    assert log.rindex("A fix is in") > log.rindex("A better fix")
    assert log.rindex("state: partial_outage") > log.rindex("state: major_outage")
    assert follow(importing, one)["deed"] == "unchanged"


def test_a_corrected_time_repeats_no_update(importing):
    one, other = json.loads(json.dumps(LINE)), json.loads(json.dumps(LINE))
    other["started_at"] = other["updates"][0]["at"] = "2026-03-02T09:45:00Z"
    for version in (one, other):
        importing.a_day_passes()
        importing.write("h.jsonl", json.dumps(version))
        code, plan = importing.run("statuspage", "h.jsonl")
    log = importing.log(only(plan)["incident"])
    assert (code, told(only(plan))) == (0, "")
    assert log.count("text: We look.") == 1
    assert importing.check("standard").code == 0


AGAIN = [
    update("resolved", "2026-03-02T14:00:00Z", "Over again."),
    update("investigating", "2026-03-02T12:00:00Z", "It is back."),
]


def test_an_ended_record_follows_a_reopening_when_it_is_over(importing):
    one = incident()
    running = incident(status="investigating", resolved_at=None)
    running["incident_updates"] = AGAIN[1:] + one["incident_updates"]
    over = incident(resolved_at="2026-03-02T14:00:00Z")
    over["incident_updates"] = AGAIN + one["incident_updates"]
    importing.write("i.json", json.dumps(one))
    importing.run("statuspage", "i.json")
    importing.write("i.json", json.dumps(running))
    for _ in range(2):
        code, plan = importing.run("statuspage", "i.json")
        assert (code, only(plan)["deed"]) == (1, "cannot")
        assert "is open again at the source" in told(only(plan))
        assert importing.check("standard").code == 0
    assert follow(importing, over)["deed"] == "changed"
    assert "Over again." in importing.log(ID)
    assert "status: closed" in importing.header(ID)


def test_a_reopening_that_the_source_takes_back_goes(importing):
    over = incident(resolved_at="2026-03-02T14:00:00Z")
    over["incident_updates"] = AGAIN + over["incident_updates"]
    never = incident(resolved_at="2026-03-02T14:00:00Z")
    never["incident_updates"] = AGAIN[:1] + never["incident_updates"][1:]
    item = follow(importing, over, never)
    assert item["deed"] == "changed"
    assert "retract: true" in importing.log(ID)
    assert follow(importing, over)["deed"] == "changed"


def test_what_had_to_stay_out_is_told_again(importing):
    importing.write("i.json", json.dumps(incident()))
    importing.run("statuspage", "i.json")
    later = incident()
    state = {"code": "c2", "name": "Gift cards", "new_status": "degraded_performance"}
    later["incident_updates"][1] |= {"body": "Edited.", "affected_components": [state]}
    importing.write("i.json", json.dumps(later))
    for _ in range(2):
        importing.a_day_passes()
        code, plan = importing.run("statuspage", "i.json")
        assert code == 1
        assert "is new, but the record is closed" in told(only(plan))
    assert importing.log(ID).count("Edited.") == 1


def test_a_record_that_people_closed_stays_closed(importing):
    running = incident(status="monitoring", resolved_at=None)
    running["incident_updates"] = running["incident_updates"][1:]
    importing.write("i.json", json.dumps(running))
    importing.run("statuspage", "i.json")
    header = f"incidents/2026/{ID}/incident.yaml"
    closed = importing.header(ID) + "closed: {status: closed}\n"
    importing.repository.write(header, closed)
    running["incident_updates"].append(update("monitoring", "2026-03-02T11:05:00Z", "Still."))
    importing.write("i.json", json.dumps(running))
    importing.run("statuspage", "i.json")
    assert importing.header(ID) == closed


def test_a_confidence_in_words_is_kept_in_words(importing):
    guessed = incident(components_source="a model", components_confidence={"Payments": "high"})
    guessed["components"] = guessed["components"][:1]
    importing.write("i.json", json.dumps(guessed))
    assert importing.run("statuspage", "i.json")[0] == 0
    assert "Payments: high" in importing.log(ID)


def test_a_reopened_incident_says_so(importing):
    again = incident(resolved_at="2026-03-02T14:00:00Z")
    again["incident_updates"] = [
        update("resolved", "2026-03-02T14:00:00Z", "Over again."),
        update(
            "investigating",
            "2026-03-02T12:00:00Z",
            "It is back.",
            affected_components=[state("partial_outage", "operational")],
        ),
        *again["incident_updates"],
    ]
    importing.write("i.json", json.dumps(again))
    importing.run("statuspage", "i.json")
    found = [kind for kind in kinds(importing.log(ID)) if kind not in ("update", "impact")]
    assert found[-4:] == ["resolved", "reopened", "resolved", "closed"]
    assert importing.log(ID).count("state: partial_outage") == 2
    assert importing.check("standard").code == 0


def test_a_word_without_a_single_level_stays_in_words(importing):
    importing.write("i.json", json.dumps(incident(impact="none")))
    _, plan = importing.run("statuspage", "i.json")
    assert fates(only(plan))["impact"] == "kept"
    assert 'as_written: "impact: none"' in importing.log(ID)
    assert any("--as none=LEVEL" in remark["message"] for remark in plan["remarks"])


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_updates_come_in_their_own_order_whatever_the_file_has(importing, order):
    told_at = {
        "10:05": "investigating",
        "10:10": "update",
        "10:20": "monitoring",
        "11:30": "resolved",
    }
    first = [update(word, f"2026-03-02T{at}:00Z", f"At {at}.") for at, word in told_at.items()]
    importing.write("i.json", json.dumps(incident(incident_updates=[first[n] for n in order])))
    importing.run("statuspage", "i.json")
    log = importing.log(ID)
    assert [part[:9] for part in log.split("text: ")[1:]] == [f"At {at}." for at in told_at]
    found = [kind for kind in kinds(log) if kind not in ("severity", "impact")]
    milestones = "started declared update update mitigated update update resolved closed"
    assert sorted(found) == sorted(milestones.split())
    assert importing.check("standard").code == 0


def test_unknown_words_are_told_and_kept(importing):
    strange = incident()
    strange["incident_updates"].append(update("Pondering", "2026-03-02T10:02:00Z", "Hm."))
    strange["incident_updates"][2]["affected_components"][0]["new_status"] = "wobbly"
    importing.write("i.json", json.dumps(strange))
    _, plan = importing.run("statuspage", "i.json")
    assert "'pondering' is none of Statuspage's" in told(only(plan))
    assert "'wobbly'" in told(only(plan))
    assert "as_written: Pondering" in importing.log(ID)
    assert importing.check().code == 0


def test_an_unreadable_time_is_kept_beside_the_status(importing):
    strange = incident()
    strange["incident_updates"][1]["display_at"] = "yesterday"
    importing.write("i.json", json.dumps(strange))
    _, plan = importing.run("statuspage", "i.json")
    assert "'yesterday' is no moment" in told(only(plan))
    assert "at: unknown\n  text: |-\n    A fix is in." in importing.log(ID)
    assert "as_written: monitoring; yesterday" in importing.log(ID)
    assert importing.check().code == 0


LINE = {
    "id": "7001",
    "entry_id": "tag:status.shop.example,2005:Incident/7001",
    "title": "Search is slow",
    "url": "https://status.shop.example/incidents/zz1",
    "published_at": "2026-03-02T11:00:10Z",
    "updated_at": "2026-03-02T11:00:10Z",
    "status_sequence": ["Investigating", "Update", "Resolved"],
    "started_at": "2026-03-02T10:00:00Z",
    "resolved_at": "2026-03-02T11:00:00Z",
    "impact_window": None,
    "updates": [
        {"at": "2026-03-02T10:00:00Z", "status": "Investigating", "message": "We look."},
        {"at": "2026-03-02T10:30:00Z", "status": "Update", "message": "Still."},
        {"at": "2026-03-02T11:00:00Z", "status": "Resolved", "message": "Over."},
    ],
    "impact": "minor",
    "components": ["Search"],
    "components_source": "a model",
    "components_confidence": {"Search": 0.81},
}


def test_guessed_components_say_who_guessed_and_how_surely(importing):
    importing.write("h.jsonl", json.dumps(LINE) + "\n")
    _, plan = importing.run("statuspage", "h.jsonl")
    log = importing.log(only(plan)["incident"])
    assert "rule: guessed by a model" in log
    assert "confidence: 0.81" in log
    assert set(fates(only(plan)).values()) == {"mapped", "empty"}
    assert importing.check("standard").code == 0


ENTRY = """
<entry>
  <id>tag:status.shop.example,2005:Incident/7001</id>
  <published>2026-01-01T01:10:00Z</published>
  <updated>2026-01-01T01:10:00Z</updated>
  <link rel="alternate" type="text/html" href="https://status.shop.example/incidents/zz1"/>
  <title>Search is slow</title>
  <content type="html">{content}</content>
</entry>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:status.shop.example,2005:/history</id>
  <link rel="alternate" type="text/html" href="https://status.shop.example"/>
  <title>Shop Status</title>{entries}
</feed>
"""


def paragraph(day, clock, status, text, zone="UTC"):
    month, number = day.split()
    return (
        f"<p><small>{month} <var data-var='date'>{number}</var>, "
        f"<var data-var='time'>{clock}</var> {zone}</small><br>"
        f"<strong>{status}</strong> - {text}</p>"
    )


def feed(*paragraphs):
    return FEED.format(entries=ENTRY.format(content=escape("      ".join(paragraphs))))


def test_a_feed_gives_its_times_the_year_of_the_entry(importing):
    importing.write(
        "history.atom",
        feed(
            paragraph("Jan 1", "01:10", "Resolved", "Over."),
            paragraph("Dec 31", "23:50", "Investigating", "We look &amp; think."),
        ),
    )
    code, plan = importing.run("statuspage", "history.atom")
    assert (code, only(plan)["incident"]) == (0, "2025-12-31-search-is-slow-7001")
    log = importing.log(only(plan)["incident"])
    assert "kind: declared\n  at: 2025-12-31T23:50Z" in log
    assert "kind: resolved\n  at: 2026-01-01T01:10Z" in log
    assert "We look & think." in log
    assert importing.check("standard").code == 0
    assert importing.run("statuspage", "history.atom")[1]["summary"]["unchanged"] == 1


def test_a_feed_keeps_what_stands_behind_a_paragraph(importing):
    said = paragraph("Jan 1", "01:10", "Resolved", "All\nof:") + "<ul><li>web</li></ul> <p>Bye.</p>"
    begun = (
        "<p>" + paragraph("Jan 1", "01:00", "Investigating", "We look.")[3:] + "<div>Sorry.</div>"
    )
    importing.write("f.xml", feed(said, begun))
    _, plan = importing.run("statuspage", "f.xml")
    log = importing.log(only(plan)["incident"])
    assert "All of:\n\n    - web\n\n    Bye.\n" in log
    assert "We look.\n\n    Sorry.\n" in log
    assert kinds(log).count("update") == 2


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("See https://x.example/?a=1&region=x&copy=2", "See https://x.example/?a=1&region=x&copy=2"),
        ("Fish &amp; chips &#8211; &nosuch;", "Fish & chips – &nosuch;"),
        ("<p>See ?a=1&region=x &amp; more</p>", "See ?a=1&region=x & more"),
        ("One\ntwo <b>three</b>\n\n- four", "One\ntwo **three**\n\n- four"),
        ("<p>One\ntwo</p><p>three</p>", "One two\n\nthree"),
        ("A<br />\nB<br>C", "A\nB\nC"),
        ("x<y, a<b and c>d <b>bold</b> <you>", "x&lt;y, a&lt;b and c>d **bold** &lt;you>"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("<pre>a\n b</pre>", "```\na\n b\n```"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ('<a href="https://x.example/(a)">x</a>', "[x](https://x.example/%28a%29)"),
        ('<img src="x.png" alt="A graph"> <b>it</b> <https://x.example/y>',
         "A graph **it** https://x.example/y"),
        ("a <!-- begun <b>b</b>", "a &lt;!-- begun **b**"),
    ],
)  # fmt: skip
def test_no_word_of_a_text_is_lost(importing, body, text):
    said = incident()
    said["incident_updates"][0]["body"] = body
    importing.write("i.json", json.dumps(said))
    _, plan = importing.run("statuspage", "i.json")
    log = importing.log(ID).split("kind: update")[-1].split("\n  posted_at")[0]
    value = log.split("text: ")[1].split("\n  ref:")[0].removeprefix("|-\n    ").strip('"')
    assert value.replace("\n    ", "\n").replace("\n\n\n", "\n\n") == text
    assert told(only(plan)) == ""
    assert importing.check().code == 0


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"monitoring_at": "soon"}, "lost"),
        ({"incident_updates": [], "monitoring_at": "soon"}, "kept"),
        ({"monitoring_at": "2026-03-02T09:00:00Z"}, "lost"),
    ],
)
def test_a_time_counts_as_mapped_or_kept_only_if_the_log_has_it(importing, given, outcome):
    importing.write("i.json", json.dumps(incident(**given)))
    _, plan = importing.run("statuspage", "i.json", "--plan")
    fates = {row["field"]: row["outcome"] for row in plan["fields"]}
    assert fates["monitoring_at"] == outcome


def test_what_a_page_does_not_show_is_told(importing):
    said = incident(postmortem_body="# What\n\n- `<b>` <!-- secret -->\n- two <i>words</i>\n")
    said["incident_updates"][0]["body"] = '<script>x</script><a href="/docs">Docs</a>'
    importing.write("i.json", json.dumps(said))
    _, plan = importing.run("statuspage", "i.json")
    assert "a comment, 'secret'; it is left out" in told(only(plan))
    assert "holds <script>, a link to '/docs'; it is left out" in told(only(plan))
    assert "    # What\n\n    - `<b>`\n    - two _words_\n" in importing.log(ID)


def test_a_feed_in_another_zone_needs_to_be_told_it(importing):
    importing.write(
        "history.atom", feed(paragraph("Jan 1", "02:00", "Resolved", "Over.", zone="CET"))
    )
    code, plan = importing.run("statuspage", "history.atom", "--plan")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert "'Jan 1, 02:00 CET' is in CET, which is no zone" in told(only(plan))
    assert "--zone" in told(only(plan))
    code, plan = importing.run("statuspage", "history.atom", "--zone", "Europe/Berlin")
    assert code == 0
    log = importing.log(only(plan)["incident"])
    assert "at: 2026-01-01T02:00+01:00\n  as_written: Jan 1, 02:00 CET\n" in log
    assert "as_written: Resolved; Jan 1, 02:00 CET\n" in log


def test_a_leap_day_in_a_feed_belongs_to_the_year_that_has_it(importing):
    said = feed(paragraph("Feb 29", "04:00", "Resolved", "Over.", zone="PST"))
    importing.write("leap.atom", said.replace("2026-01-01T", "2024-03-01T"))
    code, plan = importing.run("statuspage", "leap.atom", "--zone", "America/Los_Angeles")
    assert code == 0
    assert "at: 2024-02-29T04:00-08:00" in importing.log(only(plan)["incident"])


def test_a_feed_tells_the_window_of_a_maintenance(importing):
    event = (
        "<p><strong>THIS IS A SCHEDULED EVENT Jan <var data-var='date'>3</var>, "
        "<var data-var='time'>02:00</var> - <var data-var='time'>04:00</var> UTC</strong></p>"
    )
    importing.write("f.xml", feed(event, paragraph("Jan 1", "01:00", "Scheduled", "We will.")))
    _, plan = importing.run("statuspage", "f.xml")
    log = importing.log(only(plan)["incident"])
    assert "from: 2026-01-03T02:00Z\n  until: 2026-01-03T04:00Z" in log
    assert importing.check().code == 0


@pytest.mark.parametrize("page", [PAGE, {}])
@pytest.mark.parametrize("first", ["history.atom", "api.json"])
def test_two_exports_of_one_page_do_not_make_two_records(importing, first, page):
    importing.write("history.atom", feed(paragraph("Jan 1", "01:10", "Resolved", "Over.")))
    importing.write("api.json", json.dumps({**page, "incidents": [incident(id="zz1")]}))
    (second,) = {"history.atom", "api.json"} - {first}
    importing.run("statuspage", first)
    _, plan = importing.run("statuspage", second)
    assert only(plan)["deed"] == "unchanged"
    assert "from another export" in told(only(plan))


BOMB = (
    '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>'
)


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        ("", 1, "is empty"),
        ("{", 1, "ends early"),
        ("nonsense", 1, "no JSON"),
        ('{"id": "a",\n"id": "b"}', 2, "twice"),
        ('{"id": NaN}', 1, "no JSON"),
        ('{"id":\n 01}', 2, "no JSON"),
        ("[" * 100_000, 1, "too deeply"),
        ('{"id": "\\ud800"}', 1, "has no id"),
        ('{"id": "a"} trailing', 1, "goes on"),
        ('{"a": 1}', 1, "neither id nor name"),
        (b"{}\xff", 1, "UTF-8"),
        (b"\xff\xfe{}", 1, "is UTF-16; convert"),
        (b"\x1f\x8b\x08\x00", 1, "gzip; unpack it with gunzip"),
        ('[{"id": "a",\n"name": "A long na', 2, "ends early, as if cut off; fetch"),
        ("<!DOCTYPE html><html></html>", 1, "give the page's history.atom"),
        (BOMB, 1, "document type"),
        ("<html></html>", 1, "no Atom feed"),
        ("<feed", 1, "no XML"),
    ],
)
def test_hostile_files_are_refused_with_their_line(importing, content, line, why):
    importing.write("x", content)
    code, plan = importing.run("statuspage", "x")
    remarks = plan["remarks"] + [r for item in plan["items"] for r in item["remarks"]]
    barring = [remark for remark in remarks if remark["bars"]]
    assert code == 1
    assert [remark["line"] for remark in barring] == [line]
    assert why in barring[0]["message"]
    assert importing.repository.git("status", "--short") == ""


def test_a_broken_line_hides_no_other(importing):
    rows = [json.dumps(LINE), '{"id": "broken", }', json.dumps({**LINE, "id": "7002", "url": None})]
    importing.write("h.jsonl", "\n".join(rows))
    code, plan = importing.run("statuspage", "h.jsonl")
    assert (code, plan["summary"]["create"]) == (1, 2)
    assert [remark["line"] for remark in plan["remarks"] if remark["bars"]] == [2]


def test_an_id_that_stands_twice_is_imported_once(importing):
    other = {**LINE, "title": "Something else"}
    importing.write("h.jsonl", "\n".join(map(json.dumps, [LINE, LINE, other])))
    code, plan = importing.run("statuspage", "h.jsonl")
    assert code == 1
    assert [item["deed"] for item in plan["items"]] == ["create", "unchanged", "cannot"]
    assert "h.jsonl:1" in plan["items"][1]["remarks"][0]["message"]


def test_impossible_orders_become_unknown_and_pass_check(importing):
    strange = incident(
        started_at="2026-03-02T12:00:00Z",
        scheduled_for="2026-03-02T09:00:00Z",
        scheduled_until="2026-03-01T09:00:00Z",
    )
    importing.write("a.json", json.dumps({**strange, "scheduled_for": None, "id": "a1"}))
    importing.write("b.json", json.dumps({**strange, "id": "b1"}))
    for name in ("a.json", "b.json"):
        _, plan = importing.run("statuspage", name)
        assert "it becomes unknown" in told(only(plan))
    assert importing.check().code == 0


def test_very_long_histories_are_split_and_pass_check(importing):
    many = incident()
    many["incident_updates"] = [
        update("update", f"2026-03-02T10:{n // 60:02}:{n % 60:02}Z", f"Line {n}. " + "x" * 300)
        for n in range(1500)
    ]
    importing.write("i.json", json.dumps(many))
    _, plan = importing.run("statuspage", "i.json")
    folder = importing.repository.root / "incidents/2026" / only(plan)["incident"] / "timeline"
    assert len(list(folder.iterdir())) > 1
    assert importing.check().code == 0
    assert importing.run("statuspage", "i.json")[1]["summary"]["unchanged"] == 1


def test_a_text_that_no_entry_can_hold_is_refused(importing):
    importing.write("i.json", json.dumps(incident(postmortem_body="x" * 70_000)))
    code, plan = importing.run("statuspage", "i.json")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert "60,000 bytes" in told(only(plan))
    importing.write("i.json", json.dumps([incident(postmortem_body="x" * 70_000)] * 2))
    assert importing.run("statuspage", "i.json")[1]["summary"]["cannot"] == 2


def test_titles_of_any_length_and_script_pass_check(importing):
    names = ["x" * 500, "!!!", "Ausfall in Köln", "障害", "a\nb\tc", "{{7*7}} #&*!"]
    found = [incident(id=f"n{i}", name=name, url=None) for i, name in enumerate(names)]
    importing.write("i.json", json.dumps(found))
    code, plan = importing.run("statuspage", "i.json")
    assert (code, plan["summary"]["create"]) == (0, len(names))
    assert importing.check().code == 0


def test_the_callers_mistakes_are_told(importing, wakebook):
    importing.write("i.json", "{}")
    file = str(importing.source / "i.json")
    calls = [
        ("statuspage", "absent.json"),
        ("statuspage", str(importing.source)),
        ("cstate", file),
        ("statuspage", file, "--zone", "Mars/Base"),
        ("statuspage", file, "--as", "nonsense"),
        ("statuspage", file, "--components", "../outside.yaml"),
        ("jira", file),
    ]
    for call in calls:
        ran = wakebook("import", *call, cwd=importing.repository)
        assert ran.code == 2, call
        assert ran.stderr, call


def test_two_imports_of_the_same_source_are_the_same_bytes(importing):
    importing.write("i.json", json.dumps(incident()))
    importing.run("statuspage", "i.json")
    first = importing.header(ID) + importing.log(ID)
    importing.repository.git("clean", "-fdq")
    importing.run("statuspage", "i.json")
    assert importing.header(ID) + importing.log(ID) == first
