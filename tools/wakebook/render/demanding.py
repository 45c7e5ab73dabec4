"""The closure policy for a reader: what has to be true of an incident before it closes."""

from collections.abc import Iterator, Sequence

from wakebook.model.policy.closure import OWNERS, ClosureRule, Demand
from wakebook.render.asking import Named, either, shared
from wakebook.render.words import duration

_NOTES = {
    "actions": "what was done",
    "tools": "with which tool",
    "changes": "which configuration is different since, with a reference",
}
_LEFT = {
    "actions": "blocking actions",
    "problems": "problems without a workaround",
    "vendors": "vendors' access",
}


def lines(rule: ClosureRule, named: Named) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Each demand with its conditions and what has to be true."""
    for demand in rule.demands:
        yield demand.name, tuple(shared(demand.when)), tuple(_wanted(demand, named))


def _wanted(demand: Demand, named: Named) -> Iterator[str]:
    if demand.notes:
        yield f"The notes say {_and([_NOTES[note] for note in demand.notes])}."
    if demand.verified:
        yield "A check has passed, or a person has confirmed, after the last fix."
    if demand.confirmed_by:
        yield f"{either([named(who) for who in demand.confirmed_by])} has confirmed that it works."
    hours = _hours(demand)
    if demand.validation:
        yield f"The fix has held for {duration(demand.validation)}{hours}."
    if demand.administration:
        yield f"It is closed within {duration(demand.administration)} of its end{hours}."
    if demand.waits_for:
        left = _and([_LEFT[kind] for kind in demand.waits_for])
        yield f"Over, for it and for everything that it waits for: {left}."


def _hours(demand: Demand) -> str:
    if demand.calendar is None:
        return ""
    whose = "the owning team" if demand.calendar == OWNERS else demand.calendar
    return f", counted in the working hours of {whose}"


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
