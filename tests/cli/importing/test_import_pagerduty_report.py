"""``wakebook import pagerduty FILE.csv``: the report of incidents that the web site exports."""

import csv
import io
import json

import pytest
from tests.cli.importing.test_import_people import entries, knows

COLUMNS = (
    *("id", "incident_number", "description", "service_id", "service_name"),
    *("escalation_policy_id", "escalation_policy_name", "created_on", "resolved_on"),
    *("seconds_to_first_ack", "seconds_to_resolve", "auto_resolved", "escalation_count"),
    *("auto_escalation_count", "acknowledge_count", "assignment_count"),
    *("acknowledged_by_user_ids", "acknowledged_by_user_names", "assigned_to_user_ids"),
    *("assigned_to_user_names", "resolved_by_user_id", "resolved_by_user_name", "urgency"),
)
ROW = dict.fromkeys(COLUMNS, "") | {
    "id": "PT4X",
    "incident_number": "17",
    "description": "Payments are declined",
    "service_id": "PS1",
    "service_name": "Payments",
    "created_on": "2026-03-02T10:00:00+01:00",
    "resolved_on": "2026-03-02T11:30:00+01:00",
    "seconds_to_first_ack": "90",
    "seconds_to_resolve": "5400",
    "auto_resolved": "false",
    "acknowledged_by_user_names": "Jo Miller",
    "resolved_by_user_name": "Jo Miller",
    "urgency": "high",
}
OWN = "2026-03-02-payments-are-declined-pt4x"


def report(*rows, columns=COLUMNS):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([{**ROW, **row}.get(name, "") for name in columns] for row in rows)
    return text.getvalue()


@pytest.fixture
def take(importing):
    """Writes a report, imports it, and gives the exit code and the plan."""

    def run(text, *arguments):
        importing.write("incidents.csv", text)
        return importing.run("pagerduty", "incidents.csv", *arguments)

    return run


def only(plan):
    (item,) = plan["items"]
    return item


def sentences(plan):
    """Everything that is told, with its line."""
    told = [remark for item in plan["items"] for remark in item["remarks"]] + plan["remarks"]
    assert {remark["path"] for remark in told} <= {"incidents.csv"}
    return [(remark["line"], remark["message"]) for remark in told]


def test_7_1_a_row_of_the_report_becomes_a_record(take, importing):
    code, plan = take(report({}), "--as", "high=SEV2")
    assert (code, only(plan)["incident"]) == (0, OWN)
    log = importing.log(OWN)
    assert "- kind: detected\n  at: 2026-03-02T10:00:00+01:00\n" in log
    assert "- kind: acknowledged\n  at: 2026-03-02T09:01:30Z\n" in log
    assert "- kind: resolved\n  at: 2026-03-02T11:30:00+01:00\n" in log
    assert "level: SEV2" in log
    header = importing.header(OWN)
    assert "audience: staff" in header
    assert "components:\n  - payments\n" in header
    assert "system: pagerduty-number\n    id: 17" in header.replace('"', "")
    assert "Jo" not in header + log
    assert importing.check("standard").code == 0


def test_7_1_a_second_run_changes_nothing(take, importing):
    take(report({}))
    importing.repository.commit()
    code, plan = take(report({}))
    assert (code, plan["summary"]["unchanged"]) == (0, 1)
    assert importing.repository.git("status", "--short") == ""


def test_7_1_the_report_and_the_api_tell_of_the_same_incident(take, importing):
    take(report({}))
    told = {
        "id": "PT4X",
        "incident_number": 17,
        "title": "Payments are declined",
        "service": {"summary": "Payments"},
        "created_at": "2026-03-02T09:00:00Z",
        "resolved_at": "2026-03-02T10:30:00Z",
        "status": "resolved",
        "urgency": "high",
    }
    importing.write("i.json", json.dumps(told))
    _, plan = importing.run("pagerduty", "i.json", "--plan")
    assert only(plan)["incident"] == OWN
    assert only(plan)["deed"] != "create"


def test_7_1_every_column_has_a_fate(take):
    columns = (*COLUMNS, "Mood", "body.details", "id", "")
    text = report({"Mood": "grey", "body.details": "x", "": "y"}, columns=columns)
    _, plan = take(text, "--plan")
    fates = {row["field"]: row["outcome"] for row in plan["fields"]}
    assert len(fates) == len(columns)
    assert fates["created_on"] == fates["resolved_on"] == fates["service_name"] == "mapped"
    assert fates["acknowledged_by_user_names"] == fates["auto_resolved"] == "lost"
    assert fates["assigned_to_user_names"] == "empty"
    others = {name: fate for name, fate in fates.items() if name.startswith("column ")}
    assert others == dict.fromkeys(
        ("column 24: Mood", "column 25: body.details", "column 26: id", "column 27"), "lost"
    )


