"""What programs read of the status site: parsers and clients that nobody here wrote (3.2)."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import pytest
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, PLAN, PLANNED, WORK

SCHEMAS = Path(__file__).parents[2] / "schemas"
SITE = "https://status.shop.example"


def test_3_2_each_update_is_an_entry_that_stays(site):
    site.publish()
    before = feedparser.parse(site.text("feed.atom"))
    assert not before.bozo
    assert [e.title for e in before.entries] == [
        "Scheduled: A new till",
        "Identified: Orders cannot be paid",
        "Investigating: Orders cannot be paid",
        "Investigating: Orders cannot be paid",
    ]
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    after = feedparser.parse(site.text("feed.atom"))
    assert {e.id for e in before.entries} < {e.id for e in after.entries}
    assert after.entries[1].title == "Resolved: Orders cannot be paid"
    assert after.entries[1].link.startswith(f"{SITE}/incidents/{OUTAGE}/#u-")


@pytest.mark.parametrize("folder", ["", "components/checkout/"])
def test_3_2_atom_rss_and_json_feed_say_the_same(site, folder):
    site.publish()
    atom = feedparser.parse(site.text(f"{folder}feed.atom"))
    rss = feedparser.parse(site.text(f"{folder}feed.rss"))
    told = site.json(f"{folder}feed.json")
    assert not atom.bozo
    assert not rss.bozo
    ids = [e.id for e in atom.entries]
    assert ids == [e.id for e in rss.entries] == [item["id"] for item in told["items"]]
    assert len(set(ids)) == len(ids) >= 4
    assert [e.published_parsed for e in atom.entries] == [e.published_parsed for e in rss.entries]
    said = "<p>Orders with “express” &lt;b&gt;fail&lt;/b&gt; &amp; we look into it.</p>"
    assert any("express" in item["content_html"] for item in told["items"]), said


def test_3_2_a_component_has_a_feed_of_its_own(site):
    site.publish()
    assert feedparser.parse(site.text("components/payments/feed.atom")).entries == []
    assert len(feedparser.parse(site.text("components/checkout/feed.atom")).entries) == 4


def test_3_2_a_maintenance_is_an_event_that_moves(site):
    site.publish()
    (event,) = icalendar.Calendar.from_ical(site.text("maintenance.ics")).walk("VEVENT")
    assert (str(event["summary"]), event["sequence"]) == ("A new till", 0)
    assert f"{event.decoded('dtstart'):%Y-%m-%dT%H:%MZ}" == "2026-12-01T02:00Z"
    moved = PLAN.replace("2026-11-24T09", "2026-11-25T09").replace("12-01T", "12-02T")
    site.write(WORK, PLANNED, PLAN, moved)
    site.publish()
    (again,) = icalendar.Calendar.from_ical(site.text("maintenance.ics")).walk("VEVENT")
    assert (again["uid"], again["sequence"]) == (event["uid"], 1)
    assert f"{again.decoded('dtstart'):%Y-%m-%d}" == "2026-12-02"


def test_3_2_badges_say_their_state_to_everybody(site):
    site.publish()
    picture = ET.fromstring(site.text("components/checkout/badge.svg"))
    assert picture.get("aria-label") == "Till: Major outage"
    assert ET.fromstring(site.text("badge.svg")).get("role") == "img"


def test_3_2_statuspage_documents_have_the_shape_that_clients_know(site):
    site.publish()
    summary = site.json("api/v2/summary.json")
    assert summary["status"] == {"indicator": "critical", "description": "Major System Outage"}
    assert [c["name"] for c in summary["components"]] == [
        "Shop", "Till", "Payments", "Mail", "queue",
    ]  # fmt: skip
    (incident,) = summary["incidents"]
    assert (incident["name"], incident["status"], incident["impact"]) == (
        "Orders cannot be paid", "identified", "critical",
    )  # fmt: skip
    assert [u["status"] for u in incident["incident_updates"]] == [
        "identified", "investigating", "investigating",
    ]  # fmt: skip
    (work,) = summary["scheduled_maintenances"]
    assert work["scheduled_for"] == "2026-12-01T02:00:00.000Z"
    for name in ("incidents", "incidents/unresolved"):
        assert [i["id"] for i in site.json(f"api/v2/{name}.json")["incidents"]] == [OUTAGE]
    for name, ids in (("", [WORK]), ("/upcoming", [WORK]), ("/active", [])):
        found = site.json(f"api/v2/scheduled-maintenances{name}.json")["scheduled_maintenances"]
        assert [each["id"] for each in found] == ids


CALLED_OFF = "- {kind: canceled, at: 2026-11-26T02:00Z, by: 'user:ana', audience: public}\n"
BEGUN = "- {kind: in_progress, at: 2026-11-26T02:00Z, by: 'user:ana', audience: public}\n"


@pytest.mark.parametrize("more", [(), (BEGUN,), (CALLED_OFF,)], ids=["planned", "begun", "off"])
@pytest.mark.parametrize("over", [(), (OVER,)], ids=["going", "over"])
def test_3_2_each_document_keeps_to_the_published_schema(site, more, over):
    site.write(OUTAGE, HEADER, LOG, *over)
    site.write(WORK, PLANNED, PLAN, *more)
    site.write("2026-11-20-nothing-said", HEADER, "- {kind: declared, at: 2026-11-20, by: ana}\n")
    site.publish()
    documents = sorted(path for path in site.files if path.startswith("api/"))
    assert len(documents) == 8
    for path in documents:
        name = path.removeprefix("api/v2/").removesuffix(".json").partition("/")[0]
        schema = json.loads((SCHEMAS / f"statuspage-{name}.json").read_text())
        errors = jsonschema.Draft202012Validator(schema).iter_errors(site.json(path))
        assert [(path, error.json_path, error.message) for error in errors] == []


def test_3_2_an_update_says_what_a_component_was_before(site):
    better = (
        "- {kind: impact, at: 2026-11-23T15:00Z, by: 'user:ana', audience: public,"
        " component: checkout, region: eu, state: degraded}\n"
    )
    site.write(OUTAGE, HEADER, LOG, better)
    site.publish()
    (incident,) = site.json("api/v2/incidents/unresolved.json")["incidents"]
    told = [u["affected_components"] for u in incident["incident_updates"]]
    assert told == [
        [_affected("major_outage", "degraded_performance")],
        None,
        None,
        [_affected("operational", "major_outage")],
    ]


def _affected(before, after):
    return {"code": "checkout", "name": "Till", "old_status": before, "new_status": after}
