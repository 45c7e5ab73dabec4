"""A plan from the past: where to look at capacity, replacement or automation, and by which rule.

Each rule has a least number of incidents, below which nothing is suggested; its words tell the
numbers that decided. That failures come more and more often is tested for each component by
Laplace's test, and for all of them together by the rate of false ones (Benjamini and Hochberg).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from wakebook.measures.chance import adjusted, trend
from wakebook.measures.cost import cost, instant, length
from wakebook.measures.groups import NONE
from wakebook.measures.recurrence import eligible
from wakebook.measures.terms import Terms
from wakebook.model.figure import percents
from wakebook.model.measured import Measured
from wakebook.model.planning import Line, Suggestion, Way
from wakebook.model.recurring import Cluster, Cost
from wakebook.model.similarity import words_of

CAPACITY_WORDS = frozenset(
    (
        *("capacity", "exhausted", "exhaustion", "overload", "overloaded", "overloads", "quota"),
        *("quotas", "saturated", "saturation", "throttled", "throttling"),
    )
)
"""Words of a title that speak of too little of something; summaries tell of what was added."""
_FEWEST_CAPACITY = 3
_SHORTER = 2 / 3
"""The time between failures of the second half, in parts of that of the first, that is shorter."""
_FEWEST_RUNS = 4
_SHORT = 2 * 3600
"""Seconds: an incident that is over sooner is worked by rote."""
_MUCH = 4 * 3600
"""Seconds of people's time, together, from which a machine is worth its making."""


def planning(
    rows: Sequence[Measured], way: Way, clusters: Iterable[Cluster], terms: Terms
) -> tuple[Line, ...]:
    """The lines of a way, the one that cost customers most first.

    An incident of several components or runbooks counts once for each of them; of a component only
    the time counts in which that one failed, where it is told.
    """
    held: defaultdict[str, list[Measured]] = defaultdict(list)
    for row in sorted(eligible(rows), key=lambda row: (row.day, row.id)):
        for name in _WAYS[way](row):
            held[name].append(row)
    sure = (cluster.incidents for cluster in clusters if cluster.chance.significant)
    repeats = frozenset(name for incidents in sure for name in incidents)
    aging = _aging(held, terms) if way == "component" else {}
    made = [
        _line(name, own, repeats, aging.get(name, ()), [cost(row, terms, told) for row in own])
        for name, own in held.items()
        for told in (name if way == "component" else "",)
    ]
    return tuple(sorted(made, key=lambda e: (-e.seconds, -e.worked, -len(e.incidents), e.name)))


def _line(
    name: str,
    rows: Sequence[Measured],
    repeats: frozenset[str],
    aging: tuple[Suggestion, ...],
    costs: Sequence[Cost],
) -> Line:
    known = [each.seconds for each in costs if each.seconds is not None]
    return Line(
        name=name,
        incidents=tuple(row.id for row in rows),
        seconds=sum(known),
        unknown=len(costs) - len(known),
        worked=sum(row.worked for row in rows),
        people=sum(row.people for row in rows),
        repeats=tuple(row.id for row in rows if row.id in repeats),
        suggestions=(*_capacity(rows), *aging, *_automation(rows)) if name != NONE else (),
        dearest=_dearest(rows, costs, sum(known)),
    )


def _dearest(
    rows: Sequence[Measured], costs: Sequence[Cost], total: float
) -> tuple[str, float] | None:
    """One incident that cost more than all others together: a slip, or the whole story."""
    paid = [(each.seconds or 0.0, row.id) for row, each in zip(rows, costs, strict=True)]
    most, incident = max(paid, default=(0.0, ""))
    return (incident, most) if len(rows) > 1 and 2 * most > total else None


def _causes(row: Measured) -> tuple[str, ...]:
    """The problems behind it; where none is linked its category."""
    problems = dict.fromkeys(f"problem {to}" for rel, to in row.links if rel == "problem")
    return (*problems,) or ((row.category,) if row.category else (NONE,))


