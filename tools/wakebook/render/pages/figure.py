"""A page for each figure: what it means, how it went, and the incidents behind it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from wakebook.model.dashboard import Dashboard, Panel
from wakebook.model.policy.measures import AnyFigure
from wakebook.render.figured import Shown, card, controls, drafted, line, lines, path_of
from wakebook.render.measured.report import number
from wakebook.render.page import Draft
from wakebook.render.site import Site
from wakebook.render.words import label

_SHOWN = 100
_WAYS = {"service": "component"}
_ELSEWHERE = frozenset({"title", "text", "figure"})


def pages(site: Site) -> Iterator[Draft]:
    """One for each definition."""
    for definition in site.counted.rule.measures if site.counted is not None else ():
        path, fill = path_of(definition.name), partial(_fill, definition)
        shown = Shown(path, definition.title, "figure", definition.text, fill)
        yield drafted(site, shown)


def _fill(definition: AnyFigure, site: Site, board: Dashboard | None) -> dict[str, Any]:
    panels = board.panels if board else ()
    panel = next((p for p in panels if p.definition.name == definition.name), None)
    return {
        "title": definition.title,
        "text": definition.text,
        "said": tuple(_said(definition.model_dump(mode="json", exclude_none=True))),
        "panel": _whole(site, panel) if panel else None,
    }


def _said(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a definition says, word for word."""
    for name, value in given.items():
        if name not in _ELSEWHERE and value not in ([], {}):
            yield label(name), _plain(value)


def _plain(value: Any) -> str:
    match value:
        case list():
            return ", ".join(_plain(each) for each in value)
        case dict():
            said = ((label(k), v) for k, v in value.items() if v not in ([], None))
            return "; ".join(f"{name}: {_plain(each)}" for name, each in said)
        case bool():
            return str(value).lower()
    return str(value)


def _whole(site: Site, panel: Panel) -> dict[str, Any]:
    whole = panel.whole
    timed = whole.headline not in ("share", "count")
    values = {each.incident: number(whole, each.value) for each in whole.observed}
    ordered = (each.incident for each in sorted(whole.observed, reverse=True))
    shown = [incident for incident in dict.fromkeys(ordered) if incident in site.rows]
    return {
        "card": card(panel),
        "whole": line(whole),
        "mean": number(whole, whole.mean) if timed else "",
        "p90": number(whole, whole.p90) if timed else "",
        "left_out": whole.left_out,
        "how": whole.interval.how if whole.interval else "",
        "splits": tuple((_WAYS.get(way, way), lines(f), len(f)) for way, f in panel.splits),
        "controls": tuple(controls(site, [panel])),
        "behind": tuple((row, values[row.id]) for row in site.listed(shown[:_SHOWN])),
        "total": len(shown),
    }
