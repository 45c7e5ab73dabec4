"""The gate's own GitHub App: a token for its one installation, from its id and private key."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote

from wakebook.adapters.github.errors import HostError, RefusedError
from wakebook.adapters.github.rows import AppRow, InstallationRow, TokenRow, UserRow
from wakebook.adapters.github.setting_rows import HookRow
from wakebook.adapters.github.wire import Wire
from wakebook.model.gate.facts import Account
from wakebook.model.gate.host import PERMISSIONS, InstalledApp

T = TypeVar("T")
_LEVELS = ("", "read", "write", "admin")
_BACK, _AHEAD = 60, 540
"""Seconds around now in which a signed token holds: GitHub allows ten minutes in all."""


@dataclass(frozen=True)
class Installation:
    """An App in one repository: its token, when that ends, and the account that it acts for.

    The token may do what the gate needs, as far as the App was granted it.
    """

    token: str = field(repr=False)
    until: datetime
    own: Account


def installed(
    repository: str, app: str, key: str, now: float, wire: Callable[[str], Wire]
) -> Installation:
    """A token for the installation of an App in a repository, good for an hour and for it alone.

    ``app`` is the App's id or client id, ``key`` its private key as PEM, ``now`` the time in
    seconds since 1970; ``wire`` connects with an authorization. Raises HostError.
    """
    with closing(wire(f"Bearer {_signed(app, key, now)}")) as as_app:
        slug = as_app.get("app").read(AppRow).slug
        where = as_app.get(f"repos/{repository}/installation").read(InstallationRow)
        asked = {
            "repositories": [repository.partition("/")[2]],
            "permissions": _needed(where.permissions),
        }
        answer = as_app.write("POST", f"app/installations/{where.id}/access_tokens", asked)
        made = answer.read(TokenRow)
    with closing(wire(f"token {made.token}")) as as_bot:
        own = as_bot.get(f"users/{quote(slug + '[bot]')}").read(UserRow).account
    return Installation(made.token, made.expires_at, own)


def _needed(granted: Mapping[str, str]) -> dict[str, str]:
    """What the gate needs of what was granted: a token that asks for more is refused."""
    needed = {
        name: min(level, granted.get(name, ""), key=_LEVELS.index)
        for name, level in PERMISSIONS.items()
    }
    return {name: level for name, level in needed.items() if level}


def told(
    repository: str, app: str, key: str, now: float, wire: Callable[[str], Wire]
) -> InstalledApp:
    """What GitHub tells an App of itself and of its installation in a repository.

    The arguments are those of ``installed``. Raises HostError.
    """
    with closing(wire(f"Bearer {_signed(app, key, now)}")) as as_app:
        own = as_app.get("app").read(AppRow)
        hook = _unless_absent(lambda: as_app.get("app/hook/config").read(HookRow))
        path = f"repos/{repository}/installation"
        where = _unless_absent(lambda: as_app.get(path).read(InstallationRow))
    known = InstalledApp(
        id=own.id,
        name=own.slug,
        installed=where is not None,
        installations=own.installations_count,
        hook=(hook and hook.url) or "",
    )
    if where is None:
        return known
    return replace(
        known,
        permissions=where.permissions,
        events=where.events,
        everywhere=where.repository_selection == "all",
        suspended=where.suspended_at is not None,
    )


def _unless_absent(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except RefusedError as error:
        if error.status == 404:
            return None
        raise


def _signed(app: str, key: str, now: float) -> str:
    """A JSON web token (RFC 7519) that says: this is the App."""
    import jwt

    claims = {"iss": app, "iat": int(now) - _BACK, "exp": int(now) + _AHEAD}
    try:
        return jwt.encode(claims, key, algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise HostError(
            "the App's private key cannot be used; give the whole PEM file that GitHub made for it"
        ) from error
