"""Restricted records lie in a repository of their own, read beside the first (6.6)."""

import json

import pytest
from tests.mounted.conftest import TITLE

pytestmark = pytest.mark.daily(3)


def _codes(told):
    parts = [told]
    while parts:
        part = parts.pop()
        parts += part["parts"]
        if not part["parts"]:
            yield part["code"], part["outcome"]


def test_6_6_the_first_repository_holds_nothing_of_the_other(pair):
    assert pair.shop.git("grep", "--count", "format", "HEAD", "--", "wakebook.yaml")
    held = pair.shop.git("log", "--all", "-p")
    assert TITLE not in held
    assert pair.id not in held


def test_6_6_both_are_read_as_one(pair):
    assert TITLE in pair.in_shop("show", pair.id).stdout
    assert TITLE in pair.in_vault("show", pair.id).stdout
    assert "Payments time out" in pair.in_vault("show", "payments-timeouts").stdout
    listed = pair.in_shop("list").stdout
    assert pair.id in listed
    assert "payments-timeouts" in listed


def test_6_6_what_is_not_there_is_no_mistake(pair):
    pair.shop.git("config", "--unset", "wakebook.library.vault")
    parent = ["log", "-i", "edge-upgrade", "--link", f"parent={pair.id}"]
    pair.in_shop(*parent)
    assert pair.in_shop("check").code == 0
    assert pair.in_shop("show", pair.id).code == 1


def test_6_6_the_policies_of_the_first_judge_the_other(pair):
    ran = pair.in_vault("check", "--profile", "pedantic")
    assert (ran.code, ran.stderr) == (0, "")
    path = f"incidents/{pair.id[:4]}/{pair.id}/timeline"
    pair.vault.write(
        f"{path}/20261127T230000Z-aaaa.yaml",
        "- {kind: severity, at: 2026-11-27T23:00Z, by: 'user:nobody', level: SEV9}\n",
    )
    found = json.loads(pair.in_vault("check", "--format", "json").stdout)["findings"]
    assert {f["path"].partition("/timeline")[0] for f in found} == {path.partition("/timeline")[0]}
    assert len({f["code"] for f in found}) >= 2


def test_6_6_what_it_brings_of_its_own_judges_nothing(pair):
    pair.vault.write("policies/approvals.yaml", "schema: approvals\n")
    ran = pair.in_vault("check")
    assert ran.code == 1
    assert "policies/approvals.yaml:1:1: error WB0011 judges nothing here" in ran.stdout


def test_6_6_without_what_judges_nothing_is_right(pair):
    pair.vault.git("config", "--unset", "wakebook.library.shop")
    ran = pair.in_vault("check")
    assert ran.code == 1
    assert "WB0011 it belongs to shop" in ran.stdout
    pair.vault.git("config", "wakebook.library.shop", "/nowhere")
    ran = pair.in_vault("check")
    assert (ran.code, "names no repository that can be read" in ran.stderr) == (3, True)


def test_6_6_an_incident_lies_in_one_of_them(pair):
    folder = f"incidents/{pair.id[:4]}/{pair.id}"
    pair.shop.write(f"{folder}/incident.yaml", "title: A copy\nkind: incident\naudience: staff\n")
    pair.shop.commit("Copy")
    ran = pair.in_shop("check")
    assert ran.code == 1
    assert f"{folder}/incident.yaml:1:1: error WB0011 is in vault too" in ran.stdout
    assert "A copy" in pair.in_shop("show", pair.id).stdout


def test_5_2_the_gate_of_the_other_asks_whom_the_first_names(pair):
    pair.vault.git("checkout", "--quiet", "-b", "end")
    pair.in_vault("log", "-i", pair.id, "--resolved", "--at", "-1m")
    assert pair.in_vault("close", pair.id).code == 0
    ran = pair.in_vault("review", "--base", "main", "--format", "json")
    told = dict(_codes(json.loads(ran.stdout)["verdict"]))
    assert (ran.code, told.get("WB5201")) == (1, "waiting")
    pair.vault.git("config", "--unset", "wakebook.library.shop")
    ran = pair.in_vault("review", "--base", "main", "--format", "json")
    told = dict(_codes(json.loads(ran.stdout)["verdict"]))
    assert (ran.code, told.get("WB5204")) == (1, "unknown")


def test_5_2_a_draft_of_the_first_judges_nothing_in_the_other(pair):
    pair.shop.git("checkout", "--quiet", "-b", "draft")
    (pair.shop.root / "policies/approvals.yaml").unlink()
    pair.shop.commit("Ask nobody")
    pair.vault.git("checkout", "--quiet", "-b", "end")
    pair.in_vault("log", "-i", pair.id, "--resolved", "--at", "-1m")
    pair.in_vault("close", pair.id)
    ran = pair.in_vault("review", "--base", "main", "--format", "json")
    told = dict(_codes(json.loads(ran.stdout)["verdict"]))
    assert told.get("WB5201") == "waiting"


def test_6_6_a_link_to_the_first_is_written_here_alone(pair):
    ran = pair.in_vault("log", "-i", pair.id, "--link", "parent=2026-10-05-payments-latency")
    assert "lies in another repository" in ran.stderr
    assert not (pair.vault.root / "incidents/2026/2026-10-05-payments-latency").exists()


def test_6_6_the_restricted_pages_show_both_and_others_nothing(pair):
    build = pair.shop.root / "build/site"
    assert pair.in_shop("publish", "--audience", "staff").code == 0
    pages = [p for p in build.rglob("*") if p.is_file()]
    assert not [p for p in pages if TITLE.encode() in p.read_bytes() or pair.id in str(p)]
    assert pair.in_shop("publish", "--audience", "restricted").code == 0
    pages = [p for p in build.rglob("*.html") if TITLE.encode() in p.read_bytes()]
    assert pages


def test_6_6_the_first_repository_sends_the_restricted_there(pair):
    ran = pair.in_shop("new", "--restricted", "Another one")
    assert ran.code == 2
    assert "restricted records lie in a repository of their own, vault" in ran.stderr
    assert not pair.shop.git("status", "--porcelain")


def test_6_6_nothing_is_written_to_the_other_from_here(pair):
    for words in (
        ("log", "-i", pair.id, "hello"),
        ("close", pair.id),
        ("postmortem", "draft", pair.id),
        ("seal", pair.id),
    ):
        ran = pair.in_shop(*words)
        assert ran.code == 2, words
        assert "lies in another repository" in ran.stderr
    assert not pair.shop.git("status", "--porcelain")


OPEN_TO_ALL = """title: Orders cannot be paid
kind: incident
audience: public
components: [checkout]
"""
HELD = """schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    when: {severity: [SEV1, SEV2]}
    parts: [{as: legal, from: [group:web]}]
"""


def test_3_2_words_that_the_first_repository_holds_from_now_on_are_taken_down(pair):
    log = f"incidents/{pair.id[:4]}/{pair.id}"
    pair.vault.write(f"{log}/incident.yaml", OPEN_TO_ALL)
    ran = pair.in_vault("log", "-i", pair.id, "--update", "--public", "The list was taken.")
    assert ran.code == 0, ran.stderr
    pair.vault.commit("Tell it")
    pair.in_vault("publish", "status")
    feed = pair.vault.root / "build/status/feed.json"
    assert "The list was taken." in feed.read_text(encoding="utf-8")
    pair.shop.write("policies/wording.yaml", HELD)
    pair.shop.commit("Hold words")
    ran = pair.in_vault("publish", "status")
    assert ran.code == 0, ran.stderr
    assert "The list was taken." not in feed.read_text(encoding="utf-8")
