"""What to mend next as pages show it: what comes again, and where time goes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wakebook.model.planning import Ahead, Line, Suggestion, Way
from wakebook.model.recurring import Cluster, Ranked
from wakebook.render.measured.planning import look
from wakebook.render.measured.recurring import by_chance, lost, title
from wakebook.render.rows import Row
from wakebook.render.site import Site
from wakebook.render.words import counted, seconds, slug

_MOST = 24
_FACTS = 5
_PERHAPS = 3
"""Clusters that may be chance, which are named where none is beyond it."""
NONE = "(none)"
"""The line of what names nothing; see ``measures.groups``."""
_HEADS = {"component": "Component", "cause": "Cause", "runbook": "Runbook"}


class Again(NamedTuple):
    """A cluster: what it costs, what its incidents share, how sure it is, what it feeds."""

    title: str
    key: str
    cost: str
    lately: tuple[int, str] | None
    """How many of them came lately, and what those cost, where some did and others did not."""
    number: int
    first: str
    last: str
    facts: tuple[str, ...]
    chance: tuple[str, ...]
    rows: tuple[Row, ...]
    problem: tuple[str, str] | None
    lacks: int


class Pays(NamedTuple):
    """A component, a cause or a runbook, and what to look at first there by which rule."""

    name: str
    path: str
    number: int
    lost: str
    unknown: int
    worked: str
    repeats: int
    suggestions: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    dearest: tuple[Row, str] | None
    """The incident that cost more than all others together, and what it cost."""


class Part(NamedTuple):
    """Lines of a way; ``total`` counts those that are not shown as well."""

    lines: tuple[Pays, ...]
    total: int
    nameless: str
    """How many incidents name none, and the time that was lost in them; empty for none."""


class Table(NamedTuple):
    """Where time goes by one way: lately, and ever since the first record."""

    head: str
    lately: Part
    ever: Part


def again(site: Site, plan: Ahead, ranked: Sequence[Ranked]) -> Iterator[Again]:
    """Clusters of a plan in their order."""
    for each in ranked:
        cluster, feeds = each.cluster, each.feeds
        yield Again(
            title=title(cluster),
            key=cluster.key,
            cost=lost(cluster.seconds, cluster.unknown, len(cluster.members)),
            lately=_lately(plan, cluster),
            number=len(cluster.members),
            first=cluster.members[0].day,
            last=cluster.members[-1].day,
            facts=tuple(_facts(site, cluster)),
            chance=tuple(by_chance(cluster.chance)),
            rows=site.listed(cluster.incidents)[:_MOST],
            problem=(feeds.title, f"problems/{slug(feeds.problem)}/") if feeds else None,
            lacks=len(feeds.lacks) if feeds else 0,
        )


def _lately(plan: Ahead, cluster: Cluster) -> tuple[int, str] | None:
    number, known = plan.costs_lately(cluster)
    if not 0 < number < len(cluster.members):
        return None
    return number, lost(sum(known), number - len(known), number)


def perhaps(plan: Ahead) -> tuple[tuple[str, int], ...]:
    """What came again lately no more often than chance explains: title and number, if any did."""
    return tuple((title(cluster), number) for cluster, number in plan.perhaps_lately[:_PERHAPS])


def _facts(site: Site, cluster: Cluster) -> Iterator[str]:
    """What its incidents share, with how many do; the title stands above them already."""
    told = [fact for fact in cluster.facts if fact.kind != "title"]
    for fact in told[:_FACTS]:
        yield f"{_said(site, fact.kind, fact.name)} ({fact.members})"


def _said(site: Site, kind: str, name: str) -> str:
    """A fact for a reader: components and categories by their titles, words as they are."""
    if kind == "component":
        return site.component_alone(name)[0]
    if kind in ("category", "problem"):
        return site.words(name)
    return f"{kind} {name}" if kind != "word" else name


def tables(site: Site, plan: Ahead) -> Iterator[Table]:
    """The lines of each way that has any."""
    for way, own in plan.ever.items():
        if any(line.name != NONE for line in own):
            yield Table(_HEADS[way], _part(site, way, plan.lately[way]), _part(site, way, own))


def _part(site: Site, way: Way, lines: Sequence[Line]) -> Part:
    named = [line for line in lines if line.name != NONE]
    rest = next((line for line in lines if line.name == NONE), None)
    nameless = _nameless(way, rest) if rest is not None else ""
    return Part(tuple(pays(site, way, named[:_MOST])), len(named), nameless)


def _nameless(way: Way, line: Line) -> str:
    number = len(line.incidents)
    names = "names" if number == 1 else "name"
    cost = lost(line.seconds, line.unknown, number)
    return f"{counted(number, 'incident')} {names} no {way}: {cost}."


def pays(site: Site, way: Way, lines: Sequence[Line]) -> Iterator[Pays]:
    """Lines in their order."""
    for line in lines:
        name, path = _named(site, way, line.name)
        yield Pays(
            name=name,
            path=path,
            number=len(line.incidents),
            lost=seconds(line.seconds) if line.unknown < len(line.incidents) else "",
            unknown=line.unknown,
            worked=f"{line.worked / 3600:.1f} h" if line.worked else "",
            repeats=len(line.repeats),
            suggestions=tuple(_suggestion(each) for each in line.suggestions),
            rows=site.listed(line.incidents)[:_MOST],
            dearest=_dearest(site, line),
        )


def _dearest(site: Site, line: Line) -> tuple[Row, str] | None:
    if line.dearest is None:
        return None
    incident, cost = line.dearest
    return site.rows[incident], seconds(cost)


def _suggestion(each: Suggestion) -> tuple[str, str]:
    return look(each), each.rule


def _named(site: Site, way: Way, name: str) -> tuple[str, str]:
    """The title of a line, and its page if it has one."""
    if way == "component":
        return site.component_alone(name)
    if way == "runbook":
        return site.runbook(f"runbooks/{name}.md") or (name, "")
    if name.startswith("problem "):
        problem = name.removeprefix("problem ")
        known = problem in site.library.problems
        return site.words(problem), f"problems/{slug(problem)}/" if known else ""
    return site.category_list(name)
