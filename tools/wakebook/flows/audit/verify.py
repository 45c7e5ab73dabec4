"""Verifying: every change of the main branch passed the gate, as git alone can show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from wakebook.flows.audit.doubts import Doubt, Doubts, record_of
from wakebook.flows.audit.matching import Stretch, stretches
from wakebook.flows.audit.stating import approvals_of
from wakebook.flows.review.judge import judge
from wakebook.flows.review.proposal import Proposal
from wakebook.model.finding import Finding, Level
from wakebook.model.gate.statement import Begun, Passed, Statement, keys
from wakebook.model.gate.verdict import Verdict
from wakebook.records.difference import Difference, difference, judges
from wakebook.records.evidence import SHORT, Chain, UnbegunError, chain, known
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.line import Step, line
from wakebook.records.tree import GitTree
from wakebook.records.trusted import betrayed
from wakebook.records.whole import demand_whole

CHAINED = "WB4310"
PASSED_THE_GATE = "WB4311"
APPROVED_AS_IT_IS = "WB4312"
UNREAD = "WB5218"


class Audit(NamedTuple):
    """What was found; ``told`` are the merges that a statement tells of, ``untold`` the others."""

    findings: tuple[Finding, ...]
    told: tuple[int, ...] = ()
    untold: int = 0
    chain: Chain | None = None


def audited(
    root: Path, revision: str, *, since: str | None = None, trusted: str | None = None
) -> Audit:
    """Hold a revision of the main branch against the branch of evidence.

    ``since`` leaves out what was merged up to that commit; ``trusted`` is what was noted of the
    branch of evidence and has to be in it still. Raises GitError for a revision that is none or was
    never on the line, and where an object is missing or damaged.
    """
    git = Git(root)
    commit = git.commit(revision)
    demand_whole(git, [each for each in (commit, known(git)) if each is not None])
    steps = line(git, commit)
    start = 0 if since is None else _place(steps, git.commit(since))
    try:
        evidence = chain(git)
    except UnbegunError as error:
        return Audit((_finding(SHORT, CHAINED, str(error)),))
    found = [_finding(path, CHAINED, sentence) for path, sentence in evidence.faults]
    betrayals = () if trusted is None else betrayed(git, evidence, trusted)
    found += [_finding(SHORT, CHAINED, sentence) for sentence in betrayals]
    first = _first(steps, [statement for _, statement in evidence.statements])
    if first is None:
        sentence = _strange(evidence, revision.removeprefix("refs/heads/"))
        return Audit((*found, _finding(SHORT, CHAINED, sentence)), chain=evidence)
    seen = {step.commit for step in steps[: start + 1]}
    walk = _Walk(root)
    for stretch in stretches(steps[first:], list(evidence.statements)):
        if stretch.after.commit not in seen:
            walk.along(stretch)
    found += _doubtful(root, commit, walk.doubts)
    found += [_unread(incident, number) for incident, number in walk.unread.items()]
    return Audit(tuple(found), tuple(walk.told), walk.untold, evidence)


def _strange(evidence: Chain, name: str) -> str:
    """Why evidence tells of nothing that a branch ever was."""
    if not evidence.stated:
        return "holds no statement: it was overwritten; get it back from a clone that has it still"
    return f"begins with content that {name} never had; audit the branch that is gated"


def _place(steps: Sequence[Step], commit: str) -> int:
    for number, step in enumerate(steps):
        if step.commit == commit:
            return number
    raise GitError(f"the audited branch never was at {commit[:12]}; say a commit of its own line")


def _first(steps: Sequence[Step], statements: Sequence[Statement]) -> int | None:
    """Where evidence begins: the commit that the first statement names, or one of its content."""
    if not statements or not isinstance(begun := statements[0].predicate, Begun):
        return None
    content = statements[0].subject[0].id
    fitting = [number for number, step in enumerate(steps) if step.tree == content]
    named = (number for number in fitting if steps[number].commit == begun.commit)
    return next(named, next(iter(fitting), None))


class _Walk:
    """Goes along a line and judges each merge again."""

    def __init__(self, root: Path) -> None:
        self.root, self.git = root, Git(root)
        self.doubts = Doubts()
        self.told: list[int] = []
        self.untold = 0
        self.unread: dict[str, int] = {}

    def along(self, stretch: Stretch) -> None:
        """One merge more."""
        before, after = stretch.before, stretch.after
        differs = difference(self.git, before.commit, after.commit)
        why: str | Passage = "no statement tells of it"
        if stretch.stated is not None and stretch.statement is not None:
            why = self._judged(stretch, differs, stretch.statement, stretch.stated.number)
        if (judge := self.doubts.judge) is not None and not isinstance(why, str):
            why = f"it was judged by {judge.name} as {judge.step} left it past the gate"
        if isinstance(why, str):
            self.untold += 1
            self.doubts.bypassed(after, differs, why)
        else:
            self.told.append(why.number)
            self.unread |= dict.fromkeys(why.locked, why.number)
            self.doubts.passed(differs, why.done, why.verdict)

    def _judged(
        self, stretch: Stretch, differs: Difference, statement: Statement, number: int
    ) -> "str | Passage":
        """The verdict on a merge from what git holds and its statement tells, or what is wrong."""
        told = statement.predicate
        assert isinstance(told, Passed), "only these tell of a merge"  # noqa: S101 - an invariant
        if keys(told.base) != keys(judges(self.git, stretch.before.commit)):
            return f"statement {number} names another policy or catalog than there was"
        contents = (keys(told.before), keys(statement.subject[1:]))
        if contents != (keys(differs.before), keys(differs.after)):
            return f"statement {number} names other contents than the merge gave"
        proposal = Proposal(self.root, stretch.before.commit, stretch.after.commit)
        verdict = judge(proposal.touched, told.change, proposal.policy, proposal.roster, told.at)
        again = (leaf for leaf in verdict.unmet if leaf.code != UNREAD)
        for leaf in (*told.verdict.unmet, *again):
            return f"by statement {number} it may not pass: {leaf.title}: {leaf.sentence}"
        if told.approvals != approvals_of(told.change, proposal.roster):
            return f"statement {number} names other approvals than its reviews give"
        done = {matter.id: matter.transitions for matter in proposal.touched.matters}
        return Passage(number, done, verdict, proposal.touched.locked)


class Passage(NamedTuple):
    """A merge that counts: its statement's number, what it did to each record, the verdict.

    Of the incidents that are ``locked``, sealed without a key here, the statement alone tells.
    """

    number: int
    done: Mapping[str, Set[str]]
    verdict: Verdict
    locked: tuple[str, ...]


def _doubtful(root: Path, commit: str, doubts: Doubts) -> Iterator[Finding]:
    """What is in doubt now, and, as notes, what was."""
    closed = _closed(root, commit, [name for name in doubts.open if name[:10] == "incidents/"])
    for doubt in doubts.open.values():
        code = APPROVED_AS_IT_IS if doubt.name in closed else PASSED_THE_GATE
        yield _finding(_file(doubt.name), code, f"{_past(doubt)}; {_advice(doubt.name, closed)}")
    for doubt in doubts.settled:
        sentence = f"{_past(doubt)}; what it holds now passed the gate"
        yield _finding(_file(doubt.name), PASSED_THE_GATE, sentence, Level.NOTE)


def _unread(incident: str, number: int) -> Finding:
    """A warning: nobody accuses what cannot be read, and nobody vouches for it."""
    sentence = (
        f"statement {number} tells that it passed the gate, and it is not judged again here, for "
        "it is sealed: audit it where git's setting wakebook.identity names a key"
    )
    path = f"incidents/{incident[:4]}/{incident}/sealed.yaml"
    return _finding(path, UNREAD, sentence, Level.WARNING)


def _past(doubt: Doubt) -> str:
    return f"{doubt.step} changed it past the gate: {doubt.why}"


def _advice(name: str, closed: set[str]) -> str:
    incident = name.rpartition("/")[2]
    if name in closed:
        reopen = f"`wakebook log --incident {incident} --reopened`"
        return f"it needs a new approval: reopen it with {reopen} and end it through the gate"
    if name.startswith("incidents/"):
        return "whoever approves the end of the incident through the gate approves this too"
    if record_of(name).startswith(("post-mortem", "problem", "runbook")):
        return "change it through the gate, so that somebody is asked, or take the commit back"
    return "take the commit back with `git revert`, then bring it through the gate"


def _closed(root: Path, commit: str, names: Iterable[str]) -> set[str]:
    """The folders of incidents that are ended, or of which nothing can be read any more."""
    folders = {name.rpartition("/")[2]: name for name in names}
    library = Opened(GitTree(root, commit), scope=sorted(folders)).library if folders else None
    found = {i: library.incidents.get(i) for i in folders} if library else {}
    return {folders[i] for i, incident in found.items() if incident is None or incident.is_closed}


def _file(name: str) -> str:
    files = {"incidents": "incident.yaml", "postmortems": "postmortem.md"}
    top, *rest = name.split("/")
    return f"{name}/{files[top]}" if top in files and len(rest) == 2 else name


def _finding(path: str, code: str, sentence: str, level: Level = Level.ERROR) -> Finding:
    return Finding(path, 1, 1, code, level, sentence)
