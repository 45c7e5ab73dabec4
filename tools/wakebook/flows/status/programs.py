"""What programs read of a status site: feeds, a calendar, badges and Statuspage's documents."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

from wakebook.flows.status.made import Made
from wakebook.model.notice import Notice
from wakebook.render.page import key
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

    def __init__(
        self,
        board: Board,
        view: View,
        url: str,
        keys: Mapping[str, str],
        told: Callable[[str], Told],
    ) -> None:
        self._board, self._view, self._url = board, view, url
        self._keys, self._told = keys, told

    def files(self) -> Iterator[Made]:
        """Each of them; all but feeds are made each time: nearly every change changes them."""
        board, view, of = self._board, self._view, self._by_component()
        yield from self._feeds("", view.site, board.notices.values(), _MOST)
        works = [n for n in board.notices.values() if n.is_maintenance]
        ical = calendar(works, self._told, view, self._url)
        yield Made("maintenance.ics", "", lambda: ical)
        yield self._badge("", view.site, board.state)
        for place in board.places.values():
            named = of.get(place.name, ())
            yield from self._feeds(place.path, f"{view.site}: {place.title}", named, _OF_ONE)
            yield self._badge(place.path, place.title, place.state)
        for path, content in Statuspage(board, view.site, self._url, self._told).files():
            yield Made(path, "", lambda content=content: content)  # type: ignore[misc]

    def _by_component(self) -> dict[str, list[Notice]]:
        found: dict[str, list[Notice]] = {}
        for notice in self._board.notices.values():
            for name in notice.components:
                found.setdefault(name, []).append(notice)
        return found

    def _feeds(
        self, folder: str, title: str, notices: Collection[Notice], most: int
    ) -> Iterator[Made]:
        named = self._board.named
        updates = cache(
            lambda: latest(notices, self._told, self._view, self._url, most=most, named=named)
        )
        shown = key(folder, title, [self._keys[notice.id] for notice in notices])
        place = f"{self._url}{folder}"
        name = f"urn:wakebook:status:{slug(self._view.site)}:{folder.strip('/')}"
        channel = Channel(name.rstrip(":"), title, self._view.language, place, place)
        yield Made(f"{folder}feed.atom", shown, lambda: atom(channel, updates()))
        yield Made(f"{folder}feed.rss", shown, lambda: rss(channel, updates()))
        yield Made(f"{folder}feed.json", shown, lambda: json_feed(channel, updates()))

    def _badge(self, folder: str, title: str, state: str) -> Made:
        words = self._view.t(f"state.{state}")
        return Made(f"{folder}badge.svg", "", lambda: badge(title, state, words))
