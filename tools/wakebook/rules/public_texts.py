"""What the public would read of a record, text by text, with the rule that was in force for it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wakebook.model.base import Audience
from wakebook.model.finding import Claim, Route
from wakebook.model.incident import Incident
from wakebook.model.policy.disclosure import PLAIN, DisclosureRule
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.model.texts import (
    PEOPLE,
    Said,
    of_action,
    of_incident,
    of_postmortem,
    of_shared,
    reach,
    strings,
)
from wakebook.rules.context import Context

Record = Incident | Postmortem | Action | Runbook | Problem
"""Whatever a site makes pages of."""


class Spoken(NamedTuple):
    """A text for the public and the rule that judges it."""

    route: Route
    text: str
    rule: DisclosureRule


def texts_of(record: Record, ctx: Context) -> Iterator[Said]:
    """Every text of a record, with who may read it."""
    match record:
        case Incident():
            yield from of_incident(record)
        case Postmortem():
            about = {i: _reach(i, ctx) for i in record.header.incidents}
            yield from of_postmortem(record, about)
        case Action():
            yield from of_action(record, ctx.library.incidents.get(record.incident))
        case _:
            yield from of_shared(record)


def spoken(record: Record, ctx: Context) -> Iterator[Spoken]:
    """The texts for the public; names of people that a site leaves out are none.

    What was taken back or put right is told to nobody: only what stands is judged.
    """
    recorded = _recorded(record, ctx)
    standing = _standing(record)
    incident = incident_of(record, ctx)
    closed = incident is not None and incident.is_closed
    for said in texts_of(record, ctx):
        if said.audience == "public" and not _is_left_out(said):
            entry = str(said.route[1]) if said.route[0] == "timeline" else ""
            if entry and standing is not None and said.text not in standing.get(entry, ()):
                continue
            rule = _rule(recorded.get(entry, recorded.get("")), ctx, closed=closed)
            if rule is not None:
                yield Spoken(said.route, said.text, rule)


def _is_left_out(said: Said) -> bool:
    """Whether it is the name of somebody that no site tells the public."""
    of_us = said.route[-1] == "to" and said.text.startswith("user:")
    return of_us or said.route[-1] in PEOPLE or "authors" in said.route


def claim(route: Route, text: str, offset: int, sentence: str) -> Claim:
    """A claim about a place in a text; in one of several lines it names the line."""
    line = text.count("\n", 0, offset) + 1
    where = f"line {line} of the text " if "\n" in text.strip("\n") else ""
    return Claim(route, f"{where}{sentence}")


def incident_of(record: Record, ctx: Context) -> Incident | None:
    """The incident that a record is, or that it learns from."""
    if isinstance(record, Postmortem | Action):
        return ctx.library.incidents.get(record.id.partition("/")[0])
    return record if isinstance(record, Incident) else None


def _reach(incident: str, ctx: Context) -> Audience:
    found = ctx.library.incidents.get(incident)
    return reach(found) if found is not None else "restricted"


def _standing(record: Record) -> dict[str, set[str]] | None:
    """What each entry of a log says once it was put right, by its id; None where nothing was."""
    if not isinstance(record, Incident) or record.log == record.timeline:
        return None
    return {line.id: {text for _, text in strings(line.entry, ())} for line in record.timeline}


def _recorded(record: Record, ctx: Context) -> dict[str, date]:
    """The day on which each entry was recorded by its id, and under "" the last of them."""
    incident = incident_of(record, ctx)
    lines = incident.log if incident is not None else ()
    found = {line.id: line.recorded.date() for line in lines}
    return found | ({"": max(found.values())} if found else {})


def _rule(day: date | None, ctx: Context, *, closed: bool) -> DisclosureRule | None:
    """What is in force; without a policy, for what can be mended yet: all that is not closed."""
    policy = ctx.library.disclosure
    if policy is not None:
        return policy.on(day)
    return None if closed else PLAIN
