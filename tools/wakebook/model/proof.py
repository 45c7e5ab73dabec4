"""What proves that an action is done: the files that it names changed after its incident (6.4)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.postmortem import is_elsewhere

Outcome = Literal["met", "unmet", "unseen", "unknown", "idle"]
"""``unseen`` is an address elsewhere, ``unknown`` a history that is cut off, ``idle`` a path that
changes with the item anyway; none of them is met."""
Touched = Callable[[str, datetime, tuple[str, ...]], Outcome]
"""What is known of a path: whether it is not as it was at a time, and lies aside of folders whose
change proves nothing."""


class Proof(NamedTuple):
    """One of the things that an action changes, and whether it did."""

    name: str
    outcome: Outcome


def proofs(
    changes: Iterable[str], since: datetime, incident: str, touched: Touched
) -> Iterator[Proof]:
    """What is known of each thing that an action of an incident changes, since it began."""
    own = own_folders(incident)
    for name in changes:
        yield Proof(name, "unseen" if is_elsewhere(name) else touched(name, since, own))


def own_folders(incident: str) -> tuple[str, ...]:
    """The folders in which the item and its incident lie: whoever says "done" changes them."""
    return f"incidents/{incident[:4]}/{incident}", f"postmortems/{incident[:4]}/{incident}"


def began(incident: Incident | None, name: str) -> datetime:
    """When an incident began, as far as its log knows; else the day of its id, in UTC."""
    moment = incident.began if incident is not None else None
    if moment is not None and moment.earliest is not None:
        return moment.earliest
    return datetime.fromisoformat(f"{name[:10]}T00:00:00").replace(tzinfo=UTC)


_FACTS = {
    "unmet": "{name} is as it was when the incident began ({since:%Y-%m-%d})",
    "unknown": "whether {name} changed is not known, since history is cut off here",
    "idle": "{name} proves nothing: it holds the item, its incident or a whole top folder",
    "unseen": "{name} cannot be seen from here",
}
_ADVICE = {
    "unmet": "bring that change along, name what did change (--changes, --no-changes), or leave "
    "the status as it was",
    "unknown": "git fetch --unshallow, then try again",
    "idle": "name the very file that changed for it",
    "unseen": "look yourself, or name a path of this repository that changed as well",
}


def fact(proof: Proof, since: datetime) -> str | None:
    """What there is to say of a thing that did not change as far as anybody can see."""
    said = _FACTS.get(proof.outcome)
    return said and said.format(name=proof.name, since=since)


def objection(proof: Proof, since: datetime) -> str | None:
    """The same with the next step."""
    said = fact(proof, since)
    return said and f"{said}; {_ADVICE[proof.outcome]}"
