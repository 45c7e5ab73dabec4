"""Judging records: rules in, claims out, waivers counted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from wakebook.model.base import Waiver
from wakebook.model.finding import Claim, Level, Route
from wakebook.model.fold import CLOSED
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Action, Postmortem
from wakebook.rules.context import Context
from wakebook.rules.registry import Rule, rules, rules_about

CLAIMS_A_RULE = 50
"""More breaches of one rule in one record are not listed: a person mends a few at a time."""
UNUSED_WAIVER = "WB0008"


class Raised(NamedTuple):
    """A claim with the rule that made it and the reason of the waiver that covers it."""

    code: str
    level: Level
    claim: Claim
    waived: str | None = None


def judged(subject: Any, ctx: Context, codes: Collection[str] | None = None) -> list[Raised]:
    """Everything that the rules have to say about one subject, waivers applied.

    ``subject`` is a value of the model that rules are written about, such as an Incident. With
    ``codes`` only these rules are asked.
    """
    header = getattr(subject, "header", None) or getattr(subject, "item", None)
    ours = _ours(subject, header, ctx)
    incident = _incident(subject, ctx)
    frozen = incident is not None and incident.is_closed and incident.id not in ctx.ending
    found = [
        each
        for rule in rules_about(type(subject).__name__)
        if (ours or not rule.conduct) and (codes is None or rule.code in codes)
        for each in _raised(rule, subject, ctx, frozen=frozen)
    ]
    waivers = getattr(header, "waivers", ())
    if not waivers:
        return found
    early = incident is not None and not incident.is_closed
    return list(_waived(found, waivers, _settled(incident), early=early))


def _ours(subject: Any, header: Any, ctx: Context) -> bool:
    """Whether we ran what the record is about; what was learned follows its incident."""
    incident = _incident(subject, ctx)
    ours = header if incident is None else incident.header
    return getattr(ours, "origin", None) is None


def _incident(subject: Any, ctx: Context) -> Incident | None:
    """The incident that a record is, or that it learns from."""
    if isinstance(subject, Postmortem | Action):
        return ctx.library.incidents.get(subject.id.partition("/")[0])
    return subject if isinstance(subject, Incident) else None


def _settled(incident: Incident | None) -> datetime | None:
    """When a record last said something: no waiver that had ended by then covers it.

    No clock is asked: a record that nobody touches stays as it was judged.
    """
    if incident is None or not incident.log:
        return None
    ends = [line.recorded for kind in CLOSED for line in incident.by_kind.get(kind, ())]
    said = ends if incident.is_closed and ends else [line.recorded for line in incident.log]
    return max(said)


def _raised(rule: Rule, subject: Any, ctx: Context, *, frozen: bool) -> Iterator[Raised]:
    """What a rule says; of what is closed, whatever only today's catalog asks hinders nothing.

    The change that closed it was held to the catalog of its day, and nobody can mend it now.
    """
    claims = list(_claims(rule, subject, ctx))
    late = frozen and rule.closing and bool(claims)
    lasting = list(_claims(rule, subject, ctx.without_catalog)) if late else claims
    for claim in claims:
        if claim in lasting:
            yield Raised(rule.code, claim.level or rule.level, claim)
        else:
            told = f"{claim.message}; only today's catalog asks that of what is closed"
            yield Raised(rule.code, Level.NOTE, claim._replace(message=told))


def _claims(rule: Rule, subject: Any, ctx: Context) -> Iterable[Claim]:
    if rule.check is None:
        return ()
    claims = list(islice(rule.check(subject, ctx), CLAIMS_A_RULE + 1))
    if len(claims) > CLAIMS_A_RULE:
        claims[-1] = claims[-1]._replace(message="more of these follow; mend those above first")
    return claims


def _waived(
    found: list[Raised], waivers: Sequence[Waiver], settled: datetime | None, *, early: bool
) -> Iterator[Raised]:
    """The findings with waivers applied, and waivers that nothing needs.

    ``early`` are those of an incident that is not closed: what they are for comes with its end.
    """
    used: set[int] = set()
    for raised in found:
        covering = [
            number
            for number, waiver in enumerate(waivers)
            if waiver.rule == raised.code and _covers(waiver.route, raised.claim.route)
        ]
        used.update(covering)
        good = [waivers[number] for number in covering if not _over(waivers[number], settled)]
        if good:
            yield raised._replace(waived=good[0].reason)
        elif covering:
            over = f"{raised.claim.message}; its waiver ended on {waivers[covering[0]].until}"
            yield raised._replace(claim=raised.claim._replace(message=over))
        else:
            yield raised
    for number, waiver in enumerate(waivers):
        if number not in used and not _later(waiver, early=early):
            known = waiver.rule in rules()
            what = f"nothing here breaks {waiver.rule}" if known else f"{waiver.rule} is no rule"
            sentence = f"{what}; remove the waiver" if known else f"{what}; see `wakebook rules`"
            yield Raised(UNUSED_WAIVER, Level.ERROR, Claim(("waivers", number), sentence))


def excused(incident: Incident, code: str) -> str | None:
    """The reason of the waiver that covers a rule about the change that closes an incident."""
    rule = rules().get(code)
    if rule is None or not rule.closing:
        return None
    settled = _settled(incident)
    waivers = (w for w in incident.header.waivers if w.rule == code and w.route is None)
    return next((w.reason for w in waivers if not _over(w, settled)), None)


def _later(waiver: Waiver, *, early: bool) -> bool:
    """Whether a waiver waits for the change that closes its incident, or was used by that."""
    rule = rules().get(waiver.rule)
    return rule is not None and rule.closing and (early or "Change" in rule.subjects)


def _over(waiver: Waiver, settled: datetime | None) -> bool:
    """Whether a waiver had ended when its record last said something."""
    until = waiver.until.latest if waiver.until else None
    return until is not None and settled is not None and settled >= until


def _covers(place: str | None, route: Route) -> bool:
    if place is None:
        return True
    path = "/".join(str(step) for step in route)
    return path == place or path.startswith(place.rstrip("/") + "/")
