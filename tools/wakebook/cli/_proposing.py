"""Gathering what is proposed for an incident, and showing it."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from wakebook.adapters.sources import Sources
from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._last_list import LastList
from wakebook.cli._repository import wants_color
from wakebook.cli._terminal import columns, say, tell_json
from wakebook.flows.linking.cdevents import deployments
from wakebook.flows.linking.listing import rows, start_of
from wakebook.flows.linking.proposals import Proposals, proposals
from wakebook.flows.linking.scene import Scene
from wakebook.model.base import seconds
from wakebook.model.source import ANNOTATION, Location, SourceChange, located, of_place
from wakebook.records.git import GitError
from wakebook.render.terminal.paint import Paint
from wakebook.render.terminal.proposals import Row, lines
from wakebook.render.words import seconds as in_words
from wakebook.render.words import when

_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LONGEST = timedelta(days=366)
_MOST_BYTES = 64 * 2**20
_MOST_REMARKS = 6


def show(desk: Desk, incident: str) -> int:
    """Print what is proposed, and keep the numbers for ``--accept``."""
    found, remarks = gathered(desk, incident)
    listed = rows(found, desk.arguments.most)
    LastList(desk).keep(incident, listed)
    if desk.arguments.format == "json":
        tell_json(_facts(found, listed, remarks))
    else:
        _print(found, listed)
    for remark in remarks[:_MOST_REMARKS]:
        say(remark)
    if len(remarks) > _MOST_REMARKS:
        say(f"and {len(remarks) - _MOST_REMARKS} more such remarks; --format json has them all")
    if listed and desk.arguments.format == "text":
        say(f"to link one: wakebook links {incident[11:]} --accept N")
    return 0


def gathered(desk: Desk, incident: str) -> tuple[Proposals, list[str]]:
    """All that is proposed, and what could not be looked at."""
    record = desk.incident(incident)
    assert record is not None, "the incident was read before"  # noqa: S101 - an invariant
    scene = Scene(record, desk.library.catalog, _window(desk.arguments.window), desk.now)
    remarks = list(_doubts(scene))
    places = _places(desk, scene)
    sources = Sources(desk.root, _kept(desk))
    if desk.arguments.fetch:
        remarks += sources.fetch(places.values())
    branches = sources.branches(places, (scene.since, scene.until))
    deployed = tuple(_deployed(desk, remarks))
    remarks += branches.remarks
    if not places and not deployed:
        remarks.append(
            "no component in reach says where its source lies; add the annotation "
            f"{ANNOTATION} to the catalog, or say --source COMPONENT=PATH"
        )
    return proposals(scene, desk.library, branches.found, deployed), remarks


def _doubts(scene: Scene) -> Iterator[str]:
    if scene.beginning is None:
        yield "nobody knows when it began, so changes up to now are shown"
    elif scene.beginning[0] not in ("started", "in_progress"):
        yield f"when it began is unknown; the window ends when {start_of(scene)}"
    if not scene.incident.components:
        yield "it names no component, so all of them are looked at"


def _window(words: str) -> timedelta:
    """Raises UsageError for what is no length of time up to a year."""
    match = re.fullmatch(r"([0-9]{1,6})(m|min|h|d|w)", words.strip().lower())
    try:
        length = timedelta(seconds=int(match[1]) * _UNITS[match[2]] if match else seconds(words))
    except (ValueError, OverflowError):
        length = timedelta(0)
    if not timedelta(0) < length <= _LONGEST:
        raise UsageError(f"{words} is no window; say --window 90m, 24h or 3d, up to a year")
    return length


def _kept(desk: Desk) -> Path | None:
    try:
        return desk.git.directory()
    except GitError:
        return None


def _places(desk: Desk, scene: Scene) -> dict[str, Location]:
    """Where the sources of components in reach lie; what a person says wins over the catalog."""
    said = _said(desk)
    known = desk.library.catalog.components
    found: dict[str, Location] = {}
    for name in scene.reach:
        entity = known.get(name)
        noted = located(entity.metadata.annotations.get(ANNOTATION, "")) if entity else None
        own = said.get(name) or (said.get(noted.identity) if noted else None)
        if own is not None and noted is not None:
            found[name] = Location(own.place, own.rest or noted.rest, noted.identity)
        elif own is not None or noted is not None:
            found[name] = own or noted  # type: ignore[assignment]  # one of them is there
    return found


def _said(desk: Desk) -> dict[str, Location]:
    """``--source`` and ``git config wakebook.source``: by component, or by repository."""
    given = [(word, desk.root) for word in _settings(desk, "wakebook.source")]
    given += [(word, Path(desk.arguments.directory)) for word in desk.arguments.source]
    found = {}
    for word, base in given:
        name, equals, place = word.partition("=")
        if not equals or not name.strip() or not place.strip():
            raise UsageError(f"{word} is no source; say --source COMPONENT=PATH")
        try:
            location = of_place(place.strip())
        except ValueError as error:
            raise UsageError(f"{place} is no place of a repository: {error}") from None
        if not location.remote:
            location = location._replace(
                place=os.path.normpath(Path(base, location.place).absolute())
            )
        found[name.strip()] = location
    return found


def _settings(desk: Desk, name: str) -> list[str]:
    try:
        return desk.git.settings(name)
    except GitError:
        return []


def _deployed(desk: Desk, remarks: list[str]) -> Iterator[SourceChange]:
    """The deployments in all files that are named; a file that cannot be read is told of."""
    files = [Path(desk.root, word) for word in _settings(desk, "wakebook.deployments")]
    files += [Path(desk.arguments.directory, word) for word in desk.arguments.deployments]
    for file in files:
        try:
            with file.open("rb") as opened:
                raw = opened.read(_MOST_BYTES + 1)
        except OSError as error:
            remarks.append(f"{file.name} cannot be read: {error.strerror}")
            continue
        if len(raw) > _MOST_BYTES:
            remarks.append(f"{file.name} is larger than 64 MiB; give only the days in question")
            continue
        read = deployments(raw.decode("utf-8", "replace").split("\n"), desk.library.catalog)
        remarks += [f"{file.name}: {remark}" for remark in read.remarks]
        yield from read.changes


def _print(found: Proposals, listed: Sequence[Row]) -> None:
    paint = Paint(wants_color())
    scene = found.scene
    width = columns() or 80
    top = [paint(scene.incident.header.title, "strong"), paint(scene.incident.id, "dim"), ""]
    problems = [row for row in listed if row.relation == "problem"]
    changes = [row for row in listed if row.relation != "problem"]
    if problems:
        top += [paint("Problems that it looks like", "strong"), *lines(problems, paint, width)]
    top.append(
        paint(f"Changes in the {_span(scene)} before {start_of(scene)}, {_at(scene)}", "strong")
    )
    top += lines(changes, paint, width) if changes else ["  none that could be read", ""]
    hidden = len(found.changes) - len(changes)
    if hidden > 0:
        top.append(paint(f"{hidden} less likely ones are not shown; see --most", "dim"))
    sys.stdout.write("".join(f"{line}\n" for line in top))


def _span(scene: Scene) -> str:
    hours = scene.window / timedelta(hours=1)
    return f"{hours:.0f} h" if 1 <= hours <= 48 else in_words(scene.window.total_seconds())


def _at(scene: Scene) -> str:
    return when(scene.start).text


def _facts(found: Proposals, listed: Sequence[Row], remarks: Sequence[str]) -> dict[str, object]:
    scene = found.scene
    return {
        "id": scene.incident.id,
        "start": str(scene.start),
        "start_is": scene.beginning[0] if scene.beginning else "now",
        "since": _iso(scene.since),
        "components": {name: reached.distance for name, reached in scene.reach.items()},
        "proposals": [{**row._asdict(), "why": list(row.why)} for row in listed],
        "not_shown": len(found.changes) - sum(1 for row in listed if row.relation != "problem"),
        "remarks": list(remarks),
    }


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
