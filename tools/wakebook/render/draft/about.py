"""What stands above the first section: until when and why it is written, and who took part."""

from collections.abc import Iterator

from wakebook.model.moment import Moment
from wakebook.render.draft.phrases import inline, moment
from wakebook.render.draft.source import Source


def about(source: Source) -> Iterator[str]:
    """The deadline with its reasons, the roles, and whether these readers see everything."""
    need = source.need
    if need.required:
        why = "; ".join(inline(str(reason)) for reason in need.reasons)
        due = "as soon as it is resolved"
        if need.due is not None:
            due = moment(Moment.parse(f"{need.due:%Y-%m-%dT%H:%MZ}"), source.zone)
        yield f"Due {due}. Needed because: {why}."
    if roles := list(dict.fromkeys(_roles(source))):
        yield f"Roles: {'; '.join(roles)}."
    if source.hidden:
        yield "Parts of the record are for fewer readers than this text and are left out of it."


def _roles(source: Source) -> Iterator[str]:
    """Each role that the log names with the team or vendor that held it, in order of time."""
    for tenure in source.incident.tenures:
        yield f"{inline(tenure.role)} ({inline(source.team(tenure.who))})"
