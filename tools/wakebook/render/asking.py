"""The approvals policy for a reader: what raises a question, and who answers it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from wakebook.model.policy.approvals import (
    OWNERS_OF_COMPONENTS,
    All,
    Any_,
    Approvals,
    ApprovalsPolicy,
    ApprovalsRule,
    AtLeast,
    Requirement,
    When,
)
from wakebook.model.policy.conditions import Conditions
from wakebook.render.words import label, when

Named = Callable[[str], str]
"""Gives a person or team the name that readers know."""


class Needed(NamedTuple):
    """A requirement in words, and the parts that it joins."""

    text: str
    parts: tuple["Needed", ...] = ()


class Asked(NamedTuple):
    """A question: its name, the transitions that raise it, its conditions, and who answers."""

    name: str
    on: tuple[str, ...]
    when: tuple[str, ...]
    needed: Needed


class InForce(NamedTuple):
    """The questions in force from a day on; ``owners`` answer for what judges others."""

    since: str
    owners: Needed
    asks: tuple[Asked, ...]


def in_words(policy: ApprovalsPolicy, named: Named) -> tuple[InForce, ...]:
    """Every rule of the policy, the latest first."""
    return tuple(_rule(rule, named) for rule in reversed(policy.rules))


def _rule(rule: ApprovalsRule, named: Named) -> InForce:
    asks = (
        Asked(
            ask.name,
            tuple(label(word) for word in ask.on),
            tuple(_conditions(ask.when, named)),
            needed(ask.require, named),
        )
        for ask in rule.asks
    )
    return InForce(when(rule.from_).text, needed(rule.owners, named), tuple(asks))


def needed(requirement: Requirement, named: Named) -> Needed:
    """A requirement in words."""
    match requirement:
        case Approvals():
            return Needed(_approvals(requirement, named))
        case All(all=parts):
            text = "All of these, by different people"
        case Any_(any=parts):
            text = "One of these"
        case AtLeast(at_least=count, of=parts):
            text = f"At least {count} of these, by different people"
    return Needed(text, tuple(needed(part, named) for part in parts))


def _approvals(demand: Approvals, named: Named) -> str:
    who = either([_approver(word, named) for word in demand.from_])
    text = f"{demand.approvals} of {who}"
    if demand.exclude:
        text += f", not {either([_APART.get(word, word) for word in demand.exclude])}"
    if demand.fallback:
        text += f"; {either([_approver(word, named) for word in demand.fallback])} if all took part"
    return text


_APART = {
    "author": "its author",
    "committers": "who committed to it",
    "commander": "the commander",
    "responders": "who took part in the incident",
}


def _approver(word: str, named: Named) -> str:
    return "the owners of its components" if word == OWNERS_OF_COMPONENTS else named(word)


def shared(conditions: Conditions) -> Iterator[str]:
    """The conditions that policies share, in words."""
    for name in ("severity", "tier", "risk", "audience", "kind"):
        if words := getattr(conditions, name):
            yield f"{name} {either(list(words))}"


def _conditions(conditions: When, named: Named) -> Iterator[str]:
    yield from shared(conditions)
    if conditions.opened_by:
        yield f"opened by {either([named(who) for who in conditions.opened_by])}"
    if conditions.older_than:
        yield f"older than {conditions.older_than}"
    if conditions.origin is not None:
        yield "of something that others ran" if conditions.origin else "of something that we ran"


def either(words: Sequence[str]) -> str:
    """Words of which any will do."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
