"""The people of a commit: author, committer and co-authors, as far as GitHub knows them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wakebook.adapters.github.rows import CommitRow, SignatureRow, UserRow
from wakebook.model.gate.facts import Account, Commit

WEB_FLOW = "19864447"
"""The account that commits when somebody presses a button on github.com."""
_CO_AUTHOR = re.compile(r"^[^\S\n]*+co-authored-by[^\S\n]*+:(.*)$", re.IGNORECASE | re.MULTILINE)
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")
_NOREPLY = re.compile(
    r"(?P<id>[0-9]{1,12})\+(?P<login>[a-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com",
    re.IGNORECASE,
)


class _Person(NamedTuple):
    account: Account | None
    words: str = ""
    email: str = ""


def commit(row: CommitRow) -> Commit:
    """A commit with everybody behind it.

    GitHub's own account counts for nobody only in a commit that GitHub signed: anybody can write
    its e-mail address.
    """
    found: list[_Person] = []
    for person in _people(row):
        if person not in found:
            found.append(person)
    unknown = [person for person in found if person.account is None]
    return Commit(
        row.sha,
        tuple(person.account for person in found),
        ", ".join(person.words for person in unknown),
        tuple(person.email for person in unknown),
    )


def _people(row: CommitRow) -> Iterator[_Person]:
    yield _signed(row.author, row.commit.author)
    committer = _signed(row.committer, row.commit.committer)
    if not _pressed_a_button(row, committer):
        yield committer
    for found in _CO_AUTHOR.finditer(row.commit.message):
        yield _co_author(found[1].strip())


def _pressed_a_button(row: CommitRow, committer: _Person) -> bool:
    verification = row.commit.verification
    by_host = committer.account is not None and committer.account.id == WEB_FLOW
    return by_host and verification is not None and verification.verified


def _signed(user: object, signature: SignatureRow | None) -> _Person:
    if isinstance(user, UserRow):
        return _Person(user.account)
    if signature is None:
        return _Person(None, "somebody without a name")
    return _Person(None, f"{signature.name} <{signature.email}>", signature.email)


def _co_author(text: str) -> _Person:
    named = _NAMED.fullmatch(text)
    email = named["email"].strip() if named else ""
    noreply = _NOREPLY.fullmatch(email)
    if noreply:
        login = noreply["login"]
        return _Person(Account("github", noreply["id"], login, login.endswith("[bot]")))
    return _Person(None, text, email)
