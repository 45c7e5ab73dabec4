"""Deployments as CDEvents tell them, one JSON document a line.

Source of the format: the CDEvents specification 0.5.1, Continuous Deployment events
(``dev.cdevents.service.*``), alone or as the ``data`` of a CloudEvent. Other events are passed
over; versions are not looked at, since later ones only add fields.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from wakebook.flows.linking.commits import MOST_TITLE
from wakebook.model.catalog import Catalog
from wakebook.model.source import SourceChange

NAMES = "wakebook.dev/deployed-as"
"""Annotation of a component: the names, with commas between, that deployments have for it."""
_TYPE = re.compile(r"dev\.cdevents\.service\.([a-z]+)(?:\..*)?", re.DOTALL)
_VERBS = {
    "deployed": "deployment of",
    "upgraded": "upgrade to",
    "published": "publication of",
    "removed": "removal of",
    "rolledback": "roll-back to",
}
_COMMIT = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
_UNSEEN = re.compile(r"[^!-~]")
"""What is no visible ASCII character: no address and no id needs it."""
_MOST_REMARKS = 3
_MOST_REF = 400


class Deployments(NamedTuple):
    """What a list of events tells, in its order, and what could not be read."""

    changes: tuple[SourceChange, ...]
    remarks: tuple[str, ...] = ()


def deployments(lines: Iterable[str], catalog: Catalog) -> Deployments:
    """The deployments of the catalog's components; a line that cannot be read hides no other."""
    known = _names(catalog)
    found: dict[str, SourceChange] = {}
    bad: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            change = _read(json.loads(line), known)
        except (ValueError, RecursionError):
            bad.append(f"line {number} is no JSON")
            continue
        if isinstance(change, str):
            bad.append(f"line {number} {change}")
        elif change is not None:
            found.setdefault(change.ref, change)
    more = [f"{len(bad) - _MOST_REMARKS} more such lines"] if len(bad) > _MOST_REMARKS else []
    return Deployments(tuple(found.values()), (*bad[:_MOST_REMARKS], *more))


def _names(catalog: Catalog) -> dict[str, str]:
    """The component for each name that deployments may have for it."""
    found = {}
    for name, entity in catalog.components.items():
        for other in entity.metadata.annotations.get(NAMES, "").split(","):
            if other.strip():
                found[other.strip().casefold()] = name
    return found | {name.casefold(): name for name in catalog.components}


def _read(event: Any, known: Mapping[str, str]) -> SourceChange | str | None:
    """A deployment; what is wrong with the event; or None for one that is about something else."""
    if isinstance(event, dict) and isinstance(event.get("data"), dict):
        event = event["data"]
    context = event.get("context") if isinstance(event, dict) else None
    subject = event.get("subject") if isinstance(event, dict) else None
    if not isinstance(context, dict) or not isinstance(subject, dict):
        return "is no CDEvent: it has no context and subject"
    kind = _TYPE.fullmatch(str(context.get("type")))
    if kind is None or kind[1] not in _VERBS:
        return None
    source, name = context.get("source"), context.get("id")
    if not isinstance(source, str) or not isinstance(name, str):
        return "has no source and id"
    service = str(subject.get("id"))
    component = known.get(service.casefold()) or known.get(re.split("[/:]", service.casefold())[-1])
    if component is None:
        return None
    return _change(kind[1], f"{source}#{name}", component, event)


def _change(verb: str, name: str, component: str, event: dict[str, Any]) -> SourceChange:
    content = event["subject"].get("content")
    content = content if isinstance(content, dict) else {}
    artifact = content.get("artifactId")
    what = artifact if isinstance(artifact, str) else component
    where = content.get("environment")
    place = where.get("id") if isinstance(where, dict) else None
    told = f"{_VERBS[verb]} {what}" + (f" in {place}" if isinstance(place, str) else "")
    kind: Literal["rollback", "deployment"] = "rollback" if verb == "rolledback" else "deployment"
    custom = event.get("customData")
    commit = _COMMIT.search(f"{artifact} {json.dumps(custom) if custom else ''}")
    return SourceChange(
        ref=f"cdevents:{_UNSEEN.sub('', name)[:_MOST_REF]}",
        kind=kind,
        components=(component,),
        at=_instant(event["context"].get("timestamp")),
        title=" ".join(told.split())[:MOST_TITLE],
        shipped=commit[0] if commit else "",
    )


def _instant(told: object) -> datetime | None:
    """An RFC 3339 time; None for anything else, since without a zone it is no time."""
    try:
        at = datetime.fromisoformat(told) if isinstance(told, str) else None
        return at.astimezone(UTC) if at is not None and at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
