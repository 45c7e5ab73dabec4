"""The status page as Statuspage's public API v2 tells it, so that existing clients work unchanged.

The shape stands in ``shape``. Ids are ours, stable and in ASCII. What Statuspage has and our
records do not know is left at its default.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, cast, get_args, get_origin

from typing_extensions import is_typeddict

from wakebook.model.notice import Notice
from wakebook.render.status import shape
from wakebook.render.status.board import Board, Place, since
from wakebook.render.status.pages import Told
from wakebook.render.status.shape import (
    Component,
    ComponentStatus,
    Indicator,
    Page,
    Status,
    SummaryDocument,
)
from wakebook.render.status.told import STATUS, Tale, time_of
from wakebook.render.words import distinct, slug

MOST = 50
"""So many incidents Statuspage gives, the latest first."""
_DESCRIPTIONS: dict[str, str] = {
    "none": "All Systems Operational",
    "minor": "Partially Degraded Service",
    "maintenance": "Service Under Maintenance",
    "major": "Partial System Outage",
    "critical": "Major System Outage",
}


def phrases() -> Iterator[str]:
    """What the documents say whatever is recorded: their keys, states and descriptions."""
    yield from _DESCRIPTIONS.values()
    for each in vars(shape).values():
        if is_typeddict(each):
            yield from each.__annotations__
        elif get_origin(each) is Literal:
            yield from get_args(each)


class Statuspage:
    """The documents of the API; ``url`` is where the site is published, with a slash, or empty."""

    def __init__(self, board: Board, title: str, url: str, told: Callable[[str], Told]) -> None:
        self._board, self._title, self._url = board, title, url
        self._tale = Tale(board, self._place, slug(title), url, told)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each document with its path below the site."""
        for name, document in self.documents().items():
            told = json.dumps(document, ensure_ascii=True, indent=1)
            yield f"api/v2/{name}.json", told.encode()

    def documents(self) -> dict[str, Mapping[str, object]]:
        """Each document by its name, such as ``incidents/unresolved``."""
        board, tale, page = self._board, self._tale, self._page()
        active = [tale.incident(n) for n in board.active]
        planned = [tale.work(n) for n in board.planned if n.is_maintenance]
        working = [tale.work(n) for n in board.working]
        return {
            "status": {"page": page, "status": self._status()},
            "components": {"page": page, "components": self._components()},
            "incidents": {
                "page": page,
                "incidents": [tale.incident(n) for n in self._latest(works=False)[:MOST]],
            },
            "incidents/unresolved": {"page": page, "incidents": active},
            "scheduled-maintenances": {
                "page": page,
                "scheduled_maintenances": [tale.work(n) for n in self._latest(works=True)[:MOST]],
            },
            "scheduled-maintenances/upcoming": {"page": page, "scheduled_maintenances": planned},
            "scheduled-maintenances/active": {"page": page, "scheduled_maintenances": working},
            "summary": {
                "page": page,
                "components": self._components(),
                "incidents": active,
                "scheduled_maintenances": [*working, *planned],
                "status": self._status(),
            },
        }

    def _latest(self, *, works: bool) -> list[Notice]:
        found = [n for n in self._board.notices.values() if n.is_maintenance is works]
        return sorted(found, key=lambda n: (since(n), n.id), reverse=True)

    def everything(self) -> SummaryDocument:
        """One document with all there is, however old: the shape is that of the summary."""
        return {
            "page": self._page(),
            "components": self._components(),
            "incidents": [self._tale.incident(n) for n in self._latest(works=False)],
            "scheduled_maintenances": [self._tale.work(n) for n in self._latest(works=True)],
            "status": self._status(),
        }

    def _page(self) -> Page:
        return {
            "id": slug(self._title),
            "name": self._title,
            "url": self._url,
            "time_zone": "Etc/UTC",
            "updated_at": time_of(self._board.changed),
        }

    def _status(self) -> Status:
        indicator = cast("Indicator", self._board.indicator)
        return {"indicator": indicator, "description": _DESCRIPTIONS[indicator]}

    def _components(self) -> list[Component]:
        """Components as Statuspage lists them: groups are components that hold others."""
        found: list[Component] = []
        for title, places in self._board.groups:
            if title:
                worst = self._board.worst_of(places)
                row = self._component(_group(title), title, worst, len(found) + 1)
                found.append({**row, "group": True, "components": [place.id for place in places]})
            found += [self._place(place, len(found) + n) for n, place in enumerate(places, 1)]
        return found

    def _place(self, place: Place, position: int = 1) -> Component:
        row = self._component(place.id, place.title, place.state, position)
        group = _group(place.group) if place.group else None
        return {**row, "group_id": group, "description": place.text or None}

    def _component(self, name: str, title: str, state: str, position: int) -> Component:
        return {
            "id": name,
            "name": title,
            "status": cast("ComponentStatus", STATUS.get(state, state)),
            "created_at": time_of(self._board.first),
            "updated_at": time_of(self._board.changed),
            "position": position,
            "description": None,
            "showcase": True,
            "start_date": None,
            "group_id": None,
            "page_id": slug(self._title),
            "group": False,
            "only_show_if_degraded": False,
        }


def _group(title: str) -> str:
    return f"group-{distinct(title.lower().replace(' ', '-'))}"
