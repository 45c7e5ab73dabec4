"""Which incidents need a post-mortem, in words."""

from collections.abc import Iterator, Sequence

from wakebook.model.policy.postmortem import Again, NeedCase, NeedRule, New
from wakebook.render.asking import Named, shared
from wakebook.render.words import duration


def lines(rule: NeedRule, _: Named) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Each case with its conditions and when the post-mortem is due."""
    for case in rule.cases:
        due = f"A post-mortem, within {duration(case.due)} of the resolution."
        yield case.name, tuple(_conditions(case)), (due,)


def _conditions(case: NeedCase) -> Iterator[str]:
    yield from shared(case.when)
    if case.major is not None:
        yield "major" if case.major else "never major"
    if case.lasting is not None:
        yield f"lasting {duration(case.lasting)} at least"
    if case.customers is not None:
        yield "noticed by customers" if case.customers else "not noticed by customers"
    if case.again is not None:
        yield _again(case.again)
    if case.new is not None:
        yield _new(case.new)


def _again(again: Again) -> str:
    count = "one" if again.times == 1 else f"{again.times}"
    where = "of its category on one of its components"
    return f"after {count} or more {where} in the {duration(again.within)} before"


def _new(new: New) -> str:
    where = "anywhere" if new.on == "anywhere" else "on any of its components"
    return f"the first of its category {where} in {duration(new.within)}"
