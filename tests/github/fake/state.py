"""What the fake remembers: accounts, pulls, reviews, comments, statuses, rulesets."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pygit2


class Clock:
    """A clock that moves only when somebody sleeps; ``slept`` lists for how long."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 26, 12, tzinfo=UTC).timestamp()
        self.slept: list[float] = []

    def now(self) -> float:
        """Seconds since 1970."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.time += seconds

    def written(self) -> str:
        """The time as GitHub writes it."""
        return datetime.fromtimestamp(self.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(eq=False)
class User:
    """An account; commits belong to it by its e-mail addresses."""

    id: int
    login: str
    type: str = "User"
    emails: tuple[str, ...] = ()

    @property
    def noreply(self) -> str:
        """The address that GitHub gives to whom would hide their own."""
        return f"{self.id}+{self.login}@users.noreply.github.com"

    def signature(self, at: float, email: str | None = None) -> pygit2.Signature:
        """As author or committer of a commit."""
        return pygit2.Signature(self.login, email or self.noreply, int(at))


WEB_FLOW = User(19864447, "web-flow", emails=("noreply@github.com",))


@dataclass(eq=False)
class App:
    """A GitHub App, its bot account, its one installation and its private key (PEM)."""

    id: int
    slug: str
    bot: User
    installation: int
    key: str = field(repr=False)
    public: Any = field(repr=False)
    permissions: dict[str, str] = field(default_factory=dict)
    """What it was granted."""
    events: list[str] = field(default_factory=list)
    installations: int = 1
    everywhere: bool = False
    suspended: bool = False
    hook: str = ""


@cache
def rsa_key() -> tuple[str, Any]:
    """An RSA key, as PEM, and its public half; made once, since that takes a while."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    shape = (form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    return key.private_bytes(*shape).decode(), key.public_key()


@dataclass
class Token:
    """What a request may do, and in whose name."""

    by: User
    app: App | None = None
    writes: bool = True
    until: float = float("inf")
    admin: bool = False
    """Whether it may see how the repository is set up."""


@dataclass(eq=False)
class Review:
    """A review; ``by`` is nobody once its account was deleted."""

    id: int
    by: User | None
    state: str
    commit: str
    at: str


@dataclass(eq=False)
class Pull:
    """A pull request from a branch, of this repository or of somebody's fork."""

    number: int
    by: User | None
    head: str
    base: str
    owner: str
    base_commit: str
    title: str = "Change"
    draft: bool = False
    state: str = "open"
    created: str = ""
    merged: str | None = None
    base_at_merge: str | None = None
    reviews: list[Review] = field(default_factory=list)


@dataclass(eq=False)
class Comment:
    """A comment on a pull request."""

    id: int
    pull: int
    by: User | None
    body: str
    app: App | None = None


@dataclass(frozen=True)
class Status:
    """A commit status."""

    id: int
    commit: str
    by: User
    state: str
    context: str
    description: str | None
    url: str | None
    at: str


@dataclass(frozen=True)
class Activity:
    """A push, seen from its branch; before and after are commits or zeros."""

    id: int
    repository: str
    ref: str
    before: str
    after: str
    kind: str
    by: User | None
    at: str
