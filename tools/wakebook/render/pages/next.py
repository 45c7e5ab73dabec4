"""What to mend next: what comes again beyond chance, and where time goes."""

from collections.abc import Iterator
from typing import Any

from wakebook.render.counted import Counted
from wakebook.render.figured import Shown, drafted
from wakebook.render.mending import again, perhaps, tables
from wakebook.render.page import Draft
from wakebook.render.site import Site

_ABOUT = "What comes again, what it costs, and where a look at capacity or automation may pay."
_MOST = 20


def pages(site: Site) -> Iterator[Draft]:
    """One page; none where nothing is counted."""
    if site.counted is not None:
        yield drafted(
            site, site.counted, Shown("figures/next/", "What next", "next", _ABOUT, _fill)
        )


def _fill(site: Site, counted: Counted) -> dict[str, Any]:
    plan = counted.ahead
    lately, before = plan.again_lately, plan.again_before
    return {
        "again": tuple(again(site, plan, lately[:_MOST])),
        "total": len(lately),
        "perhaps": perhaps(plan),
        "before": tuple(again(site, plan, before[:_MOST])),
        "total_before": len(before),
        "tables": tuple(tables(site, plan)),
    }
