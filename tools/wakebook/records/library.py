"""Opening a tree: everything shared is read at once, each incident when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from wakebook.model.finding import Finding, Route
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.records.case import Case, read_case
from wakebook.records.file import FileReader
from wakebook.records.mounting import Mounted, Mounts, mounts, not_here
from wakebook.records.sealing import Unsealed
from wakebook.records.shared import Shared
from wakebook.records.shelf import ID, CaseFiles, Shelf, arrange
from wakebook.records.stub import half_sealed
from wakebook.records.tree import FOLDERS, SETTINGS, SHARED, Tree

V = TypeVar("V")

MONTHS = "months"
"""Stands among what was asked for if somebody asked of which months there are incidents."""
KEPT_CASES = 30_000
"""How many incidents stay in memory; a site or report of that size reads each file once."""


class LazyRecords(Mapping[str, V]):
    """Records by id, read when they are asked for.

    An id is *in* the mapping when its files exist; asking for one whose files cannot be read
    raises KeyError (``get`` gives None), and iteration leaves it out.
    """

    def __init__(
        self, opened: "Opened", has: Callable[[CaseFiles], bool], read: Callable[[str], V | None]
    ) -> None:
        self._opened = opened
        self._has = has
        self._read = read

    def __contains__(self, key: object) -> bool:
        files = self._opened.files(key) if isinstance(key, str) else None
        return files is not None and self._has(files)

    def __getitem__(self, key: str) -> V:
        found = self._read(key) if key in self else None
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        cases = list(self._opened.shelf.cases.values())
        return (c.id for c in cases if self._has(c) and self._read(c.id) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class LazyMonths(Mapping[str, tuple[Incident, ...]]):
    """The incidents by the month that their ids begin with, newest first.

    That a month was asked for is kept instead of the ids of its incidents; see ``Opened.asked``.
    """

    def __init__(self, opened: "Opened") -> None:
        self._opened = opened

    def __getitem__(self, month: str) -> tuple[Incident, ...]:
        before, self._opened.asked = self._opened.asked, set()
        ids = self._opened.ids_by_month.get(month, ())
        cases = [self._opened.case(incident).incident for incident in ids]
        before.add(month)
        self._opened.asked = before
        return tuple(incident for incident in cases if incident is not None)

    def __iter__(self) -> Iterator[str]:
        self._opened.asked.add(MONTHS)
        return iter(self._opened.ids_by_month)

    def __len__(self) -> int:
        return len(self._opened.ids_by_month)


class Opened:
    """One tree of a repository, opened for reading.

    ``scope`` names the incidents to look at; others are found when they are asked for. Without a
    scope every file is listed. ``asked`` collects the ids and the months that anybody asked for,
    and ``MONTHS`` for which months there are, so that a cache knows what its values depend on.
    With ``keys`` False sealed records stay sealed, whatever keys are here.
    """

    def __init__(
        self, tree: Tree, scope: Sequence[str] | None = None, *, keys: bool = True
    ) -> None:
        self.tree, self._keys = tree, keys
        self.clear = Unsealed(tree, keys=keys)
        self.scoped = scope is not None
        self.asked: set[str] = set()
        self.reader = FileReader(self.clear)
        folders = FOLDERS if scope is None else [*SHARED, *_folders(scope)]
        self.shelf: Shelf = arrange(self.clear.files([SETTINGS, *folders], few=self.scoped))
        self._shared = Shared(self.shelf, self.reader)
        self.mounts, self.libraries = Mounts(), self._shared.settings.libraries
        self._mounted: Mounted | None = None
        if self._shared.settings.libraries or self._shared.settings.library_of:
            self._mount(folders)
        self.settings = self._shared.settings
        self.zone = self.settings.tzinfo
        self.case = lru_cache(maxsize=KEPT_CASES)(self._case)

    def _mount(self, folders: Sequence[str]) -> None:
        """Read the repositories beside this one as well."""
        own = self._shared.settings
        self.mounts = mounts(self.tree.root, own)
        findings = list(not_here(own, self.mounts))
        if self.mounts.here:
            self._mounted = Mounted(self.tree, self.mounts.here)
            self.clear = Unsealed(self._mounted, keys=self._keys)
            self.reader = FileReader(self.clear)
            self.shelf = arrange(self.clear.files([SETTINGS, *folders], few=self.scoped))
            findings += self._mounted.findings
            self._shared = Shared(self.shelf, self.reader)
        self._shared.findings += findings

    @property
    def is_set(self) -> bool:
        """Whether its settings, where there are any, can be read; else the plain ones hold."""
        return self._shared.is_set

    @property
    def elsewhere(self) -> frozenset[str]:
        """The incidents that lie in a repository beside this one."""
        return self._mounted.incidents if self._mounted is not None else frozenset()

    def files(self, incident: str) -> CaseFiles | None:
        """The files of an incident, or None where there are none."""
        self.asked.add(incident)
        found = self.shelf.cases.get(incident)
        if found is None and self.scoped and ID.fullmatch(incident):
            listed = arrange(self.clear.files(list(_folders([incident])), few=True))
            found = listed.cases.get(incident, CaseFiles(incident))
            self.shelf.cases[incident] = found
        return found if found is not None and found.files else None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the names of files, and with the shared files read so far."""
        return self._shared.findings

    @cached_property
    def library(self) -> Library:
        """The tree's values; the catalog is read at once, everything else when asked for."""
        return Library(
            settings=self.settings,
            catalog=self._shared.catalog(),
            policies=self._shared.policies,
            policy_tests=self._shared.policy_tests,
            incidents=LazyRecords(
                self, lambda f: bool(f.header or f.stub), lambda i: self.case(i).incident
            ),
            postmortems=LazyRecords(
                self, lambda f: f.postmortem is not None, lambda i: self.case(i).postmortem
            ),
            actions=LazyRecords(
                self, lambda f: bool(f.actions), lambda i: self.case(i).actions or None
            ),
            runbooks=self._shared.runbooks,
            problems=self._shared.problems,
            templates=self._shared.templates,
            months=LazyMonths(self),
            absent=self.mounts.missing,
        )

    @cached_property
    def ids_by_month(self) -> dict[str, tuple[str, ...]]:
        """Every incident of the tree by the month of its id, newest first, whatever the scope."""
        cases = self.shelf.cases
        if self.scoped:
            cases = arrange(self.tree.files(["incidents"])).cases
        found: dict[str, list[str]] = {}
        for incident in sorted(cases, reverse=True):
            if cases[incident].header is not None:
                found.setdefault(incident[:7], []).append(incident)
        return {month: tuple(ids) for month, ids in found.items()}

    def _case(self, incident: str) -> Case:
        files = self.files(incident) or CaseFiles(incident)
        case = read_case(files, self.reader, self.zone)
        if incident not in self.clear.incidents:
            return case
        loose = tuple(half_sealed(files, self.clear.opened))
        return case._replace(findings=(*case.findings, *loose), whole=case.whole and not loose)


def _folders(incidents: Iterable[str]) -> Iterator[str]:
    for incident in incidents:
        yield f"incidents/{incident[:4]}/{incident}"
        yield f"postmortems/{incident[:4]}/{incident}"


def incident_place(files: CaseFiles, route: Route) -> tuple[str, Route]:
    """The file and the route within it for a route into an incident."""
    match route:
        case ("timeline", str() as entry, *rest):
            stem, _, position = entry.rpartition("#")
            path = f"{files.folder}/timeline/{stem}.yaml"
            return path, (int(position) - 1, *rest)
        case ("evidence", str() as path, *_):
            return f"{files.folder}/{path}", ()
        case _:
            return f"{files.folder}/incident.yaml", route
