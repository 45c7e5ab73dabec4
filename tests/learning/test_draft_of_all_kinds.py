"""Drafts of records of every kind read well and claim nothing (requirements 6.1, 6.2)."""

import re

import pytest

ID = "2026-11-03-storm"
COMMIT = "3ac3631c36d0a1b2c3d4e5f60718293a4b5c6d7e"


@pytest.fixture
def drafted(small, wakebook):
    """Writes an incident of single lines ``kind 10:00 more`` and gives its draft's sections."""

    def make(*lines, kind="incident", header="", audience="staff", corrections=""):
        folder = f"incidents/2026/{ID}"
        small.write(
            f"{folder}/incident.yaml",
            f"title: Storm\nkind: {kind}\naudience: {audience}\n{header}",
        )
        small.write(f"{folder}/timeline/20261103T200000Z-0001.yaml", "".join(map(_entry, lines)))
        if corrections:
            small.write(f"{folder}/timeline/20261103T210000Z-0002.yaml", corrections)
        ran = wakebook("postmortem", "draft", ID, "--stdout", cwd=small)
        assert ran.code == 0, ran.stderr
        parts = re.split(r"^## (.+)$", ran.stdout, flags=re.MULTILINE)
        return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}

    return make


def _entry(line):
    kind, at, *more = line.split(" ", 2)
    if re.fullmatch(r"[0-9:]+", at):
        at = f"2026-11-03T{at}Z"
    rest = f", {more[0]}" if more else ""
    return f"- {{kind: {kind}, at: '{at}', by: 'user:ana'{rest}}}\n"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("drill", "This was a drill. It began on 3 Nov 2026, 10:00 UTC. It was resolved on"),
        ("notice", "This was a notice. It began on 3 Nov 2026, 10:00 UTC. It ended on"),
    ],
)
def test_6_2_what_is_no_incident_says_so(drafted, kind, said):
    draft = drafted("started 10:00", "resolved 12:00", "closed 12:00", kind=kind)
    assert f"{said} 3 Nov 2026, 12:00 UTC, after 2 h." in draft["Summary"]
    assert "restored" not in draft["Summary"]


def test_6_2_a_maintenance_is_not_noticed(drafted):
    planned = "scheduled 08:00 from: 2026-11-03T22:00Z, until: 2026-11-03T23:00Z"
    draft = drafted(planned, "in_progress 22:00", "completed 22:40", kind="maintenance")
    assert "This was maintenance work." in draft["Summary"]
    assert "- 08:00 UTC: Scheduled from 3 Nov 2026, 22:00 UTC to 23:00 UTC." in draft["Timeline"]
    assert "Detection" not in draft
    unknown = "scheduled 08:00 from: unknown, until: unknown"
    assert "Scheduled for an unknown time." in drafted(unknown, kind="maintenance")["Timeline"]


def test_6_2_a_canceled_record_is_not_open_and_praises_nothing(drafted):
    draft = drafted("detected 10:00 source: monitoring", "canceled 10:05 text: False alarm.")
    assert "It was canceled on 3 Nov 2026, 10:05 UTC." in draft["Summary"]
    assert "not resolved" not in draft["Summary"]
    assert "- 10:05 UTC: Canceled. False alarm." in draft["Timeline"]
    assert "What went well" not in draft
    assert "Resolution" not in draft, "nothing had to work again"


def test_6_2_a_merged_record_says_where_it_goes_on(drafted):
    draft = drafted("declared 10:00", "merged 10:05 into: 2026-10-05-payments-latency")
    goes_on = "Payments slow during the autumn sale (`2026-10-05-payments-latency`)."
    assert f"another record since 3 Nov 2026, 10:05 UTC: {goes_on}" in draft["Summary"]
    assert "for fewer readers" not in draft[""]


def test_6_2_what_may_not_be_seen_is_not_called_open(drafted):
    hidden = "resolved 12:00 audience: restricted"
    summary = drafted("declared 10:00", hidden)["Summary"]
    assert "It is not resolved yet" not in summary
    assert "these readers may see do not say how it ended" in summary


def test_6_2_a_log_of_one_line_makes_a_short_draft(drafted):
    draft = drafted("declared 10:00")
    assert "the earliest time in the log is 3 Nov 2026, 10:00 UTC. It is not" in draft["Summary"]
    assert "The log does not say who noticed it, and when." in draft["Detection"]
    assert "The log holds no decision." in draft["Decision points"]
    assert "Resolution" not in draft


def test_6_2_moments_of_one_minute_are_no_length(drafted):
    public = "audience: public, text: We look."
    face = "public: {title: Storm, components: [Shop]}\n"
    lines = ("started 10:00", "detected 10:00", "declared 10:00", f"update 10:00 {public}")
    draft = drafted(*lines, header=face)
    assert "- From the detection to the declaration: less than 1 min" in draft["Detection"]
    assert "10:00 UTC, in the minute of the declaration" in draft["Communication"]
    assert not re.search(r"\b0 min", "".join(draft.values()))
    about = drafted("started ~2026-11-03T10:00Z", "detected ~2026-11-03T10:00Z")
    assert "- From the beginning to the detection: about the same time" in about["Detection"]


