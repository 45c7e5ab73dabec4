"""Updates across incidents, newest first: what feeds are made of."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from wakebook.model.notice import Line, Notice, instant
from wakebook.render import prose
from wakebook.render.status.pages import Told, anchor, path_of
from wakebook.render.status.view import View


class Said(NamedTuple):
    """One update for a feed: its name that stays, when it was said (POSIX seconds), and its words.

    ``address`` is where it stands, ``title`` one line of text, ``html`` safe HTML.
    """

    name: str
    at: float
    address: str
    title: str
    html: str


def latest(
    notices: Iterable[Notice], told: Callable[[str], Told], view: View, url: str, most: int
) -> list[Said]:
    """The latest updates of some incidents; those of unknown time count as at its beginning."""
    found: list[Said] = []
    for notice in sorted(notices, key=lambda n: (n.changed, n.id), reverse=True):
        if len(found) >= most and notice.changed < found[most - 1].at:
            break
        found += [_said(line, notice, view, url) for line in told(notice.id).lines]
        found.sort(key=lambda said: (said.at, said.name), reverse=True)
        del found[most:]
    return found


def _said(line: Line, notice: Notice, view: View, url: str) -> Said:
    at = instant(line.at)
    status = view.t(f"status.{line.status}")
    return Said(
        name=f"urn:wakebook:update:{notice.id}:{line.id}",
        at=(notice.began or notice.changed) if at is None else at,
        address=f"{url}{view.home}{path_of(notice.id)}#{anchor(line.id)}",
        title=f"{status}: {notice.title}",
        html=prose.short(line.text) if line.text else f"<p>{prose.inline(status)}</p>",
    )
