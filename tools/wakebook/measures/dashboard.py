"""The dashboards' figures: everything by one set of definitions, from the incidents alone.

There is no clock here: the last stretch of time ends with the newest incident, so that equal
records give equal pages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from wakebook.measures import plain
from wakebook.measures.change import LEAST, changes
from wakebook.measures.control import control
from wakebook.measures.figures import figures
from wakebook.measures.groups import BY, NONE
from wakebook.measures.periods import periods
from wakebook.measures.sample import NOTHING, Seen
from wakebook.measures.stated import comparisons
from wakebook.measures.world import World
from wakebook.model.dashboard import Change, Dashboard, Debt, Panel, Stretch
from wakebook.model.figure import WHOLE, Figure
from wakebook.model.measured import Measured
from wakebook.model.policy.measures import AnyFigure, DurationFigure, MeasuresRule

_YEAR = 365
_MOST_YEARS = 8
_SPLITS = ("severity", "service", "category", "tier", "origin")


def dashboard(rule: MeasuresRule, rows: Sequence[Measured], world: World) -> Dashboard | None:
    """Everything that is counted; None where no incident has begun."""
    counted = [row for row in rows if row.kind == "incident"]
    if not counted:
        return None
    days = sorted(row.day for row in counted)
    newest = days[-1]
    last, before = _stretches(counted, newest)
    period, drawn, older = periods(days)
    names = (*older.periods, *drawn)
    panels = _panels(rule, rows, world, (last, before), (period, names))
    return Dashboard(
        newest=newest,
        last=last,
        before=before,
        confidence=rule.confidence,
        period=period,
        older=older,
        panels=panels,
        heat=_heat(counted),
        unclocked=sum(row.hour is None or row.weekday is None for row in counted),
        mix=_mix(counted, world, period, names),
        debt=_debt(counted, world, period, names),
        origins=tuple(_origins(counted, before, last)),
    )


def _origins(
    rows: Sequence[Measured], before: Stretch, last: Stretch
) -> Iterator[tuple[str, int, int]]:
    for origin in sorted({row.origin for row in rows}):
        own = [row for row in rows if row.origin == origin]
        early, late = (sum(_within(row, s) for row in own) for s in (before, last))
        yield origin, early, late


def _stretches(rows: Sequence[Measured], newest: str) -> tuple[Stretch, Stretch]:
    """The last year and the one before it; more of them where there are few incidents."""
    behind = date.fromisoformat(newest).toordinal() + 1
    for years in (1, 2, 4, _MOST_YEARS):
        last, before = (_stretch(behind, years, back) for back in (0, 1))
        if all(sum(_within(row, s) for row in rows) >= 2 * LEAST for s in (last, before)):
            return last, before
    return _stretch(behind, 1, 0), _stretch(behind, 1, 1)


def _stretch(behind: int, years: int, back: int) -> Stretch:
    """So many years up to a day, which is counted from the first day that there is."""
    length = _YEAR * years
    end = behind - back * length
    return Stretch(_day(end - length), _day(end))


def _day(number: int) -> str:
    """The day of a number; of those beyond the calendar the nearest one in it."""
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()


def _within(row: Measured, stretch: Stretch) -> bool:
    return stretch.first <= row.day < stretch.behind


def _panels(
    rule: MeasuresRule,
    rows: Sequence[Measured],
    world: World,
    stretches: tuple[Stretch, Stretch],
    by_period: tuple[str, Sequence[str]],
) -> tuple[Panel, ...]:
    stated = comparisons(rule, rows, world)
    counting = {each.name: _Counting(each, rule, rows, world) for each in rule.measures}
    named = {row.id: row for row in rows}
    last, before = stretches
    pairs = [(c.figure, c.whole(before), c.whole(last)) for c in counting.values()]
    compared = [*zip(rule.measures, changes(pairs, rule.confidence), strict=True)]
    return tuple(
        Panel(
            definition=c.figure,
            whole=(whole := c.whole()),
            change=change,
            trend=c.over(*by_period),
            splits=tuple(c.splits()),
            control=control(whole, named) if isinstance(c.figure, DurationFigure) else None,
            stated=tuple(each for each in stated if each.measure == c.figure.name),
            like=_like(c.figure, change.after, compared),
        )
        for c, (_, change) in zip(counting.values(), compared, strict=True)
    )


def _like(figure: AnyFigure, lately: Figure, compared: Sequence[tuple[AnyFigure, Change]]) -> str:
    """The figure that takes the same lengths by fewer points, such as resolved for mitigated."""
    if not isinstance(figure, DurationFigure) or not lately.n:
        return ""
    same = [
        other
        for other, change in compared
        if isinstance(other, DurationFigure) and change.after.observed == lately.observed
    ]
    plainest = min(same, key=lambda other: len(other.start) + len(other.end))
    return "" if plainest is figure else plainest.name


class _Counting:
    """One definition over all incidents: each is looked at once, and told apart in many ways."""

    def __init__(
        self, figure: AnyFigure, rule: MeasuresRule, rows: Sequence[Measured], world: World
    ) -> None:
        self.figure, self.rule, self.world = figure, rule, world
        self._seen = tuple(plain.seen(figure, rule, rows, world))

    def by(self, way: str, found: Iterable[Seen] | None = None) -> tuple[Figure, ...]:
        """The figure of each group of a way; all that was seen counts if nothing is given."""
        samples = plain.grouped(self._seen if found is None else found, self.world, way)
        return figures(self.figure, self.rule, samples or {WHOLE: NOTHING})

    def whole(self, stretch: Stretch | None = None) -> Figure:
        """The figure of everything, or of what began within a stretch of time."""
        inside = (s for s in self._seen if stretch is None or _within(s[0], stretch))
        return self.by("all", inside)[0]

    def over(self, period: str, names: Sequence[str]) -> tuple[Figure, ...]:
        """The figure of each period, of those without an incident as well."""
        known = {figure.group: figure for figure in self.by(period)}
        (empty,) = figures(self.figure, self.rule, {WHOLE: NOTHING})
        return tuple(known.get(name, empty._replace(group=name)) for name in names)

    def splits(self) -> Iterator[tuple[str, tuple[Figure, ...]]]:
        """By those ways that tell anything apart; the largest groups come first."""
        for way in _SPLITS:
            groups = [figure for figure in self.by(way) if figure.n]
            if len(groups) > 1:
                yield way, tuple(sorted(groups, key=lambda f: (-f.n, f.group)))


def _heat(rows: Sequence[Measured]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    cells: list[list[list[str]]] = [[[] for _ in range(24)] for _ in range(7)]
    for row in rows:
        if row.hour is not None and row.weekday is not None:
            cells[row.weekday][row.hour].append(row.id)
    return tuple(tuple(tuple(ids) for ids in day) for day in cells)


def _mix(
    rows: Sequence[Measured], world: World, period: str, names: Sequence[str]
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    counts = {name: Counter[str]() for name in names}
    for row in rows:
        for name in BY[period](row, world):
            if name in counts:
                counts[name][world.severity(row) or NONE] += 1
    levels = sorted(
        {level for found in counts.values() for level in found},
        key=lambda level: (world.ranks.get(level, world.far), level),
    )
    return tuple((name, tuple((level, counts[name][level]) for level in levels)) for name in names)


def _debt(
    rows: Sequence[Measured], world: World, period: str, names: Sequence[str]
) -> tuple[Debt, ...]:
    counts = {name: Counter[str]() for name in names}
    for row in rows:
        for name in BY[period](row, world):
            for step in row.steps if name in counts else ():
                late = step.due is not None and step.due <= world.now
                running = step.status in ("open", "in_progress")
                counts[name][
                    "overdue" if running and late else "open" if running else step.status
                ] += 1
    kinds = ("done", "open", "overdue", "dropped")
    return tuple(Debt(name, *(counts[name][kind] for kind in kinds)) for name in names)
