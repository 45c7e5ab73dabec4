"""The action backlog: every item of every post-mortem, to be filtered and sorted by the reader."""

from collections.abc import Iterator

from wakebook.render.indices import tallied
from wakebook.render.page import Facts, Page
from wakebook.render.site import Site

_WHOLE = 400


def pages(site: Site) -> Iterator[Page]:
    """The one backlog; open items first, then by due date."""
    rows = site.backlog
    values = {
        "rows": rows[:_WHOLE],
        "total": len(rows),
        "open": sum(row.is_open for row in rows),
        "kinds": tallied(row.kind for row in rows),
        "statuses": tallied(row.status for row in rows),
        "priorities": tallied(row.priority for row in rows),
        "owners": tuple(sorted({row.owner for row in rows if row.owner})),
    }
    yield Page(
        "actions/",
        "actions",
        "Actions",
        "actions",
        values,
        "What is to change, who does it and by when.",
        Facts("List", "Action items backlog"),
    )
