"""What somebody said on the command line, and where: words, nothing decided yet."""

from datetime import datetime
from typing import NamedTuple

from wakebook.flows.saying.speaker import Speaker
from wakebook.model.incident import Incident
from wakebook.model.library import Library


class Said(NamedTuple):
    """The words of one command, as they were typed."""

    text: str = ""
    kind: str | None = None
    marks: tuple[str, ...] = ()
    severity: str | None = None
    impacts: tuple[str, ...] = ()
    urgency: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    update: bool = False
    audience: str | None = None
    decision: str | None = None
    options: str | None = None
    decide_by: str | None = None
    default: str | None = None
    chosen: str | None = None
    task: str | None = None
    owner: str | None = None
    done: bool = False
    source: str | None = None
    twice: tuple[str, ...] = ()
    """What options said that were given again, with another word."""


class Scene(NamedTuple):
    """Where and when it is said; ``incident`` is None where the record cannot be read."""

    library: Library
    incident: Incident | None
    speaker: Speaker
    now: datetime
