"""Rules of closing and learning that a check of a small repository keeps, one after the other."""

import json

import pytest

OPEN = "incidents/2026/2026-11-23-checkout-errors"
SLOW = "incidents/2026/2026-11-23-payments-slow"
LEARNED = "postmortems/2026/2026-10-05-payments-latency"
POSTMORTEM = f"{LEARNED}/postmortem.md"
ACTION = f"{LEARNED}/actions/describe-pools.yaml"
POLICY = """schema: {0}
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
{1}"""


@pytest.fixture
def found(small, wakebook):
    """What a check says of the small shop with some files more, as (code, path, line)."""

    def check(*words):
        told = json.loads(wakebook("check", "--format", "json", *words, cwd=small).stdout)
        return {(f["code"], f["path"], f["line"]) for f in told["findings"]}

    assert check() == set(), "the shop is sound before"
    return check


def opened(small, folder, *log):
    """An incident of these lines."""
    title = folder.partition("11-23-")[2].replace("-", " ").capitalize()
    header = f"title: {title} for everybody\nkind: incident\naudience: staff\n"
    small.write(f"{folder}/incident.yaml", header)
    said = log or ("kind: observation, text: Orders wait",)
    small.write(f"{folder}/timeline/20261123T140322Z-7f3a.yaml", "".join(map(line, said)))


def line(said):
    return f"- {{at: 2026-11-23T14:03Z, by: user:ana, {said}}}\n"


def changed(small, path, old, new):
    text = (small.root / path).read_text("utf-8")
    assert text.count(old) == 1
    small.write(path, text.replace(old, new))


@pytest.mark.parametrize(
    ("owners", "code"),
    [
        ("{approvals: 1, from: [group:wep]}", "WB5211"),
        ("{approvals: 4, from: [group:web]}", "WB5212"),
        (
            "{at_least: 2, of: [{approvals: 1, from: [user:ana]}]}",
            "WB5213",
        ),
    ],
)
def test_5_2_approvals_that_can_never_be_given_are_not_asked_for(small, found, owners, code):
    small.write("policies/approvals.yaml", POLICY.format("approvals", f"    owners: {owners}\n"))
    small.write("policies/tests/approvals.yaml", "- {case: x, paths: [tools/x], expect: refused}\n")
    assert (code, "policies/approvals.yaml") in {each[:2] for each in found()}


def test_5_2_a_condition_that_fits_no_record_is_told(small, found):
    changed(small, "policies/approvals.yaml", "severity: [SEV1, SEV2]", "severity: [SEV0]")
    assert {each[0] for each in found()} >= {"WB5214"}


def test_5_2_an_ask_that_can_be_met_in_too_many_ways_is_refused(small, found):
    one = "{any: [{approvals: 1, from: [user:ana]}, {approvals: 1, from: [user:ben]}, "
    one += "{approvals: 1, from: [user:cleo]}]}"
    owners = "".join(f"        - {one}\n" for _ in range(8))
    text = POLICY.format("approvals", f"    owners:\n      all:\n{owners}")
    small.write("policies/approvals.yaml", text)
    assert ("WB5215", "policies/approvals.yaml", 7) in found()


def test_5_3_what_passed_now_and_then_has_not_passed(small, found):
    said = "kind: verification, check: orders can be paid, result: passed, of: 5, passes: {}"
    opened(small, OPEN, said.format(2))
    assert {each[0] for each in found()} == {"WB5303"}
    opened(small, OPEN, said.format(5))
    assert found() == set()


def test_5_4_a_link_that_one_log_alone_holds_is_found(small, found):
    opened(small, SLOW)
    opened(small, OPEN, "kind: link, rel: follow_up_of, to: 2026-11-23-payments-slow")
    assert {each[0] for each in found()} == {"WB5401"}
    opened(small, SLOW, "kind: link, rel: followed_by, to: 2026-11-23-checkout-errors")
    assert found() == set()


def test_5_4_nothing_is_its_own_duplicate(small, found):
    opened(small, OPEN, "kind: link, rel: duplicate_of, to: 2026-11-23-checkout-errors")
    assert "WB5402" in {each[0] for each in found()}


def test_5_4_no_incident_is_the_parent_of_its_parent(small, found):
    for one, other in ((OPEN, SLOW), (SLOW, OPEN)):
        to = other.rpartition("/")[2]
        opened(small, one, *(f"kind: link, rel: {rel}, to: {to}" for rel in ("parent", "child")))
    assert {each[:2] for each in found()} == {
        ("WB5403", f"{folder}/timeline/20261123T140322Z-7f3a.yaml") for folder in (OPEN, SLOW)
    }


