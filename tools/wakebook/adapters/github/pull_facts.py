"""Everything that GitHub says of one pull request, gathered in as few calls as possible.

What could not be learned becomes a sentence in ``missing``; nothing is raised, so that whoever
judges always has something to show.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar
from urllib.parse import quote

from wakebook.adapters.github.errors import HostError, LimitedError, UnansweredError
from wakebook.adapters.github.people import commit
from wakebook.adapters.github.pushed import pushers
from wakebook.adapters.github.reviews import reviews
from wakebook.adapters.github.rows import ActivityRow, CommitRow, PullRow, RefRow, ReviewRow
from wakebook.adapters.github.wire import Wire
from wakebook.model.gate.facts import Account, Commit, Facts, Review

T = TypeVar("T")


def pull_row(wire: Wire, repository: str, number: int) -> PullRow:
    """A pull request by its number; raises HostError."""
    return wire.get(f"repos/{repository}/pulls/{number}").read(PullRow)


class Gathering:
    """Reads one pull request of a repository once."""

    def __init__(self, wire: Wire, repository: str, number: int) -> None:
        self._wire, self._repository, self._number = wire, repository, number
        self._missing: list[str] = []
        self._down = False

    def facts(self) -> Facts:
        """What there is to know; without the pull request itself, only why it is not known."""
        pull = self._learn(f"pull request {self._number}", self._pull)
        if pull is None:
            return Facts(
                "github", "", "", "", None, missing=tuple(self._missing), number=self._number
            )
        tip = self._learn(f"the tip of {pull.base.ref}", lambda: self._tip(pull.base.ref))
        commits = self._learn("its commits", lambda: self._commits(pull))
        judged = self._learn("its reviews", self._reviews) or ()
        pushed = self._learn("who pushed it", lambda: self._pushers(pull, commits))
        return Facts(
            host="github",
            target=pull.base.ref,
            tip=tip or "",
            head=pull.head.sha,
            author=pull.user.account if pull.user else None,
            commits=commits or (),
            pushers=pushed,
            reviews=judged,
            missing=tuple(self._missing),
            held=_held(pull),
            number=self._number,
        )

    def _learn(self, what: str, ask: Callable[[], T]) -> T | None:
        """An answer, or a sentence in ``missing``; a host that is down is not asked for more."""
        if self._down:
            return None
        try:
            return ask()
        except HostError as error:
            self._down = isinstance(error, UnansweredError | LimitedError)
            more = "; nothing more was asked" if self._down else ""
            self._missing.append(f"{what} could not be read: {error}{more}")
            return None

    def _pull(self) -> PullRow:
        return pull_row(self._wire, self._repository, self._number)

    def _tip(self, branch: str) -> str:
        path = f"repos/{self._repository}/git/ref/heads/{quote(branch)}"
        return self._wire.get(path).read(RefRow).object.sha

    def _commits(self, pull: PullRow) -> tuple[Commit, ...]:
        path = f"repos/{self._repository}/pulls/{self._number}/commits"
        found = tuple(commit(row) for row in self._wire.everything(path, CommitRow))
        if len(found) != pull.commits:
            self._missing.append(
                f"GitHub lists {len(found)} of the {pull.commits} commits; read it again, and if"
                " that stays so, split the change: of a longer list GitHub gives 250 commits alone"
            )
        elif found and all(c.id != pull.head.sha for c in found):
            self._missing.append(
                f"the head {pull.head.sha[:12]} is not among the commits that GitHub lists:"
                " it was pushed to meanwhile; read it again"
            )
        return found

    def _reviews(self) -> tuple[Review, ...]:
        path = f"repos/{self._repository}/pulls/{self._number}/reviews"
        found, odd = reviews(self._wire.everything(path, ReviewRow))
        self._missing.extend(odd)
        return found

    def _pushers(
        self, pull: PullRow, commits: tuple[Commit, ...] | None
    ) -> tuple[Account, ...] | None:
        if commits is None:
            return None
        if pull.head.repo is None:  # the fork that it came from is deleted
            return None
        pushes = self._pushes(pull.head.repo.full_name, f"refs/heads/{pull.head.ref}")
        return pushers(pushes, pull.head.sha, {c.id for c in commits})

    def _pushes(self, repository: str, ref: str) -> Iterator[ActivityRow]:
        for page in self._wire.pages(f"repos/{repository}/activity", ref=ref):
            yield from page.read(list[ActivityRow])


def _held(pull: PullRow) -> str | None:
    """Why a pull request is not up for a merge, if so."""
    if pull.merged:
        return f"pull request {pull.number} is merged"
    if pull.state != "open":
        return f"pull request {pull.number} is closed; reopen it to have it judged"
    target = pull.base.repo.default_branch if pull.base.repo else None
    if pull.base.ref != target:
        return f"pull request {pull.number} goes to {pull.base.ref}; change its target to {target}"
    if pull.draft:
        return f"pull request {pull.number} is a draft; mark it as ready for review"
    return None
