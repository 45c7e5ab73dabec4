"""Waivers whose time is over: the rule holds again, or somebody asks for more time."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book
from wakebook.model.base import Audience, Waiver
from wakebook.model.moment import Moment
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those of incidents, post-mortems, actions and runbooks that have an end."""
    del now, rule
    for case in book.cases:
        for waiver in case.waivers:
            until = Moment.parse(waiver.until, book.zone)
            yield from _owing(waiver.rule, waiver.path, waiver.by, until, case.audience)
    for name, runbook in book.library.runbooks.items():
        for each in runbook.header.waivers:
            yield from _of_runbook(name, each, runbook.header.audience)


def _of_runbook(name: str, waiver: Waiver, audience: Audience) -> Iterator[Owing]:
    if waiver.until is not None:
        path = f"runbooks/{name}.md"
        yield from _owing(waiver.rule, path, waiver.by, waiver.until, audience)


def _owing(rule: str, path: str, by: str, until: Moment, audience: Audience) -> Iterator[Owing]:
    if until.latest is not None and until.earliest is not None:
        title = f"Waiver of {rule} in {path}"
        yield Owing(f"{path}#{rule}", title, by, until.latest, until.earliest, audience, path)
