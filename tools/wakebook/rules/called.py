"""What people of the catalog are called: their names in prose, and their logins."""

import re
from collections.abc import Iterator

from wakebook.model.catalog import Catalog, Entity

_ACCOUNTS = re.compile(r"(?:-login|/git-user|/matrix-id|/slack-id)$")
_TELLING = re.compile(r"[0-9_.-]")
"""A login that holds one of these is no word of a language."""


def called(catalog: Catalog) -> re.Pattern[str]:
    """Finds the names of all people; logins as mentions, and alone where they are no words.

    Its group ``login`` tells a login from a name.
    """
    names = {name for user in catalog.users for name in _names(user)}
    logins = {login for user in catalog.users for login in _logins(user)}
    alone = {login for login in logins if _TELLING.search(login)}
    login = rf"(?:@|user:)(?i:{_any(logins)})|(?i:{_any(alone)})"
    return re.compile(rf"(?<![\w@.-])(?:{_any(names)}|(?P<login>{login}))(?![\w-]|\.\w|@)")


def _any(words: set[str]) -> str:
    """One of the words, the longest first; of none of them nothing fits."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def _names(user: Entity) -> Iterator[str]:
    """What a person is called: whatever the catalog shows besides the entity's own name."""
    if user.title != user.name:
        yield user.title


def _logins(user: Entity) -> Iterator[str]:
    yield user.name
    for key, value in user.metadata.annotations.items():
        if _ACCOUNTS.search(key):
            yield from value.split()
