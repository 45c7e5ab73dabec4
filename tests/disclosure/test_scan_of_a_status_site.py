"""A status site is looked into before it is shown: whatever the door forgot is refused (3.5)."""

import pytest
from tests.status.conftest import HEADER, LOG, OUTAGE, Site, site  # noqa: F401 - a fixture

from wakebook.flows.status.site import StatusSite
from wakebook.model import audience, library

pytestmark = pytest.mark.daily(2)

HIDDEN = "The quagga of the region ate every cable"
UPDATE = f"""- kind: update
  at: 2026-11-23T14:22Z
  by: user:ana
  audience: public
  text: {HIDDEN}
  audiences: {{text: restricted}}
"""
LOG_OF_LATER = (
    "- {kind: update, at: 2026-11-23T15:22Z, by: 'user:ana', audience: public, text: A}\n"
)
SEALED = "2026-11-22-sealed-matter"


def everything(value, *_):
    """A door that forgets to narrow."""
    return value


@pytest.fixture
def narrowed_site(site):  # noqa: F811 - the fixture
    site.write(OUTAGE, HEADER, LOG, UPDATE)
    return site


def refused(ran, place):
    assert ran.code == 1, ran
    assert "nothing was published" in ran.stderr
    assert place in ran.stderr
    assert "quagga" not in ran.stdout + ran.stderr


def test_3_5_a_field_that_the_door_forgot_is_refused(narrowed_site, monkeypatch):
    assert narrowed_site.publish().code == 0
    before = narrowed_site.files
    assert not [path for path, raw in before.items() if b"quagga" in raw]
    (narrowed_site.repository.root / ".git/wakebook/status.sqlite").unlink()
    narrowed_site.write(OUTAGE, HEADER, LOG.replace("We look", "We all look"), UPDATE)
    monkeypatch.setattr(audience, "narrowed", everything)
    refused(narrowed_site.publish(), f"{OUTAGE} timeline/20261123T150000Z-0001#1/text")
    assert narrowed_site.files == before, "the old site stays whole"
    versions = narrowed_site.folder.parent / ".status.versions"
    assert not [p for p in versions.rglob("*") if p.is_file() and b"quagga" in p.read_bytes()]


def test_3_5_a_record_that_the_door_forgot_is_refused(site, monkeypatch):  # noqa: F811
    site.write(SEALED, f"title: {HIDDEN}\nkind: incident\naudience: restricted\n", LOG)
    assert site.publish().code == 0

    def open_door(incident, *_):
        return incident

    monkeypatch.setattr(library, "seen", open_door)
    (site.repository.root / ".git/wakebook/status.sqlite").unlink()
    site.write(OUTAGE, HEADER, LOG + UPDATE)
    ran = site.publish()
    refused(ran, "would tell the public")


def test_3_5_what_becomes_hidden_is_looked_for_in_pages_that_stay(site, monkeypatch):  # noqa: F811
    """A page that is wrongly taken over, as if nothing had changed, is refused as well."""
    key = StatusSite._key
    monkeypatch.setattr(StatusSite, "_key", lambda self, sheet: key(self, sheet) and "same")
    site.write(OUTAGE, HEADER, LOG, UPDATE.partition("  audiences:")[0], LOG_OF_LATER)
    assert site.publish().code == 0
    assert "quagga" in site.text(f"incidents/{OUTAGE}/index.html")
    site.write(OUTAGE, HEADER, LOG, UPDATE, LOG_OF_LATER)
    refused(site.publish(), f"incidents/{OUTAGE}/index.html would tell the public")


def test_3_5_a_hidden_text_that_is_told_in_public_elsewhere_is_no_leak(site):  # noqa: F811
    sealed = "title: Orders cannot be paid\nkind: incident\naudience: restricted\n"
    text = (
        "- {kind: observation, at: 2026-11-22T14:00Z, by: 'user:ana', text: We know the cause.}\n"
    )
    site.write(SEALED, sealed, text)
    assert site.publish().code == 0


def test_3_5_a_false_alarm_can_be_allowed(narrowed_site, monkeypatch):
    monkeypatch.setattr(audience, "narrowed", everything)
    ran = narrowed_site.publish()
    refused(ran, OUTAGE)
    digest = ran.stderr.replace("\n", " ").partition("allow ")[2].split()[0]
    narrowed_site.repository.write(
        "policies/disclosure.yaml",
        "schema: disclosure\nowner: group:web\nreview_by: 2027-03-31\n"
        f"allowed: [{digest}]\nrules: [{{from: 2026-01-01}}]\n",
    )
    assert narrowed_site.publish().code == 0


