"""The office of the follow-up: records at a revision, the clock, the forge and the memory."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from wakebook.cli import _clock
from wakebook.cli._exits import UsageError
from wakebook.cli._ledger import cases_of, rest_of
from wakebook.cli._repository import root_of, tree_of
from wakebook.cli._terminal import say
from wakebook.flows.followup.book import Book
from wakebook.flows.followup.plan import Plan, planned
from wakebook.flows.saying.spoken_time import spoken_time
from wakebook.model.base import AUDIENCES
from wakebook.model.forge import Memory
from wakebook.model.obligation import Obligation
from wakebook.model.policy.followup import PLAIN, FollowupRule, first_day
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened

if TYPE_CHECKING:
    from wakebook.cli._follow_up_hands import Hands
    from wakebook.flows.followup.effects import Effect


class Office:
    """One repository at one moment; ``refused`` counts effects that the forge did not take."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.root: Path = root_of(arguments, arguments.rev)
        self.git = Git(self.root)
        self.refused = 0
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @cached_property
    def now(self) -> datetime:
        """The time, or the one that is rehearsed."""
        words = self.arguments.at
        if words is None:
            return _clock.now()
        moment = spoken_time(words, _clock.now(), self.book.zone, "ahead")
        if moment is None or moment.earliest is None:
            raise UsageError(f"{words} is no time; say --at +3d or 2026-12-24T09:00Z")
        return moment.earliest

    @cached_property
    def revision(self) -> str | None:
        """The commit that is looked at; None where there is none and the folder counts."""
        try:
            return self.git.commit(self.arguments.rev or "HEAD")
        except GitError:
            if self.arguments.rev:
                raise
            return None

    @cached_property
    def book(self) -> Book:
        """The records."""
        opened = Opened(tree_of(self.root, self.revision), scope=[])
        rest = rest_of(self.root, self.revision)
        self._tell_broken([path for case in rest.cases for path in case.broken])
        return Book(opened.library, rest, partial(cases_of, self.root, self.revision))

    def _tell_broken(self, paths: Sequence[str]) -> None:
        """Name them, unless others read along: nobody knows who may read what cannot be read."""
        rest = "cannot be read, and nothing of it is followed up; see wakebook check"
        if self.arguments.apply and paths:
            say(f"{len(paths)} of the records {rest}")
            return
        for path in paths:
            say(f"{path} {rest}")

    def may_tell(self, each: Obligation) -> bool:
        """Whether what is printed may say what it is about: a forge's log has its own readers."""
        readers = AUDIENCES.index(self.rule.issues.audience)
        return not self.arguments.apply or AUDIENCES.index(each.owing.audience) <= readers

    @cached_property
    def rule(self) -> FollowupRule:
        """What is followed up now; without a policy everything is told and nothing is sent."""
        policy = self.book.library.followup
        return (policy.on(self.now.date()) if policy else None) or PLAIN

    @cached_property
    def hands(self) -> "Hands | None":
        """What carries effects out; None where policy wants no issues, or no forge is known."""
        from wakebook.cli._host import can_ask, host_of

        if not self.rule.issues.enabled or self.revision is None or not can_ask(self.arguments):
            return None
        from wakebook.cli._follow_up_hands import Hands
        from wakebook.cli._pulls import credentials
        from wakebook.records.evidence import SHORT
        from wakebook.records.memory import remembered

        host = self._open.enter_context(host_of(self.arguments))
        git = Git(self.root, credentials(host.token))
        memory = remembered(git, "origin") or Memory()
        for path in memory.broken:
            say(f"{path} of {SHORT} cannot be read; what it told is looked up on the forge")
        return Hands(git, self.revision, host, self.rule.issues.label, memory)

    def plan(self) -> Plan:
        """What is owed, and what there is to do about it; raises HostError."""
        hands = self.hands
        issues = hands.look() if hands is not None else None
        memory = hands.memory if hands is not None else Memory()
        return planned(self.book, self.now, self.rule, issues, memory)

    def done(self, effects: Sequence["Effect"]) -> Iterator[tuple["Effect", str]]:
        """Each effect with what became of it; raises HostError where the forge is not reached."""
        hands = self.hands
        if hands is None:
            say(self.why_nothing_is_sent)
            return
        for effect, outcome in hands.do(effects):
            self.refused = hands.refused
            yield effect, outcome

    @property
    def why_nothing_is_sent(self) -> str:
        """Why there is no forge, and what to do."""
        policy = self.book.library.followup
        if policy is not None and policy.on(self.now.date()) is None:
            begins = first_day(policy.rules[0])
            return f"nothing is sent: policies/followup.yaml begins on {begins}"
        if not self.rule.issues.enabled:
            return "nothing is sent: policies/followup.yaml does not say issues: {enabled: true}"
        return "nothing is sent: no forge is known here; set GITHUB_REPOSITORY and GITHUB_TOKEN"
