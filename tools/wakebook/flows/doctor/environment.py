"""The environment that holds the App's key: who gets in, and that the key is there alone."""

from collections.abc import Iterator

from wakebook.flows.doctor.enforcement import (
    APP_ID,
    APP_KEY,
    ENVIRONMENT,
    app_id,
    covering,
    variable,
)
from wakebook.model.gate.host import Environment, HostSettings
from wakebook.model.gate.reading import Level, Reading, Setting

_WHERE = f"the repository's Settings → Environments → {ENVIRONMENT}"
BRANCHES = Setting("deployment branches and tags", "the default branch alone", _WHERE)
WAITS = Setting("required reviewers, wait timer", "none", _WHERE)
BYPASS = Setting("allow administrators to bypass", "off", _WHERE)
KEY = Setting(f"environment secret `{APP_KEY}`", "the App's private key", _WHERE)
NUMBER = Setting(f"environment variable `{APP_ID}`", "the App ID", _WHERE)
SHARED = Setting(
    "secrets of the repository and the organisation",
    f"no {APP_KEY}: they reach every branch",
    "the repository's Settings → Secrets and variables → Actions",
)


def environment(host: HostSettings) -> Iterator[Reading]:
    """Every row of the guide's table of the environment, and where the key must not be."""
    where = host.environment
    if where is None:
        yield from (each.unknown() for each in (BRANCHES, WAITS, BYPASS, KEY, NUMBER))
    elif isinstance(where, Environment):
        yield _branches(where, host)
        yield _waits(where)
        yield BYPASS.switch(where.bypass, False, Level.WEAKER)
        yield _key(where, host)
        yield _number(where, host)
    else:
        found = f"there is no environment {ENVIRONMENT}; a first run makes it, open to every branch"
        yield BRANCHES.broken(found)
    yield _shared(host)


def _branches(where: Environment, host: HostSettings) -> Reading:
    if where.branches is None:
        return BRANCHES.unknown()
    if where.branches == (host.branch,):
        return BRANCHES.good(host.branch)
    told = "every branch" if "*" in where.branches else ", ".join(where.branches) or "none"
    return BRANCHES.broken(told)


def _waits(where: Environment) -> Reading:
    if where.reviewers:
        return WAITS.broken("each verdict waits for somebody who lets the run in")
    if where.wait:
        return WAITS.broken(f"each verdict waits for {where.wait} minutes")
    return WAITS.good("none")


def _key(where: Environment, host: HostSettings) -> Reading:
    if where.secrets is None:
        return KEY.unknown()
    if APP_KEY in where.secrets:
        return KEY.good("it is there")
    return KEY.reads(_without_key(host), "it is not there; the gate speaks without its App")


def _number(where: Environment, host: HostSettings) -> Reading:
    if where.variables is None:
        return NUMBER.unknown()
    named = variable(host, APP_ID)
    if not named:
        return NUMBER.reads(_without_key(host), "it is not there; the gate speaks without its App")
    if host.app is not None and named.isdigit() and int(named) != host.app.id:
        return NUMBER.broken(f"{named}, which is not {host.app.name} ({host.app.id})")
    return NUMBER.good(named)


def _without_key(host: HostSettings) -> Level:
    """A gate without its App advises; where a ruleset lets the App alone merge, nobody can."""
    rules = covering(host, f"refs/heads/{host.branch}")
    held = app_id(host) is not None and any("update" in each.rules for each in rules)
    return Level.BROKEN if held else Level.ADVISORY


def _shared(host: HostSettings) -> Reading:
    if host.shared_secrets is None:
        return SHARED.unknown()
    if APP_KEY in host.shared_secrets:
        return SHARED.broken(f"{APP_KEY}, which every workflow of every branch can read")
    return SHARED.good(f"no {APP_KEY}")
