"""What programs read of a status site: feeds, a calendar, badges and Statuspage's documents."""

from collections.abc import Callable, Iterable, Iterator

from wakebook.flows.status.made import Made
from wakebook.model.notice import Notice
from wakebook.render.status.badge import badge
from wakebook.render.status.board import Board
from wakebook.render.status.calendar import calendar
from wakebook.render.status.feeds import Channel, atom, json_feed, rss
from wakebook.render.status.pages import Told
from wakebook.render.status.statuspage import Statuspage
from wakebook.render.status.updates import latest
from wakebook.render.status.view import View
from wakebook.render.words import slug

_MOST, _OF_ONE = 100, 20
"""Updates in the feed of everything, and in that of a component."""


class Programs:
    """The files for programs, in the main language; ``url`` is where the site is published."""

    def __init__(self, board: Board, view: View, url: str, told: Callable[[str], Told]) -> None:
        self._board, self._view, self._url, self._told = board, view, url, told

    def files(self) -> Iterator[Made]:
        """Each of them; they are made each time, since nearly every change changes them."""
        board, view = self._board, self._view
        yield from self._feeds("", view.site, board.notices.values(), _MOST)
        works = [n for n in board.notices.values() if n.is_maintenance]
        ical = calendar(works, self._told, view, self._url)
        yield Made("maintenance.ics", "", lambda: ical)
        yield self._badge("", view.site, board.state)
        for place in board.places.values():
            of = [n for n in board.notices.values() if place.name in n.components]
            yield from self._feeds(place.path, f"{view.site}: {place.title}", of, _OF_ONE)
            yield self._badge(place.path, place.title, place.state)
        for path, content in Statuspage(board, view.site, self._url, self._told).files():
            yield Made(path, "", lambda content=content: content)  # type: ignore[misc]

    def _feeds(
        self, folder: str, title: str, notices: Iterable[Notice], most: int
    ) -> Iterator[Made]:
        updates = latest(notices, self._told, self._view, self._url, most)
        place = f"{self._url}{folder}"
        name = f"urn:wakebook:status:{slug(self._view.site)}:{folder.strip('/')}"
        channel = Channel(name.rstrip(":"), title, self._view.language, place, place)
        yield Made(f"{folder}feed.atom", "", lambda: atom(channel, updates))
        yield Made(f"{folder}feed.rss", "", lambda: rss(channel, updates))
        yield Made(f"{folder}feed.json", "", lambda: json_feed(channel, updates))

    def _badge(self, folder: str, title: str, state: str) -> Made:
        words = self._view.t(f"state.{state}")
        return Made(f"{folder}badge.svg", "", lambda: badge(title, state, words))
