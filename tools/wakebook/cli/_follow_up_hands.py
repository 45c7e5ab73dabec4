"""The hands of the follow-up: each effect is carried out once, and remembered in batches."""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wakebook.cli import _clock
from wakebook.cli._host import is_app
from wakebook.cli._terminal import say
from wakebook.flows.followup.effects import ChangeIssue, Effect, OpenIssue, Propose, Say
from wakebook.model.forge import Deed, Issue, Memory
from wakebook.records.evidence import UnbegunError
from wakebook.records.git import Git, GitError
from wakebook.records.memory import remember
from wakebook.records.proposing import SHORT, propose
from wakebook.render.followup.issue import subject_of
from wakebook.render.followup.words import mark

if TYPE_CHECKING:
    from wakebook.adapters.github import GitHub

_TITLE = "Say what the forge says of actions"
_BODY = (
    "Somebody closed, assigned or dated issues of action items. Merged, this says so in the "
    "records; left alone, the records stay the truth."
)
_BATCH = 25
"""Deeds that are remembered with one commit; what a death forgets is looked up on the forge."""


class UnopenedError(Exception):
    """Something is to be said on an issue that the forge did not open."""


class Hands:
    """Carries out effects on one forge; ``refused`` counts those that it did not take."""

    def __init__(self, git: Git, base: str, host: "GitHub", label: str, memory: Memory) -> None:
        self._git, self._base, self._host = git, base, host
        self._forge = host.issues(label)
        self.memory, self._deeds = memory, list[Deed]()
        self._numbers = dict[str, int]()
        self.refused = 0

    def look(self) -> dict[str, Issue]:
        """Our issues by their subject; the oldest where there are two. Raises HostError."""
        found: dict[str, Issue] = {}
        for issue in self._forge.ours():
            subject = subject_of(issue.body)
            if subject is not None:
                found.setdefault(subject, issue)
        for subject, number in self.memory.issues.items():
            if subject not in found:
                known = self._forge.numbered(number)
                if known is not None and subject_of(known.body) in (None, subject):
                    found[subject] = known
        self._numbers = {subject: issue.number for subject, issue in found.items()}
        return found

    def do(self, effects: Iterable[Effect]) -> Iterator[tuple[Effect, str]]:
        """Each effect with what became of it; raises HostError where the host is not reached."""
        from wakebook.adapters.github.errors import RefusedError

        try:
            for effect in effects:
                try:
                    done = self._done(effect)
                except (RefusedError, UnopenedError, GitError) as error:
                    self.refused += 1
                    yield effect, f"refused: {error}"
                    continue
                number = self._numbers.get(effect.subject)
                at = f"{_clock.now():%Y-%m-%dT%H:%M:%SZ}"
                self._deeds.append(Deed(effect.key, effect.what, effect.subject, number, at))
                yield effect, done
                if len(self._deeds) >= _BATCH:
                    self._remember()
        finally:
            self._remember()

    def _done(self, effect: Effect) -> str:
        match effect:
            case OpenIssue():
                told = (effect.mark, effect.title, effect.body, effect.labels, effect.assignees)
                number = self._numbers[effect.subject] = self._forge.open(*told)
                return f"#{number}"
            case ChangeIssue():
                self._forge.change(effect.number, effect.fields)
                return "done"
            case Say():
                number = self._number(effect.subject)
                said = self._forge.say(number, mark(effect.key), effect.body)
                return f"#{number}" if said else f"#{number}, said already"
            case Propose() if not is_app() and os.environ.get("GITHUB_ACTIONS"):
                return f"not proposed: of a workflow the gate's App alone may push {SHORT}"
            case Propose():
                propose(self._git, self._base, effect.edits, effect.key, "origin")
                number = self._host.proposed(SHORT, _TITLE, _BODY)
                return f"#{number}, from {SHORT}"

    def _number(self, subject: str) -> int:
        if subject not in self._numbers:
            raise UnopenedError(f"there is no issue of {subject} to say it on")
        return self._numbers[subject]

    def _remember(self) -> None:
        deeds, self._deeds = self._deeds, []
        if not deeds:
            return
        try:
            remember(self._git, deeds, _clock.now(), "origin")
        except UnbegunError:
            return
        except GitError as error:
            say(f"not remembered, so it is looked up again next time: {error}")
