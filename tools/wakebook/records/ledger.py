"""Reading the ledger of a commit: by the ids of folders, so that what did not change is not read.

Nothing lists all files of the commit: of an incident that has ended its log is not even looked at.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wakebook.model.base import Audience, Waiver, narrowest
from wakebook.model.finding import Finding, Level
from wakebook.model.header import Header
from wakebook.model.ledger import Case, Exception_, Open, Rest, frozen, owed, rest, thawed
from wakebook.model.postmortem import Action, ActionItem, PostmortemHeader
from wakebook.model.settings import Settings
from wakebook.records.cache import Cache
from wakebook.records.case import Case as WholeCase
from wakebook.records.file import FileReader
from wakebook.records.git import Git, GitError
from wakebook.records.glance import glance, is_published
from wakebook.records.past import PastTree
from wakebook.records.shelf import CaseFiles, is_place
from wakebook.records.tree import ORDINARY, SETTINGS, demand_readable
from wakebook.records.unended import CLOSED

if TYPE_CHECKING:
    import pygit2

_NAME = "wakebook/ledger.sqlite"
_TOPS = ("incidents", "postmortems")
_RUNS = 6
"""Values that are kept, two of each ledger: megabytes where there are ten thousand incidents."""
_FEW = 1_000
"""Incidents below which a second process costs more than it saves."""
Rows = list[Any]
Many = Callable[["Ledger", Sequence[str]], Rows]
"""Reads the rows of many incidents, such as in several processes; see ``Ledger.read``."""


class Ledger:
    """The ledger of one commit, as a full id; raises GitError where no commit can be read."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root, self.commit = root, commit
        self.git = Git(root)
        demand_readable(self.git)

    @cached_property
    def _top(self) -> "pygit2.Tree":
        import pygit2

        found = pygit2.Repository(str(self.git.directory()))[self.git.tree(self.commit)]
        assert isinstance(found, pygit2.Tree), "git said that it is one"  # noqa: S101 - an invariant
        return found

    @cached_property
    def reader(self) -> FileReader:
        """Reads the files of the commit."""
        return FileReader(PastTree(self.root, self._top))

    @cached_property
    def settings(self) -> Settings:
        """The repository's settings; the plain ones where they cannot be read."""
        found = None
        if SETTINGS in self._top:
            found = self.reader.value(SETTINGS, Settings, [])
        return found or Settings(format=1)

    def cases(self, many: Many | None = None) -> Iterator[Case]:
        """Every incident's row by id, from what was kept where its folders are as they were."""
        kept = self._cache.run(self._whole)
        if kept is None:
            kept = self._renewed(self._cache.newest(self._cache.tool) or {}, many)
            self._cache.keep_run(self._whole, kept, _RUNS)
        for row in kept["rows"]:
            yield row if isinstance(row, Case) else thawed(row)

    def rest(self, many: Many | None = None) -> Rest:
        """What can still be owed, kept beside the whole: it is short, and is asked for daily."""
        kept = self._cache.run(f"rest {self._whole}")
        if kept is not None:
            cases, actions = kept
            return Rest(tuple(map(thawed, cases)), tuple(map(Open._make, actions)))
        found = rest(self.cases(many))
        rows = [[*map(frozen, found.cases)], found.actions]
        self._cache.keep_run(f"rest {self._whole}", rows, _RUNS)
        return found

    @cached_property
    def _cache(self) -> Cache:
        return Cache(self.git.directory() / _NAME)

    @cached_property
    def _whole(self) -> str:
        """Stands for all that the ledger is made of, this toolkit included."""
        return f"{self._cache.tool} {self._digest(SETTINGS, *_TOPS)}"

    def _digest(self, *paths: str) -> str:
        """Stands for everything at these paths."""
        ids = (str(self._top[path].id) if path in self._top else "" for path in paths)
        return _digest(*ids)

    def _renewed(self, kept: Mapping[str, Rows], many: Many | None) -> dict[str, Rows]:
        """Every row, with the digest of what it is made of; what was kept is not read again."""
        keys = dict(self._keys())
        known = zip(kept.get("keys", ()), kept.get("rows", ()), strict=True)
        rows = {row[0]: row for key, row in known if keys.get(row[0]) == key}
        missing = [incident for incident in keys if incident not in rows]
        read = many if many is not None and len(missing) >= _FEW else Ledger.read
        rows |= zip(missing, read(self, missing), strict=True)
        return {"keys": [*keys.values()], "rows": [rows[incident] for incident in keys]}

    def read(self, incidents: Sequence[str]) -> Rows:
        """The rows of these incidents, read from their files."""
        zone = self.settings.tzinfo
        return [_Reading(_Shelf(self.root, i, self._folders[i]), i, zone).case() for i in incidents]

    def _keys(self) -> Iterator[tuple[str, str]]:
        """The incidents, each with a digest of all that its row is made of."""
        settings = self._digest(SETTINGS)
        for name, folders in sorted(self._folders.items()):
            parts = (f"{top} {folder.id}" for top, folder in folders.items())
            yield name, _digest(settings, *parts)

    @cached_property
    def _folders(self) -> dict[str, dict[str, Any]]:
        """The folders of each incident by the folder that they lie in.

        They are held: to find one by its path git reads the whole list of its year each time.
        """
        found: dict[str, dict[str, Any]] = {}
        for top in _TOPS:
            years = self._top[top] if top in self._top else None  # noqa: SIM401 - it is no dict
            for year, inner in _inside(years):
                for name, folder in _inside(inner):
                    if is_place(year, name):
                        found.setdefault(name, {})[top] = folder
        return found


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def _blobs(tree: Any) -> Iterator[Any]:
    """The files in a tree; a link or a program is no record."""
    if getattr(tree, "type_str", "") == "tree":
        yield from (entry for entry in tree if entry.filemode == ORDINARY)


