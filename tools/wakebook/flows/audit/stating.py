"""Making statements: of a change that is about to be merged, and of where evidence begins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from wakebook import __version__
from wakebook.flows.review.proposal import Proposal
from wakebook.flows.review.standing import Standing
from wakebook.model.gate.facts import Commit, Facts
from wakebook.model.gate.matter import Matter
from wakebook.model.gate.statement import (
    BEGUN,
    PASSED,
    Approval,
    Begun,
    Done,
    Passed,
    Statement,
)
from wakebook.model.gate.verdict import Verdict
from wakebook.model.roster import Roster
from wakebook.records.difference import difference, judges, whole
from wakebook.records.git import Git

TOOL = f"wakebook {__version__}"


def statement_of(proposal: Proposal, facts: Facts, verdict: Verdict, now: datetime) -> Statement:
    """What is to be said of a change before it is merged; it holds once the merge is there.

    Raises ValueError for a change that may not be merged.
    """
    merged = proposal.merged.commit
    if merged is None or not verdict.passes:
        raise ValueError("there is nothing to state of a change that may not be merged")
    differs = difference(proposal.git, proposal.tip, merged)
    return Statement(
        subject=(whole(proposal.git, merged), *differs.after),
        predicate_type=PASSED,
        predicate=Passed(
            number=0,
            previous=None,
            at=now.replace(microsecond=0),
            tool=TOOL,
            change=_without_strangers(facts, proposal.roster),
            base=judges(proposal.git, proposal.tip),
            before=differs.before,
            records=tuple(_done(matter) for matter in proposal.proposed.matters),
            approvals=approvals_of(facts, proposal.roster),
            verdict=verdict,
        ),
    )


def _without_strangers(facts: Facts, roster: Roster) -> Facts:
    """The facts without addresses of people whom the catalog does not know: they stay for ever."""

    def quiet(commit: Commit) -> Commit:
        known = tuple(a if roster.by_email(a) else "" for a in commit.emails)
        return replace(commit, emails=known, words="")

    return replace(facts, commits=tuple(quiet(commit) for commit in facts.commits))


def _done(matter: Matter) -> Done:
    return Done(record=matter.id, transitions=tuple(sorted(matter.transitions)))


def approvals_of(facts: Facts, roster: Roster) -> tuple[Approval, ...]:
    """The approvals of what would be merged, by people who ask for no changes elsewhere."""
    return tuple(_approvals(facts, roster))


def _approvals(facts: Facts, roster: Roster) -> Iterator[Approval]:
    standing = Standing(facts, roster)
    for review in standing.judgements:
        who = roster.person(review.by)
        counts = review.state == "approved" and review.commit == facts.head
        if counts and who is not None and who in standing.approving:
            yield Approval(
                who=who, account=review.by, review=review.id, commit=review.commit, at=review.at
            )


def beginning(git: Git, commit: str, now: datetime) -> Statement:
    """Where evidence begins: what the commit holds is not asked about."""
    told = Begun(at=now.replace(microsecond=0), tool=TOOL, commit=commit)
    return Statement(subject=(whole(git, commit),), predicate_type=BEGUN, predicate=told)
