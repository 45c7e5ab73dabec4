"""What a second import tells and does where it is asked otherwise than the first one was."""

import json

import pytest
from tests.cli.importing.test_import_pagerduty_report import report

NEW_YORK = ("--zone", "America/New_York")
BARE = {"created_on": "2026-03-02 10:00:00", "resolved_on": "2026-03-02 11:30:00"}
FIRST = "2026-03-02-payments-are-declined-pt4x"
REREAD = "read otherwise than when it was imported, though the source says the same: "
POST = """---
title: Slow
date: 2026-03-02 10:00:00
resolved: true
resolvedWhen: 2026-03-02 13:00:00
severity: Disrupted
affected: [Payments]
---
*Investigating* - We look. {{< track "2026-03-02 10:10:00" >}}

*Monitoring* - It is in. {{< track "2026-03-02 11:10:00" >}}

*Resolved* - All is well. {{< track "2026-03-02 12:10:00" >}}
"""
TICKETS = """\
Number,State,Opened,Resolved,Closed,Updated,Priority,Short description
INC1,Closed,03/02/2026 10:00,04/02/2026 10:00,05/02/2026 10:00,,1 - Critical,Slow
INC2,Closed,03/02/2026 10:00,02/02/2026 10:00,05/02/2026 10:00,,2 - High,Odd
"""


def remarks(plan):
    return " | ".join(remark["message"] for remark in plan["remarks"])


def deeds(plan):
    return [item["deed"] for item in plan["items"]]


@pytest.fixture
def stays(importing):
    """Imports once, and once more with other arguments; the second run may write nothing."""

    def run(system, path, first, second):
        code, _ = importing.run(system, path, *first)
        assert code == 0
        importing.repository.commit()
        importing.a_day_passes()
        importing.repository.commit()
        code, plan = importing.run(system, path, *second)
        assert importing.repository.git("status", "--short") == ""
        assert set(deeds(plan)) == {"unchanged"}
        return code, remarks(plan)

    return run


def test_another_zone_corrects_nothing_and_is_told_once(importing, stays):
    importing.write("i.csv", report(BARE, {**BARE, "id": "PT5X", "incident_number": "18"}))
    code, told = stays("pagerduty", "i.csv", NEW_YORK, ("--zone", "UTC"))
    assert code == 0
    assert told.count(f"{REREAD}10 times in 2 records; is --zone (or --dates") == 1
    _, plan = importing.run("pagerduty", "i.csv", *NEW_YORK)
    assert REREAD not in remarks(plan)
    assert importing.check("standard").code == 0


def test_updates_an_hour_apart_are_not_mistaken_for_each_other(importing, stays):
    importing.write("config.yml", "params: {}\n")
    importing.write("content/issues/slow.md", POST)
    _, told = stays("cstate", ".", ("--zone", "UTC"), ("--zone", "Europe/Prague"))
    assert REREAD in told


@pytest.mark.parametrize("second", [("Europe/Rome", "mdy"), ("Asia/Tokyo", "dmy")])
def test_another_order_of_dates_corrects_nothing(importing, stays, second):
    importing.write("t.csv", TICKETS)
    first = ("--zone", "Europe/Rome", "--dates", "dmy")
    _, told = stays("servicenow", "t.csv", first, ("--zone", second[0], "--dates", second[1]))
    assert REREAD in told


def test_what_was_edited_is_corrected_whatever_the_zone_is(importing):
    importing.write("i.csv", report(BARE))
    importing.run("pagerduty", "i.csv", *NEW_YORK)
    importing.a_day_passes()
    importing.write("i.csv", report({**BARE, "resolved_on": "2026-03-02 11:45:00"}))
    _, plan = importing.run("pagerduty", "i.csv", "--zone", "America/Chicago")
    log = importing.log(FIRST)
    assert deeds(plan) == ["changed"]
    assert REREAD in remarks(plan)
    assert log.count("The source was edited.") == 2
    assert log.count("at: 2026-03-02T11:45:00-06:00") == 2


def test_an_edited_creation_moves_what_is_counted_from_it(importing):
    importing.write("i.csv", report(BARE))
    importing.run("pagerduty", "i.csv", *NEW_YORK)
    importing.a_day_passes()
    importing.write("i.csv", report({**BARE, "created_on": "2026-03-02 09:50:00"}))
    _, plan = importing.run("pagerduty", "i.csv", *NEW_YORK)
    assert REREAD not in remarks(plan)
    assert "at: 2026-03-02T14:51:30Z" in importing.log(FIRST)


@pytest.mark.parametrize("words", ["2026-03-02T09:00:00Z", "2026-03-02 04:00:00 -05:00"])
def test_the_same_instant_in_another_zone_is_no_correction(importing, words):
    importing.write("i.csv", report({}))
    importing.run("pagerduty", "i.csv")
    importing.repository.commit()
    importing.write("i.csv", report({"created_on": words}))
    _, plan = importing.run("pagerduty", "i.csv")
    assert deeds(plan) == ["unchanged"]
    assert importing.repository.git("status", "--short") == ""


