"""The plan of a run: records, the clock, the forge's issues and the memory in, effects out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from wakebook.flows.followup.book import Book
from wakebook.flows.followup.digests import latest, owner_named, shown_to
from wakebook.flows.followup.effects import ChangeIssue, Effect, OpenIssue, Propose, Say
from wakebook.flows.followup.issues import (
    Desk,
    Tracked,
    opening,
    proposed,
    syncing,
    withdrawing,
)
from wakebook.flows.followup.obligations import obligations
from wakebook.flows.followup.steps import Step, steps
from wakebook.model.forge import Issue, Memory
from wakebook.model.leads import lead
from wakebook.model.obligation import Obligation
from wakebook.model.policy.followup import FollowupRule
from wakebook.model.roster import Roster
from wakebook.render.followup.digest import digest
from wakebook.render.followup.words import escalation, reminder

_DIGEST = "digest:"


class Plan(NamedTuple):
    """What is owed, and what there is to do about it, in the order in which it is done."""

    obligations: tuple[Obligation, ...]
    effects: tuple[Effect, ...]


def planned(
    book: Book,
    now: datetime,
    rule: FollowupRule,
    issues: Mapping[str, Issue] | None,
    memory: Memory,
) -> Plan:
    """The plan; ``issues`` are ours on the forge by their subject, None is no forge at all."""
    found = obligations(book, now, rule)
    if issues is None or not rule.issues.enabled:
        return Plan(tuple(found), ())
    desk = Desk(rule.issues, Roster(book.library.catalog))
    run = _Run(book, now, rule, desk, issues, memory, found)
    return Plan(tuple(found), tuple(run.effects()))


class _Run(NamedTuple):
    book: Book
    now: datetime
    rule: FollowupRule
    desk: Desk
    issues: Mapping[str, Issue]
    memory: Memory
    found: Sequence[Obligation]

    def effects(self) -> Iterator[Effect]:
        """Issues first, since reminders stand on them; then the digest."""
        tracked = dict(self._tracked())
        yield from self._issues(tracked)
        yield from self._withdrawn(tracked)
        told = {subject for subject, each in tracked.items() if each.item.is_open}
        yield from self._messages(told)
        yield from self._proposal(tracked)
        yield from self._digest(told)

    def _tracked(self) -> Iterator[tuple[str, Tracked]]:
        """Items that may have an issue: ours, no relics, and for everybody there to read."""
        for case in self.book.ledger():
            for item in case.actions if case.ours else ():
                if not item.legacy and self.desk.may_show(item):
                    due = item.due_by(self.book.zone) if item.is_open else None
                    late = due is not None and due.latest is not None and due.latest <= self.now
                    yield item.id, Tracked(item, case, late)

    def _issues(self, tracked: Mapping[str, Tracked]) -> Iterator[Effect]:
        for subject, each in tracked.items():
            issue = self.issues.get(subject)
            if issue is None and each.item.is_open:
                yield opening(each, self.desk)
            elif issue is not None:
                change = syncing(each, issue, self.desk)
                if change is not None:
                    yield change

    def _withdrawn(self, tracked: Mapping[str, Tracked]) -> Iterator[Effect]:
        for subject, issue in self.issues.items():
            if subject not in tracked and not subject.startswith(_DIGEST):
                change = withdrawing(subject, issue, self.rule.issues.label)
                if change is not None:
                    yield change

    def _messages(self, told: set[str]) -> Iterator[Effect]:
        for each in self.found:
            if each.kind == "action" and each.subject in told:
                for step in steps(each, self.now, self.rule):
                    if step.key not in self.memory.done and not self._is_practice(step):
                        yield self._message(step)

    def _is_practice(self, step: Step) -> bool:
        """Whether a lead would hear of a drill: whoever practises is reminded, and nobody above."""
        name = step.obligation.subject.partition("/")[0]
        incident = self.book.library.incidents.get(name) if step.deed == "escalation" else None
        return incident is not None and incident.header.kind == "drill"

    def _message(self, step: Step) -> Say:
        each, names = step.obligation, self.desk.names()
        owner = each.owing.owner
        shown = names.get(owner or "", owner or "")
        if step.deed == "escalation":
            above = lead(owner, self.desk.catalog) if owner else None
            asked = names.get(above or "", "")
            # Whoever belongs to the team that leads them is no lead of their own.
            own = set(self.desk.logins(owner))
            logins = [login for login in self.desk.logins(above) if login not in own]
            body = escalation(each, logins, asked, shown or "nobody")
            why = f"tell the lead of {each.subject}: {asked or 'nobody'}"
        else:
            body = reminder(each, self.desk.logins(owner), shown)
            why = f"remind of {each.subject}: {shown or 'nobody'}"
        return Say(each.subject, step.key, body, why, step.deed)

    def _proposal(self, tracked: Mapping[str, Tracked]) -> Iterator[Effect]:
        edits = {
            each.item.path: fields
            for subject, each in tracked.items()
            if (issue := self.issues.get(subject)) is not None
            and (fields := proposed(each, issue, self.desk))
        }
        if edits:
            count = f"{len(edits)} action{'s' if len(edits) != 1 else ''}"
            yield Propose(edits, f"propose what the forge says of {count}")

    def _digest(self, told: set[str]) -> Iterator[Effect]:
        """This week's digest, and an end to those before it."""
        week = latest(self.now, self.rule, self.book.zone).isoformat()
        policy = self.rule.issues
        subject = f"{_DIGEST}{policy.audience}:{week}"
        rows = shown_to(self.found, policy.audience)
        if subject in self.issues or not rows:
            return
        numbers = {s: i.number for s, i in self.issues.items() if s in told}
        body = digest(rows, week, owner_named(self.desk, told), numbers)
        mark = f"<!-- wakebook:action {subject} -->"
        why = f"open the digest of the week of {week}"
        titled = f"Follow-up: week of {week}"
        yield OpenIssue(
            subject, mark, titled, f"{mark}\n{body}", (policy.label,), (), why, "digest"
        )
        for old, issue in self.issues.items():
            if old.startswith(_DIGEST) and old != subject and issue.is_open:
                yield ChangeIssue(old, issue.number, {"state": "closed"}, f"close #{issue.number}")
