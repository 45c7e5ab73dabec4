"""Figures as pages show them: cards, rows of tables, what a comparison came to."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from wakebook.model.dashboard import Control, Dashboard, Older, Panel, Stretch
from wakebook.model.figure import Figure, percents
from wakebook.render.counted import Counted
from wakebook.render.measured.report import between, number
from wakebook.render.page import Draft, Facts, Page, key
from wakebook.render.plots import Plot, chart, so_far, trend
from wakebook.render.rows import Row
from wakebook.render.site import Site
from wakebook.render.words import counted as many_of
from wakebook.render.words import distinct

_GROUPS = 12
_LONG = 30
"""Days after the newest incident from which on a reader is told of them."""
_VERDICTS = {
    "better": "Better, and that is more than noise",
    "worse": "Worse, and that is more than noise",
    "changed": "Different, and that is more than noise",
    "noise": "No change that is more than noise",
    "few": "Too little to tell a change from noise",
}
VERDICTS = tuple(_VERDICTS)

Line = tuple[str, str, str, str, str]
"""A row of a table: the group, the value, its interval, how many count and how many do not."""


class Card(NamedTuple):
    """A figure at a glance; the comparison is of the last stretch of time with the one before."""

    title: str
    text: str
    path: str
    verdict: str
    words: str
    chance: str
    test: str
    after: str
    after_between: str
    before: str
    counts: tuple[int, int]
    left_out: int
    like: tuple[str, str] | None
    """Title and path of a figure that is the same lately."""
    headline: str
    plot: Plot
    rows: tuple[Line, ...]


class ControlCard(NamedTuple):
    """A control chart, and the incidents that stand out with the reason."""

    title: str
    path: str
    plot: Plot
    signals: tuple[tuple[Row, str], ...]
    also: tuple[tuple[str, str], ...]
    """Title and path of the figures in which the same incidents stand out."""


class Head(NamedTuple):
    """What all figures of a page are about; days are such as ``2026-11-23``."""

    newest: str
    last: Stretch
    before: Stretch
    confidence: str
    period: str
    older: str
    """What is so old that no chart shows it, in a sentence; empty where there is nothing."""
    quiet: str
    """That no incident is shown of a long time before the commit; empty for a short one."""
    mixed: str
    """That records of several sources are counted together, with no full stop; else empty."""
    running: str
    """Which period is not over, and how charts show it; empty where each is."""
    noise: str
    """How often a difference may come about by chance that is called more than noise."""


class Shown(NamedTuple):
    """A page of figures: ``fill`` gives what its template wants besides the head."""

    path: str
    title: str
    template: str
    about: str
    fill: Callable[[Site, Counted], dict[str, Any]]


def drafted(site: Site, counted: Counted, shown: Shown) -> Draft:
    """A page of figures, made when any record differs."""
    records = sorted(site.digests.items())
    library = site.library
    problems = [(p.id, p.header) for p in library.problems.values()]
    policies = (counted.rule, library.followup, library.policies.get("status"))
    shared = (
        site.common,
        policies,
        library.settings,
        problems,
        _quiet(counted),
        sorted(counted.running),
    )
    return Draft(shown.path, key(shared, records, shown[:4]), partial(_made, site, counted, shown))


def _made(site: Site, counted: Counted, shown: Shown) -> Page:
    path, title, template, about, fill = shown
    board = counted.dashboard
    values = {"board": _head(board, counted) if board else None, **fill(site, counted)}
    return Page(path, "figures", title, template, values, about, Facts("Figure", about))


_OTHERS = frozenset({"operations", "next"})
"""Pages beside those of figures."""


def path_of(name: str) -> str:
    """The path of a figure's page, which nothing else has."""
    return f"figures/{distinct(name)}{'-figure' if name in _OTHERS else ''}/"


def _head(board: Dashboard, counted: Counted) -> Head:
    share, noise = percents(board.confidence)
    return Head(
        newest=board.newest,
        last=board.last,
        before=board.before,
        confidence=share,
        period=board.period,
        older=_older(board.older),
        quiet=_quiet(counted),
        mixed=_mixed(board),
        running=_running(board.mix[-1][0], counted.running),
        noise=noise,
    )


