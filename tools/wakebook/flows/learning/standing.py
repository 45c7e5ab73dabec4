"""How a post-mortem stands at an instant: published, begun, missing; ahead of time or late."""

from datetime import datetime
from typing import Literal, NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.learning import RULE, Need, need
from wakebook.model.library import Library

State = Literal["published", "draft", "missing", "waived"]


class Standing(NamedTuple):
    """A post-mortem that an incident needs, or has.

    ``seconds`` are those left until it is due, or, where it was published, that it was ahead of
    it; negative ones are too late. None where no time is known.
    """

    incident: Incident
    need: Need
    state: State
    seconds: float | None

    @property
    def is_late(self) -> bool:
        """Whether it was not there when it was due."""
        return self.state != "waived" and self.seconds is not None and self.seconds < 0


def standing(incident: Incident, library: Library, now: datetime) -> Standing:
    """How the post-mortem of an incident stands now."""
    found = need(incident, library)
    written = list(library.postmortems_of(incident))
    published = [p.header.published for p in written if p.header.published is not None]
    state: State = "published" if published else "draft" if written else "missing"
    if not published and any(waiver.rule == RULE for waiver in incident.header.waivers):
        state = "waived"
    at = min((p.earliest for p in published if p.earliest is not None), default=now)
    left = (found.due - at).total_seconds() if found.due is not None else None
    return Standing(incident, found, state, left)
