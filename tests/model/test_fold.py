"""What a log says when it is read in order: status, severity, windows, roles, corrections."""

from datetime import timedelta

import pytest

from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged, recorded_time

STEM = "20261123T140000Z-{:04x}"


def incident(*entries: dict[str, object], kind: str = "incident", one_file: bool = False):
    """An incident with one file an entry, recorded a minute apart, or all in one file."""
    log = []
    for number, entry in enumerate(entries):
        stem = STEM.format(0 if one_file else number)
        recorded = recorded_time(stem) + timedelta(minutes=0 if one_file else number)
        value = KINDS[str(entry["kind"])].model_validate(entry)
        log.append(Logged(f"{stem}#{number + 1 if one_file else 1}", recorded, value))
    header = Header(title="Checkout fails", kind=kind, audience="staff")
    return Incident("2026-11-23-checkout", header, tuple(log))


def at(minute: int, kind: str, **fields: object) -> dict[str, object]:
    return {"kind": kind, "at": f"2026-11-23T14:{minute:02}Z", **fields}


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([], "triage"),
        (["proposed"], "candidate"),
        (["proposed", "dismissed"], "canceled"),
        (["started", "detected"], "triage"),
        (["declared"], "investigating"),
        (["declared", "identified"], "identified"),
        (["declared", "mitigated"], "monitoring"),
        (["declared", "mitigated", "identified"], "monitoring"),
        (["declared", "resolved"], "resolved"),
        (["started", "resolved", "declared"], "resolved"),
        (["declared", "resolved", "closed"], "closed"),
        (["declared", "resolved", "closed", "reopened"], "investigating"),
        (["declared", "resolved", "reopened", "resolved"], "resolved"),
    ],
)
def test_status_follows_the_latest_milestone_and_only_reopening_leads_back(kinds, status):
    assert incident(*[at(m, k) for m, k in enumerate(kinds)]).status == status


def test_maintenance_has_states_of_its_own():
    planned = {"from": "2026-11-24", "until": "2026-11-25"}
    steps = [at(0, "scheduled", **planned), at(1, "in_progress"), at(2, "completed")]
    assert [incident(*steps[:n], kind="maintenance").status for n in (1, 2, 3)] == [
        "scheduled",
        "in_progress",
        "completed",
    ]


def test_severity_has_an_initial_a_peak_and_a_last_value():
    record = incident(
        at(0, "severity", level="SEV3"),
        at(1, "declared"),
        at(2, "severity", level="SEV1"),
        at(3, "severity", level="SEV2"),
    )
    ranks = {"SEV1": 0, "SEV2": 1, "SEV3": 2}
    assert record.initial_severity == "SEV3"
    assert record.peak_severity(ranks) == "SEV1"
    assert record.severity == "SEV2"


def test_windows_are_kept_by_component_and_region_and_resolved_ends_them_all():
    record = incident(
        at(0, "impact", component="web", region="eu", state="degraded"),
        at(1, "impact", component="web", region="us", state="major_outage"),
        at(2, "impact", component="web", region="eu", state="operational"),
        at(3, "impact", component="web", region="us", state="degraded"),
        at(4, "resolved"),
    )
    shown = [(w.region, w.state, w.since.text[14:16], w.until.text[14:16]) for w in record.windows]
    assert sorted(shown) == [
        ("eu", "degraded", "00", "02"),
        ("us", "degraded", "03", "04"),
        ("us", "major_outage", "01", "03"),
    ]


def test_a_role_has_one_holder_after_another():
    record = incident(
        at(0, "role", role="commander", **{"from": "none"}, to="user:ana"),
        at(5, "role", role="commander", **{"from": "user:ana"}, to="user:ben"),
    )
    ana, ben = record.holders("commander")
    assert (ana.who, ana.until) == ("user:ana", ben.since)
    assert record.commander == "user:ben"


def test_entries_stand_in_order_of_time_then_of_recording():
    record = incident(at(9, "resolved"), at(1, "started"), at(1, "detected"))
    assert [e.entry.kind for e in record.timeline] == ["started", "detected", "resolved"]


def test_an_unknown_time_stays_behind_its_predecessor_in_the_file():
    record = incident(
        at(1, "started"),
        {"kind": "identified", "at": "unknown"},
        at(9, "resolved"),
        one_file=True,
    )
    assert [e.entry.kind for e in record.timeline] == ["started", "identified", "resolved"]


def test_a_correction_replaces_fields_or_retracts_and_the_latest_recorded_wins():
    first = STEM.format(0) + "#1"
    record = incident(
        at(0, "observation", text="Errors at the door"),
        at(1, "correction", corrects=first, set={"text": "Errors at the edge"}),
    )
    assert [e.entry.text for e in record.timeline] == ["Errors at the edge"]
    retracted = incident(
        at(0, "observation", text="Errors at the door"),
        at(1, "correction", corrects=first, set={"text": "Errors at the edge"}),
        at(2, "correction", corrects=first, retract=True),
    )
    assert retracted.timeline == ()
    assert len(retracted.log) == 3


def test_a_later_correction_leaves_what_an_earlier_one_put_right_of_other_fields():
    first = STEM.format(0) + "#1"
    record = incident(
        at(0, "update", text="Errors", audience="public"),
        at(1, "correction", corrects=first, set={"audience": "restricted"}),
        at(2, "correction", corrects=first, set={"text": "Errors at the edge"}),
    )
    (line,) = record.timeline
    assert (line.entry.audience, line.entry.text) == ("restricted", "Errors at the edge")


def test_a_retracted_entry_stays_void():
    first = STEM.format(0) + "#1"
    record = incident(
        at(0, "observation", text="Errors"),
        at(1, "correction", corrects=first, retract=True),
        at(2, "correction", corrects=first, set={"text": "A name"}),
    )
    assert record.timeline == ()


def test_a_correction_that_does_not_fit_its_entry_changes_nothing():
    first = STEM.format(0) + "#1"
    record = incident(
        at(0, "observation", text="Errors"), at(1, "correction", corrects=first, set={"at": "soon"})
    )
    assert [e.entry.text for e in record.timeline] == ["Errors"]


def test_a_span_between_milestones_keeps_its_precision():
    record = incident({"kind": "started", "at": "2026-11-23"}, at(30, "resolved"))
    assert record.duration is not None
    assert not record.duration.exact
    assert incident(at(0, "started"), at(30, "resolved")).duration.nominal == 1800


def test_a_length_needs_a_known_beginning():
    noticed = incident(at(5, "detected"), at(9, "resolved"))
    unknown = incident({"kind": "started", "at": "unknown"}, at(5, "detected"), at(9, "resolved"))
    known = incident(at(1, "started"), at(5, "detected"), at(9, "resolved"))
    assert (noticed.duration, unknown.duration) == (None, None)
    assert known.duration is not None
    assert known.duration.nominal == 8 * 60


def test_a_closed_record_ends_every_window():
    down = at(1, "impact", component="checkout", state="major_outage")
    (window,) = incident(down, at(9, "closed")).windows
    assert str(window.until) == "2026-11-23T14:09Z"
