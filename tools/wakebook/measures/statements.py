"""Definitions as SQL: each becomes a relation of all that was seen for it.

Its columns are incident, component, part, value, least, most and why; where ``why`` is not NULL
nothing was observed. What a policy says is bound, never written into a statement.
"""

from collections.abc import Sequence
from typing import Any, cast

from wakebook.measures.bound import Bound, longest
from wakebook.measures.spans import between, durations, first, so_far
from wakebook.measures.world import World
from wakebook.model.base import seconds
from wakebook.model.fold import ENDED
from wakebook.model.policy.measures import (
    AnyFigure,
    BetweenFigure,
    CountFigure,
    DurationFigure,
    MeasuresRule,
    ShareFigure,
    Target,
    WithinFigure,
    Words,
)

_VOID = """
SELECT id AS incident, NULL AS component, '' AS part,
    0::BIGINT AS value, 0::BIGINT AS least, 0::BIGINT AS most, void AS why
FROM chosen WHERE void IS NOT NULL
"""
_COUNT = """
SELECT id AS incident, NULL AS component, '' AS part, 1 AS value, 1 AS least, 1 AS most, NULL AS why
FROM sound
"""
_WITHIN = """
SELECT incident, component, part,
    (value <= target)::BIGINT AS value, (most <= target)::BIGINT AS least,
    (least <= target)::BIGINT AS most,
    CASE WHEN target IS NULL THEN 'NO_TARGET' WHEN NOT goes_on OR why = 'NOT_BEGUN' THEN why
        WHEN why IS NOT NULL THEN 'NOT_OVER' WHEN value <= target THEN 'NOT_DUE' END AS why
FROM ({lengths}) JOIN (
    SELECT sound.id AS incident, {target} AS target, {going_on} AS goes_on
    FROM sound LEFT JOIN ({ends}) AS ends ON ends.incident = sound.id LEFT JOIN (
        SELECT incident, list(tier) AS tiers
        FROM incident_components JOIN components ON component = name
        WHERE tier IS NOT NULL GROUP BY incident
    ) AS ranked ON ranked.incident = sound.id
) USING (incident)
"""
_THINGS = {
    "incidents": "SELECT *, id AS incident, '' AS part FROM sound",
    "actions": (
        "SELECT actions.*, actions.id AS part FROM actions JOIN sound ON incident = sound.id"
    ),
    "updates": (
        "SELECT updates.*, printf('%06d', updates.place) AS part"
        " FROM updates JOIN sound ON incident = sound.id"
    ),
}
_SAID = {
    "incidents": {
        "detected_by": "detected_by",
        "reopened": "reopened > 0",
        "severity": "severity",
    },
    "actions": {"overdue": "overdue", "status": "status"},
    "updates": {"in_time": "in_time", "severity": "severity"},
}
"""Where the tables say what a policy may ask."""


def seen(figure: AnyFigure, rule: MeasuresRule, world: World, bound: Bound) -> str:
    """The statement of a definition."""
    kinds = bound(list(figure.kinds), "VARCHAR[]")
    chosen = f"SELECT * FROM incidents WHERE list_contains({kinds}, kind)"  # noqa: S608
    sound = "SELECT * FROM chosen WHERE void IS NULL"
    body = _body(figure, rule, world, bound)
    return f"WITH chosen AS ({chosen}), sound AS ({sound}) {_VOID} UNION ALL BY NAME ({body})"


def _body(figure: AnyFigure, rule: MeasuresRule, world: World, bound: Bound) -> str:
    match figure:
        case DurationFigure():
            return durations(figure, world, bound)
        case BetweenFigure():
            return between(figure, world, bound)
        case CountFigure():
            return _COUNT
        case WithinFigure():
            return _within(
                figure, cast("DurationFigure", rule.by_name[figure.measure]), world, bound
            )
        case ShareFigure():
            return _share(figure, bound)


def _within(figure: WithinFigure, lengths: DurationFigure, world: World, bound: Bound) -> str:
    ended = bound(sorted(ENDED), "VARCHAR[]")
    going_on = f"(ends.at IS NULL AND NOT list_contains({ended}, sound.status))"
    return _WITHIN.format(
        lengths=so_far(lengths, going_on, world, bound),
        target=_target(figure.targets, bound),
        going_on=going_on,
        ends=first(lengths.end, bound),
    )


def _target(targets: Sequence[Target], bound: Bound) -> str:
    """The seconds of the first target that fits."""
    cases = [
        f"WHEN {_fits(each, bound)} THEN {bound(longest(seconds(each.within)), 'BIGINT')}"
        for each in targets
    ]
    return f"CASE {' '.join(cases)} END"


def _fits(target: Target, bound: Bound) -> str:
    tests = ["true"]
    if target.severity:
        tests.append(f"list_contains({bound(list(target.severity), 'VARCHAR[]')}, severity)")
    if target.tier:
        tests.append(f"list_has_any(tiers, {bound(list(target.tier), 'VARCHAR[]')})")
    return " AND ".join(tests)


def _share(figure: ShareFigure, bound: Bound) -> str:
    said = _SAID[figure.of]
    asked = dict.fromkeys((*figure.among.given, *figure.yes.given))
    unknown = " ".join(f"WHEN ({said[name]}) IS NULL THEN '{name}'" for name in asked)
    among, yes = (_all(words, said, bound) for words in (figure.among, figure.yes))
    facts = f"incident, part, CASE {unknown} END AS why, ({among}) AS asked, ({yes}) AS so"
    return f"""
    SELECT incident, NULL AS component, part, so::BIGINT AS value, so::BIGINT AS least,
        so::BIGINT AS most, why
    FROM (SELECT {facts} FROM ({_THINGS[figure.of]})) WHERE why IS NOT NULL OR asked
    """  # noqa: S608 - of fixed parts; what the policy says is bound


def _all(words: Words, said: dict[str, str], bound: Bound) -> str:
    """Whether a thing is one of the words of each list that is given."""
    tests = ["true"]
    for name in words.given:
        listed: list[Any] = list(getattr(words, name))
        kind = "BOOLEAN[]" if isinstance(listed[0], bool) else "VARCHAR[]"
        tests.append(f"list_contains({bound(listed, kind)}, {said[name]})")
    return " AND ".join(tests)
