"""Policies as tables for a reader: what each rule is about, and what it wants."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from wakebook.model.policy import (
    ClosurePolicy,
    FollowupPolicy,
    MeasuresPolicy,
    Policy,
    PostmortemPolicy,
    VerificationPolicy,
)
from wakebook.render import defining, demanding, following, needing, verifying
from wakebook.render.asking import Named
from wakebook.render.words import when


class Line(NamedTuple):
    """A row: its name, the conditions under which it holds, and what it wants, in sentences."""

    name: str
    when: tuple[str, ...]
    wanted: tuple[str, ...]


class InForce(NamedTuple):
    """The rows in force from a day on."""

    since: str
    lines: tuple[Line, ...]


class Table(NamedTuple):
    """What a policy says, the latest rule first; ``note`` holds for all of them."""

    label: str
    heads: tuple[str, str]
    rules: tuple[InForce, ...]
    note: str


_Lines = Callable[[Any, Named], Iterator[tuple[str, Sequence[str], Sequence[str]]]]
_KNOWN: dict[type[Policy], tuple[str, tuple[str, str], str, str, _Lines]] = {
    ClosurePolicy: (
        "What a closure has to show",
        ("Demand", "What has to be true"),
        "What was closed before is judged by what was in force then.",
        "rules",
        demanding.lines,
    ),
    PostmortemPolicy: (
        "Which incidents need a post-mortem",
        ("Case", "What is due"),
        (
            "All that a case names has to fit, and one case that fits is enough. A case that names "
            "no kind is about incidents. What was closed before is judged by what held then."
        ),
        "needs",
        needing.lines,
    ),
    FollowupPolicy: (
        "What is followed up",
        ("What", "When and how"),
        "Nobody is told the same thing twice.",
        "rules",
        following.lines,
    ),
    MeasuresPolicy: (
        "What each figure means",
        ("Figure", "What counts"),
        "Each result tells how many count, how sure it is, and what was left out and why.",
        "rules",
        defining.lines,
    ),
    VerificationPolicy: (
        "What checks may ask",
        ("What", "What holds"),
        "Nothing is asked that does not stand here.",
        "rules",
        verifying.lines,
    ),
}


def table(policy: Policy, named: Named) -> Table | None:
    """The policy as a table; None for one that is shown otherwise."""
    known = _KNOWN.get(type(policy))
    if known is None:
        return None
    label, heads, note, key, lines = known
    rules = tuple(
        InForce(
            when(rule.from_).text,
            tuple(Line(name, tuple(c), tuple(w)) for name, c, w in lines(rule, named)),
        )
        for rule in reversed(getattr(policy, key))
    )
    return Table(label, heads, rules, note) if rules else None
