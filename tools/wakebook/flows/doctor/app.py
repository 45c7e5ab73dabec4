"""The gate's own App: that there is one, and that it may do what it needs and no more."""

import re
from collections.abc import Iterator

from wakebook.flows.doctor.enforcement import APP, APP_ID, APP_KEY, app_id
from wakebook.model.gate.host import PERMISSIONS, HostSettings, InstalledApp
from wakebook.model.gate.reading import Level, Reading, Setting

WEBHOOK = Setting("webhook", "not active", APP.where)
ACCOUNTS = Setting("where can it be installed", "only on this account", APP.where)
WRITES = Setting(
    "repository permissions, read and write",
    "Commit statuses, Contents, Issues, Pull requests, Workflows",
    APP.where,
)
READS = Setting("repository permissions, read-only", "Metadata", APP.where)
OTHERS = Setting("organisation and account permissions, events", "none", APP.where)
_HIDDEN = f"only the App may ask; set {APP_ID} and {APP_KEY} for this run"
_VITAL = ("contents", "pull_requests", "statuses")
_OF_OTHERS = re.compile(
    r"(members|organization|enterprise|custom_properties_for|email_addresses|followers"
    r"|git_ssh_keys|gpg_keys|interaction_limits|profile|starring)"
)
"""Permissions of an organisation or an account, by GitHub's names."""


def app(host: HostSettings) -> Iterator[Reading]:
    """Every row of the guide's table of the App."""
    known = host.app
    if known is None:
        number = app_id(host)
        yield APP.unknown(_HIDDEN) if number is None else APP.good(f"App {number}")
        yield from (each.unknown(_HIDDEN) for each in (WEBHOOK, ACCOUNTS, WRITES, READS, OTHERS))
        return
    yield _itself(known)
    if known.installed:
        yield WEBHOOK.weaker(f"it calls {known.hook}") if known.hook else WEBHOOK.good("none")
        yield _accounts(known)
        yield _writes(known)
        reads = "metadata" in known.permissions
        yield READS.good("Metadata") if reads else READS.broken("no Metadata")
        yield _others(known)


def _itself(app: InstalledApp) -> Reading:
    if not app.installed:
        return APP.broken(f"{app.name} is not installed in this repository")
    if app.suspended:
        return APP.broken(f"the installation of {app.name} is suspended: nothing is merged")
    return APP.good(f"{app.name}, App {app.id}")


def _accounts(app: InstalledApp) -> Reading:
    if app.installations is not None and app.installations > 1:
        return ACCOUNTS.weaker(f"it is installed in {app.installations} accounts")
    if app.everywhere:
        return ACCOUNTS.weaker("it may act in all repositories of the account; choose this one")
    if app.installations is None:
        return ACCOUNTS.unknown("GitHub does not say how often it is installed")
    return ACCOUNTS.good("this repository alone")


def _writes(app: InstalledApp) -> Reading:
    needed = (name for name, level in PERMISSIONS.items() if level == "write")
    missing = [name for name in needed if app.permissions.get(name) not in ("write", "admin")]
    more = [n for n in app.permissions if n not in PERMISSIONS and not _OF_OTHERS.match(n)]
    if missing:
        vital = any(name in _VITAL for name in missing)
        level = Level.BROKEN if vital else Level.WEAKER
        return WRITES.reads(level, f"the installation lacks {_listed(missing)}")
    if more:
        return WRITES.weaker(f"it may use {_listed(more)} as well, which the gate does not need")
    return WRITES.good("these")


def _others(app: InstalledApp) -> Reading:
    found = [*filter(_OF_OTHERS.match, app.permissions), *app.events]
    return OTHERS.weaker(_listed(found)) if found else OTHERS.good("none")


def _listed(names: list[str]) -> str:
    return ", ".join(sorted(names))
