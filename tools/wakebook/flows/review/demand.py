"""A policy's requirement against those who approve: met, or who can still meet it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from wakebook.flows.review.standing import Standing
from wakebook.model.gate.facts import Review
from wakebook.model.gate.matter import Matter
from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.model.policy.approvals import (
    OWNERS_OF_COMPONENTS,
    All,
    Any_,
    Approvals,
    AtLeast,
    Requirement,
)
from wakebook.model.policy.seats import WAYS, satisfied, ways

APPROVED = "WB5201"
_SHOWN = 5
_BEST_FIRST = (
    Outcome.MET,
    Outcome.NOT_NEEDED,
    Outcome.WAITING,
    Outcome.UNKNOWN,
    Outcome.REFUSED,
)


class Panel(NamedTuple):
    """Who may approve for one demand, who of them does, and who is left out for which reason.

    ``claimed`` are those of whose part others alone tell, where a fallback hangs on that.
    """

    candidates: frozenset[str]
    approving: frozenset[str]
    excluded: dict[str, str]
    claimed: frozenset[str] = frozenset()


def panel(demand: Approvals, standing: Standing, matter: Matter | None) -> Panel:
    """Who counts for a demand; the fallback only where everybody else took part.

    An author could name everybody in a trailer or a line of the log to choose the fallback. So
    whose part nobody but the change tells of has to approve it as well, which says that it is so.
    """
    named = standing.members(demand.from_, matter)
    excluded = _excluded(named, demand, standing, matter)
    candidates = named - excluded.keys()
    if not candidates and demand.fallback:
        proven = {who for who in named if standing.is_proven(who, demand.exclude, matter)}
        if claimed := named - proven - standing.approving:
            return Panel(candidates, candidates, excluded, claimed)
        more = standing.members(demand.fallback, matter)
        excluded |= _excluded(more, demand, standing, matter)
        candidates = more - excluded.keys()
    return Panel(candidates, candidates & standing.approving, excluded)


def _excluded(
    people: frozenset[str], demand: Approvals, standing: Standing, matter: Matter | None
) -> dict[str, str]:
    parts = ((who, standing.part(who, demand.exclude, matter)) for who in people)
    return {who: part for who, part in parts if part is not None}


def required(
    title: str, requirement: Requirement, standing: Standing, matter: Matter | None = None
) -> Verdict:
    """The verdict on one requirement; each person counts for one of its demands only."""

    def panel_of(demand: Approvals) -> Panel:
        return panel(demand, standing, matter)

    shown = _tree(title, requirement, standing, matter)
    if not shown.passes or satisfied(requirement, lambda demand: panel_of(demand).approving):
        return shown
    twice = _twice(panel_of(demand) for way in islice(ways(requirement), WAYS) for demand in way)
    return Verdict(twice.outcome, title, "", None, (*shown.parts, twice))


def _twice(panels: Iterable[Panel]) -> Verdict:
    """One person fills two places: somebody else has to come, if there is anybody."""
    more = frozenset(who for each in panels for who in each.candidates - each.approving)
    if more:
        sentence = f"one person counts once; {people(more, 'or')} can approve as well"
        return Verdict(Outcome.WAITING, "Different people", sentence, APPROVED)
    sentence = "one person counts once, and nobody else can approve; name more people in the policy"
    return Verdict(Outcome.REFUSED, "Different people", sentence, APPROVED)


def _tree(
    title: str, requirement: Requirement, standing: Standing, matter: Matter | None
) -> Verdict:
    match requirement:
        case Approvals():
            return _leaf(title, requirement, standing, matter)
        case All(all=parts):
            needed, words = len(parts), "all of these"
        case Any_(any=parts):
            needed, words = 1, "one of these"
        case AtLeast(at_least=needed, of=parts):
            words = f"at least {needed} of these"
    verdicts = tuple(_tree(_titled(part), part, standing, matter) for part in parts)
    if needed > len(parts):
        sentence = f"{needed} of {len(parts)} parts are wanted; an owner mends the policy"
        verdicts += (Verdict(Outcome.REFUSED, "Parts enough", sentence, APPROVED),)
    order = sorted((v.outcome for v in verdicts), key=_BEST_FIRST.index)
    outcome = order[needed - 1] if needed <= len(order) else Outcome.REFUSED
    return Verdict(outcome, title, words, None, verdicts)


def _titled(requirement: Requirement) -> str:
    if isinstance(requirement, Approvals):
        return f"Approved by {_named(requirement.from_)}"
    return "Together"


def _leaf(title: str, demand: Approvals, standing: Standing, matter: Matter | None) -> Verdict:
    who = panel(demand, standing, matter)
    count, have = demand.approvals, len(who.approving)
    ignored = "".join(f"; {words}" for words in _ignored(who, demand, standing))
    if have >= count:
        head = standing.facts.head[:7]
        return Verdict(Outcome.MET, title, f"{people(who.approving)} approved {head}", APPROVED)
    team = _named(demand.from_)
    of = f"{have} of {count} approval{'s' * (count > 1)} by {team}"
    if who.claimed:
        claim = f"that {people(who.claimed)} took part is said by others alone"
        more = f"with their approval {_named(demand.fallback)} can approve instead"
        return Verdict(Outcome.WAITING, title, f"{of}; {claim}; {more}{ignored}", APPROVED)
    if len(who.candidates) < count:
        why = _too_few(who, demand, matter)
        return Verdict(Outcome.REFUSED, title, f"{of}, but {why}{ignored}", APPROVED)
    able = people(who.candidates - who.approving, "or")
    return Verdict(Outcome.WAITING, title, f"{of}; {able} can approve{ignored}", APPROVED)


def _too_few(who: Panel, demand: Approvals, matter: Matter | None) -> str:
    """Why nobody, or not enough people, can approve, and what helps."""
    advice = "name more people, or a fallback, in policies/approvals.yaml"
    if who.candidates:
        return f"only {people(who.candidates)} took no part; {advice}"
    if who.excluded:
        return f"everybody there has a part in it; {advice}"
    if OWNERS_OF_COMPONENTS not in demand.from_ or matter is None:
        return f"the catalog has nobody there; {advice}"
    if not matter.components:
        return f"{matter.id} names no component; name the component in its header"
    unowned = ", ".join(sorted(matter.components))
    return f"nobody owns {unowned}; name an owner in catalog/, by a change of its own"


def _ignored(who: Panel, demand: Approvals, standing: Standing) -> Iterator[str]:
    """Why approvals that somebody gave do not count here."""
    for review in standing.judgements:
        if review.state == "approved" and (why := _why_not(review, who, demand, standing)):
            yield why


def _why_not(review: Review, who: Panel, demand: Approvals, standing: Standing) -> str | None:
    person = standing.roster.person(review.by)
    if person is None:
        several = sorted(standing.roster.people(review.by))
        owned = f"{people(several)} claim" if several else "nobody in the catalog has"
        return f"the approval of {review.by} does not count here: {owned} the account"
    name = people([person])
    if person in who.excluded:
        return f"the approval of {name} does not count here: {name} {who.excluded[person]}"
    if person not in who.candidates:
        return (
            f"the approval of {name} does not count here: {name} is not in {_named(demand.from_)}"
        )
    if review.commit != standing.facts.head:
        return f"{name} approved {review.commit[:7]}, which is not what would be merged"
    return None


def people(names: Sequence[str] | frozenset[str], joint: str = "and") -> str:
    """People in a sentence, by the names of the catalog; a long list is cut."""
    short = sorted(name.partition(":")[2] for name in names)
    if len(short) > _SHOWN:
        short = [*short[: _SHOWN - 1], f"{len(short) - _SHOWN + 1} more"]
    return f" {joint} ".join([", ".join(short[:-1]), short[-1]]) if len(short) > 1 else short[0]


def _named(whom: Sequence[str]) -> str:
    words = {OWNERS_OF_COMPONENTS: "x:the owners of its components"}
    return people([words.get(word, word) for word in whom], "or")
