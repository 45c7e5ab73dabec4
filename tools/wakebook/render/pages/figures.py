"""The leaders' dashboard: are we getting better, is that more than noise, what comes next?"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.planning import Ahead, Line
from wakebook.render.counted import Counted
from wakebook.render.figured import VERDICTS, Shown, card, drafted
from wakebook.render.mending import NONE, again, pays, perhaps
from wakebook.render.page import Draft
from wakebook.render.site import Site

_FIRST = ("volume", "mttr-resolve", "mttr-repair", "mttd", "sla", "detected-by-us", "reopened")
"""What a leader is shown first, as far as it is defined; then the others."""
_MOST = 3
"""What is shown of what to mend next; the rest has a page of its own."""
_ABOUT = "Are we getting better, is that more than noise, and what comes next?"


def pages(site: Site) -> Iterator[Draft]:
    """One page; none where nothing is defined."""
    if site.counted is not None:
        yield drafted(site, site.counted, Shown("figures/", "Figures", "figures", _ABOUT, _fill))


def _fill(site: Site, counted: Counted) -> dict[str, Any]:
    board, plan = counted.dashboard, counted.ahead
    panels = sorted(board.panels, key=lambda p: _place(p.definition.name)) if board else ()
    cards = tuple(card(board, panel, counted.running) for panel in panels) if board else ()
    answers = {
        verdict: tuple((c.title, c.path) for c in cards if c.verdict == verdict)
        for verdict in VERDICTS
    }
    return {
        "cards": cards,
        "answers": answers,
        "again": tuple(again(site, plan, plan.again_lately[:_MOST])),
        "perhaps": perhaps(plan),
        "lines": tuple(pays(site, "component", _telling(plan))),
    }


def _telling(plan: Ahead) -> list[Line]:
    """Those of a suggestion, then those that cost most lately; in the order of What next."""
    named = [line for line in plan.lately["component"] if line.name != NONE]
    chosen = sorted(named, key=lambda line: not line.suggestions)[:_MOST]
    return [line for line in named if line in chosen]


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
