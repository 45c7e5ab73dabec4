"""A page of the status site as a value."""

from collections.abc import Callable
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


class Sheet(NamedTuple):
    """A page that is not made yet, with all that it hangs on beside templates and policies.

    ``shows`` are the ids of the incidents on it, ``facts`` stands for the rest; None where the page
    hangs on everything.
    """

    path: str
    shows: tuple[str, ...]
    facts: str | None
    make: Callable[[], StatusPage]
