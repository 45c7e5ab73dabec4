"""What an import does and loses: a plan that is shown before, and a report that is shown after."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

Outcome = Literal["mapped", "kept", "lost", "empty"]
"""``mapped`` into a field, ``kept`` in the source's own words, ``lost``, or ``empty`` there."""

Deed = Literal["create", "unchanged", "changed", "cannot"]


class Fate(NamedTuple):
    """What becomes of one field of a source; ``where`` is its place, or why it is lost."""

    outcome: Outcome
    where: str


class Remark(NamedTuple):
    """A sentence about a place in a source; ``bars`` tells that the item cannot be imported."""

    path: str
    line: int
    message: str
    bars: bool = False
    column: int | None = None


class FieldFate(NamedTuple):
    """How often a field occurs and what becomes of it."""

    field: str
    fate: Fate
    times: int


class Planned(NamedTuple):
    """What is done with one item of the source."""

    deed: Deed
    path: str
    line: int
    source_id: str
    incident: str | None
    title: str
    kind: str
    open: bool
    fields: tuple[FieldFate, ...]
    remarks: tuple[Remark, ...]


class Plan(NamedTuple):
    """Everything that an import does; ``components`` are new in files of the ``catalog``."""

    items: tuple[Planned, ...]
    remarks: tuple[Remark, ...] = ()
    components: tuple[str, ...] = ()
    catalog: str | None = None
    written: bool = False

    @property
    def deeds(self) -> dict[str, int]:
        """How many items there are of each deed."""
        counts = Counter(item.deed for item in self.items)
        return {deed: counts[deed] for deed in ("create", "unchanged", "changed", "cannot")}

    @property
    def fields(self) -> tuple[FieldFate, ...]:
        """Every field with its fates, counted over all items."""
        return totals(row for item in self.items for row in item.fields)

    @property
    def failed(self) -> bool:
        """Whether something of the source could not be imported."""
        barred = any(remark.bars for remark in self.remarks)
        unfinished = any(r.bars for item in self.items for r in item.remarks)
        return barred or unfinished or any(item.deed == "cannot" for item in self.items)


def outcomes(fields: Iterable[FieldFate]) -> dict[str, int]:
    """How many values of the source have which outcome."""
    counts: Counter[str] = Counter()
    for row in fields:
        counts[row.fate.outcome] += row.times
    return {outcome: counts[outcome] for outcome in ("mapped", "kept", "lost", "empty")}


def totals(rows: Iterable[FieldFate]) -> tuple[FieldFate, ...]:
    """Rows of the same field and fate become one, in the order of the fields' names."""
    counts: Counter[tuple[str, Fate]] = Counter()
    for row in rows:
        counts[row.field, row.fate] += row.times
    return tuple(FieldFate(field, fate, n) for (field, fate), n in sorted(counts.items()))
