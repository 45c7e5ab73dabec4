"""What stands above the first section: until when and why it is written, and who took part."""

from collections.abc import Iterator
from itertools import groupby

from wakebook.model.learning import Reason
from wakebook.model.moment import Moment
from wakebook.render.draft.phrases import address, inline, moment
from wakebook.render.draft.source import Source


def about(source: Source) -> Iterator[str]:
    """The deadline with its reasons, the roles, and whether these readers see everything."""
    need = source.need
    if need.required:
        why = "; ".join(_why(reason) for reason in need.reasons)
        if need.due is None:
            yield f"Needed because {why}. The time for it runs from the resolution."
        else:
            due = moment(Moment.parse(f"{need.due:%Y-%m-%dT%H:%MZ}"), source.zone)
            yield f"Due {due}. Needed because {why}."
    if roles := list(_roles(source)):
        yield f"Roles: {'; '.join(roles)}."
    origin = source.incident.header.origin
    if origin is not None:
        where = f", {address(origin.url)}" if origin.url else ""
        yield f"Source of the record: {inline(origin.system)}{where}"
    if source.hidden:
        yield "Parts of the record are for fewer readers than this text and are left out of it."


def _why(reason: Reason) -> str:
    """The facts, with the name of the policy's case; that alone where it needs no facts."""
    return inline(f"{reason.facts} ({reason.case})" if reason.facts else reason.case)


def _roles(source: Source) -> Iterator[str]:
    """Each role once, with the teams or vendors that held it one after the other."""
    for role in dict.fromkeys(tenure.role for tenure in source.incident.tenures):
        held = [inline(source.team(tenure.who)) for tenure in source.incident.holders(role)]
        name = inline(role.replace("-", " ").replace("_", " "))
        yield f"{name} ({', then '.join(who for who, _ in groupby(held))})"
