"""The states of a ServiceNow incident, and the stretches of rows that hold each.

Source of the words: ServiceNow's incident table (``incident_state``, ``state``); the figures mean
the same in every release of its base system, 3 to 5 excepted, which are all some way of waiting.
"""

from collections.abc import Sequence
from typing import NamedTuple

_SORTS = {
    "new": "new",
    "active": "working",
    "in progress": "working",
    "work in progress": "working",
    "on hold": "waiting",
    "resolved": "resolved",
    "closed": "closed",
    "canceled": "canceled",
    "cancelled": "canceled",
    "1": "new",
    "2": "working",
    "3": "waiting",
    "4": "waiting",
    "5": "waiting",
    "6": "resolved",
    "7": "closed",
    "8": "canceled",
}
TAKEN_UP = frozenset({"working", "waiting"})
"""Somebody has looked at it: works on it, or waits for an answer to what they asked."""

OVER = frozenset({"resolved", "closed", "canceled"})
"""Nobody works on it any more."""


class Stretch(NamedTuple):
    """Rows from ``first`` to ``last`` (0-based, inclusive) that name the same state.

    ``sort`` is new, working, waiting, resolved, closed or canceled; "" for a word that is none.
    """

    word: str
    sort: str
    first: int
    last: int


def sort_of(word: str) -> str:
    """What sort of state a word names; "" where it is not known."""
    folded = " ".join(word.lower().split())
    if folded.startswith(("awaiting ", "pending ", "on hold")):
        return "waiting"
    return _SORTS.get(folded, "")


def stretches(words: Sequence[str]) -> list[Stretch]:
    """The states of a ticket in the order of its rows."""
    found: list[Stretch] = []
    for number, word in enumerate(words):
        if found and found[-1].word == word:
            found[-1] = found[-1]._replace(last=number)
        else:
            found.append(Stretch(word, sort_of(word), number, number))
    return found
