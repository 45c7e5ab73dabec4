"""What a host knows about a change: who made it, who judged it, and which commit they judged.

Facts come from the host's authenticated answers or from signatures, never from what the change
says of itself. What could not be learned is said in ``missing`` and is never read as "nothing".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

State = Literal["approved", "changes_requested", "dismissed", "commented"]
"""What a review says; the words are those of GitHub's reviews, in lower case."""


@dataclass(frozen=True)
class Account:
    """An account of a host, known by the id that the host never gives to anybody else.

    ``host`` is ``github`` (a numeric user id), ``git`` (the name by which a plain server knows
    who pushes) or ``key`` (the fingerprint of an SSH key). ``login`` is for display alone: logins
    are renamed and registered anew.
    """

    host: str
    id: str
    login: str = field(default="", compare=False)
    bot: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return self.login or f"{self.host} account {self.id}"


@dataclass(frozen=True)
class Commit:
    """A commit of the change with the accounts behind it; None is somebody the host does not know.

    ``people`` are its author, its committer and its co-authors, but not the host itself, which
    commits when somebody presses a button there. ``words`` tell the unknown people as git does,
    and ``emails`` hold the address of each of them in turn, empty where there is none: anybody can
    write it, so it tells at most whom not to count.
    """

    id: str
    people: tuple[Account | None, ...]
    words: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """One person's judgement of one commit; ``id`` is the host's own id of it."""

    id: str
    by: Account
    state: State
    commit: str
    at: datetime


@dataclass(frozen=True)
class Facts:
    """A change that asks to be merged: full commit ids, and everything the host says about it.

    ``tip`` is the commit that the target branch is at, ``head`` the commit that would be merged.
    ``pushers`` are the accounts that brought commits to the host; None where it does not say.
    ``missing`` holds a sentence for everything that could not be learned, such as a list that the
    host cut short; it makes the verdict unknown. ``held`` says why the change is not up for a
    merge at all (a draft, closed, another target), if so. ``tickets`` tells of issues that records
    are linked to whether each is ``open`` or ``closed``; one that is not there is not known.
    """

    host: str
    target: str
    tip: str
    head: str
    author: Account | None
    commits: tuple[Commit, ...] = ()
    pushers: tuple[Account, ...] | None = ()
    reviews: tuple[Review, ...] = ()
    missing: tuple[str, ...] = ()
    held: str | None = None
    number: int | None = None
    tickets: Mapping[str, str] = field(default_factory=dict)
