"""Feeds and the calendar before other people's parsers, with words that break markup (3.2)."""

import atoma
import icalendar
import pytest
import vobject
from jsonfeedvalidator.schema import SCHEMA
from jsonschema import Draft4Validator
from tests.site.conftest import ATTACKS
from tests.status.conftest import HEADER, LOG, OUTAGE, PLAN, PLANNED, WORK

QUOTED = 'He said "no" — {b} </title> & \\ done'
OURS = {"language"}  # the validator knows JSON Feed 1.0; 1.1 adds the language


@pytest.fixture
def hostile(site):
    """Titles and updates that want to break out of XML, JSON, HTML and iCalendar."""
    title = HEADER.replace("title: Orders cannot be paid", f"title: {_yaml(QUOTED)}")
    said = "".join(
        f"- {{kind: update, at: 2026-11-23T14:4{n % 10}Z, by: 'user:ana', audience: public,"
        f" text: {_yaml(attack)}}}\n"
        for n, attack in enumerate(ATTACKS)
    )
    site.write(OUTAGE, title, LOG, said)
    work = PLANNED.replace("A new till", _yaml("A till;new,\\n " + "ü" * 90))
    site.write(WORK, work, PLAN)
    assert site.publish().code == 0
    return site


def _yaml(text):
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("folder", ["", "components/checkout/"])
def test_3_2_a_strict_parser_reads_all_three_feeds(hostile, folder):
    told = hostile.json(f"{folder}feed.json")
    atom = atoma.parse_atom_bytes(hostile.files[f"{folder}feed.atom"])
    rss = atoma.parse_rss_bytes(hostile.files[f"{folder}feed.rss"])
    feed = atoma.parse_json_feed_bytes(hostile.files[f"{folder}feed.json"])
    ids = [item["id"] for item in told["items"]]
    assert ids == [e.id_ for e in atom.entries] == [i.guid for i in rss.items]
    assert ids == [i.id_ for i in feed.items]
    assert [e.updated for e in atom.entries] == [i.pub_date for i in rss.items]
    assert any(QUOTED in e.title.value for e in atom.entries)
    assert [e.content.value for e in atom.entries] == [i.content_html for i in feed.items]
    assert not [e for e in atom.entries if "<script" in e.content.value]


def test_3_2_an_entry_without_a_text_says_what_it_is_about(site):
    site.write(WORK, PLANNED, PLAN.replace("  text: We put in a new till.\n", ""))
    begun = "- {kind: declared, at: 2026-11-20T14:00Z, by: 'user:ana', audience: public}\n"
    site.write("2026-11-20-till", HEADER, begun)
    site.publish()
    told = {item["id"]: item["content_html"] for item in site.json("feed.json")["items"]}
    (first,) = [html for name, html in told.items() if name.endswith("-0000#1") and OUTAGE in name]
    assert first == "<p>Investigating</p><ul><li>Till (eu): Major outage</li></ul>"
    (plan,) = [html for name, html in told.items() if WORK in name]
    window = "<p>Dec 1, 2026, 02:00 UTC to Dec 1, 2026, 04:00 UTC</p>"
    assert plan == f"<p>Scheduled</p>{window}<p>Affected: Till</p>"
    (bare,) = [html for name, html in told.items() if "2026-11-20-till" in name]
    assert bare == "<p>Investigating</p><p>Affected: Till</p>"


def test_3_2_the_json_feed_keeps_to_its_schema(hostile):
    told = hostile.json("feed.json")
    kept = {key: value for key, value in told.items() if key not in OURS}
    rules = Draft4Validator(SCHEMA)
    assert [error.message for error in rules.iter_errors(kept)] == []
    assert not rules.is_valid({**kept, "items": [{"url": "x"}]})


def test_3_2_two_calendars_read_the_same_event(hostile):
    raw = hostile.files["maintenance.ics"]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    (one,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    other = vobject.readOne(raw.decode()).vevent
    assert str(one["summary"]) == other.summary.value
    assert one["uid"] == other.uid.value
    assert one.decoded("dtstart") == other.dtstart.value
    assert one.decoded("dtend") == other.dtend.value
