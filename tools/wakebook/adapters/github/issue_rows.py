"""GitHub's answers about issues, by GitHub's names; other keys are passed over."""

from datetime import datetime
from typing import Any

from wakebook.adapters.github.rows import Row, UserRow
from wakebook.model.forge import Issue


class LabelRow(Row):
    """A label; in old answers its name alone."""

    name: str | None = None


class MilestoneRow(Row):
    """A milestone; it may have no day."""

    due_on: datetime | None = None


class IssueRow(Row):
    """An issue, or a pull request, which GitHub lists among them."""

    number: int
    title: str
    body: str | None = None
    state: str
    state_reason: str | None = None
    user: UserRow | None
    labels: tuple[LabelRow | str, ...] = ()
    assignees: tuple[UserRow, ...] | None = None
    milestone: MilestoneRow | None = None
    pull_request: dict[str, Any] | None = None

    @property
    def issue(self) -> Issue:
        """The issue as the follow-up sees it; a milestone's day is that of its time in UTC."""
        names = (x if isinstance(x, str) else x.name for x in self.labels)
        due = self.milestone.due_on if self.milestone else None
        return Issue(
            self.number,
            self.title,
            (self.body or "").replace("\r\n", "\n"),
            self.state == "open",
            self.state_reason not in ("not_planned", "duplicate"),
            frozenset(name for name in names if name),
            tuple(user.account for user in self.assignees or ()),
            f"{due:%Y-%m-%d}" if due else None,
        )
