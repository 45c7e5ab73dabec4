"""``wakebook postmortem publish``: a post-mortem that says something is done."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from wakebook.cli._desk import Desk
    from wakebook.model.incident import Incident
    from wakebook.model.moment import Moment
    from wakebook.model.postmortem import Postmortem

HELP = "say that a post-mortem is done, once nothing is missing in it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    parser.add_argument("piece", nargs="?", metavar="PIECE", help="any piece of the incident's id")
    parser.add_argument("--at", metavar="TIME", help="when it was published, if not now")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write ``published`` into its front matter; 1 where something stands before that."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._meant import meant
    from wakebook.cli._terminal import say

    desk = Desk(arguments)
    incident = meant(desk, arguments.piece, "postmortem publish")
    written = None if incident is None else _written(desk, incident)
    if incident is None or written is None:
        return 1
    path = f"postmortems/{written.id[:4]}/{written.id}/postmortem.md"
    if written.header.published is not None:
        say(f"{path} is published already: {written.header.published.text}")
        return 1
    return _publish(desk, written, path)


def _written(desk: "Desk", incident: "Incident") -> "Postmortem | None":
    """The one that lies beside the incident, or one of a linked incident that names it."""
    from wakebook.cli._terminal import say

    path = f"postmortems/{incident.id[:4]}/{incident.id}/postmortem.md"
    if incident.id in desk.library.postmortems:
        found = desk.library.postmortems.get(incident.id)
        if found is None:
            say(f"{path} cannot be read; see: wakebook check {path}")
        return found
    found = next(desk.library.postmortems_of(incident), None)
    if found is None:
        say(f"there is no {path}; to begin it: wakebook postmortem draft {incident.id}")
    return found


def _is_refused(desk: "Desk", written: "Postmortem", path: str, new: bytes) -> bool:
    """Whether a check refuses it once it is published; said."""
    from wakebook.cli._objections import objections
    from wakebook.cli._terminal import say
    from wakebook.records.library import Opened
    from wakebook.records.overlay import Overlay

    later = Opened(Overlay(desk.opened.clear, {path: new}), [written.id])
    found = sorted(each for each in objections(later, written.id) if each.path == path)
    for each in found:
        say(f"{each.path}:{each.line}: {each.message} ({each.code})")
    if found:
        say("not published; put this right, and run it again")
    return bool(found)


def _publish(desk: "Desk", written: "Postmortem", path: str) -> int:
    from wakebook.cli._exits import UsageError
    from wakebook.cli._postmortem_remarks import remarks
    from wakebook.cli._terminal import say, tell, tell_json
    from wakebook.cli._unkept import going_along
    from wakebook.records.proposing import edited
    from wakebook.records.sealer import read_clear
    from wakebook.records.write import replace

    at = _time(desk, written)
    old = read_clear(desk.root, path)
    try:
        new = edited(old, {"published": at.text})
    except ValueError as error:
        raise UsageError(f"{path} cannot be edited: {error}; see wakebook check {path}") from None
    if _is_refused(desk, written, path, new):
        return 1
    told = remarks(desk, written, path)
    replace(desk.root, path, new, old)
    told += going_along(desk, path, old)
    kept = desk.keep([path], f"Publish the post-mortem of {written.id}")
    if desk.arguments.format == "json":
        tell_json({"id": written.id, "path": path, "published": at.text})
    else:
        tell([f"published: {path}, {at.text}"])
    for each in told:
        say(each)
    return 0 if kept else 3


def _time(desk: "Desk", written: "Postmortem") -> "Moment":
    """When it was published; raises UsageError for a time that cannot be meant."""
    from wakebook.cli._exits import UsageError
    from wakebook.flows.saying.spoken_time import spoken_time
    from wakebook.model.moment import Moment

    words = desk.arguments.at
    if words is None:
        return Moment.at(desk.now)
    found = spoken_time(words, desk.now, desk.library.settings.tzinfo)
    if found is None or found.earliest is None:
        raise UsageError(f"--at {words} is no time; say 14:05, -10m or 2026-11-23T14:03Z")
    if found.earliest > desk.now:
        raise UsageError(f"--at {words} has not come yet")
    early = _not_before(desk, written)
    if early is not None and found.latest is not None and found.latest < early:
        raise UsageError(f"--at {words} is before the incident was declared: {early:%F %H:%M} UTC")
    return found


def _not_before(desk: "Desk", written: "Postmortem") -> "datetime | None":
    """When the first of its incidents was declared, as far as that is known."""
    found = (desk.library.incidents.get(name) for name in written.header.incidents)
    declared = (line for each in found if each for line in each.by_kind.get("declared", ()))
    times = [line.entry.at.earliest for line in declared if line.entry.at.earliest]
    return min(times, default=None)
