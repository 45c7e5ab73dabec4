"""Planned maintenance as a calendar (iCalendar, RFC 5545)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from wakebook.model.notice import Notice
from wakebook.render.status.pages import Told, path_of
from wakebook.render.status.view import View

_STATUS = {"canceled": "CANCELLED", "scheduled": "TENTATIVE"}


def calendar(notices: Iterable[Notice], told: Callable[[str], Told], view: View, url: str) -> bytes:
    """Every maintenance whose window is known; rescheduled, it keeps its name."""
    from icalendar import Calendar, Event

    whole = Calendar()
    whole.add("prodid", "-//Wakebook//status//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", view.site)
    for notice in notices:
        first, last = notice.planned
        if first is None or last is None:
            continue
        moves = sum(line.planned is not None for line in told(notice.id).lines)
        event = Event()
        event.add("uid", f"{notice.id}@wakebook")
        event.add("summary", notice.title)
        event.add("dtstamp", _at(notice.changed))
        event.add("dtstart", _at(first))
        event.add("dtend", _at(last))
        event.add("sequence", max(0, moves - 1))
        event.add("status", _STATUS.get(notice.status, "CONFIRMED"))
        if url:
            event.add("url", f"{url}{view.home}{path_of(notice.id)}")
        whole.add_component(event)
    return bytes(whole.to_ical())


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
