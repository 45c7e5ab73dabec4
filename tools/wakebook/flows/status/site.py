"""The files of a status site, each with what it hangs on."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from wakebook.flows.status.made import Made
from wakebook.flows.status.programs import Programs
from wakebook.model.notice import Notice
from wakebook.render.status.board import Board
from wakebook.render.status.page import StatusPage
from wakebook.render.status.pages import Pages, Told, path_of
from wakebook.render.status.templates import StatusTemplates
from wakebook.render.status.view import View


class StatusSite:
    """One audience's status site; ``keys`` stand for each incident, ``told`` reads one."""

    def __init__(
        self,
        board: Board,
        views: Sequence[View],
        templates: StatusTemplates,
        keys: Mapping[str, str],
        told: Callable[[str], Told],
        *,
        url: str = "",
    ) -> None:
        self._board, self._views, self._templates = board, views, templates
        self._keys, self._told, self._url = keys, told, url

    def files(self) -> Iterator[Made]:
        """Every page in every language, and what programs read in the main one."""
        yield from Programs(self._board, self._views[0], self._url, self._told).files()
        for view in self._views:
            pages = Pages(self._board, view, self._told)
            for page in pages.all():
                yield self._made(page, view)
            yield from (self._of(notice, pages, view) for notice in self._board.notices.values())

    def _made(self, page: StatusPage, view: View) -> Made:
        return Made(f"{view.home}{page.path}index.html", "", lambda: self._html(page, view))

    def _of(self, notice: Notice, pages: Pages, view: View) -> Made:
        path = f"{view.home}{path_of(notice.id)}index.html"
        return Made(path, self._keys[notice.id], lambda: self._html(pages.notice(notice), view))

    def _html(self, page: StatusPage, view: View) -> bytes:
        others = tuple(self._others(page)) if len(self._views) > 1 else ()
        return self._templates.html(page._replace(others=others), view)

    def _others(self, page: StatusPage) -> Iterator[tuple[str, str]]:
        """The same page in each language, by its address from the root of the site."""
        for view in self._views:
            yield view.language, f"{view.home}{page.path}"
