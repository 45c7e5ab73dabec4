"""The items of a source until now, so that one that stands there twice is found."""

from typing import NamedTuple

from wakebook.flows.importing.shelved import host


class Seen(NamedTuple):
    """Where an item stood, what it said, and what it became."""

    line: int
    path: str
    digest: str
    incident: str | None


class Met:
    """Items by their ids and pages; one without an address may be of any page, as it is later."""

    def __init__(self) -> None:
        self._of_page: dict[tuple[str, str | None], Seen] = {}
        self._of_any: dict[str, Seen] = {}

    def add(self, own: str, url: str | None, seen: Seen) -> None:
        """Remember an item by its own id and its address."""
        self._of_page.setdefault((own, host(url or "")), seen)
        self._of_any.setdefault(own, seen)

    def find(self, own: str, url: str | None) -> Seen | None:
        """The first item that a later import could not tell from this one."""
        if url is None:
            return self._of_any.get(own)
        return self._of_page.get((own, host(url))) or self._of_page.get((own, None))

    @property
    def first(self) -> Seen | None:
        """The item that was met first."""
        return next(iter(self._of_any.values()), None)
