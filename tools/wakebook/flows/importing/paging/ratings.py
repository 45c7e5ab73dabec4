"""The priorities and urgencies that a PagerDuty incident had one after the other, by its log."""

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.paging.oncall import inside, said_in_a_line
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Scalar, Table


class Ratings:
    """Keeps each word for severity with since when it held."""

    def __init__(self, item: Item, created: When | None, *, is_ours: bool) -> None:
        self.item, self.is_ours = item, is_ours
        self.begun = created.text if created else "unknown"
        self.told: list[tuple[str, str]] = []

    def change(self, entry: Table, when: When | None, word: str) -> None:
        """Another priority or urgency from now on; what it was before is known then, too."""
        channel = inside(entry, "channel")
        name = word.partition("_")[0]
        new = inside(channel, f"new_{name}").scalar("summary", "name")
        shown = said_in_a_line(self.item, new or channel.scalar(f"new_{name}"))
        if shown is None:
            self.item.add("observation", when, text=f"The {name} was changed.", as_written=word)
        elif name == self.item.severity_field:
            old = inside(channel, f"old_{name}").scalar("summary", "name")
            self._changed(old, shown, when)
        else:
            self.item.add("classification", when, as_written=f"{name}: {shown}")

    def _changed(self, old: Scalar | None, new: str, when: When | None) -> None:
        before = said_in_a_line(self.item, old)
        if before and not self.told and not self.is_ours:
            self.told.append((before.lower(), self.begun))
        self.told.append((new.lower(), when.text if when else "unknown"))

    def finish(self) -> None:
        """The last rating is the incident's; a log that ends in another one is not the whole."""
        item = self.item
        item.severity_at = self.begun
        if not self.told:
            return
        if self.told[-1][0] == item.severity:
            item.rated_before, item.severity_at = self.told[:-1], self.told[-1][1]
        else:
            item.rated_before, item.severity_at = self.told, "unknown"
            sentence = "is another one than its log ends in; since when is unknown"
            item.remark(item.line, f"{item.severity_field} {sentence}")
