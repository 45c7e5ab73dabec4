"""The commits of a change as git tells them: whose e-mail they carry and who else had a part."""

import re
from typing import NamedTuple

from wakebook.records.git import Git

_FORMAT = "%H%x00%P%x00%ae%x00%ce%x00%B"
_CO_AUTHOR = re.compile(r"^co-authored-by:[^<\n]*<([^>\n]*)>", re.IGNORECASE | re.MULTILINE)


class GitCommit(NamedTuple):
    """One commit; the e-mails are what somebody wrote, and prove nothing."""

    id: str
    parents: tuple[str, ...]
    emails: tuple[str, ...]
    committer: str


def commits_between(git: Git, base: str, head: str) -> tuple[GitCommit, ...]:
    """Every commit that ``head`` has and ``base`` has not, over all parents, newest first.

    ``emails`` are those of author, committer and co-authors (``Co-authored-by`` trailers).
    """
    asked = ("log", "-z", f"--format={_FORMAT}", "--no-show-signature", "--end-of-options")
    fields = git.run(*asked, f"{base}..{head}").decode("utf-8", "replace").split("\0")
    return tuple(_commit(*row) for row in zip(*[iter(fields)] * 5, strict=False))


def _commit(name: str, parents: str, author: str, committer: str, message: str) -> GitCommit:
    emails = (author, committer, *co_authors(message))
    return GitCommit(name, tuple(parents.split()), tuple(dict.fromkeys(emails)), committer)


def co_authors(message: str) -> tuple[str, ...]:
    """The e-mail addresses of a message's ``Co-authored-by`` trailers."""
    return tuple(address.strip() for address in _CO_AUTHOR.findall(message))
