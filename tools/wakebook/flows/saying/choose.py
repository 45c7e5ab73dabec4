"""Which incident a line of a log belongs to, when the one who writes it does not spell it out."""

import difflib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from wakebook.flows.saying.words import folded

STILL_WARM = timedelta(days=1)
"""How long after its last line a resolved incident still takes a line without being named."""

_ALIKE = 0.6
"""From which likeness on (1 is equal) one spelling is taken for another."""


class Candidate(NamedTuple):
    """An incident that a line could belong to; ``mine``: the speaker wrote in it."""

    id: str
    title: str
    status: str
    is_open: bool
    last: datetime
    mine: bool = False
    restricted: bool = False


class Choice(NamedTuple):
    """The chosen incident; ``doubt`` says why it is a guess, ``others`` what else it could be."""

    id: str | None
    doubt: str | None = None
    others: tuple[Candidate, ...] = ()


def by_piece(ids: Sequence[str], piece: str) -> list[str]:
    """The ids that a piece of an id means: the whole, else its slug, else any part."""
    wanted = "-".join(folded(piece.strip().strip("/").rpartition("/")[2]).split())
    for fitting in (
        [i for i in ids if i == wanted],
        [i for i in ids if i[11:] == wanted],
        [i for i in ids if wanted in i],
    ):
        if fitting:
            return fitting
    return []


def nearest_ids(ids: Sequence[str], piece: str) -> list[str]:
    """Ids with words that look like a piece that is in none of them, the most alike first."""
    wanted = "-".join(folded(piece[:60]).split())
    matcher = difflib.SequenceMatcher(b=wanted)
    alike: list[tuple[float, str]] = []
    for incident in ids:
        score = max(_likeness(matcher, run) for run in _runs(incident[11:], wanted.count("-") + 1))
        if score >= _ALIKE:
            alike.append((score, incident))
    return [incident for _, incident in sorted(alike, reverse=True)[:3]]


def _runs(slug: str, longest: int) -> list[str]:
    """The slug and every run of at most so many of its words."""
    words = slug.split("-")
    ends = [(n, n + length) for length in range(1, longest + 1) for n in range(len(words))]
    return [slug, *("-".join(words[first:last]) for first, last in ends)]


def _likeness(matcher: "difflib.SequenceMatcher[str]", run: str) -> float:
    matcher.set_seq1(run)
    enough = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
    return matcher.ratio() if enough else 0.0


def choice(candidates: Sequence[Candidate], now: datetime, *, fresh: bool = False) -> Choice:
    """The only open incident, else the only one resolved a short time ago, else a guess.

    With ``fresh`` only what is being worked on counts. What is closed is never meant.
    """
    running = [c for c in candidates if c.is_open and c.status != "scheduled"]
    if not running and not fresh:
        running = [c for c in candidates if c.is_open] or [
            c for c in candidates if c.status == "resolved" and now - c.last <= STILL_WARM
        ]
    if not running:
        return Choice(None)
    if len(running) == 1:
        return Choice(running[0].id)
    return guess(running)


def guess(candidates: Sequence[Candidate]) -> Choice:
    """The candidate that the speaker wrote in last, else the one with the latest line.

    One that takes lines goes before one that is over.
    """
    ranked = sorted(
        candidates,
        key=lambda c: (c.is_open or c.status == "resolved", c.mine, c.last, c.id),
        reverse=True,
    )
    doubt = f"{len(ranked)} incidents are possible" if len(ranked) > 1 else "it is the nearest one"
    return Choice(ranked[0].id, doubt, tuple(ranked))
