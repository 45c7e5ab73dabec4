"""Judging a change: every condition that stands between it and the target branch."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from wakebook.flows.review.conditions import asked
from wakebook.flows.review.consenting import consenting
from wakebook.flows.review.demand import people, required
from wakebook.flows.review.standing import Standing
from wakebook.model.finding import Finding
from wakebook.model.gate.consent import Consent
from wakebook.model.gate.facts import Facts
from wakebook.model.gate.matter import Matter, Quote
from wakebook.model.gate.tickets import on_github
from wakebook.model.gate.verdict import Outcome, Verdict, all_of
from wakebook.model.policy.approvals import ApprovalsPolicy, ApprovalsRule
from wakebook.model.roster import Roster

_ENDINGS = frozenset({"closed", "canceled", "merged"})
_LISTED = 20
"""More findings than these are counted, not listed."""

_CLOCKS = timedelta(minutes=10)
"""So far the clocks of two machines may lie apart."""
_LOUD = {"imported": "imported, so that the rules of conduct do not hold"}
"""What whoever approves a transition may not know of it."""


class Judges(NamedTuple):
    """The policies of the target branch that say what an end takes.

    ``unread`` are those that cannot be read, ``begin`` the instants at which their rules begin.
    """

    unread: tuple[str, ...] = ()
    begin: tuple[datetime, ...] = ()


class Proposed(NamedTuple):
    """What a change does, as read from git: records, what judges others, and what is wrong.

    ``governed`` are the paths outside of records. ``findings`` are the errors of the merged tree,
    ``conflicts`` the paths that do not merge, ``shadows`` sentences on files that would stand in
    for another one that judges; ``judges`` are the policies that say what an end takes.
    ``overtaken`` are records that it ends and that the target branch has changed since it left,
    ``locked`` those that are sealed and that no key here opens. ``consents`` are who is said to
    agree to words that the public reads.
    """

    matters: tuple[Matter, ...] = ()
    governed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[str, ...] = ()
    shadows: tuple[str, ...] = ()
    judges: Judges = Judges()
    overtaken: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()


def judge(
    proposed: Proposed,
    facts: Facts,
    policy: ApprovalsPolicy | None,
    roster: Roster,
    now: datetime,
) -> Verdict:
    """The verdict on a change by the policy and the catalog of the target branch's tip."""
    standing = Standing(facts, roster)
    conditions = [
        *_known(facts, policy),
        *_sound(proposed),
        *_objections(standing),
        *_voices(proposed.matters, standing),
        *consenting(proposed.consents, standing),
        *_tickets(proposed.matters, facts),
        *_ends(proposed, now),
        *_lapsed(proposed.matters, now),
    ]
    answers: list[Verdict] = []
    if policy is not None:
        answers = list(_asked(proposed, standing, policy.on(now.date()), now))
    return all_of("Review", [*conditions, *_strangers(standing, answers), *answers])


def undecided(facts: Facts) -> Verdict:
    """The verdict where the change itself could not be read: why that is so."""
    nothing = Verdict(Outcome.UNKNOWN, "All facts are known", "the host said nothing", "WB5203")
    return all_of("Review", list(_unlearned(facts)) or [nothing])


def _unlearned(facts: Facts) -> Iterator[Verdict]:
    if facts.held is not None:
        yield Verdict(Outcome.WAITING, "Up for a merge", facts.held, "WB5202")
    for sentence in facts.missing:
        yield Verdict(Outcome.UNKNOWN, "All facts are known", sentence, "WB5203")


def _known(facts: Facts, policy: ApprovalsPolicy | None) -> Iterator[Verdict]:
    yield from _unlearned(facts)
    if policy is None:
        sentence = (
            "policies/approvals.yaml is missing or broken on the target branch; an owner mends it"
        )
        yield Verdict(Outcome.UNKNOWN, "There is a policy", sentence, "WB5204")


def _sound(proposed: Proposed) -> Iterator[Verdict]:
    for path in proposed.conflicts[:_LISTED]:
        sentence = f"{path} was changed on both sides; bring the branch up to date"
        yield Verdict(Outcome.REFUSED, "Merges without conflict", sentence, "WB5205")
    if proposed.matters and proposed.governed:
        sentence = (
            f"it changes {proposed.governed[0]}, which judges others, and the record "
            f"{proposed.matters[0].id}; make two changes of it"
        )
        yield Verdict(Outcome.REFUSED, "Judges or is judged", sentence, "WB5206")
    for sentence in proposed.shadows:
        yield Verdict(Outcome.REFUSED, "Nothing stands in for a judge", sentence, "WB5207")
    for name in proposed.overtaken:
        sentence = (
            f"{name} was changed on the target branch since this branch left it; merge that in, "
            "so that whoever approves the end sees it"
        )
        yield Verdict(Outcome.REFUSED, "Whoever approves sees all", sentence, "WB5217")
    for name in proposed.locked:
        sentence = (
            f"{name} is sealed, and no key here opens it; review it where git's setting "
            "wakebook.identity names a key"
        )
        yield Verdict(Outcome.UNKNOWN, "Every record can be read", sentence, "WB5218")
    for finding in proposed.findings[:_LISTED]:
        sentence = f"{finding.path}:{finding.line}: {finding.message}"
        yield Verdict(Outcome.REFUSED, "Records are right", sentence, finding.code)
    more = len(proposed.findings) - _LISTED
    if more > 0:
        sentence = f"{more} more errors; `wakebook check` lists them"
        yield Verdict(Outcome.REFUSED, "Records are right", sentence, proposed.findings[-1].code)


