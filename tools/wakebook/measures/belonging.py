"""Which problem record a cluster of similar incidents feeds, if there is one already."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from wakebook.model.measured import Measured
from wakebook.model.problem import Problem
from wakebook.model.recurring import Belonging, Cluster, Ranked

_PART = 3
"""A problem to which one in three members belongs is the one that a cluster feeds."""


def ranked(
    clusters: Sequence[Cluster], rows: Iterable[Measured], problems: Mapping[str, Problem]
) -> tuple[Ranked, ...]:
    """The clusters in their order, from place 1 on, with the problems that they feed."""
    of = _problems_of(rows, problems)
    found = (_ranked(n, cluster, of, problems) for n, cluster in enumerate(clusters, 1))
    return tuple(found)


def _problems_of(
    rows: Iterable[Measured], problems: Mapping[str, Problem]
) -> Mapping[str, set[str]]:
    """The problems of each incident, whether it links to them or they list it."""
    found = {row.id: {to for rel, to in row.links if rel == "problem"} for row in rows}
    for name, problem in problems.items():
        for incident in problem.header.incidents:
            found.setdefault(incident, set()).add(name)
    return {incident: names & problems.keys() for incident, names in found.items()}


def _ranked(
    place: int, cluster: Cluster, of: Mapping[str, set[str]], problems: Mapping[str, Problem]
) -> Ranked:
    count = Counter(name for incident in cluster.incidents for name in of.get(incident, ()))
    order = sorted(count, key=lambda name: (-count[name], name))
    best = order[0] if order and count[order[0]] * _PART >= len(cluster.members) else None
    if best is None:
        return Ranked(place, cluster, None, tuple(order))
    header = problems[best].header
    has = tuple(i for i in cluster.incidents if best in of.get(i, ()))
    lacks = tuple(i for i in cluster.incidents if i not in has)
    return Ranked(
        place, cluster, Belonging(best, header.title, header.state, has, lacks), tuple(order[1:])
    )
