"""Other rules on the default branch, of rulesets and branch protections, that stand in the way."""

from collections.abc import Iterator, Mapping

from wakebook.flows.doctor.enforcement import CONTEXT
from wakebook.model.gate.host import BranchRule, HostSettings
from wakebook.model.gate.reading import Level, Reading, Setting

_WHERE = "the repository's Settings → Rules, and Branches"
APPROVALS = Setting("required approvals of GitHub's own", "0", _WHERE)
CURRENT = Setting("require branches to be up to date", "off", _WHERE)
QUEUE = Setting("merge queue", "none", _WHERE)
LINEAR = Setting("require linear history", "off", _WHERE)
CHECKS = Setting("other required status checks", "none that is filtered by path", _WHERE)


def other_rules(host: HostSettings, filtered: Mapping[str, bool]) -> Iterator[Reading]:
    """The rows of the guide's table of other rules.

    ``filtered`` tells of each job in the workflows here whether paths filter it out.
    """
    rules = [*(host.branch_rules or ()), *(host.protection or ())]
    hidden = host.branch_rules is None or host.protection is None

    def read(setting: Setting, found: list[str], level: Level) -> Reading:
        if found:
            return setting.reads(level, "; ".join(found))
        return setting.unknown() if hidden else setting.good("none")

    yield read(APPROVALS, [r.source for r in rules if _asks_reviewers(r)], Level.BROKEN)
    yield read(CURRENT, [r.source for r in rules if _wants_current(r)], Level.WEAKER)
    yield read(QUEUE, [r.source for r in rules if r.type == "merge_queue"], Level.BROKEN)
    linear = [r.source for r in rules if r.type == "required_linear_history"]
    yield read(LINEAR, linear, Level.BROKEN)
    required = {name: r.source for r in rules for name in _contexts(r) if name != CONTEXT}
    path = [f"{name} ({source})" for name, source in required.items() if filtered.get(name)]
    foreign = [f"{name} ({required[name]})" for name in required.keys() - filtered.keys()]
    if foreign and not path:
        yield CHECKS.unknown(f"no workflow here has {', '.join(sorted(foreign))}")
    else:
        yield read(CHECKS, path, Level.BROKEN)


def _asks_reviewers(rule: BranchRule) -> bool:
    asked = rule.parameters
    return rule.type == "pull_request" and bool(
        asked.get("required_approving_review_count")
        or asked.get("require_code_owner_review")
        or asked.get("require_last_push_approval")
    )


def _wants_current(rule: BranchRule) -> bool:
    strict = rule.parameters.get("strict_required_status_checks_policy")
    return bool(strict) and CONTEXT not in _contexts(rule)


def _contexts(rule: BranchRule) -> list[str]:
    if rule.type != "required_status_checks":
        return []
    checks = rule.parameters.get("required_status_checks") or ()
    return [str(check.get("context")) for check in checks]