@pytest.mark.parametrize(
    ("given", "outcome"), [({}, "mapped"), ({"seconds_to_first_ack": "soon"}, "lost")]
)
def test_a_length_counts_as_mapped_only_if_the_log_has_it(take, given, outcome):
    _, plan = take(report(given), "--plan")
    fates = {row["field"]: row["outcome"] for row in plan["fields"]}
    assert fates["seconds_to_first_ack"] == outcome


def test_7_1_a_time_without_a_zone_needs_one(take, importing):
    text = report({"created_on": "2026-03-02 10:00:00", "resolved_on": "2026-03-02 11:30:00"})
    code, plan = take(text)
    assert (code, only(plan)["deed"]) == (1, "cannot")
    ((line, first), *_) = sentences(plan)
    assert line == 2
    assert first.startswith("created_on '2026-03-02 10:00:00' has a time without a zone")
    code, plan = take(text, "--zone", "Europe/Prague")
    assert code == 0
    assert "at: 2026-03-02T10:00:00+01:00" in importing.log(OWN)


def test_7_1_an_end_may_be_told_by_its_length_only(take, importing):
    columns = [name for name in COLUMNS if name != "resolved_on"]
    _, plan = take(report({}, columns=columns))
    assert "- kind: resolved\n  at: 2026-03-02T10:30:00Z\n" in importing.log(OWN)
    assert "5400 s after the creation" in importing.log(OWN)
    fates = {row["field"]: row["outcome"] for row in plan["fields"]}
    assert fates["seconds_to_resolve"] == "mapped"


def test_7_1_what_is_not_resolved_is_open(take):
    row = {"resolved_on": "", "seconds_to_resolve": "", "seconds_to_first_ack": ""}
    _, plan = take(report(row), "--plan")
    assert only(plan)["open"]


def test_7_1_titles_of_columns_may_be_written_in_words(take):
    titles = [name.replace("_", " ").title() for name in COLUMNS]
    text = report({}).replace(",".join(COLUMNS), ",".join(["Incident ID", *titles[1:]]))
    code, plan = take(text, "--plan")
    assert (code, only(plan)["incident"]) == (0, OWN)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("PT4X", "", 2, "has no id"),
        ("17,", "17,one more,", 2, "has 24 cells, and the heading has 23; put it right"),
        ("2026-03-02T10:00", "2026-02-30T10:00", 2, "created_on '2026-02-30T10:00"),
        (",90,", ",soon,", 2, "seconds_to_first_ack 'soon' is no number of s"),
        ("id,", "no,", 1, "has no column id"),
        ("created_on", "opened", 1, "has no column created_on"),
        ("Payments are", '"Payments are', 2, "is no row of a table"),
    ],
)
def test_7_1_what_is_wrong_is_told_with_its_line(take, old, new, line, words):
    text = report({})
    assert old in text
    _, plan = take(text.replace(old, new, 1), "--plan")
    assert any(at == line and words in told for at, told in sentences(plan)), sentences(plan)


def test_7_1_a_wrong_row_hides_no_other(take):
    text = report({}, {"id": "PT5X", "incident_number": "18"}).splitlines()
    code, plan = take("\n".join([text[0], "PT3X,16", "", *text[1:]]))
    assert (code, plan["summary"]["create"]) == (1, 2)
    assert (2, "has 2 cells, and the heading has 23; put it right") in sentences(plan)
    assert [item["line"] for item in plan["items"]] == [2, 4, 5]
    assert plan["summary"]["cannot"] == 1
    assert plan["summary"]["values"]["lost"] >= 2


@pytest.mark.parametrize("text", ["", "\n\n", "a", "\x00", "id,created_on\n"])
def test_7_1_what_is_no_report_is_told(take, text):
    code, plan = take(text)
    assert plan["items"] == []
    assert code == 1 or text.startswith("id,")


def test_7_1_a_report_that_is_cut_off_is_told(take):
    columns = ("id", "created_on")
    rows = "".join(f"P{number},2026-03-02T10:00Z\n" for number in range(20_000))
    _, plan = take(f"{','.join(columns)}\n{rows}", "--plan")
    assert any("where PagerDuty cuts a report off" in told for _, told in sentences(plan))


def test_7_1_a_report_in_a_folder_is_told(importing):
    importing.write("all/incidents.csv", report({}))
    importing.write("all/incidents.json", "[]")
    _, plan = importing.run("pagerduty", "all", "--plan")
    ((line, told),) = sentences(plan)
    assert (line, "import it by itself" in told) == (1, True)


