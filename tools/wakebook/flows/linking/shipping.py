"""Commits and the deployments that brought them: a commit does harm when it is deployed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from wakebook.flows.linking.commits import Branch
from wakebook.flows.linking.undone import Undone
from wakebook.model.source import SourceChange


class _Ship(NamedTuple):
    at: datetime
    place: int
    ref: str


class Shipped(NamedTuple):
    """Commits with the time of their deployment, the deployments that they explain, roll-backs."""

    commits: tuple[SourceChange, ...]
    explained: frozenset[str]
    undone: dict[str, Undone]


def shipped(
    branch: Branch,
    commits: Sequence[SourceChange],
    deployments: Iterable[SourceChange],
    span: tuple[datetime, datetime],
) -> Shipped:
    """What deployments tell of the commits of a branch; ``span`` is from the start to the end.

    A commit is brought by the first deployment of it or of a later commit. A deployment is
    explained where the one before it is known, and all that came between is a candidate itself.
    """
    places = {commit.id: number for number, commit in enumerate(branch.commits)}
    fleets: dict[str, list[_Ship]] = {name: [] for name in branch.folders}
    for each in deployments:
        for name in each.components:
            if each.at is not None and each.shipped in places and name in fleets:
                fleets[name].append(_Ship(each.at, places[each.shipped], each.ref))
    for ships in fleets.values():
        ships.sort()
    told = [_told(change, places, fleets, span[0]) for change in commits]
    candidates = {places[change.shipped] for change in commits}
    explained: set[str] = set()
    undone: dict[str, Undone] = {}
    for ships in fleets.values():
        explained.update(_explained(ships, candidates))
        for place, when in _withdrawn(ships, span):
            undone.setdefault(branch.commits[place].id, when)
    return Shipped(tuple(told), frozenset(explained), undone)


def _told(
    change: SourceChange, places: dict[str, int], fleets: dict[str, list[_Ship]], start: datetime
) -> SourceChange:
    place = places[change.shipped]
    ships = [s for name in change.components for s in fleets[name]]
    if not ships:
        return change
    brought = [ship.at for ship in ships if ship.place <= place and ship.at <= start]
    if not brought:
        return change._replace(deployed=False)
    first = min(brought)
    return change._replace(at=first, deployed=True)


def _explained(ships: Sequence[_Ship], candidates: set[int]) -> Iterator[str]:
    for before, ship in pairwise(ships):
        brought = set(range(ship.place, before.place))
        if brought and brought <= candidates:
            yield ship.ref


def _withdrawn(
    ships: Sequence[_Ship], span: tuple[datetime, datetime]
) -> Iterator[tuple[int, Undone]]:
    """Commits that a later deployment, during the incident, left out again."""
    for before, ship in pairwise(ships):
        if ship.place > before.place and span[0] < ship.at <= span[1]:
            for place in range(before.place, ship.place):
                yield place, Undone(ship.at, "rolled back")
