"""What stands before a closure, or what follows it, for a terminal and for programs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.model.policy.approvals import Ask
from wakebook.render.asking import Needed, needed
from wakebook.render.verdicts.json import told_of
from wakebook.render.verdicts.text import tree

_ACTION = ' --action "..." --tool T'
HELP = {
    "WB5101": (f'wakebook close {{id}} --summary "..."{_ACTION} --no-changes',),
    "WB5301": (
        "wakebook verify {id}",
        'wakebook log -i {id} --confirm restoration "What you saw work"',
    ),
    "WB5302": ('each of them: wakebook log -i {id} --confirm restoration "What you saw work"',),
    "WB5403": ("the last link was yours? wakebook log -i {id} --undo",),
    "WB5505": ("wakebook log -i {id} --resolved --at TIME",),
    "WB5601": ("wakebook show {id}   links it; close each of those that it waits for",),
    "WB6402": (
        "wakebook actions --incident {id} --blocking",
        "wakebook actions set ACTION --status done",
    ),
    "WB6501": ("wakebook postmortem draft {id}",),
}
"""The commands that help with an unmet condition, by the condition's code."""


class Outlook(NamedTuple):
    """A closure as it is, or would be: ``closes`` tells which.

    ``asks`` are the questions of the gate, ``limit`` is the latest instant of a closure in time,
    ``tickets`` are the issues of a forge that the gate wants to see closed.
    """

    id: str
    verdict: Verdict
    asks: tuple[Ask, ...]
    closes: bool
    limit: datetime | None
    now: datetime
    tickets: tuple[str, ...] = ()
    has_actions: bool = False
    """Whether the log has actions with their tools, which are taken over where none is said."""
    way: tuple[str, ...] = ()
    """How what was closed gets to whoever is asked."""


def in_json(outlook: Outlook) -> dict[str, Any]:
    """``{id, closed, passes, limit, late, verdict, tickets, asks}``; the limit is in UTC."""
    limit = outlook.limit
    return {
        "id": outlook.id,
        "closed": outlook.closes,
        "passes": outlook.verdict.passes,
        "limit": None if limit is None else f"{limit.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "late": limit is not None and outlook.now > limit,
        "verdict": told_of(outlook.verdict),
        "tickets": list(outlook.tickets),
        "asks": [
            {"name": ask.name, "needed": _whole(needed(ask.require, _bare))} for ask in outlook.asks
        ],
    }


def in_text(outlook: Outlook, *, color: bool, width: int | None) -> str:
    """The conditions that are open, what helps, and what the gate asks next."""
    shown = tree(outlook.verdict, _summary(outlook), color=color, width=width)
    return shown + "".join(f"{line}\n" for line in _behind(outlook))


def _summary(outlook: Outlook) -> str:
    unmet = outlook.verdict.unmet
    if unmet:
        many = "1 condition stands" if len(unmet) == 1 else f"{len(unmet)} conditions stand"
        return f"{many} before the closure of {outlook.id}; nothing was written"
    waived = sum(leaf.outcome is Outcome.MET for leaf in outlook.verdict.leaves if leaf.code)
    beside = f", {waived} waived" if waived else ""
    if outlook.closes:
        return f"closed {outlook.id}{beside}"
    return f"nothing stands before the closure of {outlook.id}{beside}"


def _behind(outlook: Outlook) -> Iterator[str]:
    codes = dict.fromkeys(leaf.code for leaf in outlook.verdict.unmet)
    for command in (each for code in codes for each in HELP.get(code or "", ())):
        shorter = command.replace(_ACTION, "") if outlook.has_actions else command
        yield f"  {shorter.format(id=outlook.id[11:])}"
    late = outlook.limit is not None and outlook.now > outlook.limit
    if outlook.limit is not None and (late or not outlook.closes):
        words = "late: it was to be closed by" if late else "to be closed by"
        yield f"{words} {outlook.limit.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    for ticket in outlook.tickets:
        yield f"the gate asks whether {ticket} is closed"
    if outlook.verdict.passes:
        for ask in outlook.asks:
            yield f"the gate asks: {ask.name}: {_whole(needed(ask.require, _bare))}"
        if outlook.closes and outlook.asks:
            yield from outlook.way


def _whole(wanted: Needed) -> str:
    """A requirement on one line."""
    if not wanted.parts:
        return wanted.text
    return f"{wanted.text.lower()}: {'; '.join(map(_whole, wanted.parts))}"


def _bare(who: str) -> str:
    return who.partition(":")[2] or who
