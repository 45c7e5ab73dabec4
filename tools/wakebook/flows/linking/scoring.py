"""Ranks changes by how likely each caused an incident, with the reasons.

The score is 1 minus the product of what each piece of evidence leaves open (a noisy OR, Pearl
1988). The first piece is a product: how near in time, how near along the dependencies, and how
often a change of that kind breaks something. Moving a change away never raises its score.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from wakebook.flows.linking.evidence import (
    PRIOR,
    clues,
    lead_of,
    likelihood,
    nearest,
    nearness,
    proximity,
    telling,
)
from wakebook.flows.linking.scene import Scene
from wakebook.flows.linking.undone import Undone
from wakebook.model.source import SourceChange

_UNDONE_BEFORE = 0.2
_GRADES = ((0.75, "very likely"), (0.5, "likely"), (0.25, "possible"), (0.0, "unlikely"))


class Suspect(NamedTuple):
    """A change with how likely it is the cause, 0 to 1, and why; ``lead`` is None if unknown."""

    change: SourceChange
    score: float
    component: str
    distance: int
    lead: timedelta | None
    why: tuple[str, ...]


def grade(score: float) -> str:
    """A score in words."""
    return next(words for least, words in _GRADES if score >= least)


def ranked(
    changes: Iterable[SourceChange], scene: Scene, undone: Mapping[str, Undone]
) -> list[Suspect]:
    """Suspects, the most likely first; ``undone`` is by reference or by the commit's id.

    Only what happened in the window counts, or at a time that nobody knows.
    """
    wanted = [change for change in _once(changes) if _possible(change, scene)]
    rarity = _rarity(wanted)
    found = []
    for change in wanted:
        back = undone.get(change.ref) or undone.get(change.shipped)
        found.append(_judged(change, scene, back, rarity))
    far = timedelta.max
    return sorted(found, key=lambda s: (-s.score, far if s.lead is None else s.lead, s.change.ref))


def _once(changes: Iterable[SourceChange]) -> Iterator[SourceChange]:
    seen: set[str] = set()
    for change in changes:
        if change.ref not in seen:
            seen.add(change.ref)
            yield change


def _possible(change: SourceChange, scene: Scene) -> bool:
    if not any(name in scene.reach for name in change.components):
        return False
    return change.at is None or scene.since <= change.at <= scene.latest


def _rarity(changes: Sequence[SourceChange]) -> dict[str, float]:
    """How much each word tells changes apart: 1 where one has it, near 0 where all have it."""
    holders = Counter(word for change in changes for word in telling(change))
    total = len(changes)
    whole = math.log(1 + total)
    return {
        word: math.log(1 + total / n) / whole for word, n in holders.items() if n < total or n == 1
    }


def _judged(
    change: SourceChange, scene: Scene, back: Undone | None, rarity: Mapping[str, float]
) -> Suspect:
    distance, component = nearest(change, scene)
    kind = likelihood(change)
    base = PRIOR * proximity(change, scene) * nearness(distance) * kind.weight
    told = sorted(clues(change, scene, back, rarity), key=lambda clue: -clue.weight)
    open_ = math.prod(1 - clue.weight for clue in told) * (1 - base)
    score = 1 - open_
    gone = (
        back is not None and change.at is not None and back.at < (scene.start.earliest or back.at)
    )
    if gone:
        score *= _UNDONE_BEFORE
    why = [clue.why for clue in told] + ([kind.why] if kind.why else [])
    if change.deployed is False:
        why.append("no record says that it was deployed before the start")
    if gone and back is not None:
        why.insert(0, f"{back.how} again before the start")
    return Suspect(change, round(score, 2), component, distance, lead_of(change, scene), tuple(why))
