"""The gate's rulesets: nobody but the App moves the branches, and nobody rewrites them."""

from collections.abc import Iterator
from typing import Any

from wakebook.flows.doctor.enforcement import (
    APP_ID,
    CONTEXT,
    ENVIRONMENT,
    EVIDENCE,
    INTEGRATION,
    app_id,
    covering,
    is_app,
)
from wakebook.model.gate.host import HostSettings, Ruleset
from wakebook.model.gate.reading import Reading, Setting

RULES = "the repository's Settings → Rules → Rulesets"
_BOTH = "on the default branch and `wakebook/evidence`"
UPDATES = Setting("restrict updates and creations", f"for all but the App, {_BOTH}", RULES)
STATUS = Setting(f"require status check `{CONTEXT}` from the App", "on the default branch", RULES)
CURRENT = Setting("branches need *not* be up to date", "not required", RULES)
HISTORY = Setting("restrict deletions, block force pushes", f"for everybody, {_BOTH}", RULES)
BYPASS = Setting("other bypass actors", "none", RULES)
_HIDDEN = "who may bypass it is not shown to this token"
_WHICH = "several Apps may bypass them, and which one is the gate's is not known"
_HINT = f"set {APP_ID} in the environment {ENVIRONMENT}"
_Actor = tuple[str, int | None]
_UPDATE, _KEEP = ("update", "creation"), ("deletion", "non_fast_forward")


def rulesets(host: HostSettings) -> Iterator[Reading]:
    """Every rule of the guide's table of rulesets, and who else is exempt."""
    if host.rulesets is None:
        yield from (each.unknown() for each in (UPDATES, STATUS, CURRENT, HISTORY, BYPASS))
        return
    yield _updates(host)
    yield _bypass(host)
    yield from _status(host)
    yield _history(host)


def _refs(host: HostSettings) -> tuple[str, str]:
    return f"refs/heads/{host.branch}", EVIDENCE


def _with(host: HostSettings, ref: str, rules: tuple[str, ...]) -> list[Ruleset]:
    return [each for each in covering(host, ref) if set(rules) <= each.rules.keys()]


def _short(refs: list[str]) -> str:
    return " and ".join(ref.removeprefix("refs/heads/") for ref in refs)


def _updates(host: HostSettings) -> Reading:
    held = {ref: _with(host, ref, _UPDATE) for ref in _refs(host)}
    open_ = [ref for ref, found in held.items() if not found]
    if open_:
        return UPDATES.broken(f"whoever may push moves {_short(open_)}")
    used = [each for found in held.values() for each in found]
    if any(each.bypass is None for each in used):
        return UPDATES.unknown(_HIDDEN)
    app = app_id(host)
    for each in used:
        exempt = each.bypass or ()
        if app is None and any(kind == INTEGRATION for kind, _ in exempt):
            return UPDATES.unknown(f"{_WHICH}; {_HINT}")
        if not any(is_app(actor, app) for actor in exempt):
            who = "the App" if app is None else f"App {app}"
            return UPDATES.broken(f"{who} may not bypass {each.name}: nobody can merge")
        if (each.rules.get("update") or {}).get("update_allows_fetch_and_merge"):
            return UPDATES.weaker(f"{each.name} lets a fork's branch be fetched and merged")
    return UPDATES.good(f"for all but App {app}")


def _bypass(host: HostSettings) -> Reading:
    """Somebody walks around the gate who is exempt from all that holds on one of its branches.

    One ruleset that exempts the App alone holds everybody; of several, each of which exempts
    others, somebody may be among the others of each.
    """
    app = app_id(host)
    broken: set[_Actor] = set()
    weaker: set[_Actor] = set()
    for ref in _refs(host):
        used = _with(host, ref, _UPDATE)
        if any(each.bypass is None for each in used):
            return BYPASS.unknown(_HIDDEN)
        exempt = [{a for a in each.bypass or () if not _is_ours(a, app)} for each in used]
        if exempt and all(exempt):
            broken |= set.intersection(*exempt)
            weaker |= set.union(*exempt)
    if broken:
        return BYPASS.broken(_named(broken))
    if weaker:
        return BYPASS.weaker(f"{_named(weaker)}, each of one ruleset: somebody may be both")
    return BYPASS.good("none")


def _is_ours(actor: _Actor, app: int | None) -> bool:
    """Whether it is the gate's App, in whichever way it is exempt."""
    kind, number = actor
    return app is not None and kind.startswith(INTEGRATION) and number == app


def _named(actors: set[_Actor]) -> str:
    return ", ".join(sorted(kind if actor is None else f"{kind} {actor}" for kind, actor in actors))


def _status(host: HostSettings) -> Iterator[Reading]:
    found = [
        (check, parameters)
        for each in covering(host, f"refs/heads/{host.branch}")
        if (parameters := each.rules.get("required_status_checks"))
        for check in parameters.get("required_status_checks", ())
        if check.get("context") == CONTEXT
    ]
    yield _source([check for check, _ in found], app_id(host))
    strict = any(p.get("strict_required_status_checks_policy") for _, p in found)
    if strict:
        yield CURRENT.weaker("required: each merge sends all other pull requests back")
    else:
        yield CURRENT.good("not required")


def _source(checks: list[dict[str, Any]], app: int | None) -> Reading:
    if not checks:
        return STATUS.weaker("not required: a pull request does not show what it waits for")
    sources = {check.get("integration_id") for check in checks}
    if None in sources:
        return STATUS.weaker("from anybody: whoever may push can post it")
    if app is not None and sources != {app}:
        return STATUS.weaker(f"from App {sources.pop()}, which is not the gate's")
    return STATUS.good(f"from App {sources.pop()}")


def _history(host: HostSettings) -> Reading:
    held = {ref: _with(host, ref, _KEEP) for ref in _refs(host)}
    open_ = [ref for ref, found in held.items() if not found]
    if open_:
        return HISTORY.broken(f"{_short(open_)} can be deleted or rewritten")
    strict = [any(each.bypass == () for each in found) for found in held.values()]
    if all(strict):
        return HISTORY.good("for everybody")
    if any(each.bypass is None for found in held.values() for each in found):
        return HISTORY.unknown(_HIDDEN)
    return HISTORY.weaker("not for everybody: somebody may bypass it")
