"""Policies and runbooks that are to be read again (their ``review_by``)."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book
from wakebook.model.base import Audience
from wakebook.model.moment import Moment
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Each of them is late when its day is over."""
    del now, rule
    for name, policy in book.library.policies.items():
        path = f"policies/{name}.yaml"
        yield from _owing(path, f"Review of the policy {name}", policy.owner, policy.review_by)
    for name, runbook in book.library.runbooks.items():
        head = runbook.header
        title = f"Review of the runbook: {head.title}"
        path = f"runbooks/{name}.md"
        yield from _owing(path, title, head.owner, head.review_by, head.audience)


def _owing(
    path: str, title: str, owner: str, by: Moment | None, audience: Audience = "staff"
) -> Iterator[Owing]:
    if by is not None and by.latest is not None and by.earliest is not None:
        yield Owing(path, title, owner, by.latest, by.earliest, audience, path)
