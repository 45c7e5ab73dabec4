"""What stands before a closure: the rules asked about the record as it would be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from wakebook.flows.inspection import Inspection
from wakebook.flows.review.conditions import asked
from wakebook.model.change import Change, FileChange
from wakebook.model.finding import Finding, Level
from wakebook.model.gate.about import about
from wakebook.model.gate.ends import OF_ENDS
from wakebook.model.gate.verdict import Outcome, Verdict, all_of
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.policy.approvals import Ask
from wakebook.model.proof import Outcome as Known
from wakebook.model.roster import Roster
from wakebook.records.library import Opened
from wakebook.records.overlay import Overlay
from wakebook.rules.registry import rules


def judged(opened: Opened, incident: Incident, files: Mapping[str, bytes]) -> Verdict:
    """The verdict on an incident with some files as they would be, by their paths.

    A leaf is a condition that is not met, or one from which a waiver takes the incident out.
    """
    change = change_of(opened, files)
    inspection = Inspection.of(Overlay(opened.clear, files), None, change)
    found = [*inspection.of_incident(incident.id), *inspection.of_change(change)]
    errors = [each for each in dict.fromkeys(found) if each.level is Level.ERROR]
    after = inspection.opened.case(incident.id).incident
    leaves = [*_unread(opened.library), *_stale(incident, after)]
    leaves += [_leaf(each, there=each.path not in files) for each in errors]
    return together(incident, leaves)


def change_of(before: Opened, paths: Iterable[str]) -> Change:
    """A change that adds to logs and edits headers and problems, on top of what was opened.

    Nobody knows the history behind it.
    """
    files = tuple(FileChange(path, "added" if _is_new(path) else "changed") for path in paths)
    return Change("", files, lambda: before.library, _nobody_knows)


def _is_new(path: str) -> bool:
    return not {"timeline", "evidence"}.isdisjoint(path.split("/"))


def together(incident: Incident, leaves: Sequence[Verdict]) -> Verdict:
    """The conditions of a closure as one, each of them once."""
    once = tuple(dict.fromkeys(leaves))
    told = "nothing stands before it" if all(leaf.passes for leaf in once) else ""
    return all_of(f"{incident.id} may close", once, told)


def _nobody_knows(path: str, since: datetime, own: tuple[str, ...]) -> Known:
    """Whether a file has changed since: a closure asks of none."""
    del path, since, own
    return "unknown"


def _unread(library: Library) -> Iterator[Verdict]:
    """A policy with a mistake in it demands nothing, so that nothing may end meanwhile."""
    for name in OF_ENDS:
        if name in library.policies and library.policies.get(name) is None:
            sentence = f"policies/{name}.yaml cannot be read; mend it: wakebook check policies"
            yield Verdict(Outcome.REFUSED, "Its policies can be read", sentence, "WB5604")


def _stale(before: Incident, after: Incident | None) -> Iterator[Verdict]:
    """How a reopened incident ended is told anew: its notes are those of the first time."""
    if "reopened" not in before.by_kind or before.header.resolution is None or after is None:
        return
    told = after.header.resolution
    if told is not None and told.summary == before.header.resolution.summary:
        sentence = "it was reopened, and its notes tell of the time before; say --summary anew"
        yield Verdict(Outcome.REFUSED, "Its notes tell of its last end", sentence, "WB5101")


def _leaf(finding: Finding, *, there: bool) -> Verdict:
    """A finding as a condition; one in a file that is ``there`` already says where."""
    rule = rules().get(finding.code)
    title = rule.title.rstrip(".") if rule else finding.code
    told = f"{finding.path}:{finding.line}: {finding.message}" if there else finding.message
    if finding.waived is not None:
        return Verdict(Outcome.MET, title, f"waived: {finding.waived}", finding.code)
    return Verdict(Outcome.REFUSED, title, told, finding.code)


def asks(incident: Incident, library: Library, now: datetime) -> tuple[Ask, ...]:
    """What the gate will ask of the closure."""
    policy = library.approvals
    if policy is None:
        return ()
    matter = about(incident.id, [incident], frozenset({"closed", "appended"}))
    roster = Roster(library.catalog)
    return tuple(asked(policy.on(now.date()), matter, roster, now))
