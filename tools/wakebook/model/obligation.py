"""Obligations: what somebody owes by a time, computed from records and the clock."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from wakebook.model.base import Audience

State = Literal["later", "soon", "overdue", "unowned", "stale"]
"""``soon``: within the policy's time; ``overdue``: its time is over, ``stale``: since long;
``unowned``: it is in time, and nobody does it."""


class Owing(NamedTuple):
    """Something that is owed before it is compared with the clock.

    ``due`` is the first instant at which it is late; None is a thing without a date, which counts
    from ``since``. ``owner`` is named as records name people.
    """

    subject: str
    title: str
    owner: str | None
    due: datetime | None
    since: datetime
    audience: Audience
    path: str


class Obligation(NamedTuple):
    """Something that is owed, and how it stands at a time."""

    kind: str
    owing: Owing
    state: State
    late: timedelta | None
    """Time since it was due, negative before; None without a date."""

    @property
    def subject(self) -> str:
        """The id of what it is about."""
        return self.owing.subject

    @property
    def key(self) -> str:
        """Stands for the kind, the subject and the date: another date is another obligation."""
        when = self.owing.due.isoformat() if self.owing.due else ""
        return digest(self.kind, self.owing.subject, when)


def digest(*words: str) -> str:
    """Thirty-two hexadecimal digits that stand for these words."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:32]
