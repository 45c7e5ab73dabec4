"""The status page as Statuspage's public API v2 tells it, so that existing clients work unchanged.

Source of the shape: the responses of Statuspage's ``/api/v2`` as its clients read them. Ids are
ours, stable and in ASCII. What Statuspage has and our records do not know is left at its default.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from wakebook.model.fold import STATUSPAGE_WORDS
from wakebook.model.notice import Line, Notice, instant
from wakebook.render.status.board import INDICATORS, Board, Place, since
from wakebook.render.status.pages import Told, anchor, path_of
from wakebook.render.words import slug

_STATUS = {"degraded": "degraded_performance"}
"""Our states that have another name there."""
_MOST = 50
"""So many incidents Statuspage gives, the latest first."""
_DESCRIPTIONS = {
    "none": "All Systems Operational",
    "minor": "Partially Degraded Service",
    "maintenance": "Service Under Maintenance",
    "major": "Partial System Outage",
    "critical": "Major System Outage",
}


class Statuspage:
    """The documents of the API; ``url`` is where the site is published, with a slash, or empty."""

    def __init__(self, board: Board, title: str, url: str, told: Callable[[str], Told]) -> None:
        self._board, self._title, self._url, self._told = board, title, url, told

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each document with its path below the site."""
        board = self._board
        works = [n for n in board.notices.values() if n.is_maintenance]
        works.sort(key=lambda n: (since(n), n.id), reverse=True)
        active = [self._incident(n) for n in board.active]
        documents: dict[str, dict[str, Any]] = {
            "status": {"status": self._status()},
            "components": {"components": self._components()},
            "incidents": {"incidents": [self._incident(n) for n in self._incidents()]},
            "incidents/unresolved": {"incidents": active},
            "scheduled-maintenances": _works(self._work(n) for n in works[:_MOST]),
            "scheduled-maintenances/upcoming": _works(self._work(n) for n in board.planned),
            "scheduled-maintenances/active": _works(self._work(n) for n in board.working),
            "summary": {
                "components": self._components(),
                "incidents": active,
                **_works(self._work(n) for n in (*board.working, *board.planned)),
                "status": self._status(),
            },
        }
        for name, document in documents.items():
            told = json.dumps({"page": self._page(), **document}, ensure_ascii=True, indent=1)
            yield f"api/v2/{name}.json", told.encode()

    def _incidents(self) -> list[Notice]:
        board = self._board
        found = [n for n in (*board.active, *board.past) if not n.is_maintenance]
        return sorted(found, key=lambda n: (since(n), n.id), reverse=True)[:_MOST]

    def _page(self) -> dict[str, Any]:
        return {
            "id": slug(self._title),
            "name": self._title,
            "url": self._url,
            "time_zone": "Etc/UTC",
            "updated_at": _time(self._board.changed),
        }

    def _status(self) -> dict[str, str]:
        indicator = self._board.indicator
        return {"indicator": indicator, "description": _DESCRIPTIONS[indicator]}

    def _components(self) -> list[dict[str, Any]]:
        """Components as Statuspage lists them: groups are components that hold others."""
        found: list[dict[str, Any]] = []
        for title, places in self._board.groups:
            group = slug(f"group {title}") if title else None
            if group is not None:
                worst = self._board.worst_of(places)
                inner = [place.id for place in places]
                row = self._component(group, title, worst, len(found) + 1, None)
                found.append({**row, "group": True, "components": inner})
            for place in places:
                number = len(found) + 1
                row = self._component(place.id, place.title, place.state, number, group)
                found.append({**row, "description": place.text or None})
        return found

    def _component(
        self, name: str, title: str, state: str, position: int, group: str | None
    ) -> dict[str, Any]:
        return {
            "id": name,
            "name": title,
            "status": _STATUS.get(state, state),
            "created_at": _time(self._board.first),
            "updated_at": _time(self._board.changed),
            "position": position,
            "description": None,
            "showcase": True,
            "start_date": None,
            "group_id": group,
            "page_id": slug(self._title),
            "group": False,
            "only_show_if_degraded": False,
        }

    def _work(self, notice: Notice) -> dict[str, Any]:
        first, last = notice.planned
        return {
            **self._incident(notice),
            "impact": "maintenance",
            "scheduled_for": _time(first),
            "scheduled_until": _time(last),
        }

    def _incident(self, notice: Notice) -> dict[str, Any]:
        told = self._told(notice.id)
        at = since(notice)
        updates = [self._update(line, notice, at) for line in reversed(told.lines)]
        return {
            "id": notice.id,
            "name": notice.title,
            "status": STATUSPAGE_WORDS[notice.status],
            "created_at": _time(at),
            "updated_at": _time(notice.changed or at),
            "monitoring_at": self._first(told.lines, "monitoring"),
            "resolved_at": _time(notice.ended),
            "impact": INDICATORS[notice.worst],
            "shortlink": f"{self._url}{path_of(notice.id)}",
            "started_at": _time(at),
            "page_id": slug(self._title),
            "incident_updates": updates,
            "components": [self._named(p) for p in self._places(notice)],
        }

    def _update(self, line: Line, notice: Notice, otherwise: float) -> dict[str, Any]:
        at = _time(instant(line.at) or otherwise)
        status = STATUSPAGE_WORDS[line.status]
        affected = [
            {"code": name, "name": self._title_of(name), "new_status": _STATUS.get(state, state)}
            for name, _, state in line.states
        ]
        return {
            "id": anchor(line.id),
            "status": status,
            "body": line.text or f"Status: {status.replace('_', ' ')}.",
            "incident_id": notice.id,
            "created_at": at,
            "updated_at": at,
            "display_at": at,
            "affected_components": affected or None,
            "deliver_notifications": False,
            "custom_tweet": None,
            "tweet_id": None,
        }

    def _first(self, lines: Iterable[Line], status: str) -> str | None:
        found = (instant(line.at) for line in lines if line.status == status and line.turned)
        return _time(next(found, None))

    def _places(self, notice: Notice) -> list[Place]:
        places = self._board.places
        return [places[name] for name in notice.components if name in places]

    def _named(self, place: Place) -> dict[str, Any]:
        return self._component(place.id, place.title, place.state, 1, None)

    def _title_of(self, component: str) -> str:
        place = self._board.places.get(component)
        return place.title if place is not None else component


def _works(found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"scheduled_maintenances": list(found)}


def _time(at: float | None) -> str | None:
    return None if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S.000Z}"
