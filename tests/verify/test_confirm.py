"""``wakebook log --confirm``: the word of somebody who tried it (requirement 5.3)."""

import json

import pytest


def _last(shop, wakebook):
    printed = wakebook("show", shop.id, "--format", "json", cwd=shop.repository).stdout
    return json.loads(printed)["timeline"][-1]


def _log(shop, wakebook, *words):
    return wakebook("log", "--incident", shop.id, *words, cwd=shop.repository)


def test_5_3_a_confirmation_is_whose_words_they_are(shop, wakebook):
    ran = _log(shop, wakebook, "--confirm", "restoration", "--by", "ben", "Ben paid")
    assert ran.code == 0
    assert "it counts once user:ben approves it from their own account" in ran.stderr
    told = _last(shop, wakebook)
    assert [told[key] for key in ("kind", "who", "by", "reported_by", "of", "text")] == [
        "confirmation", "user:ben", "user:ben", "user:ana", "restoration", "Ben paid",
    ]  # fmt: skip


def test_5_3_a_confirmation_of_nothing_is_kept_in_words(shop, wakebook):
    for words in (["--confirm", ""], ["--confirm", "  ", "It works"]):
        ran = _log(shop, wakebook, *words)
        assert (ran.code, "say --confirm restoration" in ran.stderr) == (0, True), ran.stderr
        assert _last(shop, wakebook)["kind"] == "observation"
    assert _last(shop, wakebook)["text"] == "confirm: It works"


def test_5_3_a_confirmation_stands_with_what_else_is_said(shop, wakebook):
    assert _log(shop, wakebook, "--confirm", "restoration", "--resolved", "I paid").code == 0
    printed = wakebook("show", shop.id, "--format", "json", cwd=shop.repository).stdout
    told = [(e["kind"], e.get("text")) for e in json.loads(printed)["timeline"][-2:]]
    assert told == [("confirmation", "I paid"), ("resolved", None)]


def test_5_3_a_closed_incident_takes_no_confirmation_any_more(shop, wakebook):
    _log(shop, wakebook, "--resolved", "--closed")
    ran = _log(shop, wakebook, "--confirm", "restoration", "I paid")
    assert "confirmation: not for an incident that is over" in ran.stderr
    assert _last(shop, wakebook)["kind"] == "update"


def test_5_3_what_is_nearly_a_restoration_is_asked_about(shop, wakebook):
    ran = _log(shop, wakebook, "--confirm", "restorations", "I paid")
    assert (ran.code, "did you mean restoration?" in ran.stderr) == (0, True)
    assert (_last(shop, wakebook)["kind"], _last(shop, wakebook)["of"]) == (
        "confirmation", "restorations",
    )  # fmt: skip
    for word in ("restoration", "all mails have arrived"):
        assert "did you mean" not in _log(shop, wakebook, "--confirm", word, "I paid").stderr


def test_5_3_an_outsider_has_no_account_to_approve_it_from(shop, wakebook):
    ran = _log(shop, wakebook, "--confirm", "restoration", "--by", "Customer 7", "I paid")
    assert ran.code == 0
    assert "what outsiders confirm counts with evidence" in ran.stderr
    assert "own account" not in ran.stderr


_PLAIN = [
    "service restored",
    "The service is restored.",
    "Recovery",
    "Der Dienst ist wiederhergestellt",
]
_OTHER = [
    "no restoration, it is still broken",
    "restored?",
    "not restored",
    "all mails have arrived",
    "restorable",
    "nicht wiederhergestellt",
]


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize("words", [*_PLAIN, *_OTHER])
def test_5_3_words_confirm_the_restoration_plainly_or_not_at_all(shop, wakebook, words):
    rule = {"from": "2026-11-20", "demands": [{"name": "Verified", "verified": True}]}
    policy = {"schema": "closure", "owner": "group:web", "review_by": "2027-03-31", "rules": [rule]}
    shop.repository.write("policies/closure.yaml", json.dumps(policy, indent=1) + "\n")
    shop.repository.commit("Demand a verification")
    _log(shop, wakebook, "--resolved")
    ran = _log(shop, wakebook, "--confirm", words, "Looked at it")
    assert (ran.code, "proves no restoration" in ran.stderr) == (0, words in _OTHER), ran.stderr
    _log(shop, wakebook, "--closed")
    printed = wakebook("check", shop.id, "--format", "json", cwd=shop.repository).stdout
    found = [f["message"] for f in json.loads(printed)["findings"] if f["code"] == "WB5301"]
    assert len(found) == (words in _OTHER)
    assert all("not plainly of the restoration" in message for message in found)
