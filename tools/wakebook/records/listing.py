"""The list of incidents in a problem's file, edited so that everything else stays as it is."""

from collections.abc import Sequence

from wakebook.records.splice import append_item, insert_key, remove_item, set_value
from wakebook.records.yaml import read_any


def with_incident(raw: bytes, incidents: Sequence[str], incident: str) -> bytes:
    """The file with an incident at the end of its list; see ``splice`` for what is raised."""
    if incident in incidents:
        return raw
    if incidents:
        return append_item(raw, ("incidents",), incident)
    if _has_key(raw):
        return set_value(raw, ("incidents",), [incident])
    return insert_key(raw, (), "incidents", [incident])


def without_incident(raw: bytes, incidents: Sequence[str], incident: str) -> bytes:
    """The file without an incident in its list; the key stays."""
    for position in reversed(range(len(incidents))):
        if incidents[position] == incident:
            raw = remove_item(raw, ("incidents", position))
    return raw


def _has_key(raw: bytes) -> bool:
    documents = read_any(raw.decode("utf-8", "replace"))
    first = documents[0] if isinstance(documents, list) and documents else None
    return isinstance(first, dict) and "incidents" in first