_WAYS: Mapping[Way, Callable[[Measured], tuple[str, ...]]] = {
    "component": lambda row: tuple(dict.fromkeys(row.components)) or (NONE,),
    "cause": _causes,
    "runbook": lambda row: tuple(dict.fromkeys(row.runbooks)) or (NONE,),
}


def _capacity(rows: Sequence[Measured]) -> Iterator[Suggestion]:
    """Half of the incidents, and three at least, speak of too little of something."""
    short = [row for row in rows if _lacks_capacity(row)]
    if len(short) >= _FEWEST_CAPACITY and 2 * len(short) >= len(rows):
        sentence = (
            f"{len(short)} of {len(rows)} incidents are of a category of capacity or have a word "
            f"of it in the title (the rule: half, and {_FEWEST_CAPACITY} at least)"
        )
        yield Suggestion("capacity", sentence, tuple(row.id for row in short))


def _lacks_capacity(row: Measured) -> bool:
    top = row.category.partition("/")[0]
    return top == "capacity" or not CAPACITY_WORDS.isdisjoint(words_of(row.title))


def _aging(
    held: Mapping[str, Sequence[Measured]], terms: Terms
) -> dict[str, tuple[Suggestion, ...]]:
    """Components that fail more and more often, by more than chance."""
    known = {name: _failures(rows, terms.now) for name, rows in held.items() if name != NONE}
    trends = {name: trend([at for at, _ in own], terms.now) for name, own in known.items()}
    asked = {name: chance for name, chance in trends.items() if chance is not None}
    rates = zip(asked, adjusted([*asked.values()]), strict=True)
    sure = ((name, rate) for name, rate in rates if rate <= terms.limit)
    return {name: (*_replacement(known[name], rate, terms),) for name, rate in sure}


def _failures(rows: Sequence[Measured], until: int) -> list[tuple[int, str]]:
    """When its incidents began, in order."""
    begun = ((instant(row), row.id) for row in rows)
    return sorted((at, name) for at, name in begun if at is not None and at <= until)


def _replacement(
    failures: Sequence[tuple[int, str]], rate: float, terms: Terms
) -> Iterator[Suggestion]:
    """Nothing where the time between failures, half against half, is not a third shorter."""
    gaps = [after[0] - before[0] for before, after in pairwise(failures)]
    half = len(gaps) // 2
    early, late = (sum(part) / len(part) / 86_400 for part in (gaps[:half], gaps[-half:]))
    if late > _SHORTER * early:
        return
    _, limit = percents(terms.rule.confidence)
    sentence = (
        f"its {len(failures)} incidents come more and more often: {early:.0f} days from one to the "
        f"next in the first half, {late:.0f} in the second (the rule: five at least, a third "
        f"shorter, and Laplace's test below {limit} for all components together; here {rate:.2g})"
    )
    yield Suggestion("replacement", sentence, tuple(name for _, name in failures))


def _automation(rows: Sequence[Measured]) -> Iterator[Suggestion]:
    """One runbook was used in half of the incidents, which are short and take people's time."""
    count = Counter(name for row in rows for name in row.runbooks)
    for runbook, number in sorted(count.items()):
        used = [row for row in rows if runbook in row.runbooks]
        lengths = [seconds for row in used if (seconds := length(row).seconds) is not None]
        worked = sum(row.worked for row in used)
        if number < _FEWEST_RUNS or 2 * number < len(rows) or 2 * len(lengths) < number:
            continue
        if median(lengths) <= _SHORT and worked >= _MUCH:
            sentence = (
                f"runbook {runbook} was used in {number} of {len(rows)} incidents, which took "
                f"{median(lengths) / 60:.0f} minutes (median) and people {worked / 3600:.1f} hours "
                f"together (the rule: half, {_FEWEST_RUNS} at least, "
                f"{_SHORT // 60} minutes at most, {_MUCH // 3600} hours at least)"
            )
            yield Suggestion("automation", sentence, tuple(row.id for row in used))
