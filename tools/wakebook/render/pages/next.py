"""What to mend next: what comes again beyond chance, and where time goes."""

from collections.abc import Iterator
from typing import Any

from wakebook.model.dashboard import Dashboard
from wakebook.render.figured import Shown, drafted
from wakebook.render.mending import again, tables
from wakebook.render.page import Draft
from wakebook.render.site import Site

_ABOUT = "What comes again, what it costs, and where capacity, replacement or automation would pay."
_MOST = 20


def pages(site: Site) -> Iterator[Draft]:
    """One page; none where nothing is counted."""
    if site.counted is not None:
        yield drafted(site, Shown("figures/next/", "What next", "next", _ABOUT, _fill))


def _fill(site: Site, _: Dashboard | None) -> dict[str, Any]:
    plan = site.ahead
    return {
        "again": tuple(again(site, plan.recurring[:_MOST])) if plan else (),
        "total": len(plan.recurring) if plan else 0,
        "tables": tuple(tables(site, dict(plan.lines))) if plan else (),
    }