def test_6_2_seconds_that_are_zero_are_not_told(drafted):
    timeline = drafted("started 10:00:00", "detected 10:00:30")["Timeline"]
    assert "- 10:00 UTC: It began." in timeline
    assert "- 10:00:30 UTC: Noticed." in timeline


def test_6_2_an_unknown_time_is_put_on_no_day(drafted):
    draft = drafted(
        "started 2026-10",
        "declared 10:00",
        "observation unknown text: It was slow.",
        "resolved 2026-11-04",
    )
    assert "It began in October 2026." in draft["Summary"]
    assert "It was resolved on 4 Nov 2026" in draft["Summary"]
    assert "- day and time unknown: It was slow (Web team)." in draft["Timeline"]
    assert "**4 Nov 2026**\n\n- time unknown: Resolved." in draft["Timeline"]


def test_6_2_words_at_an_unknown_time_begin_no_block(drafted):
    draft = drafted("observation unknown text: '# Shouted'", "resolved 10:00")
    assert "**At an unknown time**\n\n- \\# Shouted (Web team)." in draft["Timeline"]


def test_6_2_reopening_and_corrections_count(drafted):
    corrections = (
        "- {kind: correction, at: 2026-11-03T21:00Z, by: 'user:ana',"
        " corrects: '20261103T200000Z-0001#1', set: {at: 2026-11-03T09:50Z}}\n"
        "- {kind: correction, at: 2026-11-03T21:00Z, by: 'user:ana',"
        " corrects: '20261103T200000Z-0001#2', retract: true}\n"
    )
    draft = drafted(
        *("started 10:00", "observation 10:05 text: A mistake.", "resolved 10:30"),
        *("closed 11:00", "reopened 11:30 text: It fails again.", "resolved 12:30"),
        corrections=corrections,
    )
    after = "It was reopened once. It was resolved on 3 Nov 2026, 12:30 UTC, after 2 h 40 min."
    assert after in draft["Summary"]
    assert "- 11:30 UTC: Reopened. It fails again." in draft["Timeline"]
    assert "mistake" not in "".join(draft.values())


def test_6_2_components_of_the_same_state_are_named_once(drafted):
    draft = drafted(
        *(f"impact 10:00 component: {name}, state: major_outage" for name in ("payments", "edge")),
        *(f"impact 12:00 component: {name}, state: operational" for name in ("payments", "edge")),
    )
    both = r"(Payments and .+|.+ and Payments)"
    window = rf"- {both}: major outage from 3 Nov 2026, 10:00 UTC to 12:00 UTC \(2 h\)\n"
    assert re.search(window, draft["Impact"])
    assert re.search(rf"- 10:00 UTC: {both}: major outage\.\n", draft["Timeline"])
    assert re.search(rf"- 12:00 UTC: {both} work again\.\n", draft["Timeline"])


def test_6_2_named_components_without_a_state_are_told(drafted):
    impact = drafted("declared 10:00", header="components: [payments]\n")["Impact"]
    assert "The record names Payments and does not say what it could still do." in impact


def test_6_2_a_long_log_leaves_out_what_was_only_seen(drafted):
    seen = [f"observation {9 + n // 60:02}:{n % 60:02} text: Line {n}." for n in range(200)]
    timeline = drafted("started 08:00", *seen, "resolved 13:00")["Timeline"]
    assert "Line 7." not in timeline
    assert "The log has 200 more entries of what was seen and said." in timeline


def test_6_2_decisions_without_a_name_are_called_by_their_time(drafted):
    draft = drafted(
        "observation 09:00 text: It is slow.",
        "decision 2026-11-02 text: Wait?",
        "decision 09:30 text: 'Fail over?', decide_by: 2026-11-04T09:40Z",
        "decision 09:50 ref: cut, text: 'Cut it?', decide_by: 2026-11-03T10:00Z",
        "decision 10:20 ref: cut, chosen: cut it",
    )
    points, badly = draft["Decision points"], draft["What went badly"]
    assert "- To be decided by 4 Nov 2026, 09:40 UTC" in points, "of another day"
    assert "- To be decided by 10:00 UTC" in points
    assert points.count("It is slow") == 1
    assert "- Known then: the same as for the decision above" in points
    assert "The decision that was asked on 3 Nov 2026, 09:30 UTC has no outcome" in badly
    assert "The decision cut was taken after its time box." in badly
    assert "0001#" not in "".join(draft.values()), "ids of entries are for programs"
    assert "- 10:20 UTC: Decision (cut): cut it." in draft["Timeline"]


