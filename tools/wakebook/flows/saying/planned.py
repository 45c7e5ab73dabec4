"""Planned work: the window of a maintenance, and the milestones that only a maintenance has."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.spoken_time import spoken_time
from wakebook.flows.saying.terms import Unclear
from wakebook.flows.saying.words import Line, line
from wakebook.model.incident import Incident
from wakebook.model.log import Scheduled
from wakebook.model.moment import Moment, MomentError

_INSTEAD = {"in_progress": "ack", "verifying": "mitigated", "completed": "resolved"}
"""What an incident has in the place of a milestone of a maintenance."""


class Planned(NamedTuple):
    """From when to when work is planned, and how words were read that are no moments."""

    begin: Moment
    end: Moment
    remarks: tuple[str, ...] = ()


def planned(begin: str, end: str, now: datetime, zone: tzinfo) -> Planned:
    """The window that the words mean; raises Unclear where they mean none."""
    since, until = _moment("from", begin, now, zone), _moment("until", end, now, zone)
    if until == since or until.certainly_before(since):
        raise Unclear(f"until {until} is not after from {since}; put one right")
    read = (("from", begin, since), ("until", end, until))
    remarks = (f"{name} {said} is read as {at}" for name, said, at in read if said != str(at))
    return Planned(since, until, tuple(remarks))


def _moment(name: str, words: str, now: datetime, zone: tzinfo) -> Moment:
    found = spoken_time(words, now, zone, "ahead")
    if found is not None and found.known:
        return found
    try:
        Moment.parse(words, zone)
    except MomentError as error:
        raise Unclear(f"--{name} {words} {error}") from None
    raise Unclear(f"--{name} {words} names no time; say 2026-12-05T22:00Z")


def scheduled(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """The window of a maintenance; where it was planned before, this moves it.

    Of a window that was planned before, the end that is not named stays.
    """
    if not is_scheduled(said):
        return
    _demand_planned("scheduled", scene)
    before = _last(scene.incident)
    begin = said.from_ or (str(before.from_) if before else None)
    end = said.until or (str(before.until) if before else None)
    if begin is None or end is None:
        raise Unclear("say when: --scheduled --from 2026-12-05T22:00Z --until 2026-12-06T01:00Z")
    found = planned(begin, end, scene.now, scene.library.settings.tzinfo)
    warnings += found.remarks
    if before is not None and before.audience == "public" and said.audience != "public":
        warnings.append("the public still reads the window of before; to tell it: --public")
    yield line("scheduled", scene.speaker, from_=str(found.begin), until=str(found.end))


def is_scheduled(said: Said) -> bool:
    """Whether the words plan a window."""
    return bool("scheduled" in (*said.marks, said.kind) or said.from_ or said.until)


def of_work(mark: str, scene: Scene) -> Line:
    """A milestone that only a maintenance has; raises Unclear for an incident."""
    _demand_planned(mark, scene)
    return line(mark, scene.speaker)


def _demand_planned(mark: str, scene: Scene) -> None:
    kind = scene.incident.header.kind if scene.incident else "incident"
    if kind in ("incident", "drill"):
        instead = f", for {kind}s there is --{_INSTEAD[mark]}" if mark in _INSTEAD else ""
        raise Unclear(f"{mark} is a milestone of a maintenance{instead}")


def _last(incident: Incident | None) -> Scheduled | None:
    lines = incident.by_kind.get("scheduled", ()) if incident else ()
    return next((e.entry for e in reversed(lines) if isinstance(e.entry, Scheduled)), None)
