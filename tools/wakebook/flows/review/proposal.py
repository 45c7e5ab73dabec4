"""Reading a proposal: the tip that judges, the head that asks, and what their merge would be."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from wakebook.flows.inspection import CASES, Inspection
from wakebook.flows.review.excuses import Sides
from wakebook.flows.review.judge import Judges, Proposed
from wakebook.flows.review.matters import Name, matter_of, record_of
from wakebook.flows.review.unmerged import unmerged
from wakebook.model.finding import Finding, Level
from wakebook.model.gate.consent import Consent, approvals, releases
from wakebook.model.gate.ends import OF_ENDS, has_gone_on
from wakebook.model.gate.matter import Matter
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.policy.approvals import ApprovalsPolicy
from wakebook.model.policy.wording import WordingPolicy
from wakebook.model.roster import Roster
from wakebook.records.changes import changed_since
from wakebook.records.git import Git, GitError
from wakebook.records.history import Change, diff, outside
from wakebook.records.library import Opened
from wakebook.records.merge import merged
from wakebook.records.names import unholdable
from wakebook.records.tree import FOLDERS, SETTINGS, GitTree

CODE_OWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for code owners, in this order; the first one that is there counts."""
_JUDGES = frozenset({".github", "catalog", "policies", "site", "tools", *FOLDERS})
_ENDS = frozenset({"closed", "canceled", "merged"})


class Proposal:
    """A head that asks to be merged into a tip; both are full commit ids.

    Policies, catalog and settings are the tip's. No file of the head is written anywhere.
    """

    def __init__(self, root: Path, tip: str, head: str) -> None:
        self.root = root
        self.git = Git(root)
        self.tip, self.head = tip, head
        self.merged = merged(self.git, tip, head)

    @cached_property
    def judging(self) -> Library:
        """The tip's library: what judges."""
        return Opened(GitTree(self.root, self.tip), scope=[]).library

    @property
    def policy(self) -> ApprovalsPolicy | None:
        """The tip's approvals policy, if there is one that can be read."""
        return self.judging.approvals

    @cached_property
    def policy_id(self) -> str | None:
        """The blob id of the tip's approvals policy."""
        listed = self.git.listed(self.tip, ["policies/approvals.yaml"])
        return next((blob for _, _, blob in listed), None)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that the change touches, as they would be."""
        if self.merged.commit is None:
            return ()
        names = (name for top, name in self._matters if top == "incidents")
        found = (self._sides[1].incidents.get(name) for name in names)
        return tuple(incident for incident in found if incident is not None)

    @property
    def roster(self) -> Roster:
        """The tip's people and teams."""
        return Roster(self.judging.catalog)

    @cached_property
    def proposed(self) -> Proposed:
        """What the change would do, with what would be wrong afterwards."""
        if self.merged.commit is None:
            return self.touched
        written = [row.path for row in self._rows if row.new_mode and self._paths[row.path]]
        unreviewed = unmerged(self.git, self.tip, self._tree, written)
        findings = (*self._misnamed(), *self._errors(), *unreviewed)
        return self.touched._replace(findings=findings)

    @cached_property
    def touched(self) -> Proposed:
        """What the change would do, without asking the rules about it."""
        if self.merged.commit is None:
            return Proposed(conflicts=self.merged.conflicts)
        governed = tuple(path for path, record in self._paths.items() if record is None)
        return Proposed(
            matters=tuple(self._matters.values()),
            governed=(*governed, *(row.path for row in self._outside)),
            shadows=tuple(_shadows(self._tree, list(self._paths))),
            judges=_judges_of_ends(self.judging),
            overtaken=tuple(self._overtaken()),
            locked=tuple(self._locked()),
            consents=tuple(self._consents()),
        )

    @cached_property
    def _tree(self) -> GitTree:
        """What the merge would give."""
        return GitTree(self.root, self.merged.commit or self.head)

    @cached_property
    def _inspection(self) -> Inspection:
        return Inspection.of(self._tree, None, changed_since(self._tree, self.tip))

    @cached_property
    def _sides(self) -> Sides:
        inspection = self._inspection
        assert inspection.change is not None, "it was made with one"  # noqa: S101 - an invariant
        return inspection.change.before, inspection.opened.library

    @cached_property
    def _rows(self) -> list[Change]:
        """What differs, path by path."""
        return list(diff(self.git, self.tip, self._tree.commit, ["."]))

    @cached_property
    def _outside(self) -> list[Change]:
        """What differs where the records are a folder of the repository, and not in it."""
        return list(outside(self.git, self.tip, self._tree.commit))

    @cached_property
    def _paths(self) -> dict[str, Name | None]:
        """Each path that differs, with its record; None where it judges others."""
        return {row.path: record_of(row.path, self._sides) for row in self._rows}

    @cached_property
    def _matters(self) -> dict[Name, Matter]:
        records = dict.fromkeys(record for record in self._paths.values() if record is not None)
        return {record: matter_of(*record, self._sides, self.judging.ranks) for record in records}

    def _consents(self) -> Iterator[Consent]:
        """Who is said to agree to a template or to a text, and did not on the target branch."""
        policy = _wording(self.judging)
        if "policies/wording.yaml" in self._paths:
            yield from approvals(policy, _wording(self._sides[1]))
        for top, name in self._matters:
            if top == "incidents":
                before, after = self._sides
                yield from releases(before.incidents.get(name), after.incidents.get(name), policy)

    def _overtaken(self) -> Iterator[str]:
        """Incidents that it ends, and of which the tip says something that the head does not."""
        ends = (name for name, matter in self._matters.items() if matter.transitions & _ENDS)
        names = [name for top, name in ends if top == "incidents"]
        base = self.git.run("merge-base", self.tip, self.head).decode().strip() if names else ""
        if base not in ("", self.tip):
            left = Opened(GitTree(self.root, base), names).library.incidents
            now = self._sides[0].incidents
            yield from (name for name in names if has_gone_on(left.get(name), now.get(name)))

    def _locked(self) -> Iterator[str]:
        """Sealed records that it touches and that no key here opens."""
        names = dict.fromkeys(name for top, name in self._matters if top in CASES)
        base = Opened(GitTree(self.root, self.tip), list(names)) if names else None
        for name in names:
            sides = (self._inspection.opened, base)
            if any(side.case(name).locked for side in sides if side is not None):
                yield name

    def _misnamed(self) -> Iterator[Finding]:
        """New files that some system cannot hold, where nothing else looks at their names."""
        for row in (*self._rows, *self._outside):
            read = row.path.split("/")[0] in (SETTINGS, *FOLDERS)
            sentence = None if read or row.old_mode else unholdable(row.path.removeprefix("/"))
            if sentence is not None:
                yield Finding(row.path, 1, 1, "WB0002", Level.ERROR, sentence)

    def _errors(self) -> Iterator[Finding]:
        """What is wrong afterwards; what was wrong before stops only the end of its record."""
        found = _found(self._inspection)
        if not found:
            return
        incidents = self._inspection.incidents
        base = Opened(GitTree(self.root, self.tip), incidents)
        known = set(_found(Inspection(base, incidents)))
        ending = {name for name, matter in self._matters.items() if matter.transitions & _ENDS}
        for finding in found:
            top, *rest = finding.path.split("/")
            if finding not in known or (top, *rest[1:2]) in ending:
                yield finding


