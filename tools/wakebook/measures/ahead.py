"""What to mend next, for the dashboards: recurrence and planning over the same incidents."""

from collections.abc import Mapping, Sequence

from wakebook.measures.belonging import ranked
from wakebook.measures.planning import planning
from wakebook.measures.recurrence import recurrences
from wakebook.measures.terms import Terms
from wakebook.model.measured import Measured
from wakebook.model.planning import WAYS, Ahead
from wakebook.model.problem import Problem


def ahead(
    rows: Sequence[Measured], problems: Mapping[str, Problem], terms: Terms, since: str
) -> Ahead:
    """What comes again beyond chance, the dearest first, and the lines of each way.

    ``since`` is the first day of what is lately.
    """
    clusters = recurrences(rows, terms)
    sure = [cluster for cluster in clusters if cluster.chance.significant]
    late = [row for row in rows if row.day >= since]
    lately, ever = (
        {way: planning(some, way, clusters, terms) for way in WAYS} for some in (late, rows)
    )
    doubtful = tuple(cluster for cluster in clusters if not cluster.chance.significant)
    return Ahead(since, ranked(sure, rows, problems), doubtful, lately, ever)
