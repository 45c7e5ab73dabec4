"""A GitHub of one repository: what tests do to it, as people would in a browser or with git."""

import itertools
import re
import secrets
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.github.fake.contract import Contract, Exchange
from tests.github.fake.faults import Fault
from tests.github.fake.git import NOTHING, BareRepository
from tests.github.fake.setup import Setup
from tests.github.fake.state import (
    WEB_FLOW,
    Activity,
    App,
    Clock,
    Comment,
    Pull,
    Review,
    Status,
    Token,
    User,
    rsa_key,
)

COMMITS_CAP = 250
"""How many commits of a pull request GitHub lists at most."""
NEEDED = ("contents", "issues", "pull_requests", "statuses", "workflows")
"""What the guide says that the App may read and write."""


class FakeGitHub:
    """The repository ``shop/records`` with its default branch ``main``.

    ``page_size`` is the most that a page holds; ``journal`` has every exchange in order; ``home``
    is where it is served.
    """

    owner, name = "shop", "records"
    owner_type = "Organization"

    def __init__(self, folder: Path, contract: Contract) -> None:
        self.contract, self.clock, self.home = contract, Clock(), ""
        self.git = BareRepository(folder / "records.git")
        self.page_size, self.limit_left = 100, 5000
        self.shut_until, self.shut_by = 0.0, None
        self.default_branch, self.merge_methods = "main", {"merge", "squash"}
        self.journal: list[Exchange] = []
        self.script: list[tuple[str, re.Pattern[str], Fault]] = []
        self.users: dict[str, User] = {}
        self.apps: dict[int, App] = {}
        self.tokens: dict[str, Token] = {}
        self.pulls: dict[int, Pull] = {}
        self.issues: dict[int, Any] = {}
        self.strangers: set[str] = set()
        """Logins that GitHub silently does not let be assigned."""
        self.comments: list[Comment] = []
        self.statuses: list[Status] = []
        self.activities: list[Activity] = []
        self.deployments: list[Any] = []
        self.rulesets: list[dict[str, Any]] = []
        self.codeowners_errors: list[dict[str, Any]] | None = []
        self.setup = Setup()
        self.merge_refusal: str | None = None
        self.verified: set[str] = set()
        self._ids = itertools.count(1001)
        self.add(WEB_FLOW)
        self.add(User(41898282, "github-actions[bot]", "Bot"))

    shut_by: Fault | None

    @property
    def full_name(self) -> str:
        """Owner and name."""
        return f"{self.owner}/{self.name}"

    def new_id(self) -> int:
        """An id that nothing else has."""
        return next(self._ids)

    def next_number(self) -> int:
        """Issues and pull requests are counted together."""
        return len(self.pulls) + len(self.issues) + 1

    # Accounts

    def add(self, user: User) -> User:
        """Make an account known."""
        self.users[user.login] = user
        return user

    def user(self, login: str, *emails: str, id: int | None = None, type: str = "User") -> User:  # noqa: A002
        """A new account."""
        return self.add(User(id or self.new_id(), login, type, emails))

    def app(self, slug: str = "wakebook-gate") -> App:
        """A new App, installed in the repository."""
        bot = self.user(f"{slug}[bot]", type="Bot")
        key, public = rsa_key()
        granted = {"metadata": "read", **dict.fromkeys(NEEDED, "write")}
        made = App(self.new_id(), slug, bot, self.new_id(), key, public, granted)
        self.apps[made.id] = made
        return made

    def token(
        self,
        by: User,
        *,
        app: App | None = None,
        writes: bool = True,
        lasts: float = float("inf"),
        admin: bool = False,
    ) -> str:
        """A token that acts as somebody."""
        made = f"ghs_{secrets.token_hex(16)}"
        self.tokens[made] = Token(by, app, writes, self.clock.now() + lasts, admin)
        return made

    def whose(self, email: str) -> User | None:
        """The account that GitHub takes an e-mail address of a commit for."""
        for user in self.users.values():
            if email in (*user.emails, user.noreply):
                return user
        return None

    # Git

    def ref(self, branch: str, owner: str | None = None) -> str:
        """A branch of the repository or of somebody's fork, as the bare repository names it."""
        return (
            f"refs/heads/{branch}"
            if owner in (None, self.owner)
            else f"refs/forks/{owner}/{branch}"
        )

    def commit(
        self,
        parent: str | None,
        files: Mapping[str, str | None],
        author: User,
        *,
        message: str = "Change",
        email: str | None = None,
        committer: User | None = None,
    ) -> str:
        """A commit that no branch has yet; ``email`` is what the author says of themselves."""
        now = self.clock.now()
        who, host = author.signature(now, email), (committer or author).signature(now)
        if committer is None:
            host = who
        if committer is WEB_FLOW:
            host = WEB_FLOW.signature(now, "noreply@github.com")
        return self.git.commit([parent] if parent else [], files, message, who, host)

    def push(
        self,
        branch: str,
        files: Mapping[str, str | None] | None = None,
        *,
        by: User,
        commit: str | None = None,
        owner: str | None = None,
        **how: Any,
    ) -> str:
        """Push to a branch: a new commit of these files on top of it, or a commit that is named.

        A branch that is not there begins at the default branch.
        """
        at = self.git.at(self.ref(branch, owner)) or self.git.at(self.ref(self.default_branch))
        made = commit or self.commit(at, files or {}, how.pop("author", by), **how)
        self.move(branch, made, by, owner=owner)
        return made

    def push_from(self, clone: Path, branch: str, *, by: User, revision: str = "HEAD") -> str:
        """Push from a clone with git itself, and remember who did."""
        pushed = f"{revision}:refs/incoming/{branch}"
        command = ["git", "push", "--quiet", "--force", str(self.git.path), pushed]
        subprocess.run(command, cwd=clone, check=True, capture_output=True)
        commit = self.git.at(f"refs/incoming/{branch}")
        assert commit
        self.git.move(f"refs/incoming/{branch}", None)
        self.move(branch, commit, by)
        return commit

    def move(
        self,
        branch: str,
        commit: str | None,
        by: User | None,
        kind: str | None = None,
        owner: str | None = None,
    ) -> None:
        """Set a branch to a commit or delete it, as a push by somebody."""
        ref = self.ref(branch, owner)
        before = self.git.at(ref)
        if kind is None and before and commit:
            kind = "push" if self.git.follows(before, commit) else "force_push"
        kind = kind or ("branch_deletion" if commit is None else "branch_creation")
        self.git.move(ref, commit)
        where = self.full_name if owner in (None, self.owner) else f"{owner}/{self.name}"
        states = (before or NOTHING, commit or NOTHING)
        made = (where, f"refs/heads/{branch}", *states, kind, by, self.clock.written())
        self.activities.append(Activity(self.new_id(), *made))
        for pull in self.pulls.values():
            if (pull.head, pull.owner, pull.state) == (
                branch,
                owner or self.owner,
                "open",
            ) and commit:
                pull.base_commit = self.tip(pull.base)
                self.git.move(f"refs/pull/{pull.number}/head", commit)

    def tip(self, branch: str) -> str:
        """The commit that a branch of the repository is at."""
        found = self.git.at(self.ref(branch))
        assert found, f"there is no branch {branch}"
        return found

    # Pull requests

    def pull(
        self,
        head: str,
        *,
        by: User | None,
        base: str | None = None,
        owner: str | None = None,
        draft: bool = False,
    ) -> Pull:
        """Open a pull request."""
        number, target = self.next_number(), base or self.default_branch
        made = Pull(number, by, head, target, owner or self.owner, self.tip(target), draft=draft)
        made.created = self.clock.written()
        self.pulls[number] = made
        self.git.move(f"refs/pull/{number}/head", self.git.at(self.ref(head, owner)))
        return made

    def head(self, pull: Pull) -> str:
        """The commit that a pull request would merge; it outlives its branch."""
        found = self.git.at(f"refs/pull/{pull.number}/head")
        assert found
        return found

    def commits_of(self, pull: Pull) -> list[Any]:
        """The commits of a pull request, parents first."""
        return self.git.between(pull.base_at_merge or self.tip(pull.base), self.head(pull))

    def review(
        self, pull: Pull, by: User | None, state: str = "APPROVED", commit: str | None = None
    ) -> Review:
        """Review a pull request's head, or an older commit."""
        made = Review(self.new_id(), by, state, commit or self.head(pull), self.clock.written())
        pull.reviews.append(made)
        return made

    def update_branch(self, pull: Pull, by: User) -> str:
        """Press "Update branch": the host merges the target into the head."""
        base, head, now = self.tip(pull.base), self.head(pull), self.clock.now()
        signed = (by.signature(now), WEB_FLOW.signature(now, "noreply@github.com"))
        made = self.git.merge(head, base, f"Merge branch '{pull.base}'", signed)
        assert made
        self.verified.add(made)
        self.move(pull.head, made, by, owner=pull.owner)
        return made

    def merge(self, pull: Pull, by: User, method: str, title: str) -> str | None:
        """Merge a pull request; None where it is in conflict."""
        base, now = self.tip(pull.base), self.clock.now()
        signed = (by.signature(now), WEB_FLOW.signature(now, "noreply@github.com"))
        squash = method == "squash"
        made = self.git.merge(base, self.head(pull), title, signed, squash=squash)
        if made:
            pull.base_at_merge, pull.merged, pull.state = base, made, "closed"
            self.verified.add(made)
            self.move(pull.base, made, by, "pr_merge")
        return made

    def comment(self, pull: Any, by: User | None, body: str, app: App | None = None) -> Comment:
        """Comment on a pull request or an issue."""
        made = Comment(self.new_id(), pull.number, by, body, app)
        self.comments.append(made)
        return made

    # Faults

    def fail(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests whose address holds the pattern fail, one fault each."""
        self.script += [(method, re.compile(path), fault) for fault in faults]

    def next_fault(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets; it is used up."""
        for step in self.script:
            if step[0] == method and step[1].search(path):
                self.script.remove(step)
                return step[2]
        return None

    def asked(self, method: str | None = None, path: str = "") -> list[Exchange]:
        """The exchanges of a method whose address holds a pattern."""
        return [e for e in self.journal if method in (None, e.method) and re.search(path, e.path)]

    @property
    def effects(self) -> list[str]:
        """What requests changed, in order."""
        return [e.effect for e in self.journal if e.effect]

    def violations(self) -> list[str]:
        """Where requests or answers leave GitHub's description, and calls before their time."""
        found = [v for exchange in self.journal for v in self.contract.violations(exchange)]
        early = [
            f"{e}: asked before the pause ended" for e in self.journal if e.fault == "too early"
        ]
        return found + early

    def forget(self, user: User) -> None:
        """Delete an account: what it did stays, by nobody."""
        with suppress(KeyError):
            del self.users[user.login]
        for pull in self.pulls.values():
            pull.by = None if pull.by is user else pull.by
            for review in pull.reviews:
                review.by = None if review.by is user else review.by