def test_7_1_a_time_that_cannot_be_read_is_kept_and_not_lost(take, importing):
    _, plan = take(report({"created_on": "2026-02-30T10:00:00Z"}))
    fates = {row["field"]: (row["outcome"], row["where"]) for row in plan["fields"]}
    assert fates["created_on"] == ("kept", "log: as_written, beside an unknown time")
    assert "as_written: 2026-02-30T10:00:00Z" in importing.log(only(plan)["incident"])


@pytest.mark.parametrize("text", ["no,created_on\n1,2\n", "id,created_on\nP1\n"])
def test_7_1_a_plan_of_nothing_gives_no_advice_to_run_it(importing, wakebook, text):
    file = importing.write("incidents.csv", text)
    ran = wakebook("import", "pagerduty", str(file), "--plan", cwd=importing.repository)
    assert ran.code == 1
    assert "without --plan" not in ran.stdout


ACKNOWLEDGED = ("acknowledged_by_user_ids", "acknowledged_by_user_names")
NAMED = {
    "acknowledged_by_user_ids": "PU1",
    "acknowledged_by_user_names": "Miller, Jo",
    "resolved_by_user_id": "PU2",
    "resolved_by_user_name": "Kim Ode",
}


def signed(importing):
    return [entry for entry in entries(importing.log(OWN), "by") if entry[1]]


def by_name(plan):
    return {row["field"]: row["outcome"] for row in plan["fields"]}


def test_7_1_people_of_the_report_are_named_by_the_catalog(take, importing):
    knows(importing, "ana", "PU1")
    knows(importing, "ben", "kim ode")
    _, plan = take(report(NAMED))
    assert signed(importing) == [("acknowledged", "user:ana"), ("resolved", "user:ben")]
    assert {by_name(plan)[name] for name in NAMED} == {"mapped"}
    assert not any("in the catalog" in told for _, told in sentences(plan))
    assert importing.check("standard").code == 0


def test_7_1_strangers_of_the_report_are_counted(take, importing):
    _, plan = take(report(NAMED))
    assert signed(importing) == []
    (told,) = (told for _, told in sentences(plan) if "in the catalog" in told)
    assert told.startswith("2 people, by their ids or names, are not in the catalog")
    assert {by_name(plan)[name] for name in NAMED} == {"lost"}
    assert "Kim" not in importing.log(OWN) + told


def test_7_1_strangers_of_the_report_may_stay_as_text(take, importing):
    take(report(NAMED), "--external")
    assert signed(importing) == [
        ("acknowledged", '"external: Miller, Jo"'),
        ("resolved", '"external: Kim Ode"'),
    ]


@pytest.mark.parametrize(
    ("ids", "names"), [("PU1,PU2", "Jo, Kim"), ("", "Jo, Kim"), ("PU1; PU2", ""), ("PU1", "Jo|Kim")]
)
def test_7_1_of_several_who_acknowledged_none_is_named(take, importing, ids, names):
    knows(importing, "ana", "PU1, Jo")
    row = {"resolved_by_user_name": "", **dict(zip(ACKNOWLEDGED, (ids, names), strict=True))}
    _, plan = take(report(row))
    assert signed(importing) == []
    fates = {row["field"]: row["where"] for row in plan["fields"] if row["outcome"] == "lost"}
    told = [fates[name] for name in ACKNOWLEDGED if name in fates]
    assert set(told) == {"they are several people, and nothing tells who was the first"}


def test_7_1_a_text_that_no_record_can_hold_hides_no_other(take):
    long = {"id": "PT5X", "incident_number": "18", "description": "T" * 100_000}
    code, plan = take(report({}, long, {"id": "PT6X", "incident_number": "19"}))

    assert code == 1
    assert [item["deed"] for item in plan["items"]] == ["create", "cannot", "create"]
    assert any(line == 3 and "65,536" in told for line, told in sentences(plan))


def test_7_1_an_end_before_the_first_sign_is_unknown(take, importing):
    code, plan = take(report({"resolved_on": "2026-03-01T09:00:00+01:00"}))

    assert (code, only(plan)["incident"]) == (0, OWN)
    assert any("lies before detected" in told for _, told in sentences(plan))
    assert "- kind: resolved\n  at: unknown\n" in importing.log(OWN)


def test_7_1_a_year_before_a_thousand_has_four_digits(take, importing):
    times = {"created_on": "0001-01-02T10:00:00Z", "resolved_on": "0001-01-02T11:00:00Z"}
    code, plan = take(report(times))

    assert code == 0
    assert only(plan)["incident"].startswith("0001-01-02-")
    assert importing.check("lenient").code == 0


def test_7_1_a_folder_with_nothing_but_a_report_says_so(importing):
    importing.write("export/incidents.csv", report({}))
    code, plan = importing.run("pagerduty", "export")
    ((path, told),) = ((each["path"], each["message"]) for each in plan["remarks"])

    assert (code, path) == (1, "export")
    assert "incidents.csv is a table: import it by itself" in told
