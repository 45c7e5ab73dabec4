"""What comes again: clusters of similar incidents, what they cost, and how sure it is.

Lengths of time are whole or weighted seconds, chances lie between 0 and 1.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """Lost seconds, weighted; None where nobody knows, and ``how`` says how it is known or why not.

    What goes on is counted until the instant of the report.
    """

    seconds: float | None
    how: str


class Shuffled(NamedTuple):
    """In ``met`` of ``shuffles`` of the times as many incidents lay as close together, or closer.

    ``probability`` is never nought: what was seen counts as one of the shuffles. Of a group of more
    than twenty it follows the normal curve through the shuffles where few of them met.
    """

    met: int
    shuffles: int
    probability: float


class Together(NamedTuple):
    """Two facts that ``seen`` incidents have together, where ``expected`` would by chance.

    ``probability`` counts all pairs of facts that could have been looked at.
    """

    one: str
    other: str
    seen: int
    expected: float
    probability: float


class Fact(NamedTuple):
    """What half of the members or more have in common.

    ``members`` have it of the cluster, ``overall`` of all incidents; ``weight`` is what it adds.
    """

    kind: str
    name: str
    members: int
    overall: int
    weight: float

    @property
    def feature(self) -> str:
        """As features are named."""
        return f"{self.kind} {self.name}"


class Member(NamedTuple):
    """An incident of a cluster: how alike it is to the others on average, and by which facts."""

    incident: str
    title: str
    day: str
    likeness: float
    shares: tuple[str, ...]
    cost: Cost


class Chance(NamedTuple):
    """How likely such a cluster is where there is none.

    ``in_time`` asks whether its incidents lie close together, ``in_number`` whether their facts
    come together often; each is None where it cannot be asked. ``probability`` holds for both
    together, ``rate`` is the share of false clusters among all that are no less sure (Benjamini and
    Hochberg), and ``significant`` that it is below ``limit``: what the policy's confidence leaves.
    """

    in_time: Shuffled | None
    in_number: Together | None
    probability: float
    rate: float
    significant: bool
    limit: float


class Cluster(NamedTuple):
    """Similar incidents, in the order of their days; ``key`` stays while the first one does.

    ``seconds`` were lost by those of which that is known, ``unknown`` says how many are not;
    ``worked`` are the seconds that people gave. ``typical`` is the member most like the others.
    """

    key: str
    members: tuple[Member, ...]
    facts: tuple[Fact, ...]
    chance: Chance
    seconds: float
    unknown: int
    worked: int
    typical: str

    @property
    def incidents(self) -> tuple[str, ...]:
        """The ids of its members."""
        return tuple(member.incident for member in self.members)


class Belonging(NamedTuple):
    """An existing problem that a cluster feeds: which members belong to it, and which it lacks."""

    problem: str
    title: str
    state: str
    has: tuple[str, ...]
    lacks: tuple[str, ...]


class Ranked(NamedTuple):
    """A cluster at its place of the list, with the problem that it feeds if there is one.

    ``others`` are further problems that members belong to.
    """

    place: int
    cluster: Cluster
    feeds: Belonging | None
    others: Sequence[str]
