"""What a closure would be told is told before it is tried, wherever it is asked (5.1 to 5.6)."""

import json

import pytest
from tests.closing.conftest import ago

ITEM = """title: Give the price import a pool of its own
owner: user:ben
due: 2026-12-31
kind: prevent
blocking: true
"""


@pytest.mark.parametrize(("words", "codes"), [("Fixed it", ["WB5102"]), ("Enlarged the pool", [])])
def test_5_1_what_the_log_would_hand_over_is_judged_before_a_summary_is_said(shop, words, codes):
    shop.demand("notes: [actions]")
    shop.say({"kind": "action", "text": words})
    assert shop.stands() == ["WB5101", *codes]
    assert shop.stands("--summary", "The pool was too small") == codes


def test_5_6_linked_issues_are_named(shop):
    shop.demand("notes: []")
    shop.say({"kind": "link", "rel": "ticket", "to": "acme/shop#12"})
    shop.say({"kind": "link", "rel": "ticket", "to": "OPS-12"})
    assert "the gate asks whether acme/shop#12 is closed\n" in shop.close("--check").stdout
    told = json.loads(shop.close("--check", "--format", "json").stdout)
    assert told["tickets"] == ["acme/shop#12"]


def test_5_6_what_blocks_is_named_with_its_file_and_the_commands(shop):
    shop.demand("notes: []")
    path = f"postmortems/{shop.id[:4]}/{shop.id}/actions/own-pool.yaml"
    shop.repository.write(path, ITEM)
    told = shop.close("--check").stdout
    assert f" — {path}:5: " in told
    assert f"  wakebook actions --incident {shop.id[11:]} --blocking\n" in told


def test_5_6_a_line_that_closes_is_told_all_that_a_closure_is_told(shop, wakebook):
    shop.demand("notes: []")
    wakebook("new", "Queue is full", "--component", "payments", cwd=shop.repository)
    shop.wakebook("log", "-i", "slow", "--link", "child=queue", cwd=shop.repository)
    assert shop.stands() == ["WB5601"]
    ran = shop.wakebook("log", "-i", "slow", "--closed", "Over", cwd=shop.repository)
    assert ran.code == 0
    assert "`wakebook review` refuses this: WB5601 ends, but " in ran.stderr
    assert "WB4302" not in ran.stderr, "the line is new"


@pytest.mark.parametrize(("again", "words"), [(True, "reopened and not"), (False, "never")])
def test_5_5_what_was_reopened_was_resolved_once(shop, again, words):
    shop.demand("validation: PT1H")
    entries = [{"kind": "reopened", "at": ago(minutes=30)}]
    if not again:
        resolved = next((shop.repository.root / shop.folder / "timeline").glob("*-0002.yaml"))
        back = {"kind": "correction", "corrects": f"{resolved.stem}#1", "retract": True}
        entries = [{**back, "at": ago(minutes=30)}]
    shop.say(*entries)
    assert words in shop.close("--check").stdout.replace("\n", " ")
    assert "WB5501" in shop.stands()


def test_5_5_a_time_that_is_none_closes_nothing(shop):
    shop.demand("notes: []")
    ran = shop.close("--at", "2026-13-40")
    assert (ran.code, "nothing was written" in ran.stderr) == (2, True)
    assert shop.repository.git("status", "--porcelain") == ""


def test_5_1_old_notes_of_a_reopened_incident_are_told_by_their_rule(shop):
    shop.demand("notes: []")
    path = f"{shop.folder}/incident.yaml"
    raw = (shop.repository.root / path).read_text()
    shop.repository.write(path, f"{raw}resolution: {{summary: The pool was too small}}\n")
    shop.say(
        {"kind": "reopened", "at": ago(minutes=30)}, {"kind": "resolved", "at": ago(minutes=20)}
    )
    assert shop.stands() == ["WB5101"]
    told = json.loads(shop.close("--check", "--format", "json").stdout)["verdict"]
    assert not told["sentence"]


def test_5_5_what_was_confirmed_ahead_of_time_is_named_with_its_file(shop):
    shop.demand("verified: true")
    later = {"kind": "confirmation", "who": "user:ana", "of": "restoration", "at": ago(hours=-2)}
    shop.say(later)
    told = shop.close("--check").stdout
    assert f"{shop.folder}/timeline/" in told
    assert "take it back (a correction, or --undo)" in told
