"""What was accepted does not speak for itself, and no word counts twice (requirement 5.4)."""

import json

from tests.links.conftest import before

CORRECTION = """\
- kind: correction
  at: "2026-11-20T15:00Z"
  by: user:ana
  corrects: "{}"
  set: {{text: "Explain the pool"}}
"""


def _scored(shop):
    return {p["title"]: (p["score"], p["why"]) for p in shop.changes()}


def _two_about_the_pool(shop):
    checkout = shop.source("checkout")
    checkout.commit("Explain the pool", before(hours=9), docs__pool_dot_md="1")
    checkout.commit("Rename a button", before(hours=1), button_dot_go="1")
    checkout.commit("Limit the pool to 5 connections", before(minutes=12), pool_dot_go="5")


def _accept_both(shop):
    number = next(p["number"] for p in shop.changes() if p["title"].startswith("Limit the pool"))
    assert shop.run("--accept", str(number), "--accept", "pool-too-small").code == 0


def test_5_4_words_of_a_link_are_none_of_the_log(shop):
    _two_about_the_pool(shop)
    old = _scored(shop)
    _accept_both(shop)
    assert _scored(shop) == old
    assert not any("shares words" in each for _, why in old.values() for each in why)


def test_5_4_words_of_a_corrected_link_are_none_of_the_log(shop):
    _two_about_the_pool(shop)
    old = _scored(shop)
    _accept_both(shop)
    shown = shop._wakebook("show", "checkout-errors", "--format", "json", cwd=shop.records)
    link = next(e for e in json.loads(shown.stdout)["timeline"] if e["kind"] == "link")
    shop.log(CORRECTION.format(link["id"]), recorded="29991120T150000Z-b001")
    assert _scored(shop) == old


def test_5_4_the_same_word_of_somebody_counts(shop):
    _two_about_the_pool(shop)
    shop.log('- {kind: observation, at: "2026-11-20T14:20Z", by: user:ana, text: "The pool?"}\n')
    assert "shares words with the log: pool" in _scored(shop)["Explain the pool"][1]


def test_5_4_a_file_that_the_log_names_counts_once(shop):
    checkout = shop.source("checkout")
    checkout.commit("Other", before(hours=1), a="1")
    checkout.commit("Mend conn", before(minutes=12), src__conn_dot_py="1")
    (_, why) = _scored(shop)["Mend conn"]
    assert "touches conn.py, which the log names" in why
    assert not [each for each in why if each.startswith("shares words")]
