"""GitHub's answers as far as they are used, by GitHub's names; other keys are passed over."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from wakebook.model.gate.facts import Account


class Row(BaseModel):
    """A frozen value of an answer; no type is converted."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", strict=True, defer_build=True, hide_input_in_errors=True
    )


class UserRow(Row):
    """An account."""

    id: int
    login: str
    type: str

    @property
    def account(self) -> Account:
        """The account as the gate knows it; apps and everything else but people are bots."""
        bot = self.type != "User" or self.login.endswith("[bot]")
        return Account("github", str(self.id), self.login, bot)


class RepositoryRow(Row):
    """A repository."""

    full_name: str
    default_branch: str


class EndRow(Row):
    """The head or the base of a pull request; a deleted fork has no repository."""

    ref: str
    sha: str
    repo: RepositoryRow | None


class ListedPullRow(Row):
    """A pull request in a list."""

    number: int
    draft: bool = False
    head: EndRow
    base: EndRow


class PullRow(ListedPullRow):
    """A pull request asked for by its number; ``commits`` counts all of them."""

    user: UserRow | None
    state: str
    merged: bool
    merge_commit_sha: str | None
    commits: int


class ObjectRow(Row):
    """What a reference points at."""

    sha: str


class RefRow(Row):
    """A branch or tag."""

    object: ObjectRow


class SignatureRow(Row):
    """Who a commit says that made it."""

    name: str = ""
    email: str = ""


class VerificationRow(Row):
    """Whether GitHub holds a commit's signature for good."""

    verified: bool


class CommitBodyRow(Row):
    """A commit as git tells it."""

    author: SignatureRow | None
    committer: SignatureRow | None
    message: str
    verification: VerificationRow | None = None


class EmptyRow(Row):
    """GitHub writes ``{}`` in place of an account now and then."""

    model_config = ConfigDict(extra="forbid")


class CommitRow(Row):
    """A commit with the accounts that GitHub takes its e-mail addresses for."""

    sha: str
    commit: CommitBodyRow
    author: UserRow | EmptyRow | None
    committer: UserRow | EmptyRow | None


class ReviewRow(Row):
    """A review; one that was not handed in yet has no time."""

    id: int
    user: UserRow | None
    state: str
    commit_id: str | None = None
    submitted_at: datetime | None = None


class ActivityRow(Row):
    """A push to a branch; what was not there before or afterwards is written in zeros."""

    before: str
    after: str
    activity_type: str
    actor: UserRow | None


class StatusRow(Row):
    """A commit status."""

    context: str
    state: str
    description: str | None
    target_url: str | None
    creator: UserRow | None


class CommentRow(Row):
    """A comment on a pull request or issue."""

    id: int
    body: str = ""
    user: UserRow | None
    html_url: str
    created_at: datetime
    updated_at: datetime

    @property
    def edited(self) -> bool:
        """Whether it says something else than it did at first."""
        return self.updated_at != self.created_at


class MergedRow(Row):
    """What came of a merge."""

    sha: str
    merged: bool


class AppRow(Row):
    """A GitHub App."""

    id: int
    slug: str
    installations_count: int | None = None


class InstallationRow(Row):
    """Where an App is installed, and what it may do there."""

    id: int
    permissions: dict[str, str]
    events: tuple[str, ...] = ()
    repository_selection: str
    suspended_at: datetime | None = None


class TokenRow(Row):
    """A token of an App's installation."""

    token: str
    expires_at: datetime
