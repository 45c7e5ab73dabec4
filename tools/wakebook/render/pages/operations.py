"""The dashboard of operations: when it happens, how severe it is, what is kept, what is owed."""

from collections.abc import Iterator
from typing import Any

from wakebook.model.dashboard import Dashboard, Panel
from wakebook.render.counted import Counted
from wakebook.render.figured import Shown, controls, drafted, line, lines, path_of
from wakebook.render.page import Draft
from wakebook.render.plots import Stack, so_far, stack
from wakebook.render.site import Site

_ABOUT = "When it happens, how severe it is, what is kept and what is owed."
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHADES = 5
_DEBT = ("done", "open", "overdue", "dropped")
_DEBT_TONES = ("ok", "s3", "s1", "s4")
_UNRATED = "none"
"""The colour class of incidents without a severity that the policy knows."""


def pages(site: Site) -> Iterator[Draft]:
    """One page; none where nothing is defined."""
    if site.counted is not None:
        path = "figures/operations/"
        yield drafted(site, site.counted, Shown(path, "Operations", "operations", _ABOUT, _fill))


def _fill(site: Site, counted: Counted) -> dict[str, Any]:
    board = counted.dashboard
    if board is None:
        return {}
    tones = [site.tones.get(level, _UNRATED) for level, _ in board.mix[0][1]]
    targets = [panel for panel in board.panels if panel.definition.figure == "within"]
    return {
        "heat": {**_heat(board), "zone": site.library.settings.zone},
        "mix": stack(board.mix[len(board.older.periods) :], tones, counted.running),
        "mix_rows": tuple((so_far(name, counted.running), kinds) for name, kinds in board.mix),
        "debt": _debt(board, counted),
        "debt_rows": tuple(
            each._replace(period=so_far(each.period, counted.running)) for each in board.debt
        ),
        "controls": tuple(controls(site, _telling(board))),
        "kept": tuple(_kept(panel) for panel in targets),
    }


def _telling(board: Dashboard) -> list[Panel]:
    """The figures of which single incidents stand out, and the one that counts the most."""
    shown = [panel for panel in board.panels if panel.control is not None]
    most = max(shown, key=lambda panel: panel.whole.n, default=None)
    return [p for p in shown if p is most or (p.control is not None and p.control.signals)]


def _heat(board: Dashboard) -> dict[str, Any]:
    """Counts by weekday and hour, each with which of five shades it has."""
    most = max((len(ids) for day in board.heat for ids in day), default=0) or 1
    rows = tuple(
        (_WEEKDAYS[day], tuple((len(ids), -(-_SHADES * len(ids) // most)) for ids in hours))
        for day, hours in enumerate(board.heat)
    )
    return {"rows": rows, "unclocked": board.unclocked, "most": most}


def _debt(board: Dashboard, counted: Counted) -> Stack | None:
    columns = [(d.period, tuple(zip(_DEBT, d[1:], strict=True))) for d in board.debt]
    known = any(count for _, kinds in columns for _, count in kinds)
    drawn = columns[len(board.older.periods) :]
    return stack(drawn, _DEBT_TONES, counted.running) if known else None


def _kept(panel: Panel) -> dict[str, Any]:
    """A promise by tier and by severity."""
    ways = tuple((way, lines(f)) for way, f in panel.splits if way in ("tier", "severity"))
    return {
        "title": panel.definition.title,
        "text": panel.definition.text,
        "path": path_of(panel.definition.name),
        "whole": line(panel.whole),
        "ways": ways,
    }
