"""Which incidents need a post-mortem, why and until when (requirement 6.5)."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytestmark = pytest.mark.daily(2)

ID = "2026-11-23-checkout-errors"
FOLDER = f"postmortems/2026/{ID}/postmortem.md"
WRITTEN = f"""---
incidents: [{ID}]
---
## Summary

It failed.

## Impact

Orders failed.

## Contributing factors

A lock was held for ever.

## Lessons

Locks end.

## Action items

None.
"""


def needed(wakebook, shop, name=ID):
    """What the command says of one incident, as values."""
    ran = wakebook("postmortem", "need", name, "--format", "json", cwd=shop)
    (row,) = json.loads(ran.stdout)["postmortems"]
    return row


def errors(wakebook, shop, *arguments):
    """The codes and messages of what a check finds."""
    ran = wakebook("check", "--format", "json", *arguments, cwd=shop)
    return [(f["code"], f["message"]) for f in json.loads(ran.stdout)["findings"]]


def test_6_5_severity_decides_and_the_time_counts_from_the_resolution(shop, incident, wakebook):
    incident(level="SEV1")
    row = needed(wakebook, shop)
    assert row["required"]
    assert {"case": "Severe", "facts": "it was SEV1"} in row["reasons"]
    assert row["due"] == "2026-11-25T14:30:00Z"


def test_6_5_the_shortest_time_of_the_cases_that_fit_counts(shop, incident, wakebook):
    impact = "customer_impact: {text: Nobody could pay.}\n"
    incident(level="SEV2", header=impact)
    assert needed(wakebook, shop)["due"] == "2026-11-26T14:30:00Z"
    log = "- {kind: severity, at: 2026-11-23T14:10Z, by: 'user:ana', level: SEV1}\n"
    log += "- {kind: severity, at: 2026-11-23T14:20Z, by: 'user:ana', level: SEV2}\n"
    incident(level="SEV2", header=impact, log=log)
    row = needed(wakebook, shop)
    assert [reason["case"] for reason in row["reasons"]] == ["Severe", "Customers"]
    assert row["due"] == "2026-11-25T14:30:00Z"


@pytest.mark.parametrize(
    ("earlier", "required"),
    [
        ([], False),
        (["2026-11-20"], False),
        (["2026-11-20", "2026-09-01"], True),
        (["2026-11-20", "2026-08-01"], False),
    ],
)
def test_6_5_recurrence_counts_within_its_window(shop, incident, wakebook, earlier, required):
    for day in earlier:
        incident(f"{day}-checkout-slow")
    incident()
    row = needed(wakebook, shop)
    assert row["required"] is required
    if required:
        (reason,) = row["reasons"]
        assert reason["case"] == "Back again"
        assert "2 times in the 90 days before" in reason["facts"]
        assert "2026-11-20-checkout-slow" in reason["facts"]


def test_6_5_another_category_or_component_is_no_recurrence(shop, incident, wakebook):
    incident("2026-11-20-checkout-slow", category="network/dns")
    incident("2026-11-19-checkout-slow")
    incident()
    assert not needed(wakebook, shop)["required"]


def test_6_5_the_first_of_its_kind_on_a_component_is_new(shop, incident, wakebook):
    incident(level="SEV3")
    row = needed(wakebook, shop)
    assert [reason["case"] for reason in row["reasons"]] == ["New"]
    incident("2026-10-01-checkout-slow", level="SEV3")
    assert not needed(wakebook, shop)["required"]


def test_6_5_what_was_brought_later_changes_no_old_judgement(shop, incident, wakebook):
    incident("2026-11-20-checkout-slow", category="network/dns")
    incident("2026-11-22-checkout-down")
    incident()
    assert errors(wakebook, shop) == []
    incident("2026-10-10-checkout-old", recorded="20261201T090000Z")
    incident("2026-10-11-checkout-old", recorded="20261201T090000Z")
    assert errors(wakebook, shop) == []
    assert not needed(wakebook, shop)["required"]


def test_6_5_a_closed_incident_without_one_is_refused_with_the_reason(shop, incident, wakebook):
    incident(level="SEV1")
    ((code, message),) = errors(wakebook, shop)
    assert code == "WB6501"
    assert "Severe: it was SEV1" in message
    assert f"wakebook postmortem draft {ID}" in message
    shop.write(FOLDER, WRITTEN)
    assert errors(wakebook, shop) == []


def test_6_5_a_narrow_check_knows_the_past_as_well(shop, incident, wakebook):
    incident("2026-11-20-checkout-slow")
    incident("2026-11-21-checkout-slow")
    shop.commit("Two incidents")
    incident()
    shop.commit("The third")
    named = errors(wakebook, shop, f"incidents/2026/{ID}")
    changed = errors(wakebook, shop, "--base", "HEAD~1")
    whole = errors(wakebook, shop)
    assert [code for code, _ in whole] == ["WB6501"]
    assert named == changed == whole


def test_6_5_a_remembered_judgement_follows_a_month_that_had_no_incident(shop, incident, wakebook):
    incident("2026-11-20-checkout-slow")
    incident()
    shop.commit("Two incidents")
    assert errors(wakebook, shop) == []
    incident("2026-09-01-checkout-slow")
    assert [code for code, _ in errors(wakebook, shop)] == ["WB6501"], "the cache is not asked"


def test_6_5_a_remembered_judgement_follows_the_past(shop, incident, wakebook):
    incident("2026-11-20-checkout-slow")
    incident()
    shop.commit("Two incidents")
    assert errors(wakebook, shop) == []
    incident("2026-11-21-checkout-slow")
    assert [code for code, _ in errors(wakebook, shop)] == ["WB6501"], "the cache is not asked"


def test_6_5_a_post_mortem_of_a_linked_incident_counts_if_it_names_it(shop, incident, wakebook):
    other = "2026-11-22-checkout-down"
    incident(level="SEV1", log=_link("follow_up_of", other))
    incident(other, level="SEV2", log=_link("followed_by", ID))
    shop.write(f"postmortems/2026/{other}/postmortem.md", WRITTEN.replace(ID, other))
    assert [code for code, _ in errors(wakebook, shop)] == ["WB6501"]
    both = WRITTEN.replace(ID, f"{other}, {ID}")
    shop.write(f"postmortems/2026/{other}/postmortem.md", both)
    assert errors(wakebook, shop) == []


def _link(relation, to):
    return f"- {{kind: link, at: 2026-11-23T15:00Z, by: 'user:ana', rel: {relation}, to: {to}}}\n"


def test_6_5_closed_before_the_demand_stays_as_it_is(shop, incident, wakebook):
    incident("2026-10-23-checkout-errors", level="SEV1")
    assert errors(wakebook, shop) == []
    assert not needed(wakebook, shop, "2026-10-23-checkout-errors")["required"]


def test_6_5_of_what_others_ran_or_what_was_none_nothing_is_asked(shop, incident, wakebook):
    incident(level="SEV1", header="origin: {system: acme, id: '7'}\n")
    assert not needed(wakebook, shop)["required"]
    assert errors(wakebook, shop) == []


def test_6_5_a_waiver_needs_a_reason_and_the_approver(shop, incident, wakebook):
    shop.git("switch", "--quiet", "--create", "close")
    incident(level="SEV1", header="waivers: [{rule: WB6501, by: 'user:ana'}]\n")
    assert {"WB0302", "WB6501"} & {code for code, _ in errors(wakebook, shop)}, "no reason"
    why = "waivers: [{rule: WB6501, reason: A rehearsal that got out of hand., by: 'user:ana'}]\n"
    incident(level="SEV1", header=why)
    shop.commit("Close without a post-mortem")
    assert wakebook("check", cwd=shop).code == 0
    refused = wakebook("review", "--base", "main", cwd=shop)
    assert refused.code == 1
    assert "Exception from a rule" in refused.stdout
    approved = ("review", "--base", "main", "--suppose", "approval=ben")
    assert wakebook(*approved, cwd=shop).code == 0
    assert needed(wakebook, shop)["state"] == "waived"


def test_6_5_a_waiver_covers_no_missing_approval_of_another_kind(shop, incident, wakebook):
    shop.git("switch", "--quiet", "--create", "close")
    incident(level="SEV1")
    shop.commit("Close without a post-mortem")
    approved = wakebook("review", "--base", "main", "--suppose", "approval=ben", cwd=shop)
    assert approved.code == 1, "nobody's approval stands for a post-mortem"
    assert "WB6501" in approved.stdout


def test_6_1_the_clock_of_48_hours(shop, incident, wakebook):
    incident(level="SEV1", closed=False)
    before = datetime.now(UTC)
    row = needed(wakebook, shop)
    due = datetime.fromisoformat(row["due"])
    left = (due - before).total_seconds()
    assert abs(row["seconds_left"] - left) < 60
    assert row["late"] is (left < 0)
    assert row["state"] == "missing"
    shop.write(FOLDER, WRITTEN)
    assert needed(wakebook, shop)["state"] == "draft"
    published = "---\npublished: 2026-11-25T13:30Z\n"
    shop.write(FOLDER, WRITTEN.replace("---\n", published, 1))
    row = needed(wakebook, shop)
    assert (row["state"], row["late"], row["seconds_left"]) == ("published", False, 3600)
    shop.write(FOLDER, WRITTEN.replace("---\n", "---\npublished: 2026-11-26T14:30Z\n", 1))
    ran = wakebook("postmortem", "need", ID, cwd=shop)
    assert ran.code == 1
    assert "published 1 d late" in ran.stdout


def test_6_5_the_list_says_who_why_and_what_next(shop, incident, wakebook):
    incident("2026-11-21-checkout-down", level="SEV1")
    incident(closed=False, level="SEV1")
    incident("2026-11-22-checkout-slow")
    ran = wakebook("postmortem", "need", cwd=shop)
    lines = ran.stdout.splitlines()
    assert lines[0] == f"{ID}  not begun"
    assert "2026-11-21-checkout-down  not begun" in lines
    assert not any(line.startswith("2026-11-22-checkout-slow") for line in lines)
    assert f"  next: wakebook postmortem draft {ID}" in lines
    shop.write(FOLDER, WRITTEN.replace("---\n", "---\npublished: 2026-11-24\n", 1))
    missing = wakebook("postmortem", "need", "--missing", cwd=shop).stdout
    assert ID not in missing
    assert "2026-11-21-checkout-down" in missing


@pytest.mark.parametrize("file", ["incident.yaml", "timeline/20261123T180000Z-7f3a.yaml"])
def test_6_5_what_cannot_be_read_is_never_said_to_need_none(shop, incident, wakebook, file):
    path = shop.root / incident(level="SEV1") / file
    path.write_text("title: [\n")
    ran = wakebook("postmortem", "need", cwd=shop)
    assert ran.code == 1
    assert f"{path.relative_to(shop.root)} cannot be read" in ran.stderr
    assert "no incident needs" not in ran.stdout
    told = json.loads(wakebook("postmortem", "need", "--format", "json", cwd=shop).stdout)
    assert told["unreadable"] == [ID]
    assert wakebook("postmortem", "need", ID, cwd=shop).code == 1


def test_6_5_without_a_policy_that_can_be_read_nobody_knows(shop, incident, wakebook):
    incident(level="SEV1")
    (shop.root / "policies/postmortem.yaml").write_text("rules: [\n")
    ran = wakebook("postmortem", "need", cwd=shop)
    assert (ran.code, ran.stdout) == (1, "")
    assert "policies/postmortem.yaml cannot be read" in ran.stderr


def test_6_5_not_resolved_yet_is_not_due_yet(shop, incident, wakebook):
    folder = incident(closed=False, level="SEV1")
    path = next((shop.root / folder / "timeline").iterdir())
    path.write_text(path.read_text().partition("- kind: resolved")[0])
    row = needed(wakebook, shop)
    assert (row["required"], row["due"], row["late"]) == (True, None, False)


@pytest.mark.parametrize("within", ["P3650000D", "P99999999999999999W"])
def test_6_5_a_window_longer_than_any_calendar_is_all_of_it(shop, incident, wakebook, within):
    path = shop.root / "policies/postmortem.yaml"
    path.write_text(path.read_text().replace("P365D", within).replace("P10D", within))
    incident(level="SEV3")
    row = needed(wakebook, shop)
    assert row["required"]
    assert row["due"] == "9999-12-31T00:00:00Z"


@pytest.mark.parametrize(("old", "new"), [("P10D", f"P{'9' * 400}D"), ("P365D", f"P{'9' * 19}W")])
def test_6_5_a_duration_that_nobody_can_count_is_refused_where_it_stands(shop, wakebook, old, new):
    path = shop.root / "policies/postmortem.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    ran = wakebook("check", "--format", "json", cwd=shop)
    (finding,) = json.loads(ran.stdout)["findings"]
    assert (ran.code, finding["path"]) == (1, "policies/postmortem.yaml")
    assert "at most 18 digits" in finding["message"]
    assert wakebook("postmortem", "need", cwd=shop).code == 1


def test_6_5_the_longest_window_is_counted_with_everywhere(shop, incident, wakebook):
    for path in (shop.root / "policies").glob("*.yaml"):
        text = re.sub(r"\bP[0-9]+D\b", f"P{'9' * 18}W", path.read_text())
        path.write_text(re.sub(r"\bPT[0-9]+H\b", f"PT{'9' * 18}H", text))
    incident(level="SEV1")
    assert needed(wakebook, shop)["due"] == "9999-12-31T00:00:00Z"
    for words in (["follow-up"], ["check"], ["close", ID, "--check"]):
        assert wakebook(*words, cwd=shop).code in (0, 1)


@pytest.mark.parametrize("digits", [5, 18, 19, 400, 5_000])
def test_6_5_a_figure_that_is_no_duration_stays_words(shop, incident, wakebook, digits):
    path = shop.root / incident(level="SEV1") / "incident.yaml"
    figure = f"P{'9' * digits}D"
    path.write_text(path.read_text() + f"stated:\n  - {{measure: Downtime, value: {figure}}}\n")
    ran = wakebook("postmortem", "draft", ID, "--stdout", cwd=shop)
    assert ran.code == 0, ran.stderr
    assert (figure in ran.stdout) == (digits > 18)


def test_6_5_conditions_that_fit_nothing_are_told(shop, wakebook):
    path = shop.root / "policies/postmortem.yaml"
    path.write_text(path.read_text().replace("severity: [SEV1]", "severity: [SEV0]"))
    ran = wakebook("check", "--format", "json", cwd=shop)
    (finding,) = json.loads(ran.stdout)["findings"]
    assert (finding["code"], finding["level"]) == ("WB5214", "warning")
    assert "SEV0" in finding["message"]


def test_6_5_pages_say_what_is_owed_and_never_that_it_is_late(shop, incident, wakebook):
    root = Path(__file__).parents[2]
    shutil.copytree(root / "site", shop.root / "site")
    shutil.copy(root / "mkdocs.yml", shop.root)
    incident(level="SEV1")
    incident("2026-11-21-checkout-wait", level="SEV1", header=_WAIVED)
    assert wakebook("publish", "--audience", "staff", cwd=shop).code == 0
    built = shop.root / "build/site"
    first = {p: p.read_bytes() for p in built.rglob("*.html")}
    pages = {p.relative_to(built).as_posix(): b.decode() for p, b in first.items()}
    owed = [name for name, text in pages.items() if "Post-mortem due" in text]
    assert len(owed) == 1
    assert "checkout-errors" in owed[0]
    assert "25 Nov 2026, 14:30" in pages[owed[0]]
    assert "Severe: it was SEV1" in pages[owed[0]]
    listed = next(text for name, text in pages.items() if name.endswith("postmortems/index.html"))
    assert "Needed and not begun" in listed
    assert "Severe: it was SEV1" in listed
    assert wakebook("publish", "--audience", "staff", cwd=shop).code == 0
    assert first == {p: p.read_bytes() for p in built.rglob("*.html")}
    shop.write(FOLDER, WRITTEN)
    assert wakebook("publish", "--audience", "staff", cwd=shop).code == 0
    assert not any("Post-mortem due" in p.read_text() for p in built.rglob("*.html"))


_WAIVED = "waivers: [{rule: WB6501, reason: It was a rehearsal., by: 'user:ana'}]\n"


def test_6_5_the_public_reads_nothing_of_what_is_owed(shop, incident, wakebook):
    root = Path(__file__).parents[2]
    shutil.copytree(root / "site", shop.root / "site")
    shutil.copy(root / "mkdocs.yml", shop.root)
    incident(level="SEV1", header="public: {title: Paying was slow, components: [Shop]}\n")
    assert wakebook("publish", "--audience", "public", cwd=shop).code == 0
    built = "".join(p.read_text() for p in (shop.root / "build").rglob("*.html"))
    assert "Paying was slow" in built
    assert "Post-mortem due" not in built
    assert "Needed and not begun" not in built


def test_6_5_a_page_follows_what_came_before(shop, incident, wakebook):
    root = Path(__file__).parents[2]
    shutil.copytree(root / "site", shop.root / "site")
    shutil.copy(root / "mkdocs.yml", shop.root)
    incident()
    incident("2026-11-20-checkout-slow")
    assert wakebook("publish", cwd=shop).code == 0
    built = shop.root / "build/site"
    assert not any("Back again" in p.read_text() for p in built.rglob("incidents/**/*.html"))
    incident("2026-11-21-checkout-slow")
    assert wakebook("publish", cwd=shop).code == 0
    owed = [p for p in built.rglob("*.html") if "Post-mortem due" in p.read_text()]
    assert any("checkout-errors" in str(p) for p in owed), "a page that was built before"


def test_6_1_the_resolution_says_that_a_post_mortem_is_due(shop, wakebook, monkeypatch):
    monkeypatch.setenv("WAKEBOOK_USER", "user:ana")
    assert wakebook("new", "Checkout is down", "--severity", "SEV1", cwd=shop).code == 0
    assert "post-mortem" not in wakebook("log", "Still looking", cwd=shop).stderr
    said = wakebook("log", "--resolved", "It works again", cwd=shop).stderr
    assert re.search(r"a post-mortem is needed by \S+ \S+ UTC \(Severe: it was SEV1\)", said)
    assert "wakebook postmortem draft 20" in said
    assert "post-mortem is needed" not in wakebook("log", "Tired", "-i", "down", cwd=shop).stderr


def test_6_5_what_was_published_is_not_owed_again_while_it_goes_on(shop, incident, wakebook):
    log = "- {kind: reopened, at: 2026-11-25T14:00Z, by: 'user:ana'}\n"
    incident(level="SEV1", closed=False, log=log)
    assert "due as soon as it is resolved" in wakebook("postmortem", "need", ID, cwd=shop).stdout
    shop.write(FOLDER, WRITTEN.replace("---\n", "---\npublished: 2026-11-25T13:30Z\n", 1))
    ran = wakebook("postmortem", "need", ID, cwd=shop)
    assert (ran.code, "  published; it goes on since\n" in ran.stdout) == (0, True)


def test_6_5_what_is_not_needed_is_not_said_to_wait(shop, incident, wakebook):
    incident()
    said = wakebook("postmortem", "need", ID, cwd=shop).stdout
    assert said == f"{ID}\n  not needed by policies/postmortem.yaml\n"
    shop.write(FOLDER, WRITTEN)
    assert f"{ID}  begun, not published\n" in wakebook("postmortem", "need", ID, cwd=shop).stdout
