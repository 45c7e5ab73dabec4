"""Gathering what may be behind an incident: its sources, deployments and problem records."""

import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from wakebook.adapters.sources import Sources
from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._lengths import length_of
from wakebook.flows.linking.cdevents import deployments
from wakebook.flows.linking.listing import start_of
from wakebook.flows.linking.proposals import Proposals, proposals
from wakebook.flows.linking.scene import Scene
from wakebook.model.source import ANNOTATION, Location, SourceChange, located, of_place
from wakebook.records.git import GitError
from wakebook.rules.nearest import did_you_mean

_LONGEST = timedelta(days=366)
_REFUSED = "is no https address and no folder of this repository, so it is not read; say"
_MOST_BYTES = 64 * 2**20


def gathered(desk: Desk, incident: str) -> tuple[Proposals, list[str]]:
    """All that is proposed, and what could not be looked at."""
    record = desk.incident(incident)
    assert record is not None, "the incident was read before"  # noqa: S101 - an invariant
    scene = Scene(record, desk.library.catalog, _window(desk.arguments.window), desk.now)
    remarks = list(_doubts(scene))
    places = _places(desk, scene, remarks)
    sources = Sources(desk.root, _kept(desk))
    if desk.arguments.fetch:
        remarks += sources.fetch(places.values())
    branches = sources.branches(places, (scene.since, scene.until))
    deployed = list(_deployed(desk, remarks))
    if desk.arguments.github:
        deployed += _on_github(places, scene, remarks)
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
    try:
        length = timedelta(seconds=length_of(words))
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


def _places(desk: Desk, scene: Scene, remarks: list[str]) -> dict[str, Location]:
    """Where the sources of components in reach lie; what a person says wins over the catalog."""
    said = _said(desk)
    known = desk.library.catalog.components
    _demand_known(desk)
    found: dict[str, Location] = {}
    for name in scene.reach:
        entity = known.get(name)
        words = entity.metadata.annotations.get(ANNOTATION, "") if entity else ""
        noted = located(words)
        own = said.get(name) or (said.get(noted.identity) if noted else None)
        if own is None and words.startswith("url:") and not (noted and _inside(desk, noted)):
            remarks.append(f"the catalog's source of {name} {_REFUSED} --source {name}=PATH")
            continue
        if own is not None and noted is not None:
            found[name] = Location(own.place, own.rest or noted.rest, noted.identity)
        elif own is not None or noted is not None:
            found[name] = own or noted  # type: ignore[assignment]  # one of them is there
    return found


def _demand_known(desk: Desk) -> None:
    """Raises UsageError for a ``--source`` of what is neither a component nor its repository."""
    components = desk.library.catalog.components
    words = (each.metadata.annotations.get(ANNOTATION, "") for each in components.values())
    repositories = {location.identity for word in words if (location := located(word))}
    for word in desk.arguments.source:
        name = word.partition("=")[0].strip()
        if name not in components and name not in repositories:
            advice = did_you_mean(name, components, "components stand in catalog/")
            raise UsageError(f"--source {word[:200]}: there is no component {name[:80]}; {advice}")


def _inside(desk: Desk, location: Location) -> bool:
    """Whether a place of the catalog is an address, or a folder of this repository, links followed.

    Whoever proposes a change to the catalog would choose what is read of this machine.
    """
    top = (desk.git.top() or desk.root).resolve()
    try:
        return location.remote or Path(desk.root, location.place).resolve().is_relative_to(top)
    except (OSError, ValueError, RuntimeError):  # a NUL in it, or links in a circle
        return False


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


def _on_github(
    places: Mapping[str, Location], scene: Scene, remarks: list[str]
) -> Iterator[SourceChange]:
    """The deployments of every repository on GitHub; one that does not answer hides no other."""
    from wakebook.adapters.github import HostError
    from wakebook.cli._host import caller_of

    repositories: dict[str, list[str]] = {}
    for name, location in places.items():
        host, _, repository = location.identity.partition(":")
        if host == "github":
            repositories.setdefault(repository, []).append(name)
    if not repositories:
        remarks.append("no component in reach comes from a repository on GitHub")
    for repository, components in repositories.items():
        try:
            with caller_of(repository) as github:
                yield from github.deployments(components, (scene.since, scene.until))
        except HostError as error:
            remarks.append(f"deployments of {repository} could not be read: {error}")
