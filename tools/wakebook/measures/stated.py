"""What sources state of their incidents, beside what the same definition computes here."""

from collections.abc import Container, Iterator, Sequence

from wakebook.measures.plain import samples
from wakebook.measures.world import World
from wakebook.model.base import seconds
from wakebook.model.figure import WHOLE, Comparison
from wakebook.model.measured import Claim, Measured
from wakebook.model.policy.measures import DurationFigure, MeasuresRule

AGREES = "agrees"
DIFFERS = "differs"
OTHER_CLOCK = "counts other hours"
IN_WORDS = "is no length of time"
NOT_COMPUTED = "cannot be computed"


def comparisons(
    rule: MeasuresRule, rows: Sequence[Measured], world: World
) -> tuple[Comparison, ...]:
    """Every stated figure that one of the definitions answers to, by definition and incident.

    A figure of other hours than all is compared by the definitions that count these, if any does.
    """
    timed = [each for each in rule.measures if isinstance(each, DurationFigure)]
    clocks = {(word.casefold(), each.clock) for each in timed for word in each.stated}
    return tuple(found for each in timed for found in _of(each, rule, rows, world, clocks))


def _of(
    figure: DurationFigure,
    rule: MeasuresRule,
    rows: Sequence[Measured],
    world: World,
    clocks: Container[tuple[str, str]],
) -> Iterator[Comparison]:
    words = {word.casefold() for word in figure.stated}

    def answers(claim: Claim) -> bool:
        word = claim.measure.casefold()
        better = claim.clock != figure.clock and (word, claim.clock) in clocks
        return word in words and not better

    stating = [(row, claim) for row in rows for claim in row.claims if answers(claim)]
    if not stating:
        return
    found = samples(figure, rule, [row for row, _ in stating], world, "all").get(WHOLE)
    known = {each.incident: each.value for each in found.counted} if found else {}
    for row, claim in stating:
        yield _compared(figure, row.id, claim, known.get(row.id))


def _compared(
    figure: DurationFigure, incident: str, claim: Claim, computed: int | None
) -> Comparison:
    return Comparison(
        figure.name,
        incident,
        claim.measure,
        claim.value,
        claim.clock,
        claim.seconds,
        computed,
        _verdict(figure, claim, computed),
    )


def _verdict(figure: DurationFigure, claim: Claim, computed: int | None) -> str:
    """They agree where they are no further apart than what a length is rounded to."""
    if claim.seconds is None:
        return IN_WORDS
    if claim.clock != figure.clock:
        return OTHER_CLOCK
    if computed is None:
        return NOT_COMPUTED
    return AGREES if abs(claim.seconds - computed) <= seconds(figure.round) else DIFFERS
