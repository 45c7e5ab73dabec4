"""A page of the status site as a value."""

from typing import Any, NamedTuple


class StatusPage(NamedTuple):
    """Where a page stands below its language's folder, its template and what fills it.

    ``path`` is "" or ends with a slash. ``others`` are the same page in every language: the
    language and the relative address.
    """

    path: str
    section: str
    title: str
    description: str
    template: str
    values: dict[str, Any]
    others: tuple[tuple[str, str], ...] = ()
