"""Who owes a post-mortem, as text for a terminal and as values for a program."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from textwrap import TextWrapper
from typing import Any, Protocol

from wakebook.model.incident import Incident
from wakebook.model.learning import Need
from wakebook.render.words import date, seconds


class _Standing(Protocol):
    """What is shown of how a post-mortem stands; see ``flows.learning.standing``."""

    @property
    def incident(self) -> Incident: ...
    @property
    def need(self) -> Need: ...
    @property
    def state(self) -> str: ...
    @property
    def seconds(self) -> float | None: ...
    @property
    def is_late(self) -> bool: ...


_STATES = {
    "published": "published",
    "draft": "begun, not published",
    "missing": "not begun",
    "waived": "waived",
}


def as_text(found: Sequence[_Standing], zone: tzinfo, columns: int | None) -> list[str]:
    """A few lines for each; longer ones than ``columns`` go on further in."""
    if not found:
        return ["no incident needs a post-mortem"]
    lines = [line for each in found for line in _lines(each, zone)]
    if columns is None:
        return lines
    fold = TextWrapper(
        columns, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return [part for line in lines for part in fold.wrap(line)]


def _lines(each: _Standing, zone: tzinfo) -> Iterator[str]:
    owes_none = not each.need.required and each.state == "missing"
    yield each.incident.id if owes_none else f"{each.incident.id}  {_STATES[each.state]}"
    if not each.need.required:
        yield "  not needed by policies/postmortem.yaml"
        return
    for reason in each.need.reasons:
        yield f"  {reason}"
    yield f"  {_due(each, zone)}"
    if each.state == "missing":
        yield f"  next: wakebook postmortem draft {each.incident.id}"
    if each.state == "draft":
        yield f"  next: write it, then: wakebook postmortem publish {each.incident.id}"


def _due(each: _Standing, zone: tzinfo) -> str:
    if each.need.due is None or each.seconds is None:
        published = each.state == "published"
        return "published; it goes on since" if published else "due as soon as it is resolved"
    due = f"due {_instant(each.need.due, zone)}"
    if each.state == "waived":
        return f"{due}; waived in the header"
    span = seconds(abs(each.seconds))
    if each.state == "published":
        return f"{due}; published {span} {'late' if each.is_late else 'ahead of it'}"
    return f"{due}; {span} {'late' if each.is_late else 'left'}"


def _instant(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{date(local)}, {local:%H:%M} {local.tzname() or 'UTC'}"


def as_rows(found: Sequence[_Standing]) -> list[dict[str, Any]]:
    """One object for each; times are UTC, lengths are seconds."""
    return [
        {
            "id": each.incident.id,
            "required": each.need.required,
            "reasons": [reason._asdict() for reason in each.need.reasons],
            "due": f"{each.need.due:%Y-%m-%dT%H:%M:%SZ}" if each.need.due else None,
            "state": each.state,
            "late": each.is_late,
            "seconds_left": None if each.seconds is None else round(each.seconds),
        }
        for each in found
    ]
