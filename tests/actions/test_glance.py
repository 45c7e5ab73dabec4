"""A glance at a header tells what the strict reader tells, whatever stands there."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.model.header import Header
from wakebook.model.postmortem import PostmortemHeader
from wakebook.records.file import FileReader
from wakebook.records.glance import glance, has_ended, is_published, perhaps_waives

PIECES = [
    "title: Checkout is slow", "title: no", "title: true story", "title: Slow (v), 1.2",
    'title: "Checkout', "title: Checkout\n  is slow", "title: It is #1", "title: 2026 was bad",
    "kind: incident", "audience: staff", "audience: public", "audience: restricted",
    "audience: staff # really", "audience:  staff", "audience: >-\n  staff", "audience: 'staff'",
    "summary: >-\n  text\n  audience: public", 'summary: "one\naudience: public\ntwo"',
    "summary: 'one\naudience: public\n'", "summary: |\n  title: Other", "summary: don't",
    'summary: "a\\" b', "customer_impact: {text: [", "tags: [one,\naudience: public,\ntwo]",
    "tags: [one, two]", "tags: [\"a\", 'b']", "tags:\n- one\n- two", "tags:\n  - one",
    "closed: {status: closed}", "closed: {status: closed,\n  severity: SEV1}", "# audience: public",
    "origin: {system: x, id: '1'}", "audiences: {title: restricted}", "---", "...", "%YAML 1.2",
    "waivers:\n  - {rule: WB0601, reason: x, by: 'user:a'}",
    "", "\t", "? audience\n: public",
    "<<: {audience: public}", "&a audience: public", "!x audience: public",
    "audience: *a", " x: y",
    "\ufeff", "\u00fcber: x",
    'tags: ["\'", "]", \'a', 'closed: b\', "\'", "[", c]', "tags: [a #]", "closed: b] #[",
    "summary: \"All is down", 'closed: soon"', "closed: soon", "closed:\n  status: closed",
    ' title: Leaked key\n audience: restricted', '"closed": {status: closed}', "origin: b] #[",
    "title: Gr\u00fc\u00dfe an alle", "'audience': public", '"title": A b',
]  # fmt: skip
HEADERS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("\n".join)


class _One:
    root = None

    def __init__(self, raw):
        self.raw = raw

    def read(self, path):
        del path
        return self.raw


@settings(max_examples=examples(4000))
@given(text=HEADERS, frame=st.booleans())
def test_6_3_a_glance_and_the_reader_agree_wherever_both_read(text, frame):
    if frame:
        text = f"title: Checkout is slow\nkind: incident\naudience: staff\n{text}\n"
    raw = text.encode()
    seen, findings = glance(raw), []
    header = FileReader(_One(raw)).value(
        "incidents/x/incident.yaml", Header, findings, datetime.UTC
    )
    if seen is None or header is None:
        return
    assert (seen.title, seen.audience) == (header.title, header.audience)
    assert header.origin is None
    assert not header.audiences
    assert not header.waivers
    assert seen.settled == (header.closed is not None) == has_ended(raw)


@settings(max_examples=examples(4000))
@given(text=HEADERS, frame=st.booleans())
def test_6_3_what_surely_ended_has_ended(text, frame):
    raw = (
        f"title: A b\nkind: incident\naudience: staff\n{text}\n".encode()
        if frame
        else text.encode()
    )
    header = FileReader(_One(raw)).value("incidents/x/incident.yaml", Header, [], datetime.UTC)
    assert header is None or not has_ended(raw) or header.settled


FRONTS = ["published: 2026-12-01", "published: 2026-99-01", '"published": 2026-12-01', "x: 'a", "'",
          "published: 2026-12-01'", "tags: [a #]", "published: 2026-12-01] #[", '"waivers":',
          "waivers: [{rule: WB0601, reason: x, by: 'user:a'}]", " published: 2026-12-01", "# a", "",
          "waivers:\n  - {rule: WB0601, reason: x, by: 'user:a'}", 'x: "a',
          'published: 2026-12-01"',
          "  - {rule: WB0601, reason: x, by: 'user:a'}", "legacy: true"]  # fmt: skip


@settings(max_examples=examples(4000))
@given(lines=st.lists(st.sampled_from(FRONTS), max_size=5))
def test_6_3_what_is_surely_published_is(lines):
    raw = "\n".join(["---", *lines, "---", "# A"]).encode()
    place, zone = "postmortems/x/postmortem.md", datetime.UTC
    found = FileReader(_One(raw)).document(place, PostmortemHeader, [], zone)
    front = raw.partition(b"\n---")[0]
    if found is not None:
        assert found.header.published is not None or not is_published(front)
        assert perhaps_waives(front) or not found.header.waivers


def test_6_3_a_plain_header_is_read_at_a_glance():
    seen = glance(b"title: Checkout is slow\nkind: incident\naudience: staff\ntags: [a]\n")
    assert seen == ("Checkout is slow", "staff", False)


@pytest.mark.parametrize("more", ['summary: "a\naudience: public\nb"', "origin: {system: x}", "\\"])
def test_6_3_what_is_not_plain_is_left_to_the_reader(more):
    assert glance(f"title: It is slow\naudience: staff\n{more}\n".encode()) is None