def _mixed(board: Dashboard) -> str:
    """Figures of another mix of sources differ even where none of them has changed."""
    met = [(name or "ours", *counts) for name, *counts in board.origins if any(counts)]
    if len(met) < 2:
        return ""
    told = ", ".join(f"{name} ({before} before, {last} now)" for name, before, last in met)
    return (
        f"Records of several sources are counted together: {told}. Where one of them begins or "
        "ends, figures change with it"
    )


def _older(older: Older) -> str:
    if not older.incidents:
        return ""
    count = many_of(older.incidents, "older incident")
    which = "of" if older.incidents == 1 else "the newest of"
    return f"Charts leave out {count}, {which} {older.newest}, which the tables have."


def _running(last: str, running: Collection[str]) -> str:
    if last not in running:
        return ""
    return f"{last} is not over: charts show what there is of it so far, hollow."


def _quiet(counted: Counted) -> str:
    newest, until = counted.newest, counted.until
    days = (until - date.fromisoformat(newest)).days if newest and until else 0
    if days < _LONG:
        return ""
    return (
        f"No incident is on record here for the {days} days from {newest} to {until}, "
        "the day of the commit: it was quiet, or nobody recorded any."
    )


def card(board: Dashboard, panel: Panel, running: Collection[str]) -> Card:
    """A figure at a glance; ``running`` are periods that are not over."""
    change, definition = panel.change, panel.definition
    return Card(
        title=definition.title,
        text=definition.text,
        path=path_of(definition.name),
        verdict=change.verdict,
        words=_VERDICTS[change.verdict],
        chance=_chance(change.chance),
        test=change.test,
        after=number(change.after, change.after.value),
        after_between=between(change.after),
        before=number(change.before, change.before.value),
        counts=(change.before.n, change.after.n),
        left_out=sum(count for _, count in change.after.left_out),
        like=_like(board, panel.like),
        headline=headline(panel.whole),
        plot=trend(panel.trend[len(board.older.periods) :], running),
        rows=tuple(_period(figure, running) for figure in panel.trend),
    )


def _like(board: Dashboard, name: str) -> tuple[str, str] | None:
    titles = (p.definition.title for p in board.panels if p.definition.name == name)
    return next(((title, path_of(name)) for title in titles), None)


def _chance(chance: float | None) -> str:
    if chance is None:
        return ""
    return "< 0.001" if chance < 0.001 else f"= {chance:.3f}"


def headline(figure: Figure) -> str:
    """The statistic that stands for a figure, in words."""
    words = {"share": "share", "count": "number", "p90": "90th percentile"}
    return words.get(figure.headline, figure.headline)


def line(figure: Figure) -> Line:
    """A figure as a row of a table."""
    left = sum(count for _, count in figure.left_out)
    value = number(figure, figure.value)
    return (figure.group, value, between(figure), str(figure.n), str(left))


def _period(figure: Figure, running: Collection[str]) -> Line:
    return (so_far(figure.group, running), *line(figure)[1:])


def lines(figures: Sequence[Figure]) -> tuple[Line, ...]:
    """The largest groups of a figure."""
    return tuple(line(figure) for figure in figures[:_GROUPS])


def controls(site: Site, panels: Sequence[Panel]) -> Iterator[ControlCard]:
    """The control charts of some figures; what the audience may not see stands out for nobody.

    Of several in which the same stands out the last one is drawn, and it names the others.
    """
    alike: dict[tuple[str, ...], list[tuple[Panel, Control]]] = {}
    for panel in panels:
        if panel.control is not None:
            alike.setdefault((*panel.control.signals,), []).append((panel, panel.control))
    for *others, (panel, control) in alike.values():
        listed = ((site.listed([i]), why) for i, why in control.signals.items())
        yield ControlCard(
            *_named(panel),
            chart(control),
            tuple((rows[0], why) for rows, why in listed if rows),
            tuple(_named(other) for other, _ in others),
        )


def _named(panel: Panel) -> tuple[str, str]:
    return panel.definition.title, path_of(panel.definition.name)
