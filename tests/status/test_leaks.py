"""Nothing that an audience may not read is in any file of its status site (3.5, property P12)."""

import re

import pytest
from tests.status.conftest import HEADER, LOG, OUTAGE, PLANNED

SEALED = """title: CANARY-title
kind: incident
audience: restricted
components: [CANARY-component, checkout]
summary: CANARY-summary
customer_impact: {text: CANARY-impact, counts: [{what: CANARY-what, count: 4711}]}
references: [{system: CANARY-system, id: CANARY-id, url: 'https://canary.example'}]
tags: [CANARY-tag]
public: {title: CANARY-public, components: [CANARY-public-component], summary: CANARY-public-text}
"""
LINES = """- kind: declared
  at: 2026-11-22T14:00Z
  by: user:ana
  audience: public
  text: CANARY-said
- kind: impact
  at: 2026-11-22T14:01Z
  by: user:ana
  audience: public
  component: checkout
  region: CANARY-region
  state: major_outage
- {kind: update, at: 2026-11-22T14:02Z, by: 'user:ana', audience: public, text: CANARY-update}
"""
STAFF = """- {kind: update, at: 2026-11-23T14:20Z, by: 'user:ana', text: CANARY-staff}
- {kind: observation, at: 2026-11-23T14:21Z, by: 'user:ana', audience: restricted, text: CANARY-few}
- kind: update
  at: 2026-11-23T14:22Z
  by: user:ana
  audience: public
  text: CANARY-field
  audiences: {text: restricted}
"""
HIDDEN = "2026-11-22-canary-slug"


@pytest.fixture
def sealed(site):
    """Restricted incidents beside the public ones, and narrower lines within these."""
    site.write(HIDDEN, SEALED, LINES)
    site.write("2026-11-22-canary-work", SEALED.replace("incident", "maintenance", 1), LINES)
    internal = SEALED.partition("public:")[0].replace("restricted", "staff", 1)
    site.write("2026-11-22-canary-internal", internal, LINES)
    site.write(OUTAGE, HEADER, LOG, STAFF)
    return site


def found(files):
    """Paths of files that hold a canary, in their bytes or in their name."""
    canary = re.compile(rb"canary", re.IGNORECASE)
    return {
        path for path, raw in files.items() if canary.search(raw) or canary.search(path.encode())
    }


def test_3_5_no_canary_is_in_what_the_public_reads(sealed):
    assert sealed.publish().code == 0
    assert found(sealed.files) == set()
    assert "Payments Operational" not in sealed.text("manifest.json")


def test_3_5_the_staff_reads_what_is_for_the_staff(sealed, tmp_path):
    site = sealed._replace(folder=tmp_path / "staff/status")
    assert site.publish("--audience", "staff").code == 0
    page = site.text(f"incidents/{OUTAGE}/index.html")
    assert "CANARY-staff" in page
    assert "CANARY-few" not in page
    assert "CANARY-field" not in page
    assert not [path for path in found(site.files) if "canary-slug" in path]
    assert [path for path in found(site.files) if "canary-internal" in path]


def test_3_5_the_few_read_all(sealed, tmp_path):
    site = sealed._replace(folder=tmp_path / "few/status")
    assert site.publish("--audience", "restricted").code == 0
    assert "CANARY-update" in site.text(f"incidents/{HIDDEN}/index.html")


def test_3_5_what_is_restricted_changes_no_byte_of_what_is_public(sealed, tmp_path):
    sealed.publish()
    before = sealed.files
    sealed.write(HIDDEN, SEALED.replace("CANARY", "OTHER"), LINES.replace("CANARY", "OTHER"), LINES)
    sealed.write("2026-11-21-more", SEALED, LINES)
    other = sealed._replace(folder=tmp_path / "other/status")
    other.publish()
    after = other.files
    dated = {"build.json", "manifest.json"}
    differing = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    assert {p for p in differing - dated if not p.endswith("index.html")} == set()
    for page in differing - dated:
        assert _undated(before[page]) == _undated(after[page])


def _undated(page):
    return re.sub(rb"As of [^<]*|Stand: [^<]*", b"", page)


def test_3_5_a_restricted_maintenance_is_no_maintenance_for_others(site):
    site.write("2026-11-25-canary", PLANNED.replace("public", "restricted"), LINES)
    site.publish()
    assert "canary" not in site.text("maintenance.ics")