def test_3_5_a_public_secret_is_not_published(site):  # noqa: F811
    assert site.publish().code == 0
    before = site.files
    token = f"glpat-{'aB3' * 8}"
    site.write(OUTAGE, HEADER, LOG, UPDATE.replace(HIDDEN, token).partition("  audiences")[0])
    ran = site.publish()
    assert ran.code == 1
    assert f"holds a secret, in {OUTAGE} timeline/20261123T150000Z-0001#1/text" in ran.stderr
    assert token not in ran.stdout + ran.stderr
    assert site.files == before


__all__ = ["Site"]


WATCHMAN = "The night watchman let a stranger with a red umbrella into the server room"
SAYING = "- {kind: observation, at: 2026-11-22T14:00Z, by: 'user:ana', text: '%s.'}\n"
MATTER = "title: X\nkind: incident\naudience: restricted\n"
PUBLIC = "- {kind: update, at: 2026-11-23T15:22Z, by: 'user:ana', audience: public, text: '%s'}\n"


def test_3_5_the_id_of_a_restricted_record_is_refused_until_it_is_taken_back(site):  # noqa: F811
    site.write(SEALED, MATTER, SAYING % WATCHMAN)
    site.write(OUTAGE, HEADER, LOG, PUBLIC % f"See {SEALED} for more.")
    ran = site.publish()
    assert ran.code == 1
    assert "nothing was published" in ran.stderr
    told = site.repository.root / f"incidents/2026/{OUTAGE}/timeline"
    entry = f"{max(told.iterdir()).stem}#1"
    back = "- {kind: correction, at: 2026-11-23T16:00Z, by: 'user:ana', retract: true, corrects: "
    site.write(OUTAGE, HEADER, LOG, PUBLIC % f"See {SEALED} for more.", f"{back}'{entry}'}}\n")
    ran = site.publish()
    assert ran.code == 0, ran.stderr


def test_3_5_whoever_repeats_a_restricted_text_is_told_once(site):  # noqa: F811
    site.write(SEALED, MATTER, SAYING % WATCHMAN)
    site.write(OUTAGE, HEADER, LOG, PUBLIC % f"{WATCHMAN.upper()}, we hear.")
    ran = site.publish()
    assert ran.code == 0
    assert f"the same words as {SEALED} timeline/" in ran.stderr
    assert "umbrella" not in ran.stdout + ran.stderr
    assert "the same words" not in site.publish().stderr, "nothing of it is new"
    digest = ran.stderr.split("allow ")[1].split()[0]
    site.write(OUTAGE, HEADER, LOG, PUBLIC % f"{WATCHMAN}, we hear again.")
    policy = "schema: disclosure\nowner: group:web\nreview_by: 2027-03-31\n"
    rules = "rules:\n  - from: 2026-11-01\n"
    site.repository.write("policies/disclosure.yaml", f"{policy}allowed: [{digest}]\n{rules}")
    ran = site.publish()
    assert (ran.code, "the same words" in ran.stderr) == (0, False), ran.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Look at db7.corp", "WB3503"),
        ("Ask ben@shop.example", "WB3504"),
        ("CVE-2026-1234", "WB3505"),
    ],
)
@pytest.mark.parametrize("which", ["status", "knowledge"])
def test_3_5_what_no_public_text_may_say_is_not_published(site, which, words, code):  # noqa: F811
    site.write(OUTAGE, HEADER, LOG, PUBLIC % words)
    site.repository.commit("Change")
    to = ("--audience", "public", "--to", str(site.folder.parent))
    ran = site.run("publish", which, *to, cwd=site.repository)
    assert ran.code == 1
    assert f"says what it may not ({code}), in {OUTAGE} timeline/" in ran.stderr
    assert words not in ran.stderr
    staff = ("--audience", "staff", "--to", str(site.folder.parent.parent / "staff"))
    assert site.run("publish", which, *staff, cwd=site.repository).code == 0
    if code == "WB3503":
        waiver = "waivers: [{rule: WB3503, reason: It is gone since., by: 'user:ben'}]\n"
        site.write(OUTAGE, HEADER + waiver, LOG, PUBLIC % words)
        site.repository.commit("Waive")
        ran = site.run("publish", which, *to, cwd=site.repository)
        assert ran.code == 0, ran.stderr


def test_3_5_words_of_the_site_itself_stop_nothing(site):  # noqa: F811
    """A colleague notes in a line what the page says anyway."""
    said = (
        "Major System Outage",
        "Affected components:",
        "Till major outage",
        "Investigating since Nov 23, 2026, 14:07 UTC",
        "Partially Degraded Service",
    )
    site.write(OUTAGE, HEADER, LOG, *(SAYING % each for each in said))
    ran = site.publish()
    assert ran.code == 0, ran.stderr
