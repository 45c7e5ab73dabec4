"""The gateway to one repository on GitHub: facts about pull requests, and the gate's few deeds.

Every deed looks first and leaves alone what is so already; where an answer gets lost, it looks
again before it writes again, so that nothing is posted twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Literal, Self
from urllib.parse import quote

from wakebook.adapters.github.answer import Answer
from wakebook.adapters.github.deployments import deployments
from wakebook.adapters.github.errors import HostError, LostError, RefusedError, UnreadableError
from wakebook.adapters.github.issues import Issues
from wakebook.adapters.github.proposed import Proposed, opened
from wakebook.adapters.github.pull_facts import Gathering, pull_row
from wakebook.adapters.github.rows import (
    CommentRow,
    ListedPullRow,
    MergedRow,
    RepositoryRow,
    StatusRow,
    UserRow,
)
from wakebook.adapters.github.setting_rows import (
    CodeownersError,
    CodeownersRow,
    ListedRulesetRow,
    Rule,
    RulesetRow,
)
from wakebook.adapters.github.survey import Survey
from wakebook.adapters.github.tickets import states
from wakebook.adapters.github.wire import Wire
from wakebook.model.gate.facts import Account, Facts
from wakebook.model.gate.host import HostSettings, InstalledApp
from wakebook.model.source import SourceChange

StatusState = Literal["error", "failure", "pending", "success"]
Method = Literal["merge", "squash"]
CONTEXT = "wakebook/gate"
"""The name of the gate's commit status, as a ruleset requires it."""
MARKER = "<!-- wakebook:gate -->"
"""What begins the gate's own comment; a reader does not see it."""
_LONGEST_DESCRIPTION = 140
_ACTIONS = "github-actions[bot]"


