"""A report together with the mapping that reads it: places are looked up, and accounted for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.reports.places import Account, Found, look
from wakebook.model.imported import Fate
from wakebook.model.mapping.markdown import MarkdownMapping, Place
from wakebook.records.foreign.markdown import Piece, Report
from wakebook.records.foreign.node import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Reported:
    """One report on its way to records."""

    mapping: MarkdownMapping
    report: Report
    path: str
    account: Account

    @property
    def root(self) -> Piece:
        """The whole report."""
        return self.report.root

    def look(self, places: "Sequence[Place]", root: Piece | None = None) -> list[Found]:
        """Everything at these places, below a part or in the whole report."""
        roots = [root or self.root]
        return [f for place in places for f in look(place, self.report, roots, self.path)]

    def first(self, item: Item, places: "Sequence[Place]", root: Piece, fate: Fate) -> Found | None:
        """The first place that says something: in the item's own part, or else anywhere."""
        for place in places:
            for found in [*self.look([place], root), *self.look([place])]:
                if item.line_of_text(Scalar(found.words, found.line)):
                    self.account.claim(found, fate, only_heading=place.heading is not None)
                    return found
        return None
