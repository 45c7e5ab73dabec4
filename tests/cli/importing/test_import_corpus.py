"""Two real histories come in whole: nothing is skipped in silence, and ``check`` passes."""

import pytest


def imported(importing, *arguments):
    code, plan = importing.run(*arguments)
    assert code == 0
    importing.repository.commit()
    assert importing.check("lenient").code == 0
    assert importing.check("standard").code == 0
    again, second = importing.run(*arguments)
    assert (again, second["summary"]["unchanged"]) == (0, len(plan["items"]))
    assert importing.repository.git("status", "--short") == ""
    for kind in ("mapped", "kept", "lost", "empty"):
        assert plan["summary"]["values"][kind] == second["summary"]["values"][kind]
    return plan


def test_a_cstate_site_comes_in_whole(importing, corpus):
    site = corpus / "cstate-packit"
    plan = imported(importing, "cstate", str(site), "--zone", "UTC")
    posts = list((site / "content" / "issues").iterdir())
    assert plan["summary"]["create"] == len(plan["items"]) == len(posts)
    values = plan["summary"]["values"]
    assert values["lost"] == 0
    assert values["mapped"] > 7 * len(posts)


def test_without_a_zone_only_the_posts_that_need_one_stay_out(importing, corpus):
    code, plan = importing.run("cstate", str(corpus / "cstate-packit"), "--plan")
    refused = [item for item in plan["items"] if item["deed"] == "cannot"]
    assert code == 1
    assert len(refused) == 5
    assert all("--zone" in item["remarks"][0]["message"] for item in refused)


@pytest.mark.thorough
def test_a_log_of_tickets_comes_in_whole(importing, corpus):
    file = corpus / "servicenow" / "incident_event_log_first5998_ddmmyyyy.csv"
    plan = imported(importing, "servicenow", str(file), "--zone", "UTC")
    rows = file.read_text().splitlines()[1:]
    assert plan["summary"]["create"] == len({row.partition(",")[0] for row in rows})
    assert sum(plan["summary"]["values"].values()) == 36 * len(rows)
    assert all(row["where"] != "records have no place for it" for row in plan["fields"])


@pytest.mark.thorough
def test_a_parsed_feed_comes_in_whole(importing, corpus):
    file = corpus / "github-statuspage-2022-2023" / "incidents.jsonl"
    plan = imported(importing, "statuspage", str(file))
    assert plan["summary"]["create"] == len(file.read_text().splitlines())
    assert [row["field"] for row in plan["fields"] if row["outcome"] == "lost"] == ["updated_at"]