def test_5_5_limits_are_counted_on_a_calendar_that_is_there(small, found):
    demand = "    demands: [{name: End, administration: P2D, calendar: office}]\n"
    small.write("policies/closure.yaml", POLICY.format("closure", demand))
    assert ("WB5502", "policies/closure.yaml", 6) in found()


def test_5_5_the_calendar_of_a_team_is_there(small, found):
    title = "  title: Web team\n"
    calendar = f"{title}  annotations: {{wakebook.dev/calendar: office}}\n"
    changed(small, "catalog/people.yaml", title, calendar)
    assert {each[:2] for each in found()} == {("WB5503", "catalog/people.yaml")}


def test_6_1_words_that_blame_a_person_are_flagged(small, found):
    lesson = "A shared pool needs a limit for each of its users."
    changed(small, POSTMORTEM, lesson, "Ben carelessly forgot to limit the import.")
    assert {each[:2] for each in found()} == {("WB6101", POSTMORTEM)}
    changed(small, POSTMORTEM, "Ben carelessly forgot to limit the import.", lesson)
    assert found() == set()


def test_6_2_a_required_section_that_is_left_out_is_found(small, found):
    changed(small, POSTMORTEM, "## Lessons", "## Thoughts")
    assert {each[:2] for each in found()} == {("WB6201", POSTMORTEM)}


def test_6_2_sections_keep_the_order_of_the_policy(small, found):
    text = (small.root / POSTMORTEM).read_text("utf-8")
    text = text.replace("## Summary", "## Y").replace("## Impact", "## Summary")
    small.write(POSTMORTEM, text.replace("## Y", "## Impact"))
    assert {each[:2] for each in found()} == {("WB6202", POSTMORTEM)}


@pytest.mark.parametrize("nothing", ["", "TBD", "<!-- what is known now -->"])
def test_6_2_a_required_section_is_not_empty(small, found, nothing):
    changed(small, POSTMORTEM, "A shared pool needs a limit for each of its users.", nothing)
    assert {each[:2] for each in found()} == {("WB6203", POSTMORTEM)}


def test_6_2_a_post_mortem_names_the_incident_of_its_folder(small, found):
    mine, other = "incidents: [2026-10-05-payments-latency]", "2026-10-19-payments-timeouts"
    changed(small, POSTMORTEM, mine, f"incidents: [{other}]")
    assert ("WB6204", POSTMORTEM, 2) in found()


def test_6_2_no_heading_counts_for_two_sections(small, found):
    changed(small, "policies/postmortem.yaml", "also: [Root cause]", "also: [lessons]")
    assert {each[:2] for each in found()} >= {("WB6205", "policies/postmortem.yaml")}


@pytest.mark.parametrize("missing", ["owner: user:cleo\n", "due: 2026-10-20\n"])
def test_6_3_an_item_without_an_owner_or_a_date_is_refused(small, found, missing):
    changed(small, ACTION, missing, "")
    assert {each[:2] for each in found()} == {("WB6301", ACTION)}


def test_6_3_an_item_is_due_after_its_incident_began(small, found):
    changed(small, ACTION, "due: 2026-10-20", "due: 2025-10-20")
    assert {each[:2] for each in found()} == {("WB6302", ACTION)}


def test_6_4_who_was_to_document_says_where(small, found):
    changed(small, ACTION, "changes: [runbooks/pool-exhausted.md]\n", "")
    assert {each[:2] for each in found()} == {("WB6401", ACTION)}


def test_6_4_what_blocks_is_done_before_its_incident_is_closed(small, found):
    item = f"{LEARNED}/actions/own-pool.yaml"
    text = (small.root / item).read_text("utf-8")
    small.write(item, f"{text}blocking: true\n")
    assert {each[:2] for each in found()} == {("WB6402", item)}


def test_6_6_a_title_tells_one_record_from_another(small, found):
    opened(small, OPEN)
    changed(small, f"{OPEN}/incident.yaml", "Checkout errors for everybody", "Service outage")
    assert found("--profile", "pedantic") == {("WB6601", f"{OPEN}/incident.yaml", 1)}


def test_6_6_a_summary_adds_something(small, found):
    opened(small, OPEN)
    title = "Checkout errors for everybody"
    changed(small, f"{OPEN}/incident.yaml", title, f"{title}\nsummary: {title}.")
    assert found("--profile", "pedantic") == {("WB6602", f"{OPEN}/incident.yaml", 2)}


def test_6_4_what_an_action_changes_lies_in_the_repository(small, found):
    path = f"{LEARNED}/actions/own-pool.yaml"
    text = (small.root / path).read_text("utf-8")
    small.write(path, f"{text}changes: [../../etc/passwd]\n")
    assert {each[:2] for each in found()} == {("WB6404", path)}
    small.write(path, f"{text}changes: [runbooks/pool-exhausted.md]\n")
    assert found() == set()
