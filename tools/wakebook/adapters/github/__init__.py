"""GitHub: facts about pull requests, and the gate's status, comment and merge."""

import ipaddress
import re
from importlib.util import find_spec
from urllib.parse import urlsplit

from wakebook.adapters.github.app import installed, told
from wakebook.adapters.github.clock import Clock, SystemClock
from wakebook.adapters.github.errors import HostError
from wakebook.adapters.github.gateway import GitHub
from wakebook.adapters.github.wire import Patience, Wire
from wakebook.model.gate.host import InstalledApp

__all__ = ["PUBLIC_API", "GitHub", "HostError", "app_in", "connect", "connect_as_app"]
PUBLIC_API = "https://api.github.com"
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
_PATIENCE = Patience()
_PACKAGES = ("github3", "jwt", "tenacity")
"""What the extra ``github`` brings."""


def connect(
    repository: str,
    token: str,
    api: str = PUBLIC_API,
    *,
    clock: Clock | None = None,
    patience: Patience = _PATIENCE,
) -> GitHub:
    """The gateway to ``owner/name`` with somebody's token, such as a workflow's.

    Nothing is asked before it is needed. Raises HostError for what cannot be asked at all.
    """
    _check(repository, api)
    if not token.strip():
        raise HostError("there is no token for GitHub; set GITHUB_TOKEN")
    wire = Wire(api, f"token {token.strip()}", clock or SystemClock(), patience)
    return GitHub(wire, repository)


def connect_as_app(
    repository: str,
    app: str,
    key: str,
    api: str = PUBLIC_API,
    *,
    clock: Clock | None = None,
    patience: Patience = _PATIENCE,
) -> GitHub:
    """The gateway to ``owner/name`` as a GitHub App, by its id and private key (PEM).

    Raises HostError, since the App's token is asked for at once.
    """
    _check(repository, api)
    time = clock or SystemClock()

    def wire(authorization: str) -> Wire:
        return Wire(api, authorization, time, patience)

    found = installed(repository, app, key, time.now(), wire)
    return GitHub(wire(f"token {found.token}"), repository, found.own)


def app_in(
    repository: str,
    app: str,
    key: str,
    api: str = PUBLIC_API,
    *,
    clock: Clock | None = None,
    patience: Patience = _PATIENCE,
) -> InstalledApp:
    """What a GitHub App is, and may do in ``owner/name``, by its id and private key (PEM).

    Raises HostError.
    """
    _check(repository, api)
    time = clock or SystemClock()
    return told(repository, app, key, time.now(), lambda as_: Wire(api, as_, time, patience))


def _check(repository: str, api: str) -> None:
    if any(find_spec(name) is None for name in _PACKAGES):
        raise HostError("GitHub needs more packages: pip install 'wakebook[github]'")
    if not _REPOSITORY.fullmatch(repository):
        raise HostError(f"{repository!r} is no repository of GitHub; write OWNER/NAME")
    address = urlsplit(api)
    if address.scheme != "https" and not _on_this_machine(address.hostname or ""):
        raise HostError(f"{api} is no safe address for a token; write one with https://")


def _on_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
