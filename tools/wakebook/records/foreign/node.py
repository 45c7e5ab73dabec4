"""What a foreign file holds, in the file's own words and with the line of each value.

Values stay the text that the source wrote: what ``2021-06-02 11:16:00`` or ``yes`` means is for
the importer to decide, and what it cannot decide is told in the source's words.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

MOST_DEPTH = 64
MOST_VALUES = 2_000_000
"""So many values are read from one file; a bomb of references ends here, real exports do not."""

Sort = Literal["text", "plain", "null"]


class UnreadableError(ValueError):
    """A foreign file or a part of it cannot be read; ``line`` is 1-based."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


class Scalar(NamedTuple):
    """One value as it was written; ``plain`` is a word, number or date without quotes.

    ``written`` are the source's own words where a reader has completed them.
    """

    text: str
    line: int
    sort: Sort = "text"
    written: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return self.sort == "null" or not self.text.strip()


class Listing(list["Node"]):
    """A list with the line that it begins on."""

    line: int = 1


class Table(dict[str, "Node"]):
    """Keys and values with the line that they begin on."""

    line: int = 1

    def scalar(self, *names: str) -> Scalar | None:
        """The first of the named values that is a scalar and says something."""
        for name in names:
            value = self.get(name)
            if isinstance(value, Scalar) and not value.empty:
                return value
        return None

    def tables(self, *names: str) -> list["Table"]:
        """The tables in the first of the named lists that holds any."""
        for name in names:
            value = self.get(name)
            listed = value if isinstance(value, Listing) else Listing()
            found = [part for part in listed if isinstance(part, Table)]
            if found:
                return found
        return []

    def scalars(self, name: str) -> list[Scalar]:
        """The scalars of a list, or the one scalar that stands in its place."""
        value = self.get(name)
        listed = value if isinstance(value, Listing) else [value]
        return [part for part in listed if isinstance(part, Scalar) and not part.empty]


Node = Scalar | Listing | Table


def listing(line: int) -> Listing:
    """An empty list that begins on a line."""
    made = Listing()
    made.line = line
    return made


def table(line: int) -> Table:
    """An empty table that begins on a line."""
    made = Table()
    made.line = line
    return made


def leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every value with the keys that lead to it; an empty list or table is an empty value."""
    if isinstance(node, Scalar):
        yield path, node
    elif not node:
        yield path, Scalar("", node.line, "null")
    elif isinstance(node, Listing):
        for part in node:
            yield from leaves(part, path)
    else:
        for key, part in node.items():
            yield from leaves(part, (*path, key))
