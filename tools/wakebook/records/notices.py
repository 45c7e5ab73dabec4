"""Reading the notices of a commit for one audience: what did not change is not read again."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from wakebook.model.audience import seen
from wakebook.model.base import Audience
from wakebook.model.catalog import Catalog
from wakebook.model.finding import Level
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.notice import Notice, notice, thaw
from wakebook.records.folders import Folders, Rows
from wakebook.records.past import Past

_RUNS = 6
"""Values that are kept: two for each audience."""


class Read(NamedTuple):
    """What was read of an incident: its notice, if the audience may see it and it is whole.

    ``broken`` are the files that could not be read; such an incident is not shown at all, since
    what cannot be read may be its end, its correction or its audience.
    """

    id: str
    key: str
    notice: Notice | None
    broken: tuple[str, ...]


class Notices(Folders):
    """The notices of one commit, as a full id; raises GitError where no commit can be read."""

    def __init__(self, root: Path, commit: str, audience: Audience) -> None:
        super().__init__(root, commit, "status.sqlite")
        self.audience = audience
        self._past = Past(root)

    @cached_property
    def all(self) -> tuple[Read, ...]:
        """What was read of every incident, by id; ``key`` stands for all that it was made of."""
        rows = self.rows(self._read, _RUNS, f"{self.audience} ")
        keys = self.keys
        return tuple(row if isinstance(row, Read) else _thawed(row, keys[row[0]]) for row in rows)

    def incident(self, name: str) -> Incident | None:
        """An incident as the audience may see it."""
        found = self._past.library(self.commit, [name]).incidents.get(name)
        return seen(found, self.audience) if found is not None else None

    @cached_property
    def library(self) -> Library:
        """Settings, policies and catalog of the commit, as they are."""
        return self._past.library(self.commit, ())

    @property
    def catalog(self) -> Catalog:
        """The catalog of the commit: the titles of components, of which the policy names those shown."""
        return self.library.catalog

    def _read(self, incidents: Sequence[str]) -> Rows:
        return [self._one(name) for name in incidents]

    def _one(self, name: str) -> Read:
        case = self._past.case(self.commit, name)
        errors = (f.path for f in case.findings if f.level is Level.ERROR)
        broken = tuple(path for path in dict.fromkeys(errors) if path.startswith("incidents/"))
        shown = None
        if case.incident is not None and not broken:
            shown = seen(case.incident, self.audience)
        return Read(name, self.keys[name], notice(shown) if shown else None, broken)


def _thawed(row: Iterable[Any], key: str) -> Read:
    name, _, told, broken = row
    return Read(name, key, thaw(told) if told else None, tuple(broken))
