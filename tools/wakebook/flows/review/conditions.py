"""Whether a policy's conditions fit a record; what is not known about it fits every condition."""

from collections.abc import Callable, Iterable, Iterator, Set
from datetime import datetime

from wakebook.model.base import seconds
from wakebook.model.gate.matter import Matter
from wakebook.model.policy.approvals import ApprovalsRule, Ask, When
from wakebook.model.roster import Roster


def asked(rule: ApprovalsRule, matter: Matter, roster: Roster, now: datetime) -> Iterator[Ask]:
    """The questions of a rule that a change of a record has to answer.

    What others ran skips the rules of conduct. So somebody always says that others ran it: whoever
    the policy names for `imported`, and the owners where it names nobody.
    """
    imported = "imported" in matter.transitions
    for ask in rule.asks:
        if matter.transitions & set(ask.on) and fits(ask.when, matter, roster, now):
            imported = imported and "imported" not in ask.on
            yield ask
    if imported:
        ran = "Something that others ran"
        yield Ask(name=ran, on=("imported",), when=When.model_construct(), require=rule.owners)


def fits(when: When, matter: Matter, roster: Roster, now: datetime) -> bool:
    """Whether every condition that is given fits."""
    return (
        when.fit(matter, roster)
        and _opened_by(when.opened_by, matter, roster.members)
        and (when.origin is None or when.origin == matter.has_origin)
        and _older(when.older_than, matter.opened, now)
    )


def _opened_by(wanted: Iterable[str], matter: Matter, members: Callable[[str], Set[str]]) -> bool:
    words = set(wanted)
    return not (words and matter.opened_by) or any(
        matter.opened_by & ({who} | members(who)) for who in words
    )


def _older(than: str | None, opened: datetime | None, now: datetime) -> bool:
    return than is None or opened is None or (now - opened).total_seconds() >= seconds(than)
