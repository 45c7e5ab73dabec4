"""Planning a maintenance by command: from its window to its end, as the public reads it (3.2)."""

import json
from datetime import UTC, datetime

import pytest

FROM, UNTIL = "2036-12-05T22:00Z", "2036-12-06T01:00Z"
WINDOW = ("--from", FROM, "--until", UNTIL)


@pytest.fixture
def planned(site):
    """A maintenance of the till that the public reads of; gives the site and its id."""
    site.repository.commit("Begin")
    _plan(site, "--public")
    return site, f"{datetime.now(UTC):%Y-%m-%d}-database-upgrade"


def _plan(site, *words):
    plan = ("new", "--kind", "maintenance", "Database upgrade", "--component", "checkout")
    return site.run(*plan, *WINDOW, *words, cwd=site.repository)


def _shown(site, incident):
    return json.loads(site.run("show", incident, "--format", "json", cwd=site.repository).stdout)


def _log(site, *words):
    return site.run("log", "-i", "database-upgrade", *words, cwd=site.repository)


def test_3_2_a_maintenance_is_planned_by_command(planned):
    site, incident = planned
    shown = _shown(site, incident)
    (entry,) = shown["timeline"]
    assert (entry["kind"], entry["from"], entry["until"]) == ("scheduled", FROM, UNTIL)
    assert (entry["audience"], shown["status"]) == ("public", "scheduled")
    assert "-upgrade" not in site.run("check", cwd=site.repository).stdout
    assert site.publish().code == 0
    (found,) = [m for m in _maintenances(site) if m["name"] == "Database upgrade"]
    assert found["scheduled_for"] == "2036-12-05T22:00:00.000Z"
    assert [c["name"] for c in found["components"]] == ["Till"]


def _maintenances(site):
    return site.json("api/v2/scheduled-maintenances.json")["scheduled_maintenances"]


def test_3_2_without_a_word_for_the_public_a_maintenance_is_for_staff(site):
    site.repository.commit("Begin")
    _plan(site)
    site.publish()
    assert [m["name"] for m in _maintenances(site)] == ["A new till"]


def test_3_2_a_maintenance_is_moved_goes_on_and_ends_by_command(planned):
    site, incident = planned
    moved = _log(site, "--scheduled", "--until", "2036-12-06T03:00Z", "--public", "Longer")
    assert (moved.code, moved.stderr) == (0, "")
    entry = _shown(site, incident)["timeline"][-1]
    assert (entry["from"], entry["until"], entry["text"]) == (FROM, "2036-12-06T03:00Z", "Longer")
    for words in (["--in-progress"], ["verifying"], ["--completed"]):
        assert _log(site, *words, "--public").code == 0
    kinds = [line["kind"] for line in _shown(site, incident)["timeline"]]
    assert kinds == ["scheduled", "scheduled", "in_progress", "verifying", "completed"]
    assert _shown(site, incident)["status"] == "completed"
    assert "-upgrade" not in site.run("check", cwd=site.repository).stdout
    site.publish()
    assert "Completed" in site.text(f"incidents/{incident}/index.html")


def test_3_2_who_moves_what_the_public_reads_hears_that_it_reads_the_old_window(planned):
    site, _ = planned
    assert "public still reads the window of before" in _log(site, *WINDOW).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say from when to when"),
        (("--from", FROM), "say from when to when"),
        (("--from", UNTIL, "--until", FROM), "is not after from"),
        (("--from", FROM, "--until", FROM), "is not after from"),
        (("--from", "2036-12-05T22:00", "--until", UNTIL), "a time without a zone"),
        (("--from", "soon", "--until", UNTIL), "--from soon is no moment"),
        (("--from", "unknown", "--until", UNTIL), "names no time"),
        ((*WINDOW, "--severity", "SEV1"), "has no --severity"),
        ((*WINDOW, "--public", "--restricted"), "for the public or restricted"),
    ],
)
def test_3_2_a_maintenance_without_a_possible_window_is_refused(small, wakebook, words, said):
    ran = wakebook("new", "--kind", "maintenance", "Database upgrade", *words, cwd=small)
    assert (ran.code, said in ran.stderr) == (2, True), ran.stderr
    assert small.git("status", "--porcelain") == ""


@pytest.mark.parametrize("words", [WINDOW, ("--public",)])
def test_3_2_an_incident_is_not_planned(small, wakebook, words):
    ran = wakebook("new", "Mail is late", *words, cwd=small)
    assert (ran.code, "maintenance" in ran.stderr) == (2, True)


def test_3_2_an_impossible_move_is_kept_in_words_and_moves_nothing(planned):
    site, incident = planned
    ran = _log(site, "--scheduled", "--until", "2036-12-01T00:00Z", "Earlier")
    assert "kept as an observation: until 2036-12-01T00:00Z is not after from" in ran.stderr
    entry = _shown(site, incident)["timeline"][-1]
    told = "scheduled, until 2036-12-01T00:00Z: Earlier"
    assert (entry["kind"], entry["text"]) == ("observation", told)


def test_3_2_a_milestone_of_a_maintenance_ends_no_incident(small, wakebook):
    wakebook("new", "Mail is late", cwd=small)
    ran = wakebook("log", "-i", "mail-is-late", "completed", cwd=small)
    assert "completed is a milestone of a maintenance, for incidents there is --resolved" in (
        ran.stderr
    )
    shown = json.loads(wakebook("show", "mail-is-late", "--format", "json", cwd=small).stdout)
    assert (shown["status"], shown["timeline"][-1]["text"]) == ("investigating", "completed")


def test_3_2_a_notice_for_the_public_is_told_by_command(site):
    site.repository.commit("Begin")
    site.run("new", "--kind", "notice", "Phishing mails", "--public", cwd=site.repository)
    words = ("log", "-i", "phishing", "--update", "--public", "We never ask for passwords.")
    assert site.run(*words, cwd=site.repository).code == 0
    assert "phishing" not in site.run("check", cwd=site.repository).stdout
    site.publish()
    assert "We never ask for passwords." in site.text("index.html")
