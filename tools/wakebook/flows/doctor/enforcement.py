"""Whether the host can enforce the gate at all, and which App it is that it lets through."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wakebook.flows.doctor.registration import registration
from wakebook.model.gate.host import Environment, HostSettings, Ruleset
from wakebook.model.gate.reading import Level, Reading, Setting

ENVIRONMENT = "wakebook-gate"
"""The environment that holds the App's key."""
APP_ID, APP_KEY = "WAKEBOOK_APP_ID", "WAKEBOOK_APP_KEY"
CONTEXT = "wakebook/gate"
EVIDENCE = "refs/heads/wakebook/evidence"
RULESETS = Setting(
    "rulesets",
    "a plan that has them",
    "a public repository, or Pro, Team or Enterprise Cloud",
)
APP = Setting(
    "name",
    "an App of its own, installed in this repository",
    "Settings of the organisation or account → Developer settings → GitHub Apps",
)
INTEGRATION = "Integration"
"""What GitHub calls an App among those who may bypass a ruleset."""


def cannot_enforce(host: HostSettings) -> Iterator[Reading]:
    """Why nothing can stop anybody here, whatever else is set; nothing where it can, or may."""
    if host.plan_lacks_rulesets:
        found = "the plan of this repository has no rulesets; the gate advises, and stops nobody"
        yield RULESETS.reads(Level.ADVISORY, found)
    elif _has_no_app(host):
        found = "the gate has no App; it advises, and stops nobody"
        yield replace(APP, where=registration(host)).reads(Level.ADVISORY, found)


def _has_no_app(host: HostSettings) -> bool:
    """Whether everything that could name an App was seen, and names none."""
    if host.rulesets is None or host.environment is None or app_id(host) is not None:
        return False
    if any("update" in each.rules for each in covering(host, f"refs/heads/{host.branch}")):
        return False
    where = host.environment
    if not isinstance(where, Environment):
        return True
    return where.secrets is not None and APP_KEY not in where.secrets


def app_id(host: HostSettings) -> int | None:
    """The id of the gate's App: by its key, by the environment, or by a ruleset that names one."""
    if host.app is not None:
        return host.app.id
    named = variable(host, APP_ID)
    if named is not None and named.isascii() and named.isdigit():
        return int(named)
    found = {
        actor
        for each in host.rulesets or ()
        if each.active and "update" in each.rules
        for kind, actor in each.bypass or ()
        if kind == INTEGRATION and actor
    }
    return found.pop() if len(found) == 1 else None


def variable(host: HostSettings, name: str) -> str | None:
    """A variable of the gate's environment; None where there is none or it is not shown."""
    where = host.environment
    return (where.variables or {}).get(name) if isinstance(where, Environment) else None


def is_app(actor: tuple[str, int | None], app: int | None) -> bool:
    """Whether an actor of a ruleset is the gate's App; where that is not known, no App is."""
    return app is not None and actor == (INTEGRATION, app)


def covering(host: HostSettings, ref: str) -> tuple[Ruleset, ...]:
    """The active rulesets that hold on a branch, by its whole name."""
    return tuple(each for each in host.rulesets or () if each.active and _covers(each, ref, host))


def _covers(ruleset: Ruleset, ref: str, host: HostSettings) -> bool:
    def named(patterns: tuple[str, ...]) -> bool:
        return any(_fits(pattern, ref, f"refs/heads/{host.branch}") for pattern in patterns)

    return named(ruleset.include) and not named(ruleset.exclude)


def _fits(pattern: str, ref: str, default: str) -> bool:
    """Whether a pattern of a ruleset fits a branch: one star stays within a folder."""
    if pattern.startswith("~"):
        return pattern == "~ALL" or (pattern == "~DEFAULT_BRANCH" and ref == default)
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    expression = "".join(words.get(piece, re.escape(piece)) for piece in pieces)
    return re.fullmatch(expression, ref) is not None
