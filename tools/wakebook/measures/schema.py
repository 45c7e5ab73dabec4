"""The tables that incidents can be asked by, and what each column means.

An instant is the second of UTC, cut off; a time is as wide as it is known, and NULL where it was
reached and nobody knows when. What was not reached has no row.
"""

from wakebook.model.tables import Column, Kind, Table


def _table(name: str, meaning: str, keys: int, *columns: tuple[str, Kind, str]) -> Table:
    """A table whose first columns, so many of them, are its keys."""
    made = tuple(Column(*column) for column in columns)
    return Table(name, meaning, tuple(column.name for column in made[:keys]), made)


INCIDENTS = _table(
    "incidents",
    "Every record that can be read and is for the audience, whatever its kind",
    1,
    ("id", "text", "The name of its folder"),
    ("title", "text", "Its title"),
    ("kind", "text", "`incident`, `maintenance`, `notice` or `drill`; figures count incidents"),
    ("audience", "text", "Who may read it: `public`, `staff` or `restricted`"),
    ("status", "text", "How far it is, such as `resolved`"),
    ("void", "text", "Why it counts in no figure, such as that it was canceled; else NULL"),
    ("origin", "text", "The system that it was imported from; NULL for one that we ran"),
    ("detected_by", "text", "Who noticed first, such as `monitoring`"),
    ("category", "text", "Its path in the taxonomy"),
    ("severity", "text", "The worst level that it ever had"),
    ("day", "text", "The day of its beginning in the repository's zone, such as `2026-11-23`"),
    ("hour", "integer", "The hour of that day, 0 to 23; NULL where the time of day is unknown"),
    ("weekday", "integer", "The day of the week, 0 for Monday; NULL where the day is unknown"),
    ("reopened", "integer", "How often it was reopened"),
    ("people", "integer", "How many people wrote in its log or held a role"),
    ("worked_seconds", "integer", "Between the first and the last trace of each, added up"),
)
MILESTONES = _table(
    "milestones",
    "The points that an incident reached, the first time each",
    2,
    ("incident", "text", "Its id"),
    ("kind", "text", "Such as `started` or `resolved`; `postmortem` is its publication"),
    ("earliest", "instant", "The first second that it may have been; NULL for unknown"),
    ("latest", "instant", "The first second behind all that it may have been; NULL for unknown"),
)
INCIDENT_COMPONENTS = _table(
    "incident_components",
    "The components that an incident names",
    2,
    ("incident", "text", "Its id"),
    ("component", "text", "A name in the catalog"),
    ("place", "integer", "Which it is of those that the incident names, from 0"),
)
INCIDENT_SEVERITIES = _table(
    "incident_severities",
    "The levels that an incident had, one after the other",
    2,
    ("incident", "text", "Its id"),
    ("place", "integer", "Which it is in the order of time, from 0"),
    ("severity", "text", "The level"),
)
COMPONENTS = _table(
    "components",
    "The components of the catalog, and others that incidents name",
    1,
    ("name", "text", "Its name"),
    ("title", "text", "Its title; NULL where it is not in the catalog"),
    ("team", "text", "Who owns it, such as `group:web`"),
    ("tier", "text", "Its annotation `wakebook.dev/tier`"),
    ("calendar", "text", "The calendar by which its owner works"),
)
SEVERITIES = _table(
    "severities",
    "The levels of the severity policy",
    1,
    ("severity", "text", "The level"),
    ("rank", "integer", "Its place from 0, the worst"),
    ("update_seconds", "integer", "The longest time between two updates; NULL for none"),
)
WINDOWS = _table(
    "windows",
    "When components could not do what they should",
    2,
    ("incident", "text", "Its id"),
    ("place", "integer", "Which it is of the incident's, from 0"),
    ("component", "text", "The component"),
    ("region", "text", "Where; NULL for everywhere"),
    ("state", "text", "`degraded`, `partial_outage` or `major_outage`"),
    ("since", "instant", "The first second; NULL for unknown"),
    ("until", "instant", "The first second of its end; NULL while it lasts, or for unknown"),
)
UPDATES = _table(
    "updates",
    "The times between two updates, from the declaration until it was mitigated or over",
    2,
    ("incident", "text", "Its id"),
    ("place", "integer", "Which it is of the incident's, from 0"),
    ("severity", "text", "The level at its end"),
    ("seconds", "integer", "How long it was"),
    ("allowed_seconds", "integer", "How long it may be at that level; NULL for no limit"),
    ("in_time", "boolean", "Whether it was no longer than that; NULL for no limit"),
)
ACTIONS = _table(
    "actions",
    "Action items of incidents",
    1,
    ("id", "text", "Its id: the incident's and its own name"),
    ("incident", "text", "The incident's id"),
    ("kind", "text", "What it is for, such as `prevent`"),
    ("priority", "text", "Its priority"),
    ("status", "text", "`open`, `in_progress`, `done` or `dropped`"),
    ("due", "instant", "The second behind its day; NULL for no date"),
    ("overdue", "boolean", "Whether that has passed, done or not, at the instant of the report"),
    ("legacy", "boolean", "Whether it was imported without an owner or a date"),
)
STATED = _table(
    "stated",
    "Figures that records state of themselves",
    2,
    ("incident", "text", "Its id"),
    ("place", "integer", "Which it is of the incident's, from 0"),
    ("measure", "text", "What the source calls it"),
    ("value", "text", "As the source states it"),
    ("clock", "text", "Which hours it counts; `wall` for all"),
    ("seconds", "integer", "Its length; NULL for one in words, or one that no column can hold"),
)
LINKS = _table(
    "links",
    "What an incident is linked to",
    2,
    ("incident", "text", "Its id"),
    ("place", "integer", "Which it is of the incident's, from 0"),
    ("relation", "text", "Such as `parent`, `problem` or `caused_by_change`"),
    ("target", "text", "An incident, a problem, a change, a ticket"),
)
RUNBOOKS = _table(
    "runbooks",
    "The runbooks that were used",
    2,
    ("incident", "text", "Its id"),
    ("runbook", "text", "The runbook"),
)
TAGS = _table(
    "tags",
    "Words that an incident is tagged with",
    2,
    ("incident", "text", "Its id"),
    ("tag", "text", "The word"),
)

TABLES = (
    *(INCIDENTS, MILESTONES, INCIDENT_COMPONENTS, INCIDENT_SEVERITIES, COMPONENTS, SEVERITIES),
    *(WINDOWS, UPDATES, ACTIONS, STATED, LINKS, RUNBOOKS, TAGS),
)
"""All of them, in the order in which they are told."""
