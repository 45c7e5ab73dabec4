"""What other systems call the components and people of the catalog."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wakebook.model.catalog import Catalog, Entity

ALIASES = "wakebook.dev/aliases"
"""A catalog annotation: what other systems call an entity, separated by commas.

For a component names; for a person ids, accounts, e-mail addresses or names.
"""

Users = Mapping[str, frozenset[str]]
"""Who of the catalog, as ``user:name``, may be meant by which words, as ``bare`` gives them."""


@dataclass
class Person:
    """Somebody as a source knows them: all words for them, and their name where it tells one.

    ``fields`` are those of the source in which the log has a place for whom they name.
    """

    name: str = ""
    words: dict[str, None] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)


def aliases(entity: Entity) -> list[str]:
    """Other names of an entity."""
    listed = entity.metadata.annotations.get(ALIASES, "").split(",")
    return [alias for alias in listed if alias.strip()]


def folded(name: str) -> str:
    """A name without regard to case and blanks."""
    return " ".join(name.casefold().split())


def bare(name: str) -> str:
    """A person's name without its commas, too: ``Doe, Jo`` is listed as ``Doe Jo``."""
    return folded(name.replace(",", " "))


def users(catalog: Catalog) -> Users:
    """The people of the catalog by their aliases and the e-mail address of their profile.

    Their names in the catalog say nothing of other systems: two people may be called Jo.
    """
    found: dict[str, frozenset[str]] = {}
    for user in catalog.users:
        profile: Any = user.spec.get("profile")
        email = profile.get("email") if isinstance(profile, dict) else None
        words = [*aliases(user), *([email] if isinstance(email, str) and email.strip() else [])]
        # Records write names that begin in lower case.
        for word in words if not user.name[0].isupper() else ():
            found[bare(word)] = found.get(bare(word), frozenset()) | {f"user:{user.name}"}
    return found


def meant(users: Users, words: Iterable[str]) -> frozenset[str]:
    """Who may be meant by somebody's words: one if all words that fit anybody agree on one."""
    fitting = [users[word] for word in map(bare, words) if word in users]
    agreed = frozenset.intersection(*fitting) if fitting else frozenset()
    return agreed or frozenset().union(*fitting)
