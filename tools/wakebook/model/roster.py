"""The roster: who of the catalog is behind an account, and who belongs to a team.

Accounts are known by annotations of a User: ``wakebook.dev/github-id`` (numeric, several divided by
blanks or commas), ``wakebook.dev/ssh-key`` (public keys as in ``authorized_keys``, one a line,
without options),
``wakebook.dev/git-email``, and ``wakebook.dev/git-user`` (names by which a git server knows them;
without it their name in the catalog). Teams are Backstage Groups, by ``memberOf`` and ``members``;
who belongs to a child of a group belongs to the group.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wakebook.model.catalog import Catalog, Entity, short
from wakebook.model.gate.facts import Account

GITHUB_ID = "wakebook.dev/github-id"
GITHUB_LOGIN = "wakebook.dev/github-login"
GIT_EMAIL = "wakebook.dev/git-email"
GIT_USER = "wakebook.dev/git-user"
SSH_KEY = "wakebook.dev/ssh-key"
_DIVIDED = re.compile(r"[\s,]+")
_NUMBER = re.compile(r"[1-9][0-9]*", re.ASCII)


@dataclass(frozen=True)
class Roster:
    """People and teams of one catalog; every person is ``user:name``."""

    catalog: Catalog

    @cached_property
    def _users(self) -> dict[str, Entity]:
        return {f"user:{e.name}": e for e in self.catalog.entities if e.kind == "User"}

    @cached_property
    def _accounts(self) -> dict[Account, set[str]]:
        found: dict[Account, set[str]] = {}
        for who, entity in self._users.items():
            for account in _accounts(entity):
                found.setdefault(account, set()).add(who)
        return found

    def accounts(self, who: str) -> tuple[Account, ...]:
        """Every account of ``user:name``; none for somebody who is not listed."""
        entity = self._users.get(who)
        return tuple(_accounts(entity)) if entity is not None else ()

    def people(self, account: Account) -> frozenset[str]:
        """Everybody who claims an account: one person, or nobody; two are a mistake."""
        return frozenset(self._accounts.get(account, ()))

    def person(self, account: Account) -> str | None:
        """Who is behind an account; None for nobody, or where two people claim it."""
        found = self.people(account)
        return next(iter(found)) if len(found) == 1 else None

    def named(self, login: str, host: str) -> Account | None:
        """The account of somebody by login or catalog name; for suppositions, never for proof."""
        for who, entity in self._users.items():
            known = (entity.metadata.annotations.get(GITHUB_LOGIN, ""), entity.name, who)
            if login.casefold() in {name.casefold() for name in known if name}:
                accounts = [a for a in _accounts(entity) if a.host == host]
                return accounts[0] if accounts else None
        return None

    def by_email(self, address: str) -> str | None:
        """Who uses an e-mail address in commits; anybody can write it, so it only ever excludes."""
        found = {
            who
            for who, entity in self._users.items()
            if address.casefold()
            in _words(entity.metadata.annotations.get(GIT_EMAIL, "").casefold())
        }
        return next(iter(found)) if len(found) == 1 else None

    def keys(self) -> Iterator[tuple[str, str]]:
        """Every person with each of their public SSH keys, as ``type base64``."""
        for who, entity in self._users.items():
            for key in _keys(entity):
                yield who, key

    @cached_property
    def _teams(self) -> dict[str, set[str]]:
        teams = {f"group:{e.name}": e for e in self.catalog.entities if e.kind == "Group"}
        members: dict[str, set[str]] = {team: set() for team in teams}
        for team, entity in teams.items():
            named = (f"user:{name}" for name in entity.names("members"))
            members[team] |= {who for who in named if who in self._users}
        for who, entity in self._users.items():
            for team in entity.names("memberOf"):
                members.get(f"group:{team}", set()).add(who)
        children = {team: set(entity.names("children")) for team, entity in teams.items()}
        for team, entity in teams.items():
            for parent in entity.names("parent"):
                children.get(f"group:{parent}", set()).add(team.partition(":")[2])
        return {team: _with_children(team, members, children, set()) for team in teams}

    def members(self, who: str) -> frozenset[str]:
        """The people that ``user:`` or ``group:`` stands for; nobody for what is not listed."""
        if who.startswith("user:"):
            return frozenset({who} & self._users.keys())
        return frozenset(self._teams.get(who, ()))

    def owner(self, component: str) -> str | None:
        """Who owns a component, as ``group:web``; a name without a kind is a group's."""
        entity = self.catalog.components.get(component)
        named = entity.spec.get("owner") if entity else None
        if not isinstance(named, str):
            return None
        kind, colon, _ = named.casefold().partition(":")
        return f"{kind if colon else 'group'}:{short(named)}"

    def annotation(self, component: str, name: str) -> str | None:
        """What a component's annotation ``wakebook.dev/<name>`` says."""
        entity = self.catalog.components.get(component)
        return entity.metadata.annotations.get(f"wakebook.dev/{name}") if entity else None


def _with_children(
    team: str, members: dict[str, set[str]], children: dict[str, set[str]], seen: set[str]
) -> set[str]:
    if team in seen:
        return set()
    seen.add(team)
    found = set(members.get(team, ()))
    for child in children.get(team, ()):
        found |= _with_children(f"group:{child}", members, children, seen)
    return found


def _accounts(entity: Entity) -> Iterator[Account]:
    annotations = entity.metadata.annotations
    login = annotations.get(GITHUB_LOGIN, "")
    for number in _words(annotations.get(GITHUB_ID, "")):
        if _NUMBER.fullmatch(number):
            yield Account("github", number, login)
    for key in _keys(entity):
        yield Account("key", fingerprint(key), entity.name)
    for name in _words(annotations.get(GIT_USER, entity.name)):
        yield Account("git", name, entity.name)


def _words(text: str) -> list[str]:
    return [word for word in _DIVIDED.split(text) if word]


def no_numbers(entity: Entity) -> list[str]:
    """The words in the place of numbers of GitHub accounts that are none."""
    words = _words(entity.metadata.annotations.get(GITHUB_ID, ""))
    return [word for word in words if not _NUMBER.fullmatch(word)]


def no_keys(entity: Entity) -> list[int]:
    """The lines in the place of public SSH keys that hold none, by their number from 1."""
    return [number for number, line in _lines(entity) if not _is_key(line)]


def _keys(entity: Entity) -> Iterator[str]:
    for _, line in _lines(entity):
        if _is_key(line):
            yield " ".join(line.split()[:2])


def _lines(entity: Entity) -> Iterator[tuple[int, str]]:
    """Each line of the keys that is neither empty nor a comment, with its number."""
    text = entity.metadata.annotations.get(SSH_KEY, "")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _is_key(line: str) -> bool:
    """Whether a line is a type and a key of that type (RFC 4253, section 6.6), and not cut off."""
    kind, *more = line.split()
    blob = _decoded(more[0]) if more else None
    fields = _fields(blob) if blob is not None else []
    return len(fields) > 1 and fields[0] == kind.encode()


def _fields(blob: bytes) -> list[bytes]:
    """The strings that a key is made of, each behind its length; none where one is cut off."""
    fields = []
    while blob:
        length = int.from_bytes(blob[:4], "big")
        field, rest = blob[4 : 4 + length], blob[4 + length :]
        if len(blob) < 4 or len(field) < length:
            return []
        fields.append(field)
        blob = rest
    return fields


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def fingerprint(key: str) -> str:
    """The fingerprint of a public SSH key as OpenSSH prints it: ``SHA256:`` and base64."""
    digest = hashlib.sha256(_decoded(key.split()[1]) or b"").digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