class GitHub:
    """One repository, ``owner/name``, as one account sees it; writes come one after another.

    ``own`` is the account that the token acts for, where that is known beforehand.
    """

    def __init__(self, wire: Wire, repository: str, own: Account | None = None) -> None:
        self._wire, self._repository, self._own = wire, repository, own

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    def deployments(
        self, components: Sequence[str], span: tuple[datetime, datetime]
    ) -> list[SourceChange]:
        """What was deployed in a span of time, as changes of these components.

        Raises HostError.
        """
        return list(deployments(self._wire, self._repository, components, span))

    @cached_property
    def own(self) -> Account:
        """The account that the token acts for; a workflow's token cannot ask, it is Actions' own.

        Raises HostError.
        """
        if self._own:
            return self._own
        try:
            return self._wire.get("user").read(UserRow).account
        except RefusedError as error:
            if error.status != 403:
                raise
            return self._wire.get(f"users/{quote(_ACTIONS)}").read(UserRow).account

    @cached_property
    def default_branch(self) -> str:
        """The branch that pull requests have to go to; raises HostError."""
        return self._wire.get(f"repos/{self._repository}").read(RepositoryRow).default_branch

    @property
    def token(self) -> str:
        """The token that calls are made with, for git; never for a message."""
        return self._wire.token

    def facts(self, number: int) -> Facts:
        """Everything about a pull request; what could not be learned is in ``missing``."""
        return Gathering(self._wire, self._repository, number).facts()

    def pulls_ready(self) -> tuple[int, ...]:
        """The open pull requests to the default branch that are no drafts, the oldest first.

        Raises HostError.
        """
        wanted: dict[str, str | int] = {
            "state": "open",
            "base": self.default_branch,
            "sort": "created",
            "direction": "asc",
        }
        path = f"repos/{self._repository}/pulls"
        listed = self._wire.everything(path, ListedPullRow, **wanted)
        return tuple(row.number for row in listed if not row.draft)

    def proposed(self, branch: str, title: str, body: str) -> int:
        """The number of the open pull request of a branch; it is opened where there is none.

        Raises HostError.
        """
        return opened(self._wire, self._repository, Proposed(branch, title, body))

    def tickets(self, tickets: Iterable[str]) -> dict[str, str]:
        """``open`` or ``closed`` of issues anywhere on GitHub; what is not known is left out."""
        return states(self._wire, tickets)

    def issues(self, label: str) -> Issues:
        """The issues of the repository; ``label`` is that of ours. Raises HostError."""
        return Issues(self._wire, self._repository, self.own, label)

    def set_status(
        self, head: str, state: StatusState, description: str, url: str | None = None
    ) -> None:
        """Make ``CONTEXT`` say this of a commit; descriptions are cut to GitHub's 140 characters.

        Raises HostError.
        """
        told = _cut(description)
        body = {"state": state, "description": told, "context": CONTEXT}
        if url:
            body["target_url"] = url

        def once() -> None:
            newest = self._own_status(head)
            said = newest and (newest.state, newest.description, newest.target_url or None)
            if said != (state, told, url or None):
                self._wire.write("POST", f"repos/{self._repository}/statuses/{head}", body)

        self._wire.settled(once)

    def _own_status(self, head: str) -> StatusRow | None:
        """The newest status of our context, if it is ours: a stranger's is to be covered."""
        for page in self._wire.pages(f"repos/{self._repository}/commits/{head}/statuses"):
            for row in page.read(list[StatusRow]):
                if row.context == CONTEXT:
                    return row if row.creator and row.creator.account == self.own else None
        return None

    def comment(self, number: int, body: str, *, marker: str = MARKER, anew: bool = True) -> None:
        """Make the gate's one comment of a marker on a pull request or issue say this.

        It is known by the marker and by our own account: a stranger's comment that has the marker
        stays as it is. Where there is none yet, one is made ``anew``. Raises HostError.
        """
        told = f"{marker}\n{body}"
        issues = f"repos/{self._repository}/issues"

        def once() -> None:
            found = self._own_comment(number, marker)
            if found is None:
                if anew:
                    self._wire.write("POST", f"{issues}/{number}/comments", {"body": told})
            elif found.body.strip() != told.strip():
                self._wire.write("PATCH", f"{issues}/comments/{found.id}", {"body": told})

        self._wire.settled(once)

    def _own_comment(self, number: int, marker: str) -> CommentRow | None:
        for row in self.comments(number):
            ours = row.user is not None and row.user.account == self.own
            if ours and row.body.startswith(marker):
                return row
        return None

    def comments(self, number: int) -> Iterator[CommentRow]:
        """The comments on a pull request or issue, oldest first; raises HostError."""
        for page in self._wire.pages(f"repos/{self._repository}/issues/{number}/comments"):
            yield from page.read(list[CommentRow])

    def merge(
        self, number: int, head: str, method: Method = "merge", title: str = "", message: str = ""
    ) -> str:
        """Merge a pull request at the head that was judged; gives the commit on the target.

        One that is merged at this head already is left as it is. Raises RefusedError where GitHub
        does not merge it, and HostError.
        """
        body = {"sha": head, "merge_method": method}
        body |= {"commit_title": title} if title else {}
        body |= {"commit_message": message} if message else {}

        def once() -> str:
            pull = pull_row(self._wire, self._repository, number)
            if pull.head.sha != head:
                raise _moved(number, head)
            if pull.merged and pull.merge_commit_sha:
                return pull.merge_commit_sha
            path = f"repos/{self._repository}/pulls/{number}/merge"
            return _merged(self._wire.write("PUT", path, body))

        try:
            return self._wire.settled(once)
        except RefusedError as error:
            raise (_moved(number, head) if error.status == 409 else error) from error

    def settings(self, environment: str, app: InstalledApp | None = None) -> HostSettings:
        """How the repository is set up, with what is known already of the gate's ``app``.

        Raises HostError where the host does not answer; what it does not show is None.
        """
        return Survey(self._wire, self._repository, environment, app).settings()

    def rulesets(self) -> tuple[RulesetRow, ...]:
        """Every ruleset of the repository with its rules; raises HostError."""
        home = f"repos/{self._repository}/rulesets"
        listed = self._wire.everything(home, ListedRulesetRow)
        return tuple(self._wire.get(f"{home}/{row.id}").read(RulesetRow) for row in listed)

    def branch_rules(self, branch: str) -> tuple[Rule, ...]:
        """The rules that hold on a branch, those of the organisation too; raises HostError."""
        path = f"repos/{self._repository}/rules/branches/{quote(branch)}"
        return tuple(self._wire.everything(path, Rule))

    def codeowners_errors(self, ref: str | None = None) -> tuple[CodeownersError, ...] | None:
        """Mistakes in CODEOWNERS of a branch or commit; None where there is no such file.

        Raises HostError.
        """
        query = {"ref": ref} if ref else {}
        try:
            answer = self._wire.get(f"repos/{self._repository}/codeowners/errors", **query)
        except RefusedError as error:
            if error.status == 404:
                return None
            raise
        return answer.read(CodeownersRow).errors


def _cut(description: str) -> str:
    if len(description) <= _LONGEST_DESCRIPTION:
        return description
    return description[: _LONGEST_DESCRIPTION - 1] + "…"


def _merged(answer: Answer) -> str:
    """The commit of a merge; an answer that cannot be read is as good as lost."""
    try:
        told = answer.read(MergedRow)
    except UnreadableError as error:
        raise LostError(str(error)) from error
    if not told.merged:
        said = f": {answer.words}" if answer.words else ""
        raise RefusedError(f"GitHub did not merge it{said}", answer.status)
    return told.sha


def _moved(number: int, head: str) -> HostError:
    return RefusedError(
        f"pull request {number} was not merged: its head is no longer {head[:12]};"
        " judge it again as it is now",
        409,
    )
