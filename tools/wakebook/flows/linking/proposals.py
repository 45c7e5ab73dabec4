"""All that is proposed for one incident, numbered as it is shown."""

from collections.abc import Sequence
from typing import NamedTuple

from wakebook.flows.linking.commits import Branch, changes
from wakebook.flows.linking.problems import Match, problems
from wakebook.flows.linking.scene import Scene
from wakebook.flows.linking.scoring import Suspect, ranked
from wakebook.flows.linking.shipping import shipped
from wakebook.flows.linking.undone import reverted, rolled_back
from wakebook.model.library import Library
from wakebook.model.source import SourceChange

MOST_PROBLEMS = 3


class Proposals(NamedTuple):
    """Problems and changes, the most likely first; ``linked`` are targets that the log names."""

    scene: Scene
    problems: tuple[Match, ...]
    changes: tuple[Suspect, ...]
    linked: frozenset[str]


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
    return Proposals(
        scene,
        tuple(problems(scene, library)[:MOST_PROBLEMS]),
        tuple(ranked(candidates, scene, undone)),
        frozenset(to for _, _, to in scene.incident.links),
    )