def test_6_2_what_has_no_time_was_not_known_before_a_decision(drafted):
    draft = drafted(
        "observation unknown text: It is slow.",
        "observation 2026-11-03 text: It was slow that day.",
        "decision 09:30 ref: wait, text: Wait., chosen: wait",
    )
    assert (
        "Known then: the log has nothing that is certain to be earlier"
        in (draft["Decision points"])
    )


def test_6_2_failed_checks_are_no_proof_and_are_counted(drafted):
    check = "check: orders can be paid, result"
    draft = drafted(
        *(f"verification 10:0{n} {check}: failed" for n in range(2)),
        f"verification 10:20 {check}: passed, passes: 3, of: 3",
        "resolved 10:30",
    )
    assert "What was checked and confirmed:" in draft["Resolution"]
    assert '- The check "orders can be paid" failed 2 times.' in draft["What went badly"]
    assert '- 10:20 UTC: Check "orders can be paid": passed, 3 of 3 runs.' in draft["Timeline"]


def test_6_2_commits_are_short_and_categories_have_their_names(drafted):
    draft = drafted(
        *("classification 09:00 category: capacity/exhaustion",),
        *("classification 10:00 category: dependency/vendor",),
        *(f"link 10:0{n} rel: caused_by_change, to: 'github:acme/x@{COMMIT}'" for n in range(2)),
    )
    factors = draft["Contributing factors"]
    assert factors.count("- Caused by the change: `github:acme/x@3ac3631c36d0`\n") == 1
    changed = "Capacity / Exhaustion from 3 Nov 2026, 09:00 UTC; Dependency / Vendor from"
    assert f"- The category was changed: {changed}" in factors


def test_6_2_a_slow_alert_is_no_praise(drafted):
    draft = drafted("started 08:00", "detected 10:00 source: monitoring")
    assert "What went well" not in draft


def test_3_3_many_reports_are_one_gap(drafted):
    reports = [f"report 09:0{n} source: Unit {n}, text: It is down." for n in range(3)]
    detection = drafted(*reports, "detected 09:10 source: staff")["Detection"]
    assert detection.count("Detection gap") == 1
    assert "Unit 0 reported it on 3 Nov 2026, 09:00 UTC, 10 min before" in detection
    assert "Reports before that: 3." in detection


def test_6_2_the_source_of_an_imported_record_is_named(drafted):
    origin = "origin: {system: statuspage, id: '7', url: 'https://status.example.com/7'}\n"
    draft = drafted("started 08:00", "resolved 10:00", header=origin)
    assert "Source of the record: statuspage, <https://status.example.com/7>" in draft[""]


def test_6_1_roles_that_come_later_get_their_place(small, wakebook, drafted):
    drafted("declared 10:00")
    assert wakebook("postmortem", "draft", ID, cwd=small).code == 0
    role = "role 10:10 role: commander, from: none, to: 'user:ana'"
    drafted("declared 10:00", role)
    ran = wakebook("postmortem", "draft", ID, cwd=small)
    assert (ran.code, ran.stderr) == (0, "")
    assert "added: about" in ran.stdout
    text = (small.root / f"postmortems/2026/{ID}/postmortem.md").read_text()
    assert text.index("Roles: commander (Web team).") < text.index("## Summary")
    assert wakebook("postmortem", "draft", ID, "--diff", cwd=small).code == 0


def test_3_6_an_update_of_unknown_time_ends_no_silence(drafted):
    face = "public: {title: Storm, components: [Shop]}\n"
    said = "audience: public, text: We look."
    lines = [f"update {at} {said}" for at in ("10:00", "11:00", "unknown")]
    told = drafted("declared 09:50", *lines, "resolved 12:00", header=face)["Communication"]
    assert "3 updates for the public:" in told
    assert "- Longest silence between two of known time: 1 h, from" in told


def test_6_2_who_took_no_part_is_no_responder(drafted):
    said = "confirmation 12:01 reported_by: 'user:ben', who: 'user:ana', of: restoration"
    draft = drafted("declared 10:00", "resolved 12:00", said)
    told = "by Web team, written down by another"
    assert f"12:01 UTC: Confirmed {told}: restoration." in draft["Timeline"]
    assert f"restoration, confirmed {told}" in draft["Resolution"]


def test_6_2_what_was_taken_back_is_not_counted_as_every_check(drafted):
    correction = (
        "- {kind: correction, at: 2026-11-03T21:00Z, by: 'user:ana',"
        " corrects: '20261103T200000Z-0001#2', retract: true}\n"
    )
    lines = (
        "declared 10:00",
        "verification 12:00 check: orders, result: failed",
        "verification 12:05 check: orders, result: passed",
    )
    assert "works again passed" not in drafted(*lines).get("What went well", "")
    well = drafted(*lines, corrections=correction)["What went well"]
    assert "- 1 logged check that it works again passed.\n" in well
    assert "Every" not in well
