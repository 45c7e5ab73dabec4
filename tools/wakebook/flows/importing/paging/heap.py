"""Sorting what stands in several files by the incident that it belongs to.

An API gives incidents in one answer, and their notes or logs in others.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from wakebook.flows.importing.paging.oncall import inside, unlike
from wakebook.flows.importing.values import Found, Part, tables_in
from wakebook.model.imported import Remark
from wakebook.records.foreign.node import Table

_NAMED = re.compile(r"([a-z_]{3,20})-([A-Za-z0-9-]{1,80})\.")


class Sorts(NamedTuple):
    """How an API's answers are told apart.

    ``tops`` are the lists of what becomes a record, ``lists`` those of what belongs to one, and
    ``page`` all keys below which an answer holds any. ``sort`` names the list that a table could
    stand in, ``owner`` the id that it names, ``more`` whether an answer says that it has a next.
    """

    tops: tuple[str, ...]
    lists: tuple[str, ...]
    page: tuple[str, ...]
    sort: Callable[[Table], str | None]
    owner: Callable[[Table], str | None]
    more: Callable[[Table], bool | None]


class Heap:
    """What was found, by the ids of what it belongs to."""

    def __init__(self, sorts: Sorts) -> None:
        self.sorts = sorts
        self.tops: list[Part] = []
        self._beside: dict[tuple[str, str], list[Part]] = {}
        self._more: dict[str, bool] = {}

    def take(self, found: Found, remarks: list[Remark]) -> None:
        """Put a value of a file to its incident; tell what is none and belongs to none."""
        beside = self._owner(found)
        self._paging(found)
        for part in tables_in(found, self.sorts.page, remarks):
            sort = self.sorts.sort(part.table)
            owner = self.sorts.owner(part.table) or beside
            if sort in self.sorts.tops:
                self.tops.append(part)
            elif sort is None:
                words = ", ".join(each.replace("_", " ") for each in self.sorts.lists)
                sentence = f"is neither an incident nor one of its {words}; it is left out"
                remarks.append(Remark(part.shown, part.table.line, sentence, bars=True))
            elif owner is None:
                sentence = f"names no incident that it is of; name the file {sort}-ID.json"
                remarks.append(Remark(part.shown, part.table.line, sentence, bars=True))
            else:
                self._beside.setdefault((owner, sort), []).append(part)

    def _owner(self, found: Found) -> str | None:
        """The incident that all of a value belongs to: it stands beside, or in the file's name."""
        page = found.node
        if isinstance(page, Table):
            beside = (inside(page, top.removesuffix("s")).scalar("id") for top in self.sorts.tops)
            if (own := next(filter(None, beside), None)) is not None:
                return own.text
        named = _NAMED.match(found.shown)
        return named[2] if named and named[1] in self.sorts.lists else None

    def _paging(self, found: Found) -> None:
        """Whether the last page of a list says that there are more."""
        page = found.node
        more = self.sorts.more(page) if isinstance(page, Table) and "id" not in page else None
        if isinstance(page, Table) and more is not None:
            sort = next((key for key in self.sorts.page if key in page), "")
            self._more[sort] = self._more.get(sort, True) and more

    def tell_lost(self, shown: str, remarks: list[Remark]) -> None:
        """Tell what belongs to no incident here, and what pages are missing."""
        known = {name for part in self.tops for name in _ids(part.table)}
        strays: Counter[tuple[str, str]] = Counter()
        for (name, sort), parts in self._beside.items():
            if name not in known:
                strays[parts[0].shown, sort] += len(parts)
        for (file, sort), count in sorted(strays.items()):
            words = sort.replace("_", " ")
            sentence = f"{words}: {count} of no incident in the source; left out"
            remarks.append(Remark(file, 1, sentence))
        for sort in sorted(sort for sort, more in self._more.items() if more):
            words = sort.replace("_", " ")
            sentence = f"every page of {words} says that there are more; fetch those, too"
            remarks.append(Remark(shown, 1, sentence))

    def lists(self) -> Iterator[tuple[Part, list[list[Part]]]]:
        """Each incident with its lists, in the order of the lists' names."""
        for part in self.tops:
            yield part, [self._list(part, sort) for sort in self.sorts.lists]

    def _list(self, part: Part, sort: str) -> list[Part]:
        held = [Part(part.shown, each) for each in part.table.tables(sort)]
        for name in _ids(part.table):
            held += self._beside.get((name, sort), ())
        return unlike(held)


def _ids(table: Table) -> list[str]:
    """What may name an incident: its id, and the short one that some tools have."""
    named = (table.scalar(name) for name in ("id", "tinyId"))
    return list(dict.fromkeys(scalar.text for scalar in named if scalar))
