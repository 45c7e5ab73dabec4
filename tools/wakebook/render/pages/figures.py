"""The leaders' dashboard: are we getting better, is that more than noise, what comes next?"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.dashboard import Dashboard
from wakebook.render.figured import VERDICTS, Shown, card, drafted
from wakebook.render.page import Draft
from wakebook.render.site import Site

_FIRST = ("volume", "mttr-resolve", "mttr-repair", "mttd", "sla", "detected-by-us", "reopened")
"""What a leader is shown first, as far as it is defined; then the others."""
_ABOUT = "Are we getting better, is that more than noise, and what comes next?"


def pages(site: Site) -> Iterator[Draft]:
    """One page; none where nothing is defined."""
    if site.counted is not None:
        yield drafted(site, Shown("figures/", "Figures", "figures", _ABOUT, _fill))


def _fill(site: Site, board: Dashboard | None) -> dict[str, Any]:
    del site
    panels = sorted(board.panels, key=lambda p: _place(p.definition.name)) if board else ()
    cards = tuple(card(panel) for panel in panels)
    answers = {
        verdict: tuple((c.title, c.path) for c in cards if c.verdict == verdict)
        for verdict in VERDICTS
    }
    return {"cards": cards, "answers": answers}


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
