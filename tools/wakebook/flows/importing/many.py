"""Planning many items at once: each is planned apart from the others, then they are put together.

What one item becomes depends on another only where both have the same id, want the same folder, or
name a new component first. Where that shows, the item is planned once more, after the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.met import Met, Seen
from wakebook.flows.importing.tally import Tally
from wakebook.flows.importing.writes import Write
from wakebook.model.imported import Planned

if TYPE_CHECKING:
    from wakebook.flows.importing.plan import Planning

Each = Callable[[Callable[[Sequence[str]], Iterable["Draft"]], Sequence[str]], Iterable["Draft"]]
"""Does work for each of some names, in their order and in processes that share no changes."""


class Later(Sequence[Item]):
    """Items that are read when they are asked for, anew each time."""

    def __init__(self, many: int, read: Callable[[int], Item]) -> None:
        self.many = many
        self.read = read

    def __len__(self) -> int:
        return self.many

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | Sequence[Item]:
        if isinstance(number, slice):
            return [self.read(each) for each in range(self.many)[number]]
        if not 0 <= number < self.many:
            raise IndexError(number)
        return self.read(number)


class Draft(NamedTuple):
    """What an item becomes if no other stands in its way, and what that rests on."""

    planned: Planned
    url: str | None
    seen: Seen | None
    writes: list[Write]
    asked: dict[str, str | None]
    tally: Tally


def plan_each(planning: "Planning", items: Sequence[Item], each: Each) -> Iterator[Planned]:
    """What becomes of every item, in their order."""

    def work(numbers: Sequence[str]) -> Iterator[Draft]:
        return (_draft(planning, items[int(number)]) for number in numbers)

    drafts = each(work, [str(number) for number in range(len(items))])
    for number, draft in enumerate(drafts):
        if _stands(planning, draft):
            _take(planning, draft)
            yield draft.planned
        else:
            yield planning.planned(items[number])


def _draft(planning: "Planning", item: Item) -> Draft:
    house = planning.house
    planning.writes, planning.met, house.asked = [], Met(), {}
    house.tally = Tally()
    planned = planning.planned(item)
    return Draft(planned, item.url, planning.met.first, planning.writes, house.asked, house.tally)


def _stands(planning: "Planning", draft: Draft) -> bool:
    """Whether the item would become the same behind all that were taken before it."""
    planned, house = draft.planned, planning.house
    if planning.met.find(planned.source_id, draft.url) is not None:
        return False
    if planned.deed == "create" and planned.incident and planning.shelved.taken(planned.incident):
        return False
    named = [house.component(name) == known for name, known in draft.asked.items()]
    return all(named)


def _take(planning: "Planning", draft: Draft) -> None:
    planned = draft.planned
    if planned.deed == "create" and planned.incident:
        planning.shelved.add(planned.incident)
    if draft.seen is not None:
        planning.met.add(planned.source_id, draft.url, draft.seen)
    planning.writes += draft.writes
    planning.house.tally.add(draft.tally)
