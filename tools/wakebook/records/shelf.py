"""Where things lie: from the path of a file to the record that it belongs to."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from wakebook.model.finding import Finding, Level, quoted
from wakebook.records.names import unholdable
from wakebook.records.sealing import is_sealed
from wakebook.records.tree import ABSENT, FOLDERS, ORDINARY, TreeFile

ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9._-]{0,99}", re.ASCII)
_STEM = re.compile(r"[0-9]{8}T[0-9]{6}Z-[a-z0-9][a-z0-9-]{0,40}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,100}", re.ASCII)
_OF_INCIDENTS = ("incidents", "postmortems")
_KEPT = frozenset({"README.md", ".gitkeep", ".gitignore"})


@dataclass(slots=True)
class CaseFiles:
    """The files of one incident and of its post-mortem."""

    id: str
    header: TreeFile | None = None
    log: list[TreeFile] = field(default_factory=list)
    evidence: list[TreeFile] = field(default_factory=list)
    postmortem: TreeFile | None = None
    actions: list[TreeFile] = field(default_factory=list)
    stub: TreeFile | None = None
    locked: list[TreeFile] = field(default_factory=list)
    """Sealed files that no key here opens."""

    @property
    def files(self) -> list[TreeFile]:
        """Every file, in a fixed order."""
        single = (self.header, self.postmortem, self.stub)
        found = [file for file in single if file is not None]
        return [*found, *self.log, *self.evidence, *self.actions, *self.locked]

    @property
    def folder(self) -> str:
        """The incident's folder."""
        return f"incidents/{self.id[:4]}/{self.id}"