def proposed_by(root: Path, tip: str, new: str) -> Proposal:
    """The proposal behind a commit that would go on top of ``tip``.

    A merge of the tip with a head that says no more than git's own merge of the two proposes that
    head: those who judged it judged what would be merged. Anything else proposes itself.
    """
    merge = _plain_merge(root, tip, new)
    return merge if merge is not None else Proposal(root, tip, new)


def _plain_merge(root: Path, tip: str, new: str) -> Proposal | None:
    git = Git(root)
    _, *parents = git.run("rev-list", "--parents", "--max-count=1", new).decode().split()
    if len(parents) != 2 or parents[0] != tip:
        return None
    try:
        proposal = Proposal(root, tip, parents[1])
    except GitError:  # no common history: git itself would not merge them
        return None
    made = proposal.merged.commit
    return proposal if made is not None and _tree(git, made) == _tree(git, new) else None


def _tree(git: Git, commit: str) -> str:
    return git.run("rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()


def _found(inspection: Inspection) -> list[Finding]:
    """The errors that no waiver covers."""
    found = inspection.findings(
        lambda ids: [f for _, findings, _ in inspection.judged(ids) for f in findings]
    )
    return [f for f in found if f.level is Level.ERROR and f.waived is None]


def _wording(library: Library) -> WordingPolicy | None:
    return library.wording.policy if library.wording is not None else None


def _judges_of_ends(library: Library) -> Judges:
    """The policies that say what an end takes, as the target branch has them."""
    names = [name for name in OF_ENDS if name in library.policies]
    found = {name: library.policies.get(name) for name in names}
    begin = [rule.from_ for rule in library.closure.rules] if library.closure else []
    begin += [need.from_ for need in library.review.needs] if library.review else []
    return Judges(
        tuple(name for name, policy in found.items() if policy is None),
        tuple(sorted({day.earliest for day in begin if day.earliest is not None})),
    )


def _shadows(tree: GitTree, paths: Iterable[str]) -> Iterator[str]:
    """Files that would stand in for one that judges, on a host or on another system.

    Whether a path is there afterwards is asked of these few alone: git reads whole folders for it.
    """
    for path in paths:
        for sentence in _shadowing(tree, path):
            if tree.exists(path):
                yield sentence


def _shadowing(tree: GitTree, path: str) -> Iterator[str]:
    top, *rest = path.split("/")
    if path in CODE_OWNERS:
        for other in CODE_OWNERS:
            if other != path and tree.exists(other):
                yield f"{path} and {other} hide one another; keep one of them"
    elif top.casefold() in _JUDGES and top not in _JUDGES:
        yield f"{path} is the same as {top.casefold()} to some systems; rename it"
    elif top in FOLDERS and rest[-1:] == [SETTINGS]:
        yield f"{path} would be taken for the settings of the repository; rename it"
