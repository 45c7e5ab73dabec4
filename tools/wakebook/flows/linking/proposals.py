"""All that is proposed for one incident, numbered as it is shown."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wakebook.flows.linking.commits import Branch, change_of, changes
from wakebook.flows.linking.problems import Match, problems
from wakebook.flows.linking.scene import Scene
from wakebook.flows.linking.scoring import Suspect, ranked
from wakebook.flows.linking.shipping import shipped
from wakebook.flows.linking.undone import reverted, rolled_back
from wakebook.model.library import Library
from wakebook.model.source import SourceChange

MOST_PROBLEMS = 3


class Proposals(NamedTuple):
    """Problems and changes, the most likely first; ``linked`` are targets that the log names.

    ``late`` are changes that it names as the cause although they came after the start.
    """

    scene: Scene
    problems: tuple[Match, ...]
    changes: tuple[Suspect, ...]
    linked: frozenset[str]
    late: tuple[SourceChange, ...] = ()


def proposals(
    scene: Scene,
    library: Library,
    branches: Sequence[Branch],
    deployments: Sequence[SourceChange],
) -> Proposals:
    """What an incident may belong to, from what others did and from the problem records."""
    undone = rolled_back(deployments, scene.latest, scene.until)
    candidates: list[SourceChange] = []
    explained: set[str] = set()
    for branch in branches:
        found = tuple(changes(branch, scene))
        told = shipped(branch, found, deployments, (scene.latest, scene.until))
        candidates += told.commits
        explained |= told.explained
        undone |= told.undone | reverted(branch, scene.since, scene.until)
    candidates += [each for each in deployments if each.ref not in explained]
    suspects = tuple(ranked(candidates, scene, undone))
    possible = {suspect.change.ref for suspect in suspects}
    return Proposals(
        scene,
        tuple(problems(scene, library)[:MOST_PROBLEMS]),
        suspects,
        frozenset(to for _, _, to in scene.incident.links),
        tuple(c for c in _late(scene, branches, deployments) if c.ref not in possible),
    )


def _late(
    scene: Scene, branches: Sequence[Branch], deployments: Sequence[SourceChange]
) -> Iterator[SourceChange]:
    """Accepted causes that cannot be any, since the start is known to be earlier now."""
    links = scene.incident.links
    wanted = {to for _, relation, to in links if relation == "caused_by_change"}
    told = [
        change_of(branch, commit)
        for branch in branches
        for commit in branch.commits
        if f"{branch.identity}@{commit.id}" in wanted
    ]
    told += [each for each in deployments if each.ref in wanted]
    for change in {each.ref: each for each in told}.values():
        if change.at is not None and change.at > scene.latest:
            yield change
