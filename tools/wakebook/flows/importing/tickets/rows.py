"""The rows of one ticket and their times, each as the row writes it."""

from wakebook.flows.importing.in_order import out_of_order
from wakebook.flows.importing.item import Item
from wakebook.flows.importing.people import somebody
from wakebook.flows.importing.tickets.numeric_dates import likely, spelled
from wakebook.flows.importing.tickets.sheet import NAMES, Ticket
from wakebook.flows.importing.when import UNKNOWN, When, read_time
from wakebook.records.foreign.node import Scalar

_JOBS = "system"


class Rows:
    """What each row says, by the name of the column and the row's number from 0.

    ``times`` tells when each was written, with None where nothing tells it: where a table has one
    row a ticket, that is the time of the last change of anything, and no change is known.
    """

    def __init__(self, item: Item, ticket: Ticket, order: str, *, listed: bool) -> None:
        self.item = item
        self.ticket = ticket
        self.many = len(ticket.rows)
        self.order = order
        self.columns = {name: ticket.column(name) for name in NAMES}
        self.times = [None] * self.many if listed else self._times()

    def cell(self, number: int, name: str) -> str:
        """What a row says; "" for nothing."""
        return self.columns[name][number]

    def line(self, number: int) -> int:
        """The line of a row in its file."""
        return self.ticket.rows[number].line

    def differs(self, number: int, *names: str) -> bool:
        """Whether a row says something else than the one before it; the first one always does."""
        columns = self.columns
        return not number or any(columns[n][number] != columns[n][number - 1] for n in names)

    def person(self, number: int, name: str) -> str | None:
        """Somebody whom a row names; the name of ServiceNow's own jobs is nobody's."""
        words = self.cell(number, name)
        if not words or words.casefold() == _JOBS:
            return None
        known = self.item.people.get(words)
        if known is not None and name in known.fields:
            return words
        return somebody(self.item, name, Scalar(words, self.line(number)))

    def time(self, number: int, name: str) -> When | None:
        """A time that a row says; what is wrong with it is told."""
        words = self.cell(number, name)
        if not words:
            return None
        text = spelled(words, self.order)
        when: When | None = read_time(text, self.item.zone)
        if when and not when.why and words.isprintable():
            return when._replace(as_written=words)
        line = self.line(number)
        when = self.item.time(Scalar(text, line, written=words), name)
        if when is not None and when.why and (meant := likely(words, self.order)):
            self.item.remark(line, f"{name} {words!r}: did they mean {meant}?")
        return when

    def constant(self, name: str) -> When | None:
        """A time that should be the same in all rows; the first one counts."""
        known = [words for words in dict.fromkeys(self.columns[name]) if words]
        if not known:
            return None
        column, first = self.columns[name], known[0]
        for other in known[1:]:
            sentence = f"{name} is {other!r} here and was {first!r} before, which counts"
            self.item.remark(self.line(column.index(other)), sentence)
        return self.time(column.index(first), name)

    def _times(self) -> list[When | None]:
        """When each row was written; one that stands out of order is unknown."""
        times = [self.time(number, "sys_updated_at") for number in range(self.many)]
        known = [when.moment.earliest if when else None for when in times]
        for number in out_of_order(known):
            when = times[number]
            words = self.cell(number, "sys_updated_at")
            sentence = (
                f"sys_updated_at {words!r} does not fit between the rows around it; what this row"
                " tells has an unknown time, with the source's words beside it"
            )
            self.item.remark(self.line(number), sentence)
            times[number] = when and when._replace(moment=UNKNOWN)
        return times
