"""Telling a plan: what is owed, what would be done, and what was done."""

import sys
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wakebook.cli._repository import wants_color
from wakebook.cli._terminal import columns, say, tell, tell_json
from wakebook.flows.followup.plan import Plan
from wakebook.model.obligation import Obligation
from wakebook.render.followup.text import FOR_FEWER, lines
from wakebook.render.safe import safe
from wakebook.render.terminal.paint import Paint

if TYPE_CHECKING:
    from wakebook.cli._follow_up import Office
    from wakebook.flows.followup.effects import Effect


def tell_plan(office: "Office", plan: Plan, done: Mapping[str, str]) -> None:
    """Print what is owed, and what is to be done about it unless it was."""
    if office.arguments.format == "json":
        tell_json(_json(office, plan, done))
        return
    people = office.book.library.catalog.people
    names = {who: entity.title for who, entity in people.items()}
    paint = Paint(wants_color())
    shown = lines(plan.obligations, names, paint, columns(), office.may_tell)
    sys.stdout.write("".join(f"{line}\n" for line in shown))
    if office.arguments.apply:
        return
    for effect in plan.effects:
        _wrapped(f"would {effect.why}")
    if office.hands is None:
        say(office.why_nothing_is_sent)
    elif not plan.effects:
        tell(["nothing to do: everybody was told"])


def told_effect(effect: "Effect", outcome: str) -> None:
    """Print what became of an effect."""
    _wrapped(f"{effect.why}: {outcome}")


def _wrapped(text: str) -> None:
    width = max(columns() or 80, 40)
    told = textwrap.wrap(safe(text), width, subsequent_indent="  ", break_on_hyphens=False)
    sys.stdout.write("".join(f"{line}\n" for line in told))


def _json(office: "Office", plan: Plan, done: Mapping[str, str]) -> dict[str, Any]:
    effects = [
        {
            "what": effect.what,
            "subject": effect.subject if _may_name(office, effect) else None,
            "key": effect.key,
            "why": effect.why,
            "outcome": done.get(effect.key),
        }
        for effect in plan.effects
    ]
    owed = [_owed(each, office.may_tell(each)) for each in plan.obligations]
    return {"at": f"{office.now:%Y-%m-%dT%H:%M:%SZ}", "obligations": owed, "effects": effects}


def _may_name(office: "Office", effect: "Effect") -> bool:
    """Whether a log of the forge may name what an effect is about; none is named that is gone."""
    return not (office.arguments.apply and effect.what == "withdrawal")


def _owed(each: Obligation, readable: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": each.kind, "state": each.state}
    if not readable:
        hidden = ("subject", "owner", "due", "audience", "path", "key")
        return {**told, "title": FOR_FEWER, **dict.fromkeys(hidden)}
    due = each.owing.due
    return {
        **told,
        "subject": each.subject,
        "title": each.owing.title,
        "owner": each.owing.owner,
        "due": f"{due:%Y-%m-%dT%H:%M:%SZ}" if due else None,
        "audience": each.owing.audience,
        "path": each.owing.path,
        "key": each.key,
    }
