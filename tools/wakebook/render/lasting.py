"""How long an incident lasted, in the same words wherever it is told."""

from wakebook.model.incident import Incident
from wakebook.model.moment import Span
from wakebook.render.words import span

_SIGNS = (("detected", "detection"), ("declared", "declaration"))
"""From where a length is told where nobody knows when it began, as the figures take it."""


def lasting(incident: Incident) -> tuple[Span | None, str]:
    """From its beginning, or else its first sign, to its end; and from which sign, if from one."""
    if incident.started is not None:
        return incident.duration, ""
    found = ((incident.span(kind, "resolved"), sign) for kind, sign in _SIGNS)
    return next(((length, sign) for length, sign in found if length is not None), (None, ""))


def lasted(incident: Incident) -> str:
    """The same for a reader, such as ``1 h 27 min from detection``."""
    length, sign = lasting(incident)
    return f"{span(length)} from {sign}" if sign else span(length)
