"""The gate's own GitHub App: a token for its one installation, from its id and private key."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from wakebook.adapters.github.errors import HostError
from wakebook.adapters.github.rows import AppRow, InstallationRow, TokenRow, UserRow
from wakebook.adapters.github.wire import Wire
from wakebook.model.gate.facts import Account

PERMISSIONS = {
    "contents": "write",
    "metadata": "read",
    "pull_requests": "write",
    "statuses": "write",
}
"""All that the gate does with its token; what the App may do beyond that is left away."""
_BACK, _AHEAD = 60, 540
"""Seconds around now in which a signed token holds: GitHub allows ten minutes in all."""


@dataclass(frozen=True)
class Installation:
    """An App in one repository: its token, when that ends, and the account that it acts for."""

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
        asked = {"repositories": [repository.partition("/")[2]], "permissions": PERMISSIONS}
        answer = as_app.write("POST", f"app/installations/{where.id}/access_tokens", asked)
        made = answer.read(TokenRow)
    with closing(wire(f"token {made.token}")) as as_bot:
        own = as_bot.get(f"users/{quote(slug + '[bot]')}").read(UserRow).account
    return Installation(made.token, made.expires_at, own)


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
