"""What lists show of an incident, of an action item and of a rule."""

from typing import NamedTuple

from wakebook.render.words import When


class RuleDoc(NamedTuple):
    """A rule for a reader: its code, its sentence, its level and its documentation."""

    code: str
    title: str
    level: str
    text: str


class Row(NamedTuple):
    """An incident in a list."""

    id: str
    path: str
    title: str
    kind: str
    began: When
    severity: str
    tone: str
    status: str
    status_tone: str
    is_open: bool
    components: tuple[str, ...]
    duration: str
    category: str


class ActionRow(NamedTuple):
    """An action item in a list."""

    id: str
    anchor: str
    title: str
    owner: str
    due: When
    kind: str
    priority: str
    status: str
    is_open: bool
    blocking: bool
    text: str
    incident: str
    incident_title: str
    incident_path: str
    changes: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]
    """The same as words and the path of a page or address, if any."""
    references: tuple[tuple[str, str], ...]
