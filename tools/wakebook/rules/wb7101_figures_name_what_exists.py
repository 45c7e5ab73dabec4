"""What the definitions of figures name exists.

## Why
A calendar that leads nowhere counts all hours, a target for a level that nobody has fits no
incident, and a share of a word that nobody uses is always nothing. Each of these looks like a
figure.

## Bad
```yaml policies/measures.yaml
schema: measures
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    measures:
      - name: mttr
        title: Time to resolve
        text: From the beginning until it was over.
        figure: duration
        start: [started]
        end: [resolved]
        clock: office  # <- here
      - name: sla
        title: Resolved in time
        text: The share that kept the target.
        figure: within
        measure: mttr
        targets:
          - severity: [SEV1, SEV9]  # <- here
            within: PT4H
          - tier: ["77"]  # <- here
            within: P1D
      - name: noticed
        title: Noticed by us first
        text: The share that we noticed.
        figure: share
        yes: {detected_by: [monitor]}  # <- here
```

## Good
```yaml policies/measures.yaml
schema: measures
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    measures:
      - name: mttr
        title: Time to resolve
        text: From the beginning until it was over.
        figure: duration
        start: [started]
        end: [resolved]
        clock: owners
      - name: sla
        title: Resolved in time
        text: The share that kept the target.
        figure: within
        measure: mttr
        targets: [{severity: [SEV1], within: PT4H}, {tier: ["1"], within: P1D}]
      - name: noticed
        title: Noticed by us first
        text: The share that we noticed.
        figure: share
        yes: {detected_by: [monitoring]}
```
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, get_args

from wakebook.model.finding import Claim
from wakebook.model.log.milestones import Source
from wakebook.model.policy import MeasuresPolicy
from wakebook.model.policy.measures import (
    OWNERS,
    WALL,
    AnyFigure,
    BetweenFigure,
    DurationFigure,
    ShareFigure,
    WithinFigure,
)
from wakebook.model.postmortem import ActionItem
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

LEVEL = "warning"
_STATUSES = get_args(ActionItem.model_fields["status"].annotation)


class _Named(NamedTuple):
    """A word of a definition, and where it stands."""

    what: str
    word: str
    route: tuple[str | int, ...]


def check(policy: MeasuresPolicy, ctx: Context) -> Iterator[Claim]:
    """Compare with the catalog, the severity policy and the words that records may use.

    Where there is no severity policy, or no component has a tier, nobody can say what is wrong.
    """
    catalog = ctx.library.catalog
    known: dict[str, Collection[str]] = {
        "calendar of the catalog": [e.name for e in catalog.entities if e.kind == "Calendar"],
        "level of the severity policy": ctx.library.ranks or (),
        "tier of a component": {e.tier for e in catalog.components.values() if e.tier},
        "source of `detected`": get_args(Source),
        "status of an action item": _STATUSES,
    }
    for number, rule in enumerate(policy.rules):
        for place, each in enumerate(rule.measures):
            for what, word, route in _named(each):
                there = known[what]
                if word in there or (not there and what[:8] != "calendar"):
                    continue
                advice = did_you_mean(word, there, _advice(there))
                where = ("rules", number, "measures", place, *route)
                yield Claim(where, f"{word} is no {what}; {advice}")


def _named(figure: AnyFigure) -> Iterator[_Named]:
    match figure:
        case DurationFigure() | BetweenFigure() if figure.clock not in (WALL, OWNERS):
            yield _Named("calendar of the catalog", figure.clock, ("clock",))
        case WithinFigure():
            for number, target in enumerate(figure.targets):
                at = ("targets", number)
                yield from _each("level of the severity policy", target.severity, *at, "severity")
                yield from _each("tier of a component", target.tier, *at, "tier")
        case ShareFigure():
            for key, words in (("among", figure.among), ("yes", figure.yes)):
                yield from _each("source of `detected`", words.detected_by, key, "detected_by")
                yield from _each("level of the severity policy", words.severity, key, "severity")
                yield from _each("status of an action item", words.status, key, "status")


def _each(what: str, words: Iterable[str], *route: str | int) -> Iterator[_Named]:
    return (_Named(what, word, (*route, number)) for number, word in enumerate(words))


def _advice(known: Collection[str]) -> str:
    return f"known are {', '.join(sorted(known))}" if known else "add a `kind: Calendar`"
