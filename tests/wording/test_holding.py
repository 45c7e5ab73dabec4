"""What the public reads of an incident at high impact."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.status.conftest import OUTAGE, Site
from tests.wording.conftest import (
    APPROVED,
    HEADER,
    LOG,
    PLACE,
    POLICY,
    SAID,
    TEMPLATE,
    UPDATE,
    digest,
    everything,
    release,
)

pytestmark = pytest.mark.daily(2)

_UPDATE = "entry: 20261123T150000Z-0001#1"


def test_3_2_a_text_nobody_approved_is_nowhere_and_waits_visibly(held: Site) -> None:
    """Neither page nor feed nor API has it; the state is there all the same."""
    done = held.publish()
    assert done.code == 0, done.stderr
    assert "2 texts wait for legal, pr" in done.stderr
    told = everything(held.folder)
    for words in ("lost your", "vanish", "Hidden", "host db7"):
        assert words not in told
    page = held.text(f"incidents/{OUTAGE}/index.html")
    assert "Incident: Till" in page
    assert "Major outage" in page
    assert "Störung: Till" in held.text(f"de/incidents/{OUTAGE}/index.html")


def test_3_2_an_approved_template_with_its_slots_filled_is_published(held: Site, say: Any) -> None:
    """Nobody has to be asked at 3 a.m."""
    ran = say(
        "--template", "investigating", "--slot", "next=30", "--slot", "trouble=slow", "--public"
    )
    assert ran.code == 0, ran.stderr
    held.publish()
    told = held.text("feed.atom")
    assert "Till in eu: slow." in told
    assert "More within 30 minutes." in told
    assert "lost your" not in everything(held.folder)


def test_3_2_a_text_is_published_when_every_part_released_it(held: Site) -> None:
    """One part alone is not enough."""
    legal = release("legal", "ben", SAID, _UPDATE)
    held.write(OUTAGE, HEADER, LOG, UPDATE, legal)
    assert "wait for legal, pr;" in held.publish().stderr
    assert "lost your" not in everything(held.folder)
    held.write(OUTAGE, HEADER, LOG, UPDATE, legal, release("pr", "cleo", SAID, _UPDATE))
    held.publish()
    assert "lost your orders" in held.text("feed.json")


def test_3_2_title_and_summary_wait_for_a_release_of_both(held: Site) -> None:
    """Another title is another text."""
    words = "Orders vanish\n\nHidden summary."
    free = release("legal", "ben", words, "ref: public") + release(
        "pr", "cleo", words, "ref: public"
    )
    held.write(OUTAGE, HEADER, LOG, UPDATE, free)
    held.publish()
    page = held.text(f"incidents/{OUTAGE}/index.html")
    assert "Orders vanish" in page
    assert "Hidden summary." in page
    held.write(OUTAGE, HEADER.replace("vanish", "burn"), LOG, UPDATE, free)
    held.publish()
    told = everything(held.folder)
    assert "burn" not in told
    assert "Hidden summary" not in told


def _both(text: str, what: str) -> str:
    return release("legal", "ben", text, what) + release("pr", "cleo", text, what)


_FIX = """- kind: correction
  at: 2026-11-23T14:30Z
  by: user:ana
  corrects: 20261123T150000Z-0001#1
  set: {text: Checkout lost your orders and your money.}
"""


_RETRACTED = """- kind: correction
  at: 2026-11-23T14:40Z
  by: user:ben
  corrects: 20261123T160000Z-0002#1
  retract: true
"""
_ANOTHER = """- kind: correction
  at: 2026-11-23T14:40Z
  by: user:ana
  corrects: 20261123T160000Z-0002#{}
  set: {{digest: %s}}
