"""What a change does to a record, case by case: every word that a policy can ask about."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.review.walk import DOWN, MAJOR, OPENING, ORIGIN, RANKS, appended, header, incident, line

from wakebook.model.gate.about import about, quotes
from wakebook.model.gate.rewriting import learning, rewritten
from wakebook.model.gate.transitions import happened
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Action, ActionItem, Postmortem, PostmortemHeader
from wakebook.model.problem import ProblemHeader

WAIVER = {"rule": "WB5301", "reason": "Why not", "by": "user:ana"}
SEVERITY = "20261123T001000Z-0000#1"
NOTICED = {"text": "Nobody could pay."}
IMPACT = "20261123T003000Z-0000#1"
HIDDEN = "20261123T004000Z-0000#1"
SIXTH = "20261123T005000Z-0000#1"
SEVENTH = "20261123T010000Z-0000#1"
OPEN = incident(OPENING)
MAJOR_ONE = incident([*OPENING, MAJOR])
ENDED = incident([*OPENING, line("closed", 50)])
AGAIN = incident([*OPENING, line("closed", 50), line("reopened", 60)])
PEAKED = incident(
    [*OPENING, line("severity", 50, level="SEV1"), line("severity", 60, level="SEV2")]
)
MERGED_AGAIN = incident(
    [*OPENING, line("merged", 50, into="2026-11-22-other"), line("reopened", 60)]
)
SAID = replace(OPEN, evidence={"evidence/a.txt": "0"})


def did(before, after):
    return set(happened(before, after, RANKS))


def with_line(before, kind, **fields):
    """One line more, recorded and happened after all others."""
    return appended(before, 599, [line(kind, 599, **fields)])


def fixed(before, name, **fields):
    """A correction of one line; without fields, its retraction."""
    said = {"set": fields} if fields else {"retract": True}
    return with_line(before, "correction", corrects=name, **said)


def headed(before, **fields):
    said = before.header.model_dump(by_alias=True, exclude_unset=True)
    return replace(before, header=header(**{**said, **fields}))


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("observation", {"text": "Up."}, {"appended"}),
        ("declared", {}, {"appended", "declared"}),
        ("major_declared", {"criterion": "many"}, {"appended", "major_declared"}),
        ("stood_down", {}, {"appended", "stood_down"}),
        ("mitigated", {}, {"appended", "mitigated"}),
        ("resolved", {}, {"appended", "resolved"}),
        ("completed", {}, {"appended", "resolved"}),
        ("closed", {}, {"appended", "closed"}),
        ("canceled", {}, {"appended", "canceled"}),
        ("dismissed", {}, {"appended", "canceled"}),
        ("merged", {"into": "2026-11-22-x"}, {"appended", "merged"}),
        ("reopened", {}, {"appended", "reopened"}),
        ("severity", {"level": "SEV1"}, {"appended", "severity_raised"}),
        ("severity", {"level": "SEV2"}, {"appended"}),
        ("severity", {"level": "SEV3"}, {"appended", "severity_lowered"}),
        ("severity", {"level": "P1"}, {"appended", "severity_lowered"}),
        (
            "role",
            {"role": "commander", "from": "user:ana", "to": "user:ben"},
            {"appended", "handed_over"},
        ),
        ("role", {"role": "scribe", "from": "none", "to": "user:ben"}, {"appended"}),
        ("role", {"role": "adviser", "from": "none", "to": "user:ben"}, {"appended"}),
    ],
)
def test_a_line_of_each_kind(kind, fields, words):
    assert did(OPEN, with_line(OPEN, kind, **fields)) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, None, {"deleted"}),
        (OPEN, None, {"deleted"}),
        (OPEN, OPEN, set()),
        (None, OPEN, {"opened", "declared", "handed_over"}),
        (None, incident([], audience="public"), {"opened", "published"}),
        (None, incident([line("closed", 1)]), {"opened", "closed"}),
        (None, incident([], waivers=[WAIVER]), {"opened", "waived"}),
        (
            None,
            PEAKED,
            {"opened", "declared", "handed_over", "severity_raised", "severity_lowered"},
        ),
        (None, incident([line("closed", 1)], origin=ORIGIN), {"imported"}),
        (incident([], origin=ORIGIN), incident([line("closed", 1)], origin=ORIGIN), {"imported"}),
        (incident([], origin=ORIGIN), OPEN, {"appended", "declared", "handed_over", "edited"}),
        (OPEN, headed(OPEN, origin=ORIGIN), {"edited"}),
    ],
)
def test_a_record_that_comes_or_goes(before, after, words):
    assert did(before, after) == words


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (["SEV3"], {"severity_lowered"}),
        (["SEV2"], set()),
        (["SEV1"], {"severity_raised"}),
        (["SEV3", "SEV2"], {"severity_lowered", "severity_raised"}),
    ],
)
def test_a_first_word_that_is_dated_before_the_first_one(levels, words):
    lines = [line("severity", 1, level=level) for level in levels]
    after = appended(OPEN, 599, lines)

    assert did(OPEN, after) == {"appended"} | words


CORRECTED = {"appended", "corrected"}


@pytest.mark.parametrize(
    ("before", "name", "fields", "words"),
    [
        (OPEN, SEVERITY, {}, {"severity_lowered"}),
        (OPEN, SEVERITY, {"level": "SEV3"}, {"severity_lowered"}),
        (OPEN, SEVERITY, {"level": "SEV1"}, {"severity_raised"}),
        (PEAKED, SIXTH, {}, {"severity_lowered"}),
        (PEAKED, SEVENTH, {}, {"severity_raised"}),
        (OPEN, IMPACT, {}, {"scope_reduced"}),
        (OPEN, IMPACT, {"component": "wiki"}, {"scope_reduced"}),
        (MAJOR_ONE, SIXTH, {}, {"stood_down"}),
        (ENDED, SIXTH, {}, {"reopened"}),
        (AGAIN, SEVENTH, {}, {"closed"}),
        (MERGED_AGAIN, SEVENTH, {}, {"merged"}),
        (OPEN, HIDDEN, {"audience": "staff"}, {"audience_widened"}),
        (OPEN, IMPACT, {"audience": "restricted"}, {"audience_narrowed"}),
        (OPEN, HIDDEN, {}, set()),
        (OPEN, HIDDEN, {"text": "Otherwise."}, set()),
    ],
)
def test_a_correction_does_what_a_line_of_that_kind_does(before, name, fields, words):
    assert did(before, fixed(before, name, **fields)) == CORRECTED | words


def test_a_field_that_a_correction_shows_is_widened():
    before = fixed(OPEN, IMPACT, audiences={"component": "restricted"})
    after = fixed(before, IMPACT, audiences={"state": "restricted"})

    assert did(OPEN, before) == CORRECTED
    assert did(before, after) == CORRECTED | {"audience_widened"}


def test_what_stood_down_and_came_back_is_major():
    again = incident([*OPENING, MAJOR, DOWN, line("major_declared", 30, criterion="again")])

    assert did(again, fixed(again, "20261123T011000Z-0000#1")) == CORRECTED | {"stood_down"}
    stood = incident([*OPENING, MAJOR, DOWN])
    assert did(stood, with_line(stood, "observation", text="Up.")) == {"appended"}


EDITED = {"edited"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "It is fast"}, EDITED),
        ({"tags": ["x"]}, EDITED),
        ({"components": []}, EDITED | {"scope_reduced"}),
        ({"components": ["pay", "wiki"]}, EDITED),
        ({"kind": "drill"}, EDITED | {"scope_reduced"}),
        ({"audience": "restricted"}, {"audience_narrowed"}),
        ({"audience": "public"}, {"audience_widened", "published"}),
        ({"audiences": {"title": "restricted"}}, set()),
        ({"closed": {"status": "closed"}}, set()),
        ({"waivers": [WAIVER]}, {"waived"}),
        ({"public": {"title": "Slow"}}, {"published"}),
    ],
)
def test_a_header_that_is_changed(fields, words):
    closed = {"edited_after_closure" if word == "edited" else word for word in words}
    closed |= {"edited_after_closure"} if "public" in fields else set()

    assert did(OPEN, headed(OPEN, **fields)) == words
    assert did(ENDED, headed(ENDED, **fields)) == closed


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"waivers": [WAIVER]}, {}, set()),
        ({"waivers": [WAIVER]}, {"waivers": [{**WAIVER, "reason": "Other"}]}, {"waived"}),
        ({"audiences": {"title": "restricted"}}, {}, {"audience_widened"}),
        ({"customer_impact": NOTICED}, {"customer_impact": {**NOTICED, "text": "x"}}, EDITED),
        ({"customer_impact": NOTICED}, {}, EDITED | {"scope_reduced"}),
        ({}, {"customer_impact": NOTICED}, EDITED),
        ({"public": {"title": "Slow"}}, {"public": {"title": "Fine"}}, {"published"}),
        ({"public": {"title": "Slow"}}, {}, set()),
        ({"audience": "restricted"}, {}, {"audience_widened"}),
        ({"audience": "restricted"}, {"audience": "restricted"}, set()),
    ],
)
def test_a_header_that_says_less_or_something_else(before, after, words):
    assert did(incident(OPENING[:4], **before), incident(OPENING[:4], **after)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, {"appended"}),
        ({"public": {"title": "Slow"}}, {"appended", "published"}),
        ({"audience": "public"}, {"appended", "published"}),
        ({"audience": "restricted"}, {"appended"}),
        ({"audience": "restricted", "public": {"title": "Slow"}}, {"appended"}),
    ],
)
def test_a_public_line_is_published_with_a_public_face_alone(fields, words):
    before = incident(OPENING, **fields)
    assert did(before, with_line(before, "update", text="We look.", audience="public")) == words
    assert "published" not in did(before, with_line(before, "update", text="We look."))


def test_evidence_and_entries_that_are_changed_or_gone():
    other = replace(SAID, evidence={"evidence/a.txt": "1"})
    more = replace(SAID, evidence={**SAID.evidence, "evidence/b.txt": "0"})
    entry = OPEN.log[0].entry.model_copy(update={"text": "Other."})

    assert did(SAID, other) == EDITED
    assert did(SAID, OPEN) == EDITED
    assert did(SAID, more) == set()
    assert did(OPEN, replace(OPEN, log=OPEN.log[1:])) == EDITED | {"deleted"}
    rewritten = (OPEN.log[0]._replace(entry=entry), *OPEN.log[1:])
    assert did(OPEN, replace(OPEN, log=rewritten)) == EDITED


def test_the_facts_of_a_record_before_and_after_count_alike():
    role = {"role": "commander", "from": "user:ana", "to": "user:ben"}
    after = appended(
        headed(OPEN, kind="drill", audience="restricted", components=["wiki"]),
        30,
        [
            line("role", 30, **role),
            line("role", 31, role="scribe", **{"from": "none"}, to="user:ana"),
            line("task", 32, owner="user:cleo", ref="a-task", text="Look."),
            line("role", 33, role="liaison", **{"from": "none"}, to="user:cleo"),
            line("role", 33, role="adviser", **{"from": "none"}, to="user:eve"),
            line("observation", 34, text="Up.", reported_by="user:dan"),
            line("severity", 35, level="SEV1"),
        ],
    )
    after = fixed(after, IMPACT)
    matter = about("slow", [OPEN, after], frozenset({"appended"}))

    assert (matter.id, matter.transitions) == ("slow", {"appended"})
    assert matter.kinds == {"incident", "drill"}
    assert matter.levels == {"SEV1", "SEV2"}
    assert matter.components == {"pay", "wiki", "mail"}
    assert matter.audiences == {"staff", "restricted"}
    assert matter.commanders == {"none", "user:ana", "user:ben"}
    assert matter.parts == {
        "none": "was its commander",
        "user:ana": "was its commander",
        "user:ben": "was its commander",
        "user:cleo": "was its liaison",
        "user:eve": "was its adviser",
        "user:dan": "wrote in its log",
    }
    assert not matter.has_origin


def test_a_component_that_was_taken_back_counts_as_well():
    assert about("x", [fixed(OPEN, IMPACT)], frozenset()).components == {"pay", "mail"}


def test_a_task_is_a_part_in_an_incident():
    before = with_line(OPEN, "task", owner="user:cleo", ref="a-task", text="Look.")
    after = appended(before, 300, [line("observation", 300, text="Up.")])
    assert about("x", [before, after], frozenset()).parts["user:cleo"] == "has a task in it"


def test_who_opened_a_record_is_who_wrote_its_first_line_then():
    early = {"by": "user:ben"}
    back = replace(OPEN, log=(*OPEN.log, *incident([line("detected", 1, **early)]).log))
    matter = about("x", [OPEN, back], frozenset())
    assert (matter.opened_by, matter.opened) == ({"user:ana"}, datetime(2026, 11, 23, tzinfo=UTC))

    mixed = replace(OPEN, log=tuple(reversed(OPEN.log)))
    assert about("x", [mixed], frozenset()).opened == datetime(2026, 11, 23, tzinfo=UTC)
    empty = Incident("x", header())
    assert about("x", [empty, OPEN], frozenset()).opened_by == {"user:ana"}
    unknown = about("x", [empty], frozenset())
    assert (unknown.opened_by, unknown.opened) == (set(), None)


def test_who_wrote_the_first_line_down_opened_the_record_too():
    told = incident([line("detected", 0, by="user:ben", reported_by="vendor:tills")])
    assert about("x", [told], frozenset()).opened_by == {"user:ben", "vendor:tills"}


def quoted(*lines):
    return [tuple(quote)[1:] for quote in quotes(OPEN, appended(OPEN, 300, list(lines)))]


def test_whoever_is_named_as_speaking_is_quoted():
    assert quoted(
        line("observation", 300, text="Up.", by="group:web", reported_by="user:ben"),
        line("observation", 300, text="Up.", by="external:regulator"),
        line("observation", 300, text="Up.", by="system:probe"),
        line("observation", 300, text="Up.", by="external:bank", reported_by="user:ben"),
    ) == [("group:web", "user:ben", False), ("user:ben", None, False)]


def test_of_what_others_ran_nobody_is_quoted():
    told = [line("observation", 300, text="Down.", by="user:ben")]
    theirs = headed(OPEN, origin=ORIGIN)
    assert quotes(OPEN, appended(OPEN, 300, told))
    assert quotes(theirs, appended(theirs, 300, told)) == ()
    assert quotes(OPEN, None) == ()


def test_a_confirmation_is_its_givers_own_word():
    given = {"of": "restoration", "by": "user:ana"}
    assert quoted(
        line("confirmation", 300, who="user:ben", **given),
        line("confirmation", 300, who="external:shop", **given),
    ) == [("user:ana", None, False), ("user:ben", None, True), ("user:ana", None, False)]


def test_words_are_put_right_by_whoever_said_or_wrote_them():
    said = with_line(OPEN, "observation", text="Up.", by="group:web", reported_by="user:ben")
    fix = fixed(said, said.log[-1].id, text="Down.")
    assert [tuple(q)[1:] for q in quotes(said, fix)] == [
        ("user:ana", None, False),
        ("group:web", "user:ben", True),
    ]
    alone = with_line(OPEN, "observation", text="Up.", by="user:ben")
    fix = fixed(alone, alone.log[-1].id, text="Down.")
    assert [tuple(q)[1:] for q in quotes(alone, fix)][1:] == [("user:ben", None, True)]
    later = fixed(alone, alone.log[-1].id, at="2026-11-23T12:00Z")
    assert [tuple(q)[1:] for q in quotes(alone, later)] == [("user:ana", None, False)]


def test_who_wrote_in_a_log_is_whoever_wrote_it_down_else_who_said_it():
    told = incident(
        [
            line("detected", 0, by="user:ben"),
            line("observation", 1, text="Up.", by="group:web", reported_by="user:cleo"),
        ]
    )
    assert about("x", [told], frozenset()).writers == {"user:ben", "user:cleo"}


def test_a_task_of_a_team_or_of_nobody_is_nobodys_part():
    given = [line("task", 0, ref="a", text="Look.", **who) for who in ({}, {"owner": "group:web"})]
    assert about("x", [incident(given)], frozenset()).parts == {"user:ana": "wrote in its log"}


def test_an_origin_counts_where_both_sides_have_one():
    imported = incident([], origin=ORIGIN)
    assert about("x", [imported, imported], frozenset()).has_origin
    assert not about("x", [imported, OPEN], frozenset()).has_origin
    assert not about("x", [], frozenset()).has_origin


def postmortem(body="Text.", **fields):
    said = PostmortemHeader.model_validate({"incidents": ["2026-11-23-slow"], **fields})
    return Postmortem("2026-11-23-slow", said, body)


def action(**fields):
    said = {"title": "A pool of its own", "kind": "prevent", **fields}
    return Action("2026-11-23-slow/pool", ActionItem.model_validate(said))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, None, set()),
        (None, postmortem(), {"postmortem"}),
        (postmortem(), postmortem("Other."), {"postmortem"}),
        (postmortem(), None, {"postmortem", "deleted"}),
        (postmortem(), postmortem(waivers=[WAIVER]), {"postmortem", "waived"}),
        (None, postmortem(waivers=[WAIVER]), {"postmortem", "waived"}),
        (postmortem(), postmortem(audience="public"), {"postmortem", "audience_widened"}),
        (postmortem(), postmortem(audience="restricted"), {"postmortem"}),
        (
            postmortem(audiences={"title": "restricted"}),
            postmortem(),
            {"postmortem", "audience_widened"},
        ),
        (postmortem(), postmortem(audiences={"title": "restricted"}), {"postmortem"}),
    ],
)
def test_a_post_mortem_that_is_changed(before, after, words):
    assert set(learning(before, after, ((), ()))) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (action(), action(), set()),
        (None, action(), {"action"}),
        (action(), None, {"action"}),
        (action(), action(status="done"), {"action"}),
        (action(blocking=True), action(blocking=True, status="in_progress"), {"action"}),
        (action(blocking=True), action(blocking=True, status="done"), {"action"}),
        (action(blocking=True), action(status="done"), {"action", "waived"}),
        (action(blocking=True, status="done"), action(status="done"), {"action", "waived"}),
        (action(blocking=True, status="done"), None, {"action", "waived"}),
        (action(blocking=True, status="done"), action(blocking=True), {"action"}),
        (action(blocking=True), action(blocking=True, status="dropped"), {"action", "waived"}),
        (action(blocking=True), action(), {"action", "waived"}),
        (action(blocking=True), None, {"action", "waived"}),
        (None, action(blocking=True), {"action"}),
        (None, action(waivers=[WAIVER]), {"action", "waived"}),
        (None, action(legacy=True), {"action", "waived"}),
        (action(), action(legacy=True), {"action", "waived"}),
        (action(legacy=True), action(legacy=True, status="done"), {"action"}),
        (action(), action(audience="staff"), {"action", "audience_widened"}),
        (action(), action(audience="restricted"), {"action"}),
        (action(audience="public"), action(), {"action"}),
        (action(audience="staff"), action(), {"action", "audience_widened"}),
    ],
)
def test_an_action_item_that_is_changed(before, after, words):
    sides = [() if side is None else (side,) for side in (before, after)]
    assert set(learning(None, None, tuple(sides))) == words


def test_a_problem_that_is_changed():
    open_, public = (
        ProblemHeader.model_validate({"title": "Small", "state": "open", "audience": who})
        for who in ("staff", "public")
    )
    assert set(rewritten("problem", None, open_)) == {"problem"}
    assert set(rewritten("problem", open_, public)) == {"problem", "audience_widened"}
    assert set(rewritten("problem", public, open_)) == {"problem"}
    assert set(rewritten("problem", open_, None)) == {"problem", "deleted"}
    assert set(rewritten("problem", None, None)) == {"problem"}
