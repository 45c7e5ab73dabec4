"""Whether a requirement can be met by different people: one seat an approval, one person a seat."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice, product

from wakebook.model.policy.approvals import All, Any_, Approvals, AtLeast, Requirement

WAYS = 5_000
"""More ways to meet one requirement are not tried; it counts as not met."""


def satisfied(requirement: Requirement, approving: Callable[[Approvals], frozenset[str]]) -> bool:
    """Whether different people can stand for each of the demands of one way to meet it."""
    return any(
        _assigned([approving(demand) for demand in way for _ in range(demand.approvals)])
        for way in islice(ways(requirement), WAYS)
    )


def ways(requirement: Requirement) -> Iterator[tuple[Approvals, ...]]:
    """Every way to meet a requirement: the demands that then have to hold together."""
    match requirement:
        case Approvals():
            yield (requirement,)
            return
        case All(all=parts):
            needed = len(parts)
        case Any_(any=parts):
            needed = 1
        case AtLeast(at_least=needed, of=parts):
            pass
    for chosen in combinations(parts, needed):
        for found in product(*(list(islice(ways(part), WAYS)) for part in chosen)):
            yield tuple(demand for way in found for demand in way)


def _assigned(seats: Sequence[frozenset[str]]) -> bool:
    """Whether every seat gets a person of its own (Kuhn's matching in a bipartite graph)."""
    taken: dict[str, int] = {}

    def seated(seat: int, asked: set[str]) -> bool:
        for who in seats[seat] - asked:
            asked.add(who)
            if who not in taken or seated(taken[who], asked):
                taken[who] = seat
                return True
        return False

    return all(seated(seat, set()) for seat in range(len(seats)))


def count_ways(requirement: Requirement) -> int:
    """How many ways there are to meet a requirement; none where more parts are wanted than are."""
    match requirement:
        case Approvals():
            return 1
        case All(all=parts):
            needed = len(parts)
        case Any_(any=parts):
            needed = 1
        case AtLeast(at_least=needed, of=parts):
            pass
    of_so_many = [1, *([0] * needed)]
    for part in parts:
        ways = count_ways(part)
        for many in range(needed, 0, -1):
            of_so_many[many] += of_so_many[many - 1] * ways
    return of_so_many[needed]
