"""An action item and its issue: what the issue should say, and what its people say of the record.

The record is the truth. What the forge says otherwise is overwritten, or, where policy says so,
proposed as a change of the record. Our part of the issue's text remembers what the record said when
it was written last, so that a change of the record is told from one on the forge.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wakebook.flows.followup.effects import ChangeIssue, OpenIssue
from wakebook.model.base import AUDIENCES
from wakebook.model.catalog import Catalog
from wakebook.model.forge import Issue
from wakebook.model.ledger import Case, Owed
from wakebook.model.policy.followup import Issues
from wakebook.model.roster import GITHUB_LOGIN, Roster
from wakebook.render.followup.issue import marker, part, synced, synced_in, title, with_part

_OPEN = ("open", "in_progress")
_WITHDRAWN = "Withdrawn"


class Tracked(NamedTuple):
    """An action item of ours, its incident's row, and whether its date is over."""

    item: Owed
    case: Case
    late: bool


class Desk(NamedTuple):
    """What issues are made by: the policy's table and the people of the catalog."""

    policy: Issues
    roster: Roster

    @property
    def catalog(self) -> Catalog:
        """The people."""
        return self.roster.catalog

    def may_show(self, item: Owed) -> bool:
        """Whether everybody who reads the forge's repository may read the item."""
        return AUDIENCES.index(item.audience) <= AUDIENCES.index(self.policy.audience)

    def logins(self, who: str | None) -> tuple[str, ...]:
        """The logins of a person, or of the people of a team; none where nobody knows them."""
        people = sorted(self.roster.members(who)) if who else []
        found = (self.catalog.people[p].metadata.annotations.get(GITHUB_LOGIN) for p in people)
        return tuple(login for login in found if login)

    def names(self) -> dict[str, str]:
        """People's and teams' titles by who they are."""
        return {who: entity.title for who, entity in self.catalog.people.items()}


def opening(tracked: Tracked, desk: Desk) -> OpenIssue:
    """The issue of an item that has none yet."""
    item = tracked.item
    return OpenIssue(
        item.id,
        marker(item.id),
        title(item),
        part(item, tracked.case, desk.names()),
        tuple(sorted(_labels(tracked, desk.policy.label))),
        _assignees(item, desk),
        f"open an issue for {item.id}",
    )


def _assignees(item: Owed, desk: Desk) -> tuple[str, ...]:
    return desk.logins(item.owner)[:1] if (item.owner or "").startswith("user:") else ()


def _labels(tracked: Tracked, label: str) -> set[str]:
    item = tracked.item
    found = {label, f"{label}:{item.kind}"}
    found |= {f"{label}:high-priority"} if item.priority == "high" else set()
    found |= {f"{label}:blocking"} if item.blocking else set()
    return found | ({f"{label}:overdue"} if tracked.late else set())


def syncing(tracked: Tracked, issue: Issue, desk: Desk) -> ChangeIssue | None:
    """What is to be otherwise in the issue of an item; None where it is as it should be."""
    item = tracked.item
    fields: dict[str, Any] = {}
    if issue.title != title(item):
        fields["title"] = title(item)
    body = with_part(issue.body, part(item, tracked.case, desk.names()))
    if body.strip() != issue.body.strip():
        fields["body"] = body
    ours = {label for label in issue.labels if label.partition(":")[0] == desk.policy.label}
    wanted = _labels(tracked, desk.policy.label)
    if ours != wanted:
        fields["labels"] = sorted((issue.labels - ours) | wanted)
    fields |= _state(item, issue, desk)
    fields |= _owner(item, issue, desk)
    if not fields:
        return None
    words = sorted(fields.keys() - {"state_reason"})
    return ChangeIssue(item.id, issue.number, fields, f"set {', '.join(words)} of #{issue.number}")


def _state(item: Owed, issue: Issue, desk: Desk) -> dict[str, Any]:
    """Open or closed as the record says, unless that is the people's to propose."""
    if issue.is_open == item.is_open:
        return {}
    before = synced_in(issue.body)
    record_changed = before is None or (before.status in _OPEN) != item.is_open
    if desk.policy.fields.status == "propose" and not record_changed:
        return {}
    if item.is_open:
        return {"state": "open"}
    reason = "completed" if item.status == "done" else "not_planned"
    return {"state": "closed", "state_reason": reason}


def _owner(item: Owed, issue: Issue, desk: Desk) -> dict[str, Any]:
    """The assignee after the record's owner changed, or wherever the record wins."""
    wanted, there = _assignees(item, desk), {account.login for account in issue.assignees}
    before = synced_in(issue.body)
    changed = before is not None and before.owner != synced(item).owner
    if not wanted or there == set(wanted):
        return {}
    wins = desk.policy.fields.owner == "record" and bool(there)
    return {"assignees": list(wanted)} if changed or wins else {}


def withdrawing(subject: str, issue: Issue, label: str) -> ChangeIssue | None:
    """The issue of an item that is gone, or that fewer people may read by now: emptied, closed."""
    body = f"{marker(subject)}\nThis is followed up elsewhere."
    as_it_should = (issue.title, issue.body.strip(), issue.is_open) == (_WITHDRAWN, body, False)
    if as_it_should:
        return None
    fields = {"title": _WITHDRAWN, "body": body, "labels": [label], "assignees": []}
    fields |= {"state": "closed", "state_reason": "not_planned"}
    return ChangeIssue(subject, issue.number, fields, f"withdraw #{issue.number}", "withdrawal")


def proposed(tracked: Tracked, issue: Issue, desk: Desk) -> dict[str, str]:
    """What the forge's people say of an item that its record does not say, by field.

    A field whose record changed since the issue was written is left out: there the record wins.
    """
    item, before = tracked.item, synced_in(issue.body)
    if before is None:
        return {}
    now = synced(item)
    fields = desk.policy.fields
    found: dict[str, str] = {}
    if fields.status == "propose" and before.status == now.status:
        found |= dict(_status(item, issue))
    if fields.owner == "propose" and before.owner == now.owner:
        found |= dict(_person(item, issue, desk))
    if fields.due == "propose" and before.due == now.due and issue.due not in (None, item.due):
        found["due"] = str(issue.due)
    return found


def _status(item: Owed, issue: Issue) -> Iterator[tuple[str, str]]:
    if issue.is_open and not item.is_open:
        yield "status", "open"
    elif item.is_open and not issue.is_open:
        yield "status", "done" if issue.planned else "dropped"


def _person(item: Owed, issue: Issue, desk: Desk) -> Iterator[tuple[str, str]]:
    """The one assignee, if the catalog knows them and they are not the owner already."""
    if len(issue.assignees) == 1:
        who = desk.roster.person(issue.assignees[0])
        if who is not None and who != item.owner:
            yield "owner", who
