"""The files of a status site, each with what it hangs on."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from wakebook.flows.status.made import Made
from wakebook.flows.status.programs import Programs
from wakebook.render.page import key
from wakebook.render.status.board import Board
from wakebook.render.status.page import Sheet, StatusPage
from wakebook.render.status.pages import Pages, Told
from wakebook.render.status.robots import robots, sitemap
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
        yield from Programs(self._board, self._views[0], self._url, self._keys, self._told).files()
        found: list[tuple[str, float | None]] = []
        for view in self._views:
            for sheet in Pages(self._board, view, self._told).all():
                yield self._made(sheet, view)
                if not sheet.path.startswith("embed/"):
                    found.append((f"{view.home}{sheet.path}", self._changed(sheet)))
        if self._url:
            yield from self._found_by_engines(found)

    def _changed(self, sheet: Sheet) -> float | None:
        notices = self._board.notices
        return max((notices[incident].changed for incident in sheet.shows), default=None)

    def _found_by_engines(self, found: Sequence[tuple[str, float | None]]) -> Iterator[Made]:
        """What only a site with an address can have."""
        url, view = self._url, self._views[0]
        missing = Pages(self._board, view, self._told).missing()
        yield Made("robots.txt", "", lambda: robots(url))
        yield Made("sitemap.xml", "", lambda: sitemap(url, found))
        yield Made("404.html", "", lambda: self._templates.html(missing, view, root=url))

    def _made(self, sheet: Sheet, view: View) -> Made:
        path = f"{view.home}{sheet.path}index.html"
        return Made(path, self._key(sheet), lambda: self._html(sheet.make(), view))

    def _key(self, sheet: Sheet) -> str:
        """Stands for all that a page shows; of one incident's page it is that incident's own."""
        if sheet.facts is None:
            return ""
        told = [self._keys[incident] for incident in sheet.shows]
        return key(sheet.facts, told) if sheet.facts else told[0]

    def _html(self, page: StatusPage, view: View) -> bytes:
        others = tuple(self._others(page)) if len(self._views) > 1 else ()
        return self._templates.html(page._replace(others=others), view)

    def _others(self, page: StatusPage) -> Iterator[tuple[str, str]]:
        """The same page in each language, by its address from the root of the site.

        Where it is known where the site stands, search engines want the whole address.
        """
        for view in self._views:
            yield view.language, f"{view.home}{page.path}"
