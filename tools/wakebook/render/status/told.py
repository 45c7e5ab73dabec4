"""One incident or maintenance, with its updates, as Statuspage's API tells it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import cast

from wakebook.model.fold import STATUSPAGE_WORDS
from wakebook.model.moment import Moment
from wakebook.model.notice import STATES, Line, Notice, instant
from wakebook.render.status.board import INDICATORS, Board, Place, since
from wakebook.render.status.pages import Told, anchor, path_of
from wakebook.render.status.shape import (
    Affected,
    Component,
    ComponentStatus,
    Incident,
    IncidentStatus,
    Indicator,
    Update,
    Work,
    WorkStatus,
)

STATUS = {"degraded": "degraded_performance"}
"""Our states that have another name there."""
_WORK: dict[str, WorkStatus] = {
    "scheduled": "scheduled",
    "in_progress": "in_progress",
    "verifying": "verifying",
    "completed": "completed",
    "resolved": "completed",
}
"""A maintenance has no other states there: called off, it is completed; before all, scheduled."""


class Tale:
    """Tells incidents; ``place`` makes the component of a place, ``told`` reads an incident."""

    def __init__(
        self,
        board: Board,
        place: Callable[[Place], Component],
        page: str,
        url: str,
        told: Callable[[str], Told],
    ) -> None:
        self._board, self._place, self._page = board, place, page
        self._url, self._told = url, told

    def incident(self, notice: Notice) -> Incident:
        """An incident, its updates the latest first."""
        at = since(notice)
        lines = self._told(notice.id).lines
        places = self._board.places
        return {
            "id": notice.id,
            "name": notice.title,
            "status": cast("IncidentStatus", STATUSPAGE_WORDS[notice.status]),
            "created_at": time_of(at),
            "updated_at": time_of(notice.changed or at),
            "monitoring_at": _first(lines, "monitoring"),
            "resolved_at": None if notice.ended is None else time_of(notice.ended),
            "impact": cast("Indicator", INDICATORS[notice.worst]),
            "shortlink": f"{self._url}{path_of(notice.id)}",
            "started_at": time_of(at),
            "page_id": self._page,
            "incident_updates": self._updates(notice, lines, at)[::-1],
            "components": [self._place(places[n]) for n in notice.components if n in places],
        }

    def work(self, notice: Notice) -> Work:
        """A scheduled maintenance."""
        first, last = notice.planned
        told = self.incident(notice)
        return {
            **told,
            "status": _WORK.get(told["status"], "scheduled"),
            "impact": "maintenance",
            "scheduled_for": None if first is None else time_of(first),
            "scheduled_until": None if last is None else time_of(last),
        }

    def _updates(self, notice: Notice, lines: Iterable[Line], otherwise: float) -> list[Update]:
        found: list[Update] = []
        before: dict[str, str] = {}
        for line in lines:
            found.append(self._update(line, notice, otherwise, before))
            before.update((name, state) for name, _, state in line.states)
        return found

    def _update(
        self, line: Line, notice: Notice, otherwise: float, before: dict[str, str]
    ) -> Update:
        at = time_of(instant(line.at) or otherwise)
        word = STATUSPAGE_WORDS[line.status]
        status = _WORK.get(word, "scheduled") if notice.is_maintenance else word
        return {
            "id": anchor(line.id),
            "status": cast("IncidentStatus", status),
            "body": line.text or f"Status: {status.replace('_', ' ')}.",
            "incident_id": notice.id,
            "created_at": at,
            "updated_at": at,
            "display_at": at,
            "affected_components": self._affected(line, before) or None,
            "deliver_notifications": False,
            "custom_tweet": None,
            "tweet_id": None,
        }

    def _affected(self, line: Line, before: dict[str, str]) -> list[Affected]:
        places = self._board.places
        return [
            {
                "code": places[name].id if name in places else name,
                "name": places[name].title if name in places else name,
                "old_status": _word(before.get(name, STATES[0])),
                "new_status": _word(state),
            }
            for name, _, state in line.states
        ]


def time_of(at: float) -> str:
    """An instant, in seconds since 1970-01-01T00:00Z, as the API writes it."""
    return Moment.at(datetime.fromtimestamp(at, UTC)).text.replace("Z", ".000Z")


def _word(state: str) -> ComponentStatus:
    return cast("ComponentStatus", STATUS.get(state, state))


def _first(lines: Iterable[Line], status: str) -> str | None:
    found = (instant(line.at) for line in lines if line.status == status and line.turned)
    at = next(found, None)
    return None if at is None else time_of(at)
