"""What the gate judges by: policy, its cases, catalog, and those who approve."""

from collections.abc import Callable, Iterator, Sequence

from wakebook.flows.doctor.approvers import approvers
from wakebook.flows.inspection import Inspection
from wakebook.flows.review.rehearsal import mistake, rehearse
from wakebook.model.finding import Finding
from wakebook.model.finding import Level as Severity
from wakebook.model.gate.reading import Level, Reading, Setting
from wakebook.model.library import Library
from wakebook.model.roster import Roster

POLICY = Setting("approvals policy", "one that can be read and kept", "policies/approvals.yaml")
CASES = Setting("cases of the policy", "some, and all as they say", "policies/tests/")
SETTINGS = Setting("settings of the records", "without mistakes", "wakebook.yaml")
CATALOG = Setting("catalog", "without mistakes", "catalog/")
_ADVICE = "`wakebook check` tells all of them"


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
        yield from approvers(library.approvals, Roster(library.catalog), hosts, unheld)


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
