"""Proposals as numbered rows: problems first, since a workaround helps at once, then changes."""

from collections.abc import Iterator
from datetime import timedelta

from wakebook.flows.linking.problems import Match
from wakebook.flows.linking.proposals import Proposals
from wakebook.flows.linking.scene import Scene
from wakebook.flows.linking.scoring import Suspect, grade
from wakebook.model.source import SourceChange
from wakebook.render.terminal.proposals import Row
from wakebook.render.words import label, seconds

_BEGAN = {
    "started": "the start",
    "in_progress": "the start",
    "detected": "it was detected",
    "declared": "it was declared",
    "scheduled": "it was to begin",
}

_PROPOSED = ("problem", "caused_by_change")

_VERBS = {
    "rollback": "roll-back of",
    "deployment": "deployed to",
    "commit": "committed to",
}


def rows(found: Proposals, most: int) -> list[Row]:
    """Problems, then as many changes; what is linked already is always there."""
    listed = [_of_problem(match, found) for match in found.problems]
    listed += [
        _of_change(suspect, found)
        for place, suspect in enumerate(found.changes)
        if place < most or suspect.change.ref in found.linked
    ]
    listed += [
        _of_late(change, found.scene, number)
        for number, change in enumerate(found.late, len(listed) + 1)
    ]
    shown = {row.to for row in listed}
    links = {to: relation for _, relation, to in found.scene.incident.links if to not in shown}
    listed += [_of_link(links[to], to) for to in links if links[to] in _PROPOSED]
    return [row._replace(number=number) for number, row in enumerate(listed, 1)]


def start_of(scene: Scene) -> str:
    """What stands for the start, in words."""
    return _BEGAN[scene.beginning[0]] if scene.beginning else "now"


def _of_problem(match: Match, found: Proposals) -> Row:
    header = match.problem.header
    return Row(
        number=0,
        relation="problem",
        to=match.problem.id,
        score=match.score,
        grade=grade(match.score),
        title=header.title,
        where=label(header.state),
        why=match.why,
        linked=match.problem.id in found.linked,
        workaround=header.workaround or "",
        facts={"state": header.state},
    )


def _of_change(suspect: Suspect, found: Proposals) -> Row:
    change = suspect.change
    return Row(
        number=0,
        relation="caused_by_change",
        to=change.ref,
        score=suspect.score,
        grade=grade(suspect.score),
        title=change.title,
        where=", ".join(_where(suspect, found.scene)),
        why=suspect.why,
        linked=change.ref in found.linked,
        workaround="",
        facts={
            "kind": change.kind,
            "at": _iso(change),
            "component": suspect.component,
            "distance": suspect.distance,
            "before_start_s": None if suspect.lead is None else suspect.lead.total_seconds(),
            "deployed": change.deployed,
            "files": change.files,
        },
    )


def _of_late(change: SourceChange, scene: Scene, number: int) -> Row:
    """What was accepted as the cause and lies after the start: it stays until it is taken back."""
    component = change.components[0] if change.components else None
    start = scene.start.earliest or scene.latest
    late = (change.at - start).total_seconds() if change.at else 0.0
    after = f"lies after {start_of(scene)}: take it back with links --retract {number}"
    return Row(
        number=number,
        relation="caused_by_change",
        to=change.ref,
        score=0.0,
        grade=grade(0.0),
        title=change.title,
        where=f"{_VERBS[change.kind]} {component or 'no component'}, {seconds(late)} after it",
        why=(after,),
        linked=True,
        workaround="",
        facts={
            "kind": change.kind,
            "at": _iso(change),
            "component": component,
            "distance": None,
            "before_start_s": -late,
            "deployed": change.deployed,
            "files": change.files,
        },
    )


def _of_link(relation: str, to: str) -> Row:
    """What was accepted and is not among what was read, such as an address: it stays as well."""
    return Row(
        number=0,
        relation=relation,
        to=to,
        score=0.0,
        grade=grade(0.0),
        title="",
        where="",
        why=("was accepted; nothing that was read here tells more of it",),
        linked=True,
        workaround="",
        facts={},
    )


def _iso(change: SourceChange) -> str:
    return change.at.isoformat().replace("+00:00", "Z") if change.at else "unknown"


def _where(suspect: Suspect, scene: Scene) -> Iterator[str]:
    yield f"{_deed(suspect)} {suspect.component}" + _distance(suspect, scene)
    if suspect.lead is None:
        yield "at an unknown time"
    elif suspect.lead < timedelta(minutes=1):
        yield f"right before {start_of(scene)}"
    else:
        yield f"{seconds(suspect.lead.total_seconds())} before {start_of(scene)}"


def _deed(suspect: Suspect) -> str:
    return _VERBS["deployment" if suspect.change.deployed else suspect.change.kind]


def _distance(suspect: Suspect, scene: Scene) -> str:
    """How the component belongs to the incident: nothing to say where it is named there."""
    reached = scene.reach[suspect.component]
    if reached.via is None:
        return ""
    steps = "" if suspect.distance == 1 else f", {suspect.distance} steps away"
    return f" ({reached.via} depends on it{steps})"
