"""Inspecting a tree: the findings of its shared files, of its incidents and of a change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from wakebook.flows.check import Raised, excused, judged
from wakebook.model.change import Change
from wakebook.model.finding import Finding, Route
from wakebook.model.log import Link
from wakebook.model.settings import Settings
from wakebook.records.library import Opened, incident_place
from wakebook.records.shelf import CaseFiles, is_place
from wakebook.records.tree import Tree
from wakebook.rules.closures import ending
from wakebook.rules.context import Context

CASES = ("incidents", "postmortems")


class Inspection:
    """What is to be inspected of one opened tree: which incidents, and whether the shared files.

    ``paths`` narrows the findings to these files and folders; None is everything.
    """

    def __init__(
        self,
        opened: Opened,
        incidents: Sequence[str],
        change: Change | None = None,
        paths: Sequence[str] | None = None,
    ) -> None:
        self.opened = opened
        self.incidents = incidents
        self.change = change
        self.paths = paths

    @classmethod
    def of(cls, tree: Tree, paths: Sequence[str] | None, change: Change | None) -> "Inspection":
        """Open no more of the tree than the paths or the change make necessary."""
        named = None if paths is None else _named(paths)
        touched = None if change is None else _touched(change)
        if named is None and touched is None:
            opened = Opened(tree)
            own = [name for name in opened.shelf.cases if name not in opened.elsewhere]
            return cls(opened, own, change, paths)
        scope = sorted(named if named is not None else touched or ())
        opened = Opened(tree, scope)
        if touched is not None and named is None:
            scope = sorted({*scope, *_neighbours(opened, scope)})
        return cls(opened, [i for i in scope if opened.files(i)], change, paths)

    @property
    def settings(self) -> Settings:
        """The repository's settings."""
        return self.opened.settings

    @cached_property
    def _context(self) -> Context:
        context = Context(self.opened.library)
        if self.change is None:
            return context
        ended = frozenset(incident.id for _, incident in ending(self.change, context))
        return replace(context, ending=ended)

    def findings(self, of_incidents: Callable[[Sequence[str]], list[Finding]]) -> list[Finding]:
        """All findings; ``of_incidents`` gives those of incidents, from processes or a cache."""
        found = list(self.opened.findings) if self._only_incidents else self.of_shared()
        found += of_incidents(self.incidents)
        if self.change is not None:
            found += self.of_change(self.change)
        return found if self.paths is None else [f for f in found if self._wanted(f.path)]

    @property
    def _only_incidents(self) -> bool:
        return self.paths is not None and all(p.split("/")[0] in CASES for p in self.paths)

    def _wanted(self, path: str) -> bool:
        """Whether a finding's file belongs to what was asked for: an incident counts as one."""
        if path.split("/", maxsplit=1)[0] in CASES:
            return True
        return any(p in (".", path) or path.startswith(f"{p}/") for p in self.paths or ())

    def of_shared(self) -> list[Finding]:
        """Findings of settings, policies, catalog, runbooks and problems."""
        library = self.opened.library
        subjects: list[tuple[Any, str]] = [(self.settings, "wakebook.yaml")]
        subjects += [(p, f"policies/{name}.yaml") for name, p in library.policies.items()]
        subjects += [(cases, cases.path) for cases in library.policy_tests.values()]
        subjects += [(r, f"runbooks/{name}.md") for name, r in library.runbooks.items()]
        subjects += [(t, f"policies/templates/{t.name}") for t in library.templates.values()]
        subjects += [(p, f"problems/{name}.yaml") for name, p in library.problems.items()]
        found = [self._placed(path, r) for s, path in subjects for r in judged(s, self._context)]
        return self.opened.findings + found + list(self._of_catalog())

    def _of_catalog(self) -> Iterator[Finding]:
        """Claims about the catalog begin with the file and the position of the document in it."""
        for raised in judged(self.opened.library.catalog, self._context):
            path, *rest = raised.claim.route
            yield self._placed(str(path), raised, tuple(rest))

    def judged(self, incidents: Sequence[str]) -> Iterator[tuple[str, list[Finding], list[str]]]:
        """Each incident with its findings and the other incidents that were looked at for them."""
        for incident in incidents:
            self.opened.asked.clear()
            findings = self.of_incident(incident)
            yield incident, findings, sorted(self.opened.asked - {incident})

    def of_incident(self, incident: str) -> list[Finding]:
        """Findings of one incident, its post-mortem and its action items.

        A file that could not be read has its own findings; the rules are not asked about a record
        that is not whole, since they would see things missing that are there.
        """
        case = self.opened.case(incident)
        found = list(case.findings)
        if not case.whole:
            return found
        files = self.opened.files(incident) or CaseFiles(incident)
        folder = f"postmortems/{incident[:4]}/{incident}"
        if case.incident is not None:
            for raised in judged(case.incident, self._context):
                path, route = incident_place(files, raised.claim.route)
                found.append(self._placed(path, raised, route))
        if case.postmortem is not None:
            path = f"{folder}/postmortem.md"
            found += [
                self._placed(path, raised) for raised in judged(case.postmortem, self._context)
            ]
        for action in case.actions:
            path = f"{folder}/actions/{action.id.rpartition('/')[2]}.yaml"
            found += [self._placed(path, raised) for raised in judged(action, self._context)]
        return found

    def of_change(self, change: Change) -> Iterator[Finding]:
        """Findings of what was done to files; a claim's route is the file's path."""
        for raised in judged(change, self._context):
            path = str(raised.claim.route[0])
            top, *rest = path.split("/")
            about = self.opened.library.incidents.get(rest[1]) if top == "incidents" else None
            waived = excused(about, raised.code) if about is not None else None
            yield Finding(path, 1, 1, raised.code, raised.level, raised.claim.message, waived)

    def _placed(self, path: str, raised: Raised, route: Route | None = None) -> Finding:
        claim = raised.claim if route is None else raised.claim._replace(route=route)
        found = self.opened.reader.place(path, raised.code, raised.level, claim)
        return found._replace(waived=raised.waived)


def _named(paths: Sequence[str]) -> set[str] | None:
    """The incidents that paths lead to; None where a path covers more than single incidents."""
    incidents: set[str] = set()
    for path in paths:
        top, *rest = path.split("/")
        if top in CASES and len(rest) >= 2:
            incidents.add(rest[1])
        elif top in (".", *CASES):
            return None
    return incidents


def _touched(change: Change) -> set[str] | None:
    """The incidents that a change has an effect on through their own files.

    None means that any incident may be affected: a shared file or a whole incident changed, or a
    file lies where no incident can.
    """
    incidents: set[str] = set()
    for file in change.files:
        top, *rest = file.path.split("/")
        if top not in CASES or len(rest) < 3 or not is_place(rest[0], rest[1]):
            return None
        if file.deed == "removed" and rest[2] == "incident.yaml":
            return None
        incidents.add(rest[1])
    return incidents


def _neighbours(opened: Opened, incidents: Iterable[str]) -> set[str]:
    """The incidents that the given ones link to: their links have to be kept on both sides."""
    linked: set[str] = set()
    for incident in incidents:
        record = opened.case(incident).incident
        entries = () if record is None else (line.entry for line in record.log)
        linked |= {entry.to for entry in entries if isinstance(entry, Link)}
    return {i for i in linked if opened.files(i) is not None}
