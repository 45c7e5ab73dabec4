"""The files of a status site, each with what it hangs on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wakebook.render.status.board import Board
from wakebook.render.status.page import StatusPage
from wakebook.render.status.pages import Pages, Told
from wakebook.render.status.templates import StatusTemplates
from wakebook.render.status.view import View


class Made(NamedTuple):
    """A file of the site; ``key`` stands for all that it shows, "" for one that is made each time."""

    path: str
    key: str
    make: Callable[[], bytes]


class StatusSite:
    """One audience's status site; ``keys`` stand for each incident, ``told`` reads one."""

    def __init__(
        self,
        board: Board,
        views: Sequence[View],
        templates: StatusTemplates,
        keys: Mapping[str, str],
        told: Callable[[str], Told],
    ) -> None:
        self._board, self._views, self._templates = board, views, templates
        self._keys, self._told = keys, told

    def files(self) -> Iterator[Made]:
        """Every page in every language."""
        for view in self._views:
            pages = Pages(self._board, view, self._told)
            for page in pages.all():
                yield self._made(page, view)
            for notice in self._board.notices.values():
                path = f"{view.home}incidents/{notice.id}/index.html"
                yield Made(
                    path,
                    self._keys[notice.id],
                    lambda notice=notice, pages=pages, view=view: self._html(
                        pages.notice(notice), view
                    ),
                )

    def _made(self, page: StatusPage, view: View) -> Made:
        return Made(f"{view.home}{page.path}index.html", "", lambda: self._html(page, view))

    def _html(self, page: StatusPage, view: View) -> bytes:
        others = tuple(self._others(page)) if len(self._views) > 1 else ()
        return self._templates.html(page._replace(others=others), view)

    def _others(self, page: StatusPage) -> Iterator[tuple[str, str]]:
        """The same page in each language, by its address from the root of the site."""
        for view in self._views:
            yield view.language, f"{view.home}{page.path}"
