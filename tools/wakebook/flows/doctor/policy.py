"""What the gate judges by: policy, its cases, catalog, and accounts of those who approve."""

from collections.abc import Callable, Iterator, Sequence

from wakebook.flows.inspection import Inspection
from wakebook.flows.review.rehearsal import mistake, rehearse
from wakebook.model.finding import Finding
from wakebook.model.finding import Level as Severity
from wakebook.model.gate.reading import Level, Reading, Setting
from wakebook.model.library import Library
from wakebook.model.policy.approvals import OWNERS_OF_COMPONENTS, Approvals, Requirement, within
from wakebook.model.policy.seats import satisfied
from wakebook.model.roster import GITHUB_ID, SSH_KEY, Roster

POLICY = Setting("approvals policy", "one that can be read and kept", "policies/approvals.yaml")
CASES = Setting("cases of the policy", "some, and all as they say", "policies/tests/")
SETTINGS = Setting("settings of the records", "without mistakes", "wakebook.yaml")
CATALOG = Setting("catalog", "without mistakes", "catalog/")
_ADVICE = "`wakebook check` tells all of them"
_NEEDED = {"github": GITHUB_ID, "key": SSH_KEY}
"""The annotation that tells who is behind an approval, by the host of the account."""


def policy(inspection: Inspection, hosts: Sequence[str], unheld: Level) -> Iterator[Reading]:
    """Whether the gate can judge; ``hosts`` are those whose accounts may approve.

    ``unheld`` is how bad it is where nobody can approve.
    """
    library = inspection.opened.library
    errors = [f for f in inspection.of_shared() if f.level is Severity.ERROR and f.waived is None]
    yield _without_errors(SETTINGS, errors, lambda path: path == "wakebook.yaml")
    yield _without_errors(CATALOG, errors, lambda path: path.startswith("catalog/"))
    yield _policy(library, errors)
    if library.approvals is not None:
        yield _cases(library)
        yield _accounts(library, hosts, unheld)


def _policy(library: Library, errors: list[Finding]) -> Reading:
    if library.approvals is None and not any(f.path == POLICY.where for f in errors):
        return POLICY.broken("there is none: nobody knows whom to ask, and nothing is merged")
    return _without_errors(POLICY, errors, lambda path: path == POLICY.where)


def _without_errors(
    setting: Setting, errors: list[Finding], about: Callable[[str], bool]
) -> Reading:
    found = [f for f in errors if about(f.path)]
    if not found:
        return setting.good("without mistakes")
    first = found[0]
    told = f"{first.path}: {first.message} ({first.code})"
    more = f", and {len(found) - 1} more; {_ADVICE}" if len(found) > 1 else ""
    return setting.broken(f"{told}{more}")


def _cases(library: Library) -> Reading:
    cases = [case for each in library.policy_tests.values() for case in each.cases.values()]
    if not cases:
        return CASES.weaker("there are none: nothing says what the policy is meant to do")
    wrong = [c for c in cases if mistake(c, rehearse(c, library.approvals, library.catalog))]
    if wrong:
        found = f"{len(wrong)} of {len(cases)} come out otherwise; see `wakebook policy test`"
        return CASES.weaker(found)
    return CASES.good(f"{len(cases)}, all as they say")


def _accounts(library: Library, hosts: Sequence[str], unheld: Level) -> Reading:
    """Whether each approver has an account that the host can tell, and enough of them have."""
    roster = Roster(library.catalog)
    names = " or ".join(_NEEDED[host] for host in hosts)
    where = "the annotations of each User in catalog/"
    setting = Setting("accounts of those who approve", f"{names} for each of them", where)
    assert library.approvals is not None, "the caller asked"  # noqa: S101 - an invariant
    demands = [
        (requirement, _demands(requirement))
        for rule in library.approvals.rules
        for requirement in (rule.owners, *(ask.require for ask in rule.asks))
    ]
    people = {w for _, all_ in demands for d in all_ for w in _people(d, roster)}
    known = {who for who in people if _has_account(who, roster, hosts)}
    without = ", ".join(sorted(who.partition(":")[2] for who in people - known))
    for requirement, _ in demands:
        if not satisfied(requirement, lambda demand: _able(demand, roster, known)):
            told = f"too few have one to give an approval; without one: {without}"
            return setting.reads(unheld, told)
    return (
        setting.weaker(f"without one: {without}") if without else setting.good("everybody has one")
    )


def _has_account(who: str, roster: Roster, hosts: Sequence[str]) -> bool:
    return any(account.host in hosts for account in roster.accounts(who))


def _demands(requirement: Requirement) -> list[Approvals]:
    return [part for _, part in within(requirement, ()) if isinstance(part, Approvals)]


def _people(demand: Approvals, roster: Roster) -> set[str]:
    named = (*demand.from_, *demand.fallback)
    owners = _owners(roster) if OWNERS_OF_COMPONENTS in named else ()
    return {who for name in (*named, *owners) for who in roster.members(name)}


def _owners(roster: Roster) -> tuple[str, ...]:
    found = (roster.owner(name) for name in roster.catalog.components)
    return tuple(owner for owner in found if owner is not None)


def _able(demand: Approvals, roster: Roster, known: set[str]) -> frozenset[str]:
    """Who could approve; who owns a component depends on the record, so those are enough."""
    able = frozenset(_people(demand, roster) & known)
    if OWNERS_OF_COMPONENTS in demand.from_:
        able |= {f"owner {number}" for number in range(demand.approvals)}
    return able
