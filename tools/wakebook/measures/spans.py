"""Lengths of time as SQL, in the same steps as ``lengths`` and ``between`` take them."""

from collections.abc import Sequence

from wakebook.measures.bound import Bound, longest
from wakebook.measures.world import World
from wakebook.model.base import seconds
from wakebook.model.policy.measures import OWNERS, WALL, BetweenFigure, DurationFigure, Timed

_FIRST = """
SELECT incident, arg_min({{'first': first, 'last': last}}, place) AS at
FROM points JOIN (
    SELECT unnest({names}) AS kind, generate_subscripts({names}, 1) AS place
) USING (kind) GROUP BY incident
"""
"""The first of some points that an incident reached."""
_DURATIONS = """
SELECT id AS incident, NULL::VARCHAR AS component, '' AS part, starts.at AS start, {stop} AS stop,
    CASE WHEN starts.at IS NULL THEN 'NOT_BEGUN' WHEN {stop} IS NULL THEN 'NOT_OVER' END AS why
FROM sound
LEFT JOIN ({starts}) AS starts ON starts.incident = id
LEFT JOIN ({ends}) AS ends ON ends.incident = id
"""
_SO_FAR = "CASE WHEN {going_on} THEN {{'first': {now}, 'last': {now}}} ELSE ends.at END"
_BETWEEN = """
SELECT id AS incident, component, coalesce(component, '') AS part, NULL AS start, begin AS stop,
    CASE WHEN component IS NULL THEN 'NO_COMPONENT' WHEN begin IS NULL THEN 'NOT_BEGUN'
        ELSE 'UNKNOWN_TIME' END AS why
FROM held WHERE component IS NULL OR begin IS NULL OR begin.first IS NULL
UNION ALL
SELECT id, component, component, latest, begin,
    CASE WHEN before IS NULL THEN 'BEFORE_UNKNOWN' WHEN begin.first < latest.first THEN 'OVERLAPS'
        END
FROM (
    SELECT *, row_number() OVER ordered AS number, lag(over_) OVER ordered AS before,
        max(over_) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
    FROM held WHERE component IS NOT NULL AND begin.first IS NOT NULL
    WINDOW ordered AS (PARTITION BY component ORDER BY begin.first, id)
) WHERE number > 1
"""
_HELD = """
SELECT id, component, begins.at AS begin,
    CASE WHEN ends.at.first IS NOT NULL THEN ends.at END AS over_
FROM sound
LEFT JOIN incident_components ON incident_components.incident = id
LEFT JOIN ({begins}) AS begins ON begins.incident = id
LEFT JOIN ({ends}) AS ends ON ends.incident = id
"""
_JUDGED = """
SELECT incident, component, part,
    start.first AS a, start.last AS b, stop.first AS c, stop.last AS d,
    d - c + b - a > {widest} AS wide,
    CASE WHEN why IS NOT NULL THEN why
        WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL THEN 'UNKNOWN_TIME'
        WHEN c < a THEN 'REVERSED' WHEN wide AND {precise} THEN 'IMPRECISE'
        WHEN a = c AND NOT {zero} THEN 'NO_LENGTH' END AS why
FROM ({spans}) AS spans
"""
_OWN = """
SELECT incident, arg_min(calendar, place) AS calendar
FROM incident_components JOIN components ON component = name
WHERE calendar IS NOT NULL GROUP BY incident
"""
_PASSED = """CASE WHEN judged.calendar IS NULL THEN judged.{end} WHEN at_{end}.opens IS NULL THEN 0
ELSE at_{end}.so_far + least(judged.{end}, at_{end}.closes) - at_{end}.opens END AS {end}"""
_JOINED = """ASOF LEFT JOIN openings AS at_{end}
ON judged.calendar = at_{end}.calendar AND judged.{end} >= at_{end}.opens"""
_LENGTHS = """
SELECT incident, component, part, why, {value} AS value,
    CASE WHEN wide THEN {least} ELSE value END AS least,
    CASE WHEN wide THEN {most} ELSE value END AS most
FROM ({clocked})
"""


def durations(figure: DurationFigure, world: World, bound: Bound) -> str:
    """The length of each incident that is sound."""
    return _durations(figure, "ends.at", world, bound)


def so_far(figure: DurationFigure, going_on: str, world: World, bound: Bound) -> str:
    """The same; of those that go on until the instant of the report."""
    stop = _SO_FAR.format(going_on=going_on, now=bound(world.now, "BIGINT"))
    return _durations(figure, stop, world, bound)


def _durations(figure: DurationFigure, stop: str, world: World, bound: Bound) -> str:
    starts, ends = (first(names, bound) for names in (figure.start, figure.end))
    spans = _DURATIONS.format(starts=starts, ends=ends, stop=stop)
    return _lengths(figure, spans, world, bound)


def between(figure: BetweenFigure, world: World, bound: Bound) -> str:
    """What lies before each incident of each component but the first one."""
    begins, ends = (first(names, bound) for names in (figure.end, figure.start))
    spans = f"WITH held AS ({_HELD.format(begins=begins, ends=ends)}) {_BETWEEN}"
    return _lengths(figure, spans, world, bound)


def first(names: Sequence[str], bound: Bound) -> str:
    """The first of some points that each incident reached."""
    return _FIRST.format(names=bound(list(names), "VARCHAR[]"))


def _lengths(figure: Timed, spans: str, world: World, bound: Bound) -> str:
    judged = _JUDGED.format(
        spans=spans,
        widest=bound(longest(seconds(figure.precise_to)), "BIGINT"),
        precise=bound(figure.imprecise == "left_out", "BOOLEAN"),
        zero=bound(figure.zero == "counted", "BOOLEAN"),
    )
    grain = longest(seconds(figure.round))
    return _LENGTHS.format(
        clocked=_clocked(figure.clock, judged, world, bound),
        value=_rounded("c - a", grain, bound),
        least=_rounded("greatest(0, c - b)", grain, bound),
        most=_rounded("d - a", grain, bound),
    )


def _rounded(length: str, grain: int, bound: Bound) -> str:
    if not grain:
        return f"({length})"
    whole, half = bound(grain, "BIGINT"), bound(grain // 2, "BIGINT")
    return f"(({length} + {half}) // {whole} * {whole})"


def _clocked(clock: str, judged: str, world: World, bound: Bound) -> str:
    """Instants as the seconds of the clock that have passed until them."""
    if clock == WALL or (clock != OWNERS and clock not in world.hours):
        return judged
    if clock == OWNERS:
        named = f"SELECT j.*, calendar FROM ({judged}) AS j LEFT JOIN ({_OWN}) USING (incident)"  # noqa: S608
    else:
        named = f"SELECT *, {bound(clock, 'VARCHAR')} AS calendar FROM ({judged})"  # noqa: S608
    passed = ", ".join(_PASSED.format(end=end) for end in "abcd")
    joined = " ".join(_JOINED.format(end=end) for end in "abcd")
    kept = "judged.incident, judged.component, judged.part, judged.wide, judged.why"
    return f"SELECT {kept}, {passed} FROM ({named}) AS judged {joined}"  # noqa: S608
