"""Beginning an incident: its id, its header and the first lines of its log."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from wakebook.flows.saying.planned import Planned
from wakebook.flows.saying.speaker import Speaker, Timed
from wakebook.flows.saying.terms import Rating
from wakebook.flows.saying.words import Line, line, slug
from wakebook.model.moment import Moment

UNKNOWN = Moment.parse("unknown")


class Beginning(NamedTuple):
    """What is known when an incident is opened; ``started`` may be unknown.

    ``window`` is that of a maintenance. Where it ``is_told``, the public reads title and beginning.
    """

    title: str
    speaker: Speaker
    started: Timed = Timed(UNKNOWN)
    kind: str = "incident"
    audience: str = "staff"
    components: tuple[str, ...] = ()
    rating: Rating | None = None
    window: Planned | None = None
    is_told: bool = False


def incident_id(now: datetime, title: str, chosen: str | None, restricted: bool, mark: str) -> str:
    """The UTC day and a slug; a restricted incident gets one that tells nothing.

    ``mark`` is a few random letters for titles that leave nothing to name it by.
    """
    day = now.astimezone(UTC).date().isoformat()
    named = slug(chosen) if chosen else None
    if named is None and not restricted:
        named = slug(title, 50)
    return f"{day}-{named or f'incident-{mark}'}"


def header(beginning: Beginning) -> dict[str, Any]:
    """``incident.yaml`` of a new incident."""
    given = {
        "title": beginning.title,
        "kind": beginning.kind,
        "audience": beginning.audience,
        "components": list(beginning.components),
        "public": _face(beginning) if beginning.is_told else None,
    }
    return {key: value for key, value in given.items() if value}


def _face(beginning: Beginning) -> dict[str, Any]:
    given = {"title": beginning.title, "components": list(beginning.components)}
    return {key: value for key, value in given.items() if value}


def first_lines(beginning: Beginning) -> list[Line]:
    """The first entries: when it started, was detected and declared, how severe, who commands.

    A maintenance begins with its window, a notice with its declaration alone.
    """
    speaker = beginning.speaker
    audience = "public" if beginning.is_told else None
    if beginning.window is not None:
        begin, end = str(beginning.window.begin), str(beginning.window.end)
        return [line("scheduled", speaker, audience=audience, from_=begin, until=end)]
    if beginning.kind == "notice":
        return [line("declared", speaker, audience=audience)]
    lines = [
        line("started", speaker._replace(**beginning.started._asdict())),
        line("detected", speaker),
        line("declared", speaker),
        line("role", speaker, role="commander", from_="none", to=speaker.by),
    ]
    if beginning.rating is not None:
        lines.append(line("severity", speaker, **beginning.rating._asdict()))
    return lines


def title_of(text: str) -> str:
    """The first line of a text as a title, cut at a word."""
    first = text.strip().partition("\n")[0].strip()
    if len(first) <= 120:
        return first
    return first[:117].rpartition(" ")[0] + "..." if " " in first[:117] else first[:117] + "..."
