"""The repository's own settings: how it merges, what its workflows may do, how it publishes."""

from collections.abc import Iterator

from wakebook.model.gate.host import HostSettings
from wakebook.model.gate.reading import Level, Reading, Setting

_PULLS = "the repository's Settings → General → Pull requests"
_ACTIONS = "the repository's Settings → Actions → General"
MERGE = Setting("allow merge commits", "on", _PULLS)
REPLACING = Setting("allow squash merging, allow rebase merging", "off", _PULLS)
AUTO = Setting("allow auto-merge", "off", _PULLS)
TOKEN = Setting("workflow permissions", "read repository contents", _ACTIONS)
APPROVE = Setting("allow GitHub Actions to create and approve pull requests", "off", _ACTIONS)
PINNED = Setting("require actions to be pinned to a full-length commit SHA", "on", _ACTIONS)
SOURCE = Setting(
    "source", "GitHub Actions, and the variable WAKEBOOK_URL", "the repository's Settings → Pages"
)
URL = "WAKEBOOK_URL"


def repository(host: HostSettings) -> Iterator[Reading]:
    """Every row of the guide's table of settings."""
    yield MERGE.switch(host.merge_commits, True, Level.BROKEN)
    yield _replacing(host)
    yield AUTO.switch(host.auto_merge, False, Level.WEAKER)
    yield _token(host)
    yield APPROVE.switch(host.actions_approve, False, Level.WEAKER)
    yield PINNED.switch(host.pinned, True, Level.WEAKER)
    yield _source(host)


def _replacing(host: HostSettings) -> Reading:
    ways = {"squash": host.squash, "rebase": host.rebase}
    on = [name for name, allowed in ways.items() if allowed]
    if on:
        return REPLACING.weaker(f"{' and '.join(on)}: other commits than those that were approved")
    return REPLACING.unknown() if None in ways.values() else REPLACING.good("off")


def _token(host: HostSettings) -> Reading:
    match host.token_permissions:
        case None:
            return TOKEN.unknown()
        case "read":
            return TOKEN.good("read")
        case other:
            return TOKEN.weaker(other)


def _source(host: HostSettings) -> Reading:
    match host.pages:
        case None:
            return SOURCE.unknown()
        case "" if URL in (host.variables or {}):
            return SOURCE.weaker(f"{URL} says where, and nothing is published there")
        case "":
            return SOURCE.good("nothing is published")
        case "workflow":
            return SOURCE.good("GitHub Actions")
    return SOURCE.weaker("a branch: all of it is published, whoever a record is for")
