"""What a change does to each record that it touches, as the gate's policy asks about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wakebook.flows.review.excuses import Sides, excused
from wakebook.model.gate.about import about, quotes
from wakebook.model.gate.ends import ended_by
from wakebook.model.gate.matter import Lapse, Matter
from wakebook.model.gate.rewriting import learning, rewritten
from wakebook.model.gate.tickets import tickets
from wakebook.model.gate.transitions import happened
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.postmortem import Action
from wakebook.records.sealing import clear_name

Name = tuple[str, str]
"""The folder and the name of a record."""
_STEPS = re.compile(r"^[ \t>*+\-0-9.)]*(?:`{3,}|~{3,})[ \t]*(?!te?xt\b)\S", re.MULTILINE)
"""A fenced block of a language, in a list or a quotation too: what a tired person would run."""


def record_of(path: str, sides: Sides) -> Name | None:
    """The folder and the name of the record that a path belongs to; None where it judges others.

    Whatever no record is made of belongs to those who own the repository, and so do files that
    git itself reads, such as .gitattributes, and runbooks with steps that can be run.
    """
    top, *rest = clear_name(path).split("/")
    if any(name.startswith(".") for name in rest):
        return None
    match top, rest:
        case "incidents", [_, name, "incident.yaml" | "sealed.yaml"]:
            return top, name
        case "incidents", [_, name, "timeline" | "evidence", _, *_]:
            return top, name
        case "postmortems", [_, name, "postmortem.md"] | [_, name, "actions", _]:
            return top, name
        case "problems", [name] if name.endswith(".yaml"):
            return top, name.removesuffix(".yaml")
        case "runbooks", [name] if name.endswith(".md"):
            stem = name.removesuffix(".md")
            known = [record for side in sides if (record := side.runbooks.get(stem)) is not None]
            steps = any(_STEPS.search(record.body) for record in known)
            return (top, stem) if known and not steps else None
    return None


def matter_of(top: str, name: str, sides: Sides, ranks: dict[str, int]) -> Matter:
    """What a change does to the record of this name in the folder ``top``."""
    before, after = sides
    known = [i for side in sides if (i := side.incidents.get(name)) is not None]
    if top == "incidents":
        pair = before.incidents.get(name), after.incidents.get(name)
        did = happened(*pair, ranks) | excused(*pair, sides)
        matter = about(name, known, did)
        waits = tickets(pair[1]) if "closed" in matter.transitions else ()
        end = ended_by(*pair)
        return replace(
            matter,
            quotes=quotes(*pair),
            tickets=waits,
            ended=end.recorded if end else None,
            lapses=tuple(_lapses(pair[1], after.actions.get(name) or ())) if end else (),
            was=_was(before, name),
        )
    if top == "postmortems":
        actions = (before.actions.get(name) or (), after.actions.get(name) or ())
        did = learning(before.postmortems.get(name), after.postmortems.get(name), actions)
        return replace(about(f"post-mortem of {name}", known, did), was=_was(before, name))
    records = [getattr(side, top).get(name) for side in sides]
    headers = [record.header if record else None for record in records]
    did = rewritten("problem" if top == "problems" else "runbook", *headers)
    components = frozenset(c for header in headers if header for c in header.components)
    return replace(about(f"{top.removesuffix('s')} {name}", [], did), components=components)


def _lapses(incident: Incident | None, actions: Iterable[Action]) -> Iterator[Lapse]:
    """The waivers of a record and of its actions that have an end, with it."""
    waivers = [*incident.header.waivers] if incident else []
    waivers += [waiver for action in actions for waiver in action.item.waivers]
    for waiver in waivers:
        if waiver.until is not None and waiver.until.latest is not None:
            yield Lapse(waiver.rule, waiver.until.latest)


def _was(before: Library, name: str) -> Matter | None:
    """An incident as the target branch has it."""
    incident = before.incidents.get(name)
    return None if incident is None else about(name, [incident], frozenset())
