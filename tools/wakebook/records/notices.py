"""Reading the notices of a commit for one audience: what did not change is not read again."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from wakebook.model.base import Audience
from wakebook.model.catalog import Catalog
from wakebook.model.finding import Level
from wakebook.model.incident import Incident
from wakebook.model.kept_notices import Read, notices_of
from wakebook.model.library import Library
from wakebook.model.notice import notice
from wakebook.records.case import Case
from wakebook.records.folders import Folders, Many
from wakebook.records.mounting import mounts
from wakebook.records.past import Past

_WORDING = "policies/wording.yaml"
_RUNS = 6
"""Values that are kept: two for each audience."""


class Notices(Folders):
    """The notices of one commit, as a full id; raises GitError where no commit can be read."""

    def __init__(self, root: Path, commit: str, audience: Audience, many: Many[Read]) -> None:
        super().__init__(root, commit, "status.sqlite")
        self.audience, self._many = audience, many
        self._past = Past(root, keys=False)

    @cached_property
    def all(self) -> tuple[Read, ...]:
        """What was read of every incident, by id."""
        _ = self.library  # once, for all processes
        return self.rows(self._read, notices_of, _RUNS, f"{self.audience} ")

    def incident(self, name: str) -> Incident | None:
        """An incident as the audience may see it."""
        found = self._past.library(self.commit, [name]).incidents.get(name)
        return self.library.shown(found, self.audience) if found is not None else None

    def at_full_clearance(self, names: Sequence[str]) -> Library:
        """Incidents as they are, and those that they point at, for nobody but a scan for leaks."""
        found = self._past.library(self.commit, names)
        pointed = {i for record in found.incidents.values() for i in record.pointers}
        more = (pointed & self.keys.keys()) - found.incidents.keys()
        return self._past.library(self.commit, [*names, *sorted(more)])

    @cached_property
    def library(self) -> Library:
        """Settings, policies and catalog of the commit, as they are."""
        return self._past.library(self.commit, ())

    @property
    def catalog(self) -> Catalog:
        """The catalog of the commit; of components alone those are shown that are named."""
        return self.library.catalog

    @property
    def keys(self) -> dict[str, str]:
        """What rows are made of, with what approves words."""
        more = f"{self._approving}{self.elsewhere}"
        return {name: f"{key}{more}" for name, key in super().keys.items()}

    @property
    def whole(self) -> str:
        """Stands for all that rows are made of."""
        return f"{super().whole}{self._approving}{self.elsewhere}"

    @cached_property
    def elsewhere(self) -> str:
        """Stands for what judges these records from another repository; empty where none does."""
        here = mounts(self.root, self.settings).here if self.settings.library_of else ()
        return "".join(f" {mount.tree.snapshot()}" for mount in here if mount.judges)

    @cached_property
    def _approving(self) -> str:
        """Stands for all that decides which words the public reads; empty where nothing does."""
        if self.audience != "public" or _WORDING not in self.top:
            return ""
        names = ("templates", "status.yaml", "severity.yaml")
        return self.digest(_WORDING, *(f"policies/{name}" for name in names), "catalog")

    def _read(self, incidents: Sequence[str]) -> list[Read]:
        def each(names: Sequence[str]) -> Iterator[Read]:
            return map(self._one, names)

        return [*self._many(each, incidents)]

    def _one(self, name: str) -> Read:
        case = self._past.case(self.commit, name)
        errors = (f.path for f in case.findings if f.level is Level.ERROR)
        broken = tuple(path for path in dict.fromkeys(errors) if path.startswith("incidents/"))
        shown = None
        if case.incident is not None and case.stub is None and not broken:
            shown = self.library.shown(case.incident, self.audience)
        return Read(name, notice(shown) if shown else None, broken, self._waits(case, shown))

    def _waits(self, case: Case, shown: Incident | None) -> tuple[str, ...]:
        """For whom each text waits that the audience would read."""
        wording = self.library.wording
        if self.audience != "public" or shown is None or case.incident is None or wording is None:
            return ()
        return tuple(", ".join(each.waits_for) for each in wording.waiting(case.incident))
