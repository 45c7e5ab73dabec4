"""Updates across incidents, newest first: what feeds are made of."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from wakebook.model.notice import Line, Notice, instant
from wakebook.render import prose
from wakebook.render.status.pages import Told, anchor, path_of
from wakebook.render.status.view import View

Named = Callable[[str, str], str]


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
    notices: Iterable[Notice],
    told: Callable[[str], Told],
    view: View,
    url: str,
    *,
    most: int,
    named: Named,
) -> list[Said]:
    """The latest updates of some incidents; those of unknown time count as at its beginning.

    ``named`` gives what readers call a component in a region, or everywhere ("").
    """
    found: list[tuple[float, str, Line, Notice]] = []
    for notice in sorted(notices, key=lambda n: (n.changed, n.id), reverse=True):
        if len(found) >= most and notice.changed < found[most - 1][0]:
            break
        found += [(_at(x, notice), _name(x, notice), x, notice) for x in told(notice.id).lines]
        found.sort(key=lambda each: each[:2], reverse=True)
        del found[most:]
    return [_said(line, notice, view, url, named) for _, _, line, notice in found]


def _at(line: Line, notice: Notice) -> float:
    at = instant(line.at)
    return (notice.began or notice.changed) if at is None else at


def _name(line: Line, notice: Notice) -> str:
    return f"urn:wakebook:update:{notice.id}:{line.id}"


def _said(line: Line, notice: Notice, view: View, url: str, named: Named) -> Said:
    status = view.t(f"status.{line.status}")
    return Said(
        name=_name(line, notice),
        at=_at(line, notice),
        address=f"{url}{view.home}{path_of(notice.id)}#{anchor(line.id)}",
        title=f"{status}: {notice.title}",
        html="".join(_html(line, notice, view, named)),
    )


def _html(line: Line, notice: Notice, view: View, named: Named) -> Iterator[str]:
    """The update as its page shows it; without a text, at least what it is about."""
    states = [f"{named(c, region)}: {view.t(f'state.{state}')}" for c, region, state in line.states]
    yield prose.short(line.text) if line.text else _paragraph(view.t(f"status.{line.status}"))
    if line.planned is not None:
        first, last = (view.moment(each).text for each in line.planned)
        yield _paragraph(view.t("planned.window", **{"from": first, "until": last}))
    if states:
        yield f"<ul>{''.join(f'<li>{escape(told)}</li>' for told in states)}</ul>"
    elif not line.text and notice.components:
        places = view.listed(named(component, "") for component in notice.components)
        yield _paragraph(f"{view.t('what.affected')}: {places}")


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