"""
_NAMED = UPDATE.replace("  text", "  ref: said\n  text")


@pytest.mark.parametrize(
    "logs",
    [
        pytest.param((UPDATE, _both("Another text.", _UPDATE)), id="another text"),
        pytest.param((UPDATE, _both(SAID, "entry: 20261123T140000Z-0000#1")), id="another entry"),
        pytest.param((UPDATE, _both(SAID, "ref: public")), id="the title's place"),
        pytest.param((UPDATE, _both(SAID, _UPDATE), _FIX), id="corrected afterwards"),
        pytest.param((UPDATE, _FIX, _both(SAID, _UPDATE)), id="corrected before"),
        pytest.param((_NAMED, _both(SAID, "ref: said"), _NAMED), id="said again"),
        pytest.param((UPDATE, _both(SAID, _UPDATE), _RETRACTED), id="release taken back"),
        pytest.param(
            (
                UPDATE,
                _both("Another text.", _UPDATE),
                *(_ANOTHER.format(n) for n in (1, 2)),
            ),
            id="release corrected",
        ),
        pytest.param(
            (
                UPDATE,
                release("legal", "ana", SAID, _UPDATE) + release("pr", "cleo", SAID, _UPDATE),
            ),
            id="by its own author",
        ),
    ],
)
def test_3_2_a_release_frees_this_entry_with_this_text_alone(
    held: Site, logs: tuple[str, ...]
) -> None:
    """Whatever else a release says, the words stay where they are, or where they were."""
    logs = tuple(log.replace("%s", digest(SAID)) for log in logs)
    held.write(OUTAGE, HEADER, LOG, *logs)
    done = held.publish()
    assert "2 texts wait" in done.stderr, done.stderr
    assert "your money" not in everything(held.folder)
    again = logs[-1] == logs[0]
    assert held.text("feed.json").count("lost your") == int(again)


@pytest.mark.parametrize(
    ("log", "shown"),
    [
        (LOG.replace("SEV1", "SEV3"), True),
        (LOG.replace("SEV1", "quite bad"), False),
        (
            LOG.replace(
                "- {kind: severity, at: 2026-11-23T14:00Z, by: 'user:ana', level: SEV1}\n", ""
            ),
            False,
        ),
    ],
)
def test_3_2_words_at_a_low_impact_wait_for_nobody(held: Site, log: str, shown: bool) -> None:
    """As long as nobody said how severe it is, it is taken for the worst."""
    held.write(OUTAGE, HEADER, log, UPDATE)
    held.publish()
    assert ("lost your" in everything(held.folder)) is shown


def test_3_2_neither_an_earlier_time_nor_a_correction_evades_the_severity(held: Site) -> None:
    """What was recorded or put right at high impact is judged by that."""
    raised = "- {kind: severity, at: 2026-11-23T14:20Z, by: 'user:ana', level: SEV1}\n"
    first = UPDATE.replace(SAID, "It is slow.")
    low = LOG.replace("SEV1", "SEV3")
    held.write(OUTAGE, HEADER, low, first, raised, UPDATE, _FIX)
    held.publish()
    told = everything(held.folder)
    assert "It is slow." not in told
    assert "lost your" not in told
    held.write(OUTAGE, HEADER, low, first, raised, UPDATE)
    (held.repository.root / f"incidents/2026/{OUTAGE}/timeline/20261123T180000Z-0004.yaml").unlink()
    held.publish()
    told = everything(held.folder)
    assert "It is slow." in told
    assert "lost your" not in told


def _rated(level: str, at: str) -> str:
    return f"- {{kind: severity, at: 2026-11-23T{at}Z, by: 'user:ana', level: {level}}}\n"


_LOW = LOG.replace("SEV1", "SEV3")
_MILD = _LOW + _rated("SEV1", "14:05")


def _right(what: str) -> str:
    return (
        "- {kind: correction, at: 2026-11-23T15:00Z, by: 'user:ana',"
        f" corrects: 20261123T140000Z-0000#5, {what}}}\n"
    )


_BEFORE = UPDATE.replace("14:10", "13:59")
_UNRATED = LOG.replace(_rated("SEV1", "14:00"), "")


@pytest.mark.parametrize(
    ("logs", "shown"),
    [
        pytest.param((LOG, _rated("SEV3", "13:58") + _BEFORE), False, id="dated earlier"),
        pytest.param((LOG, _rated("SEV3", "13:58"), _BEFORE), False, id="dated earlier, then said"),
        pytest.param((_UNRATED, _BEFORE, _rated("SEV1", "14:00"), _rated("SEV3", "13:58")), False,
                     id="another first word"),
        pytest.param((_LOW, _rated("SEV1", "14:20") + _rated("SEV3", "13:50"), UPDATE), False,
                     id="dated earlier in one file"),
        pytest.param((_UNRATED + _rated("SEV3", "14:00") + _rated("SEV1", "14:00"), UPDATE), False,
                     id="raised in one breath"),
        pytest.param((_LOW + _rated("SEV1", "14:05"), _rated("SEV3", "14:02"), _BEFORE), False,
                     id="lowered before the rise"),
        pytest.param((_MILD, UPDATE, _rated("SEV1", "15:00") + _right("retract: true")), False,
                     id="taken back behind another one"),
        pytest.param((_MILD, UPDATE, _rated("SEV1", "15:00") + _right("set: {level: SEV3}")),
                     False, id="put right behind another one"),
        pytest.param((_MILD, UPDATE, _right("set: {at: 2026-11-23T14:50Z}")), False,
                     id="dated later afterwards"),
        pytest.param((_MILD, _right("set: {level: SEV3}"), UPDATE), True, id="put right before"),
        pytest.param((LOG, _rated("SEV3", "14:05"), UPDATE), True, id="lowered"),
        pytest.param((LOG + _rated("SEV3", "14:00"), UPDATE), True, id="lowered at the same time"),
        pytest.param((LOG, _rated("SEV3", "14:05") + UPDATE), True, id="lowered in one breath"),
    ],
)  # fmt: skip
def test_3_2_a_severity_that_is_dated_earlier_lowers_nothing(
    held: Site, logs: tuple[str, ...], shown: bool
) -> None:
    """What was recorded stands until something later lowers it; the gate asks about that."""
    held.write(OUTAGE, HEADER, *logs)
    done = held.publish()
    assert done.code == 0, done.stderr
    assert ("lost your" in everything(held.folder)) is shown


_TIMELINE = f"incidents/2026/{OUTAGE}/timeline"
_SLOW = UPDATE.replace(SAID, "It is slow.")


@pytest.mark.parametrize(
    ("stem", "log", "refused"),
    [
        pytest.param("20261123T143000Z-00aa", UPDATE, True, id="said"),
        pytest.param("20261123T143000Z-00aa", _FIX, True, id="corrected"),
        pytest.param(
            "20261123T143000Z-00aa", UPDATE.replace("public", "staff"), False, id="for the staff"
        ),
        pytest.param("20261123T160000Z-00aa", UPDATE, False, id="held in any case"),
        pytest.param("20261123T163000Z-00aa", UPDATE, False, id="recorded now"),
    ],
)
def test_3_2_a_file_name_from_the_past_frees_no_words(
    held: Site, wakebook: Any, stem: str, log: str, refused: bool
) -> None:
    """What is merged already says how severe it is, whatever a new file is called."""
    held.write(OUTAGE, HEADER, _LOW, _SLOW, _rated("SEV1", "14:20"))
    held.repository.commit("Begin")
    held.repository.write(f"{_TIMELINE}/{stem}.yaml", log)
    held.repository.commit("Say it")
    ran = wakebook("check", "--base", "HEAD~1", "--format", "json", cwd=held.repository)
    found = json.loads(ran.stdout)["findings"]
    assert [(f["code"], f["path"]) for f in found] == (
        [("WB3209", f"{_TIMELINE}/{stem}.yaml")] if refused else []
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PLACE, TEMPLATE.replace("More within", "Sue us within")),
        ("policies/wording.yaml", POLICY),
        ("policies/wording.yaml", POLICY + APPROVED.replace(", {as: pr, who: user:cleo}", "")),
    ],
    ids=["changed afterwards", "not approved", "one part alone"],
)
def test_3_2_a_template_is_approved_at_its_content_by_every_part(
    held: Site, say: Any, path: str, text: str
) -> None:
    """One changed letter takes its approval away."""
    say("--template", "investigating", "--slot", "next=30", "--slot", "trouble=slow", "--public")
    held.repository.write(path, text)
    held.publish()
    told = everything(held.folder)
    assert "More within" not in told
    assert "Sue us" not in told


def test_3_2_a_broken_policy_publishes_nothing(held: Site) -> None:
    """Whoever cannot tell what may be read, publishes nothing."""
    held.repository.write("policies/wording.yaml", POLICY + "approved: [{}]\n")
    done = held.publish()
    assert done.code == 1
    assert "policies/wording.yaml cannot be read" in done.stderr
    assert not held.folder.exists()


def test_3_2_the_knowledge_base_of_the_public_holds_the_same_words(
    held: Site, wakebook: Any, tmp_path: Any
) -> None:
    """It is the same door."""
    held.repository.commit("Change")
    to = tmp_path / "open"
    ran = wakebook("publish", "--audience", "public", "--to", str(to), cwd=held.repository)
    assert ran.code == 0, ran.stderr
    told = everything(to / "site") + everything(to / "docs")
    assert OUTAGE in told
    for words in ("lost your", "vanish", "Hidden"):
        assert words not in told
    shown = wakebook("show", "checkout", "--audience", "public", cwd=held.repository)
    assert "lost your" not in shown.stdout
    assert "vanish" not in shown.stdout


_LEARNED = {
    "postmortem.md": (
        f"---\nincidents: [{OUTAGE}]\naudience: public\n---\n\n## Summary\n\nSECRET.\n"
    ),
    "actions/locks.yaml": (
        "title: SECRET locks\nowner: user:ana\ndue: 2026-12-01\nkind: prevent\n"
        "priority: high\naudience: public\nstatus: open\n"
    ),
}
_OVER = (
    "- {kind: resolved, at: 2026-11-23T15:00Z, by: 'user:ana', audience: public}\n"
    "- {kind: closed, at: 2026-11-23T16:00Z, by: 'user:ana', audience: public}\n"
)


@pytest.mark.parametrize(
    ("logs", "shown"),
    [
        pytest.param((LOG,), False, id="open"),
        pytest.param((_UNRATED,), False, id="nobody said how severe"),
        pytest.param((LOG, _rated("SEV3", "14:05")), False, id="was severe"),
        pytest.param((LOG, _OVER.splitlines()[0]), False, id="resolved"),
        pytest.param((LOG, _OVER), True, id="closed"),
        pytest.param((_LOW,), True, id="never severe"),
    ],
)
def test_3_2_what_is_learned_waits_until_the_incident_is_over(
    held: Site, wakebook: Any, tmp_path: Path, logs: tuple[str, ...], shown: bool
) -> None:
    """Post-mortem and action items are words too; the staff reads them as ever."""
    for name, text in _LEARNED.items():
        held.repository.write(f"postmortems/2026/{OUTAGE}/{name}", text)
    closed = "closed: {status: closed, severity: SEV1}\n" if logs[-1] == _OVER else ""
    for audience, told in (("public", shown), ("staff", True)):
        held.write(OUTAGE, HEADER + closed, *logs)
        held.repository.commit("Change")
        to = tmp_path / audience
        ran = wakebook("publish", "--audience", audience, "--to", str(to), cwd=held.repository)
        assert ran.code == 0, ran.stderr
        pages = everything(to / "docs")
        assert ("SECRET." in pages, "SECRET locks" in pages) == (told, told)
        assert ("SECRET" in everything(to / "site")) is told


_CASES = {
    "observation": "- {kind: observation, text: SECRET words.}",
    "decision": "- {kind: decision, ref: d, text: SECRET, options: [SECRET a, b]}",
    "milestone": "- {kind: identified, text: SECRET cause, source: SECRET, as_written: SECRET}",
    "triage": "- {kind: triaged, scope: SECRET, impact: SECRET, resources: SECRET}",
    "report": "- {kind: report, source: SECRET}",
    "severity": "- {kind: severity, level: SEV1, reason: SECRET}",
    "level": "- {kind: severity, level: SECRET loss}",
    "factors": "- {kind: severity, level: SEV1, impact: secret, urgency: secret}",
    "category": "- {kind: classification, category: secret/loss}",
    "impact": "- {kind: impact, component: checkout, state: degraded, text: SECRET}",
    "unknown component": "- {kind: impact, component: SECRET loss of data, state: degraded}",
    "region": "- {kind: impact, component: checkout, region: SECRET all of it, state: degraded}",
    "one word": "- {kind: impact, component: checkout, region: secret-loss, state: degraded}",
    "classification": "- {kind: classification, components: [checkout, SECRET money]}",
    "ticket": "- {kind: link, rel: ticket, to: SECRET}",
    "delivery": "- {kind: delivery, ref: x, channel: SECRET, to: SECRET, outcome: sent}",
    "major": "- {kind: major_declared, criterion: SECRET}",
}


@pytest.mark.parametrize("entry", _CASES.values(), ids=_CASES)
def test_3_2_no_field_of_any_entry_tells_what_waits(held: Site, wakebook: Any, entry: str) -> None:
    """Every kind of entry and every text of the header, in all that the public reads."""
    public = ", at: 2026-11-23T14:15Z, by: 'user:ana', audience: public}"
    header = HEADER.replace("audience: staff", "audience: public").replace("db7", "SECRET")
    header = header.replace("Hidden summary.", "SECRET")
    more = "customer_impact: {text: SECRET}\ntags: [SECRET]\nsummary: SECRET\n"
    held.write(OUTAGE, f"{header}{more}", LOG, entry.rstrip("}") + public)
    done = held.publish()
    assert done.code == 0, done.stderr
    assert OUTAGE in everything(held.folder)
    assert "SECRET" not in everything(held.folder).upper()
    for how in ("text", "json"):
        ran = wakebook(
            *("show", "checkout", "--audience", "public", "--format", how), cwd=held.repository
        )
        assert ran.code == 0
        assert "SECRET" not in ran.stdout.upper()


def _impact(region: str, state: str, at: str = "14:15") -> str:
    return (
        f"- {{kind: impact, at: 2026-11-23T{at}Z, by: 'user:ana', audience: public,"
        f" component: checkout, region: {region}, state: {state}}}\n"
    )


def test_3_2_a_region_is_named_if_the_status_page_names_it(held: Site, say: Any) -> None:
    """Others keep a state of their own, and no template takes their names."""
    log = _impact("secret-a", "major_outage") + _impact("secret-b", "degraded")
    held.write(OUTAGE, HEADER, LOG, log + _impact("secret-b", "operational", "14:30"))
    slots = ("--slot", "next=30", "--slot", "trouble=slow", "--public")
    assert say("--template", "investigating", *slots).code == 0
    say("--template", "investigating", "--slot", "regions=secret-a", *slots)
    held.publish()
    told = everything(held.folder)
    assert "secret-" not in told
    assert "Till in eu: slow." in told
    page = held.text(f"incidents/{OUTAGE}/index.html")
    assert [f"region {n}" in page for n in (1, 2, 3)] == [True, True, False]
    parts = held.json("api/v2/components.json")["components"]
    assert {p["name"]: p["status"] for p in parts}["Till"] == "major_outage"


def test_3_2_a_region_that_was_told_before_keeps_its_name(held: Site) -> None:
    """What was public already tells nothing new."""
    quiet = _LOW + _impact("ap-south-1", "degraded", "14:05")
    raised = _rated("SEV1", "14:20") + _impact("ap-south-1", "operational", "14:30")
    held.write(OUTAGE, HEADER, quiet, raised)
    held.publish()
    told = everything(held.folder)
    assert "ap-south-1" in told
    assert "region 1" not in told


def test_3_2_maintenance_and_what_others_ran_are_told_as_ever(held: Site) -> None:
    """A plan has no severity; a source's words were public before."""
    origin = "origin: {system: statuspage, id: x}\nentries_audience: public\n"
    over = "- {kind: resolved, at: 2026-11-23T15:00Z, by: 'user:ana', audience: public}\n"
    end = "closed: {status: closed, severity: SEV1}\n"
    closed = "- {kind: closed, at: 2026-11-23T16:00Z, by: 'user:ana'}\n"
    held.write(OUTAGE, f"{HEADER}{origin}{end}", LOG, UPDATE, over + closed)
    done = held.publish()
    assert "wait" not in done.stderr
    told = everything(held.folder)
    assert "lost your orders" in told
    assert "We put in a new till." in told


def test_3_2_without_a_policy_nothing_is_held(held: Site) -> None:
    """Adopters who ask nobody are not disturbed."""
    (held.repository.root / "policies/wording.yaml").unlink()
    assert "wait" not in held.publish().stderr
    assert "lost your orders" in everything(held.folder)


def test_3_2_words_that_wait_are_owed_in_the_follow_up(held: Site, wakebook: Any) -> None:
    """Whoever answers for the policy is asked about each of them."""
    held.repository.commit("Change")
    ran = wakebook(
        *("follow-up", "--at", "2026-11-23T16:00Z", "--format", "json"), cwd=held.repository
    )
    owed = [o for o in json.loads(ran.stdout)["obligations"] if o["kind"] == "wording"]
    assert {o["subject"].partition("#")[2] for o in owed} == {"public", "20261123T150000Z-0001#1"}
    assert {(o["owner"], o["state"]) for o in owed} == {("group:web", "overdue")}
