"""A matter: one record and what a change does to it, with what a policy may ask about."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

Transition = Literal[
    "opened",
    "imported",
    "appended",
    "declared",
    "severity_raised",
    "severity_lowered",
    "scope_reduced",
    "handed_over",
    "major_declared",
    "stood_down",
    "mitigated",
    "resolved",
    "closed",
    "reopened",
    "canceled",
    "merged",
    "corrected",
    "edited",
    "edited_after_closure",
    "deleted",
    "waived",
    "audience_widened",
    "audience_narrowed",
    "published",
    "postmortem",
    "action",
    "problem",
    "runbook",
]
"""What a change can do to a record; a policy asks for approvals by these words."""


class Quote(NamedTuple):
    """A new entry of a log with whom it names: who said it, and who wrote it down for them.

    ``own`` is a word that is theirs alone, so that nobody who writes it down now can give it.
    """

    entry: str
    by: str
    reported_by: str | None = None
    own: bool = False


class Lapse(NamedTuple):
    """When the waiver of a rule ends that is not to hold for a record."""

    rule: str
    until: datetime


@dataclass(frozen=True)
class Matter:
    """One record that a change touches.

    What a record said before and what it says afterwards count alike, so that no change can make
    its own judgement easier: ``levels``, ``components`` and ``audiences`` hold both. An empty set
    is not known, and a condition on it is taken to hold. ``parts`` tells of each person of the
    catalog (``user:ana``) which part they had in the incident, ``commanders`` who led it,
    ``writers`` who wrote in its log themselves; ``opened_by`` are whoever said its first line and
    whoever wrote it down for them.
    ``quotes`` are the new entries that people of the catalog are said to have made. ``tickets`` are
    issues of a forge that have to be closed, if the change closes the record. If the change ends
    it, ``ended`` is when the entry that does so says that it was recorded, and ``lapses`` are the
    waivers of the record and its actions that have an end. ``was`` is the record as the target
    branch has it, which the change cannot have made up.
    """

    id: str
    transitions: frozenset[Transition]
    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    components: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    commanders: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()
    parts: dict[str, str] = field(default_factory=dict)
    opened_by: frozenset[str] = frozenset()
    opened: datetime | None = None
    has_origin: bool = False
    quotes: tuple[Quote, ...] = ()
    tickets: tuple[str, ...] = ()
    ended: datetime | None = None
    lapses: tuple[Lapse, ...] = ()
    was: "Matter | None" = None