def _inside(tree: Any) -> Iterator[tuple[str, Any]]:
    """The folders in a tree, by name."""
    if getattr(tree, "type_str", "") == "tree":
        for entry in tree:
            if entry.type_str == "tree":
                yield os.fsdecode(entry.raw_name), entry


class _Shelf(PastTree):
    """The files of one incident."""

    def __init__(self, root: Path, incident: str, folders: Mapping[str, Any]) -> None:
        self.root, self.folders = root, folders
        self._below = len(f"/{incident[:4]}/{incident}/")

    def found(self, path: str) -> Any:
        """What lies at a path, from the repository's top; None for nothing."""
        top, _, rest = path.partition("/")
        folder, name = self.folders.get(top), rest[self._below - 1 :]
        return folder[name] if folder is not None and name in folder else None

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises GitError where there is none."""
        found = self.found(path)
        if found is None or found.type_str != "blob":
            raise GitError(f"there is no file {path}")
        return bytes(found.read_raw())


class _Reading:
    """Reads one incident's row; a file that cannot be read is named, and hides no other."""

    def __init__(self, shelf: _Shelf, incident: str, zone: tzinfo) -> None:
        self._shelf, self._incident, self._zone = shelf, incident, zone
        self._reader = FileReader(shelf)
        self._findings: list[Finding] = []

    def case(self) -> Case:
        """The row."""
        place = f"incidents/{self._incident[:4]}/{self._incident}/incident.yaml"
        learned = f"postmortems/{self._incident[:4]}/{self._incident}"
        report = f"{learned}/postmortem.md"
        front = self._raw(report).partition(b"\n---")[0]  # the text behind it is long
        head, waivers = self._head(place)
        waivers += self._of_report(report, front)
        items = list(self._items(f"{learned}/actions"))
        broken = [finding.path for finding in self._findings]
        parts = _Parts(self._incident, head, waivers, items, broken)
        return parts.row(published=is_published(front))

    def _head(self, path: str) -> tuple["_Head", list[Exception_]]:
        """What the header says, at a glance if that is enough."""
        raw = self._raw(path)
        seen = glance(raw)
        if seen is not None:
            return _Head(seen.title, seen.audience, ours=True, settled=seen.settled), []
        header = self._reader.value(path, Header, self._findings, self._zone) if raw else None
        ends = list(_ends(path, header.waivers if header else ()))
        return _head(header, settled=CLOSED.search(raw) is not None), ends

    def _raw(self, path: str) -> bytes:
        try:
            return self._reader.raw(path)
        except GitError:
            return b""

    def _of_report(self, path: str, front: bytes) -> Iterator[Exception_]:
        """Waivers of the post-mortem; few have one."""
        if b"\nwaivers:" in front:
            found = self._reader.document(path, PostmortemHeader, self._findings, self._zone)
            yield from _ends(path, found.header.waivers if found else ())

    def _items(self, folder: str) -> Iterator[Action]:
        for entry in _blobs(self._shelf.found(folder)):
            name = os.fsdecode(entry.raw_name)
            if not name.endswith(".yaml"):
                continue
            item = self._reader.value(f"{folder}/{name}", ActionItem, self._findings, self._zone)
            if item is not None:
                yield Action(f"{self._incident}/{name.removesuffix('.yaml')}", item)


def of_case(case: WholeCase, files: CaseFiles) -> Case:
    """The row of an incident that was read as a whole, such as one that no commit holds yet."""
    broken = [f.path for f in case.findings if f.level is Level.ERROR]
    header = case.incident.header if case.incident is not None else None
    settled = header is not None and (header.closed is not None or header.origin is not None)
    waivers = list(_ends(f"{files.folder}/incident.yaml", header.waivers if header else ()))
    if case.postmortem is not None and files.postmortem is not None:
        waivers += _ends(files.postmortem.path, case.postmortem.header.waivers)
    head = _head(header, settled=settled)
    row = _Parts(case.id, head, waivers, list(case.actions), broken)
    report = case.postmortem.header if case.postmortem is not None else None
    return row.row(published=report is not None and report.published is not None)


class _Parts(NamedTuple):
    """What was read of an incident, before it is a row."""

    incident: str
    head: "_Head"
    waivers: list[Exception_]
    actions: list[Action]
    broken: list[str]

    def row(self, *, published: bool) -> Case:
        """The row."""
        head = self.head
        waivers = [*self.waivers, *(w for a in self.actions for w in _ends(a.path, a.item.waivers))]
        levels = (narrowest(a.item.audience or head.audience, head.audience) for a in self.actions)
        rows = (owed(a.id, a.item, at) for a, at in zip(self.actions, levels, strict=True))
        return Case(
            id=self.incident,
            title=head.title or self.incident,
            audience=head.audience,
            ours=head.ours,
            settled=head.settled,
            published=published,
            waivers=tuple(waivers),
            actions=tuple(rows),
            broken=tuple(dict.fromkeys(self.broken)),
        )


class _Head(NamedTuple):
    """What a row wants of a header; no title is one that is for fewer people than the rest."""

    title: str | None
    audience: Audience
    ours: bool
    settled: bool


def _head(header: Header | None, *, settled: bool) -> _Head:
    """An incident whose header cannot be read is nobody's to see."""
    if header is None:
        return _Head(None, "restricted", ours=True, settled=settled)
    title = header.title if "title" not in (header.audiences or {}) else None
    return _Head(title, header.audience, ours=header.origin is None, settled=settled)


def _ends(path: str, waivers: Sequence[Waiver]) -> Iterator[Exception_]:
    for waiver in waivers:
        if waiver.until is not None:
            yield Exception_(waiver.rule, path, waiver.by, waiver.until.text)