@dataclass(slots=True)
class Shelf:
    """All files of a tree, sorted by the record that they belong to."""

    cases: dict[str, CaseFiles] = field(default_factory=dict)
    settings: TreeFile | None = None
    policies: list[TreeFile] = field(default_factory=list)
    policy_tests: list[TreeFile] = field(default_factory=list)
    templates: list[TreeFile] = field(default_factory=list)
    catalog: list[TreeFile] = field(default_factory=list)
    runbooks: list[TreeFile] = field(default_factory=list)
    problems: list[TreeFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    misplaced: dict[str, list[Finding]] = field(default_factory=dict)
    """Errors in the names of files in an incident's folders, by its id: its record lacks them."""

    def case(self, incident: str) -> CaseFiles:
        """The files of an incident; an empty case is made where there is none."""
        return self.cases.setdefault(incident, CaseFiles(incident))


def arrange(files: Iterable[TreeFile]) -> Shelf:
    """Sort files onto a shelf; a file that cannot be a record is a finding and is not read."""
    shelf = Shelf()
    seen: dict[str, str] = {}
    for file in sorted(files):
        problem = _unholdable(file.path) or _not_ordinary(file) or _collides(file.path, seen)
        if problem is None:
            problem = _put(shelf, file)
        if problem is not None:
            finding = Finding(file.path, 1, 1, problem[0], problem[2], problem[1])
            shelf.findings.append(finding)
            top, year, incident, *_ = [*file.path.split("/"), "", ""]
            if problem[2] is Level.ERROR and top in _OF_INCIDENTS and year == incident[:4]:
                shelf.misplaced.setdefault(incident, []).append(finding)
    return shelf


Problem = tuple[str, str, Level]


def _not_ordinary(file: TreeFile) -> Problem | None:
    if file.mode == ORDINARY:
        return None
    if file.mode == ABSENT:
        sentence = "is not in this sparse checkout; check a revision instead, with `--rev HEAD`"
        return "WB0001", sentence, Level.ERROR
    what = {0o120000: "a symbolic link", 0o160000: "a submodule", 0o100755: "executable"}
    is_a = what.get(file.mode, "no ordinary file")
    return "WB0001", f"is {is_a}; records are ordinary files (mode 100644)", Level.ERROR


def _unholdable(path: str) -> Problem | None:
    sentence = unholdable(path)
    return None if sentence is None else ("WB0002", sentence, Level.ERROR)


def _collides(path: str, seen: dict[str, str]) -> Problem | None:
    """A path that another system could not tell from a second one."""
    folded = unicodedata.normalize("NFC", path).casefold()
    if folded in seen and seen[folded] == path:
        return "WB0009", "is there sealed and in the clear; remove one of the two", Level.ERROR
    other = seen.setdefault(folded, path)
    if other != path:
        sentence = f"differs from {quoted(other)} only in letter case or accents; rename one"
        return "WB0002", sentence, Level.ERROR
    return None


def _put(shelf: Shelf, file: TreeFile) -> Problem | None:
    top, *rest = file.path.split("/")
    if is_sealed(file.path):
        return _put_locked(shelf, file, rest)
    if top in FOLDERS and not rest:
        sentence = f"stands where the folder {top}/ belongs; move it or remove it"
        return "WB0004", sentence, Level.ERROR
    if rest and rest[-1] in _KEPT:
        return None
    match top:
        case "wakebook.yaml":
            shelf.settings = file
        case "incidents":
            return _put_incident(shelf, file, rest)
        case "postmortems":
            return _put_postmortem(shelf, file, rest)
        case "policies":
            return _put_policy(shelf, file, rest)
        case "catalog":
            return _put_named(shelf.catalog, file, rest[-1], (".yaml", ".yml"))
        case "runbooks" | "problems" if len(rest) == 1:
            ending = ".md" if top == "runbooks" else ".yaml"
            kept = shelf.runbooks if top == "runbooks" else shelf.problems
            return _put_named(kept, file, rest[0], (ending,))
        case _:
            return _misplaced(file)
    return None


def _put_locked(shelf: Shelf, file: TreeFile, rest: list[str]) -> Problem | None:
    problem = _bad_id(rest[0], rest[1])
    if problem is None:
        shelf.case(rest[1]).locked.append(file)
    return problem


def _put_named(
    kept: list[TreeFile], file: TreeFile, name: str, endings: tuple[str, ...]
) -> Problem | None:
    stem = next((name.removesuffix(e) for e in endings if name.endswith(e)), None)
    if stem is None:
        return _misplaced(file)
    if not _SLUG.fullmatch(stem):
        return _bad_name(name, "a name of lower-case ASCII letters, digits, dots and hyphens")
    kept.append(file)
    return None


def _put_incident(shelf: Shelf, file: TreeFile, rest: list[str]) -> Problem | None:
    match rest:
        case [_, _, "incident.yaml"]:
            problem = _bad_id(rest[0], rest[1])
            if problem is None:
                shelf.case(rest[1]).header = file
            return problem
        case [_, _, "sealed.yaml"]:
            problem = _bad_id(rest[0], rest[1])
            if problem is None:
                shelf.case(rest[1]).stub = file
            return problem
        case [_, _, "timeline", name]:
            if not name.endswith(".yaml") or not _STEM.fullmatch(name.removesuffix(".yaml")):
                return _bad_name(name, "the UTC time of recording: 20261123T140322Z-7f3a.yaml")
            problem = _bad_id(rest[0], rest[1])
            if problem is None:
                shelf.case(rest[1]).log.append(file)
            return problem
        case [_, _, "evidence", _, *_]:
            problem = _bad_id(rest[0], rest[1])
            if problem is None:
                shelf.case(rest[1]).evidence.append(file)
            return problem
        case _:
            return _misplaced(file)


def is_place(year: str, incident: str) -> bool:
    """Whether an incident of this id may lie in the folder of a year."""
    return _bad_id(year, incident) is None


def _put_postmortem(shelf: Shelf, file: TreeFile, rest: list[str]) -> Problem | None:
    match rest:
        case [_, _, "postmortem.md"]:
            problem = _bad_id(rest[0], rest[1])
            if problem is None:
                shelf.case(rest[1]).postmortem = file
            return problem
        case [_, _, "actions", name]:
            problem = _bad_id(rest[0], rest[1])
            actions = shelf.case(rest[1]).actions if problem is None else []
            return problem or _put_named(actions, file, name, (".yaml",))
        case _:
            return _misplaced(file)


def _put_policy(shelf: Shelf, file: TreeFile, rest: list[str]) -> Problem | None:
    match rest:
        case ["templates", name]:
            return _put_named(shelf.templates, file, name, (".j2",))
        case ["tests", name]:
            return _put_named(shelf.policy_tests, file, name, (".yaml",))
        case [name]:
            return _put_named(shelf.policies, file, name, (".yaml",))
        case _:
            return _misplaced(file)


def _bad_id(year: str, incident: str) -> Problem | None:
    if not ID.fullmatch(incident):
        return _bad_name(incident, "a date and a slug: 2026-11-23-checkout-errors")
    if not _is_date(incident[:10]):
        return _bad_name(incident, f"one of a possible day, since there is no {incident[:10]}")
    if year != incident[:4]:
        sentence = f"lies in the folder {quoted(year)}; move it to {incident[:4]}"
        return "WB0003", sentence, Level.ERROR
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _bad_name(name: str, wanted: str) -> Problem:
    return "WB0003", f"the name {quoted(name)} is not {wanted}; rename it", Level.ERROR


def _misplaced(file: TreeFile) -> Problem:
    """A file that nothing reads: an error where it can only be a record in the wrong place."""
    place = _right_place(file.path)
    if place is None:
        return "WB0004", "nothing reads this file; move it or remove it", Level.WARNING
    return "WB0004", f"nothing reads this file; move it to {place!r}", Level.ERROR


def _right_place(path: str) -> str | None:
    top, *rest = path.split("/")
    if top in ("incidents", "postmortems") and rest[1:] and ID.fullmatch(rest[0]):
        return f"{top}/{rest[0][:4]}/{'/'.join(rest)}"
    return f"{path[:-4]}.yaml" if path.endswith(".yml") else None
