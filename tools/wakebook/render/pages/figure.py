"""A page for each figure: what it means, how it went, and the incidents behind it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from wakebook.model.dashboard import Dashboard, Panel
from wakebook.model.policy.measures import WALL, AnyFigure
from wakebook.render.counted import Counted
from wakebook.render.defining import meaning
from wakebook.render.figured import Line, Shown, card, controls, drafted, line, lines, path_of
from wakebook.render.measured.report import number
from wakebook.render.page import Draft
from wakebook.render.rows import Row
from wakebook.render.site import Site
from wakebook.render.words import seconds

_SHOWN = 100
_WAYS = {"service": "component"}


def pages(site: Site) -> Iterator[Draft]:
    """One for each definition."""
    if site.counted is None:
        return
    for definition in site.counted.rule.measures:
        path, fill = path_of(definition.name), partial(_fill, definition)
        shown = Shown(path, definition.title, "figure", definition.text, fill)
        yield drafted(site, site.counted, shown)


def _fill(definition: AnyFigure, site: Site, counted: Counted) -> dict[str, Any]:
    board = counted.dashboard
    panels = board.panels if board else ()
    panel = next((p for p in panels if p.definition.name == definition.name), None)
    return {
        "title": definition.title,
        "text": definition.text,
        "name": definition.name,
        "said": meaning(definition),
        "panel": _whole(site, board, panel, counted) if board and panel else None,
    }


def _whole(site: Site, board: Dashboard, panel: Panel, counted: Counted) -> dict[str, Any]:
    whole = panel.whole
    timed = whole.headline not in ("share", "count")
    values = {each.incident: number(whole, each.value) for each in whole.observed}
    ordered = (each.incident for each in sorted(whole.observed, reverse=True))
    shown = [incident for incident in dict.fromkeys(ordered) if incident in site.rows]
    return {
        "card": card(board, panel, counted.running),
        "whole": line(whole),
        "mean": number(whole, whole.mean) if timed else "",
        "p90": number(whole, whole.p90) if timed else "",
        "left_out": whole.left_out,
        "how": whole.interval.how if whole.interval else "",
        "splits": tuple(
            (_WAYS.get(way, way), _named(site, way, lines(f)), len(f)) for way, f in panel.splits
        ),
        "controls": tuple(controls(site, [panel])),
        "behind": tuple((row, values[row.id]) for row in site.listed(shown[:_SHOWN])),
        "total": len(shown),
        "stated": tuple(_stated(site, panel)),
    }


def _named(site: Site, way: str, rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """Components and categories by their titles."""
    titles: dict[str, Callable[[str], str]] = {
        "service": lambda name: site.component_alone(name)[0],
        "category": site.category,
    }
    title = titles.get(way, str)
    return tuple((title(row[0]), *row[1:]) for row in rows)


def _stated(site: Site, panel: Panel) -> Iterator[tuple[Row, str, str, str]]:
    """Each figure that a record states itself: so, computed, and whether they agree."""
    for each in panel.stated[:_SHOWN]:
        said = each.value if each.stated is None else seconds(each.stated)
        told = said if each.clock == WALL else f"{said} ({each.clock})"
        computed = "" if each.computed is None else seconds(each.computed)
        for row in site.listed([each.incident]):
            yield row, told, computed, each.verdict
