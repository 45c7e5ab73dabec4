"""``wakebook publish``: what was kept is taken as it was, or not at all."""

import hashlib
import json
import sqlite3

import pytest

pytestmark = pytest.mark.daily(8)
ID = "2026-10-05-payments-latency"
CARD = 3
"""The place of a card in what is kept of an incident."""
_PLACES = {"title": 1, "began": 4, "actions": -4, "facts": -2, "measured": -1}


def _altered(root, change):
    """The cards as they are kept, changed and with the digest of what they are now."""
    with sqlite3.connect(root / ".git/wakebook/published-staff.sqlite") as kept:
        rows = kept.execute("SELECT key, value FROM runs WHERE key LIKE 'cards %'").fetchall()
        for key, value in rows:
            cards = json.loads(value)
            text = json.dumps(change(cards))
            digest = hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()
            kept.execute("UPDATE runs SET value = ?, digest = ? WHERE key = ?", (text, digest, key))
    return len(rows)


def _with(place, value):
    def change(cards):
        cards[ID][CARD][_PLACES[place]] = value
        return cards

    return change


def _measured(place, value):
    def change(cards):
        cards[ID][CARD][-1][place] = value
        return cards

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda _: [],
        lambda cards: {**cards, ID: []},
        lambda cards: {**cards, ID: [1, 2, 3, 4, 5]},
        _with("title", 7),
        _with("began", None),
        _with("actions", [["one"]]),
        _with("facts", {}),
        _with("measured", ["2026"]),
        _measured(9, "yesterday"),
        _measured(10, 99),
        _measured(20, {"started": [0, None]}),
        _measured(20, {"started": "now"}),
    ],
)
def test_cards_that_were_altered_are_made_again(small, wakebook, change):
    first = wakebook("publish", cwd=small)
    assert _altered(small.root, change) == 1
    again = wakebook("publish", cwd=small)
    assert (again.code, ", 0 made:" in again.stdout) == (first.code, True), again.stderr