def test_a_meaning_that_comes_too_late_is_told(importing):
    importing.write("config.yml", "params: {}\n")
    importing.write("content/issues/slow.md", POST)
    zone = ("--zone", "UTC")
    for _ in range(2):
        _, plan = importing.run("cstate", ".", *zone)
        assert "severity 'Disrupted' (1 item) is no single level here" in remarks(plan)
        assert "--as Disrupted=LEVEL" in remarks(plan)
    for _ in range(2):
        _, plan = importing.run("cstate", ".", *zone, "--as", "disrupted=SEV3")
        assert deeds(plan) == ["unchanged"]
        assert remarks(plan) == (
            "--as disrupted=SEV3: 1 record that was imported before keeps its severity as it is."
            " Until they are merged you can remove them and import again; a merged record that is"
            " closed takes a severity only once it is reopened"
        )


def test_a_meaning_that_was_said_at_first_is_not_told_again(importing):
    importing.write("i.csv", report({}))
    for _ in range(2):
        _, plan = importing.run("pagerduty", "i.csv", "--as", "high=SEV2")
        assert "--as" not in remarks(plan)
    _, plan = importing.run("pagerduty", "i.csv", "--as", "high=SEV1")
    assert "--as high=SEV1: 1 record that was imported before keeps" in remarks(plan)


def test_a_word_that_the_source_never_says_is_told_with_those_that_it_says(importing):
    told = {"title": "T", "status": "resolved", "created_at": "2026-03-02T09:00:00Z"}
    told |= {"resolved_at": "2026-03-02T09:30:00Z"}
    levels = [{**told, "id": f"Q{n}", "priority": {"summary": f"P{n}"}} for n in (1, 2)]
    importing.write("i.json", json.dumps(levels))
    for _ in range(2):
        _, plan = importing.run("pagerduty", "i.json", "--as", "P7=SEV1", "--as", "p1=SEV1")
        assert "--as P7=SEV1: the source says 'P7' of no severity; its words are P1, P2" in remarks(
            plan
        )
        assert "--as P2=LEVEL" in remarks(plan)
        assert "--as p1=SEV1" not in remarks(plan)
    importing.write("i.csv", report({"urgency": ""}))
    _, plan = importing.run("pagerduty", "i.csv", "--as", "P7=SEV1", "--plan")
    assert "--as P7=SEV1: the source says 'P7' of no severity; it has none" in remarks(plan)


def paged(importing, url):
    incident = {
        "id": "PX1",
        "title": "Mail is late",
        "created_at": "2026-03-02T10:00:00Z",
        "resolved_at": "2026-03-02T11:00:00Z",
        "status": "resolved",
        "html_url": url,
    }
    importing.write("i.json", json.dumps([incident]))
    code, plan = importing.run("pagerduty", "i.json")
    return code, plan["items"][0]


def test_an_address_that_no_record_may_hold_finds_what_it_became(importing):
    """Without an address nothing tells that it is of another page."""
    paged(importing, "https://one.example/PX1")
    for _ in range(2):
        code, item = paged(importing, "https://two.example/P X1")
        fates = {row["field"]: row["outcome"] for row in item["fields"]}
        assert (code, item["deed"], fates["html_url"]) == (0, "unchanged", "lost")
    assert importing.check("standard").code == 0


def test_a_record_that_says_it_is_something_else_is_told_where_its_name_is_wanted(importing):
    for page in ("one", "two"):
        code, item = paged(importing, f"https://{page}.example/PX1")
        assert (code, item["deed"]) == (0, "create")
        folder = importing.repository.root / "incidents/2026" / item["incident"]
        header = folder / "incident.yaml"
        header.write_text(header.read_text().replace("PX1", "PX2"))
        (log,) = folder.glob("timeline/*")
        log.rename(log.with_name("20260401T100000Z-import-0123456789ab.yaml"))
    code, item = paged(importing, "https://two.example/PX1")
    assert (code, item["deed"]) == (1, "cannot")
    assert f"would be {folder.name}, which is a record of" in item["remarks"][0]["message"]
    assert importing.check("standard").code == 0


@pytest.mark.parametrize(
    "urls", [(None, "https://one.example/a"), ("https://one.example/a", "https://one.example/b")]
)
def test_of_two_items_that_no_later_run_could_tell_apart_one_is_imported(importing, urls):
    common = {"created_at": "2026-03-02T10:00:00Z", "status": "resolved", "title": "Mail is late"}
    incidents = [{"id": "PX1", **common, "html_url": url} for url in urls]
    importing.write("i.json", json.dumps(incidents))
    for deed in ("create", "unchanged"):
        code, plan = importing.run("pagerduty", "i.json")
        assert code == 1
        assert [item["deed"] for item in plan["items"]] == [deed, "cannot"]
        assert "says something else; keep one" in plan["items"][1]["remarks"][-1]["message"]


def test_items_of_two_pages_with_the_same_id_are_both_imported(importing):
    common = {"created_at": "2026-03-02T10:00:00Z", "status": "resolved", "title": "Mail is late"}
    urls = ("https://one.example/a", "https://two.example/a")
    importing.write("i.json", json.dumps([{"id": "PX1", **common, "html_url": u} for u in urls]))
    for deed in ("create", "unchanged"):
        code, plan = importing.run("pagerduty", "i.json")
        assert (code, plan["summary"][deed]) == (0, 2)