def _objections(standing: Standing) -> Iterator[Verdict]:
    for who, review in standing.objections:
        sentence = f"{people([who])} asked for changes; only a new review of theirs ends that"
        if review.commit != standing.facts.head:
            sentence = f"{sentence} (they judged {review.commit[:7]})"
        yield Verdict(Outcome.WAITING, "Nobody asks for changes", sentence, "WB5208")


def _voices(matters: Sequence[Matter], standing: Standing) -> Iterator[Verdict]:
    """Nobody is made to say something: they bring it, one of us reports it, or they approve."""
    for matter in matters:
        silent: dict[str, Quote] = {}
        for quote in matter.quotes:
            speakers = (who for who in (quote.by, quote.reported_by) if who is not None)
            if not any(standing.roster.members(who) & standing.speaking for who in speakers):
                silent.setdefault(quote.by, quote)
        for quote in silent.values():
            sentence = f"{quote.entry} of {matter.id} {_unheard(quote, standing)}"
            yield Verdict(Outcome.WAITING, "Whoever is quoted said so", sentence, "WB5216")


def _ends(proposed: Proposed, now: datetime) -> Iterator[Verdict]:
    """An end is judged by policies that can be read, and that were there when it was recorded."""
    title = "An end is judged by today's policies"
    judges = proposed.judges
    for matter in proposed.matters:
        if not matter.transitions & _ENDINGS:
            continue
        for name in judges.unread:
            sentence = (
                f"policies/{name}.yaml cannot be read on the target branch; an owner mends it"
            )
            yield Verdict(Outcome.UNKNOWN, title, sentence, "WB5604")
        recorded = matter.ended
        if recorded is None:
            continue
        later = [day for day in judges.begin if recorded < day <= now]
        if later or recorded > now + _CLOCKS:
            told = f"the end of {matter.id} was recorded on {recorded:%Y-%m-%d}"
            since = (
                f", and other rules hold since {later[-1]:%Y-%m-%d}" if later else ", ahead of time"
            )
            yield Verdict(Outcome.REFUSED, title, f"{told}{since}; record it anew", "WB5604")


def _lapsed(matters: Sequence[Matter], now: datetime) -> Iterator[Verdict]:
    """By the clock of the gate, since a record can be given the name of an earlier time."""
    for matter in matters:
        for rule, until in matter.lapses:
            if until <= now:
                sentence = (
                    f"the waiver of {rule} in {matter.id} ended on {until:%Y-%m-%dT%H:%MZ}; ask "
                    "for more time, or take it out"
                )
                yield Verdict(Outcome.REFUSED, "An exception has not ended", sentence, rule)


def _tickets(matters: Sequence[Matter], facts: Facts) -> Iterator[Verdict]:
    """A closure waits for every issue that it is linked to; what is not known is not closed."""
    title = "Linked issues are closed"
    for matter in matters:
        for ticket in matter.tickets:
            match facts.tickets.get(ticket):
                case "closed":
                    yield Verdict(Outcome.MET, title, f"{ticket} is closed", "WB5603")
                case "open":
                    sentence = f"{matter.id} is linked to {ticket}, which is open; close that first"
                    yield Verdict(Outcome.WAITING, title, sentence, "WB5603")
                case _:
                    way = (
                        "let the gate's App read it"
                        if on_github(ticket)
                        else "write it as github:owner/name#12 if it lies there"
                    )
                    sentence = (
                        f"whether {ticket} is closed is not known here; {way}, or take the link of "
                        f"{matter.id} back with a correction"
                    )
                    yield Verdict(Outcome.UNKNOWN, title, sentence, "WB5603")


def _unheard(quote: Quote, standing: Standing) -> str:
    """Who did not say what they are said to have said, and what helps."""
    name = people([quote.by])
    somebody = f"somebody of {name}" if quote.by.startswith("group:") else name
    ways = [f"{somebody} approves it"]
    if not quote.own:
        ways.append("whoever wrote it down stands in reported_by")
    if not standing.speaking:
        ways.append("the catalog names the account that brings it")
    return f"says that {name} said it, who did not bring the change; {', or '.join(ways)}"


def _strangers(standing: Standing, asked: Sequence[Verdict]) -> Iterator[Verdict]:
    """Somebody unknown stops what needs approvals, and never the fast lane."""
    if all(verdict.outcome is Outcome.NOT_NEEDED for verdict in asked):
        return
    for sentence in standing.strangers[:_LISTED]:
        yield Verdict(Outcome.UNKNOWN, "Everybody behind it is known", sentence, "WB5209")


def _asked(
    proposed: Proposed, standing: Standing, rule: ApprovalsRule, now: datetime
) -> Iterator[Verdict]:
    if proposed.governed:
        title = f"What judges others: {_some(proposed.governed)}"
        yield required(title, rule.owners, standing)
    for matter in proposed.matters:
        yield _matter(matter, standing, rule, now)


def _matter(matter: Matter, standing: Standing, rule: ApprovalsRule, now: datetime) -> Verdict:
    words = sorted(word.replace("_", " ") for word in matter.transitions)
    did = ", ".join(_LOUD.get(word, word) for word in words)
    title = f"{matter.id}: {did}"
    parts = [
        required(ask.name, ask.require, standing, matter)
        for ask in asked(rule, matter, standing.roster, now)
    ]
    return all_of(title, parts, "" if parts else "nobody is asked")


def _some(paths: Sequence[str]) -> str:
    rest = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(paths[:3]) + rest
