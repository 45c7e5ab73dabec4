"""Rehearsing a policy: what the gate would make of the changes that the policy's tests tell of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from wakebook.flows.review.judge import Judges, Proposed, judge
from wakebook.model.base import seconds
from wakebook.model.catalog import Catalog, Entity, Metadata
from wakebook.model.finding import Claim
from wakebook.model.gate.case import CaseRecord, PolicyCase
from wakebook.model.gate.consent import Consent
from wakebook.model.gate.facts import Account, Commit, Facts, Review
from wakebook.model.gate.matter import Matter, Quote
from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.model.policy.approvals import ApprovalsPolicy
from wakebook.model.roster import Roster

KEPT = "WB5210"
"""The rule that a policy does what its tests say."""
_API = "backstage.io/v1alpha1"
_PASSES = {
    Outcome.MET: "every condition is met",
    Outcome.NOT_NEEDED: "nobody is asked",
}
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Mistake(NamedTuple):
    """What comes out of a case and was not expected; the code is that of the first unmet leaf."""

    code: str
    claim: Claim


def mistake(case: PolicyCase, verdict: Verdict) -> Mistake | None:
    """What is wrong with a verdict on a case; None where it is as the case says."""
    if verdict.outcome == case.expect:
        codes = {leaf.code for leaf in verdict.unmet}
        if case.because is None or case.because in codes:
            return None
        route, came = "because", f"{case.because} is expected to be unmet, and it is not"
    else:
        route, came = "expect", f"{case.expect} is expected, and it is {verdict.outcome}"
    if verdict.passes:
        sentence = f"{case.case}: {came}: {_PASSES[verdict.outcome]}; mend the policy or the case"
        return Mistake(KEPT, Claim((route,), sentence))
    leaf = verdict.unmet[0]
    return Mistake(
        leaf.code or KEPT, Claim((route,), f"{case.case}: {came}; {leaf.title}: {leaf.sentence}")
    )


def rehearse(case: PolicyCase, policy: ApprovalsPolicy | None, catalog: Catalog) -> Verdict:
    """The verdict on the change that a case tells of."""
    day = _day(case, policy)
    roster = Roster(Catalog((*catalog.entities, *_made_up(case))))
    return judge(_proposed(case, day), _facts(case), policy, roster, day)


def _day(case: PolicyCase, policy: ApprovalsPolicy | None) -> datetime:
    """When a case is judged: no clock is asked, so that its verdict never changes by itself."""
    if case.on is not None and case.on.earliest is not None:
        return case.on.earliest
    days = [rule.from_.earliest for rule in (policy.rules if policy else ())]
    return max((day for day in days if day is not None), default=_LONG_AGO)


def _proposed(case: PolicyCase, day: datetime) -> Proposed:
    several = len(case.records) > 1
    return Proposed(
        matters=tuple(
            _matter(f"record {number}" if several else "the record", number, record, day)
            for number, record in enumerate(case.records, 1)
        ),
        governed=case.paths,
        conflicts=case.conflicts,
        shadows=case.shadows,
        judges=Judges(unread=case.unread),
        overtaken=case.overtaken,
        locked=case.sealed,
        consents=tuple(Consent("a text", c.as_, _who(c.who), c.from_) for c in case.consents),
    )


def _matter(name: str, number: int, record: CaseRecord, day: datetime) -> Matter:
    commander = None if record.commander is None else _who(record.commander)
    parts = {_who(who): "wrote in its log" for who in record.took_part}
    if commander is not None:
        parts[commander] = "was its commander"
    matter = Matter(
        id=name,
        transitions=frozenset(record.did),
        kinds=frozenset(record.kind),
        levels=frozenset(record.severity),
        components=frozenset(record.components) | {e.name for e in _component(number, record)},
        audiences=frozenset(record.audience),
        commanders=frozenset() if commander is None else frozenset({commander}),
        writers=frozenset(parts),
        parts=parts,
        opened_by=frozenset() if record.opened_by is None else frozenset({_who(record.opened_by)}),
        opened=None if record.age is None else _before(day, seconds(record.age)),
        has_origin=record.origin,
        quotes=tuple(Quote("an entry", _who(who)) for who in record.quotes),
        tickets=tuple(record.tickets) if "closed" in record.did else (),
    )
    return replace(matter, was=matter)


def _before(day: datetime, age: int) -> datetime:
    """The instant so many seconds before; the first one there is for more than that."""
    first = datetime.min.replace(tzinfo=UTC)
    return first if age > (day - first).total_seconds() else day - timedelta(seconds=age)


def _facts(case: PolicyCase) -> Facts:
    committers = (case.author,) if case.committers is None else case.committers
    return Facts(
        host="git",
        target="the target",
        tip="tip",
        head="head",
        author=_account(case.author),
        commits=(Commit("head", tuple(_account(who) for who in committers)),),
        reviews=tuple(
            Review(str(number), account, said.says, said.of, _LONG_AGO + timedelta(seconds=number))
            for number, said in enumerate(case.reviews, 1)
            if (account := _account(said.by)) is not None
        ),
        missing=case.missing,
        held=case.held,
        tickets={
            ticket: state
            for record in case.records
            for ticket, state in record.tickets.items()
            if state != "unknown"
        },
    )


def _account(who: str) -> Account | None:
    """The account of somebody in a case; no catalog has that of a stranger or a bot."""
    match who.partition(":")[0]:
        case "unknown":
            return None
        case "stranger" | "bot":
            return Account("case", who, f"a {who}", bot=who == "bot")
        case _:
            name = _who(who).partition(":")[2]
            return Account("git", name, name)


def _who(named: str) -> str:
    """The name that the roster knows somebody by; a made-up member is a user of the catalog."""
    kind, _, name = named.partition(":")
    return f"user:member-of-{name.replace('/', '-')}" if kind == "member" else named


def _made_up(case: PolicyCase) -> Iterator[Entity]:
    """What is in the catalog for this case alone."""
    for number, record in enumerate(case.records, 1):
        yield from _component(number, record)
    for member in sorted({who for who in case.named.values() if who.startswith("member:")}):
        team = member.partition(":")[2].partition("/")[0]
        metadata = Metadata(name=_who(member).partition(":")[2])
        yield Entity(apiVersion=_API, kind="User", metadata=metadata, spec={"memberOf": [team]})


def _component(number: int, record: CaseRecord) -> Iterator[Entity]:
    """The component of a record that is made up by saying its owner, tier or risk."""
    said = {"tier": record.tier, "risk": record.risk}
    annotations = {f"wakebook.dev/{key}": word for key, word in said.items() if word is not None}
    if not annotations and record.owner is None:
        return
    metadata = Metadata(name=f"made-up-component-{number}", annotations=annotations)
    spec = {} if record.owner is None else {"owner": _who(record.owner)}
    yield Entity(apiVersion=_API, kind="Component", metadata=metadata, spec=spec)
