"""PagerDuty's report of incidents as CSV: each row becomes an object such as the analytics give.

Source of the columns: PagerDuty's knowledge base, "Exporting Advanced Reporting Data to CSV", and
``AnalyticsRawIncident`` of its REST API, whose names the report's are but for two times.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.paging.oncall import begin
from wakebook.flows.importing.paging.paged_fields import COLUMNS
from wakebook.flows.importing.values import Found
from wakebook.model.imported import Remark
from wakebook.records.foreign.csv import Row, read_csv
from wakebook.records.foreign.node import MOST_VALUES, Scalar, Table, UnreadableError, table
from wakebook.records.foreign.source import read_text

_ALIASES = {"incident_id": "id"}
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_MOST_ROWS = 100_000
_CUT = 20_000
"""A report ends with this row, whether there are more incidents or not."""


def is_report(path: Path) -> bool:
    """Whether it is a table, by the file's name."""
    return path.suffix.lower() == ".csv" and path.is_file()


def rows_of(path: Path, shown: str, remarks: list[Remark], torn: list[Item]) -> Iterator[Found]:
    """Every incident; a row that does not fit the heading hides no other, and is put into ``torn``.

    Raises UnreadableError where it is no table of incidents.
    """
    rows = read_csv(read_text(path.resolve()))
    heading = next(rows, None)
    if heading is None:
        raise UnreadableError(1, "is empty; download it with its heading")
    names = _names(heading)
    count = 0
    for count, row in enumerate(rows, 1):
        _demand_few(row, count, count * len(names))
        if len(row.cells) == len(names):
            yield Found(shown, _table(names, row))
        else:
            torn.append(_torn(shown, row, len(names)))
    if count == _CUT:
        sentence = (
            f"has {_CUT:,} rows, where PagerDuty cuts a report off; import shorter times, too"
        )
        remarks.append(Remark(shown, 1, sentence))


def _torn(shown: str, row: Row, width: int) -> Item:
    """A row of which nothing tells which cell belongs to which column."""
    item = Item("pagerduty", shown, row.line, id="?", title="?")
    begin(item)
    item.values = Counter(("a row's cells", not cell) for cell in row.cells)
    sentence = f"has {len(row.cells)} cells, and the heading has {width}; put it right"
    item.remark(row.line, sentence, bars=True)
    return item


def _names(heading: Row) -> list[str]:
    """What the columns are called; what is not PagerDuty's is called by its title."""
    names: list[str] = []
    for number, title in enumerate(heading.cells, 1):
        folded = _NO_LETTERS.sub("_", title.lower()).strip("_")
        name = _ALIASES.get(folded, folded)
        if name not in COLUMNS or name in names:
            name = f"column {number}: {title[:60]}" if title else f"column {number}"
        names.append(name)
    missing = [] if "id" in names else ["id"]
    missing += [] if {"created_on", "created_at"} & {*names} else ["created_on"]
    if missing:
        sentence = f"has no column {' and '.join(missing)}; download the report with all columns"
        raise UnreadableError(heading.line, f"{sentence}, or read the API's JSON")
    return names


def _demand_few(row: Row, count: int, cells: int) -> None:
    for number, most, what in ((count, _MOST_ROWS, "rows"), (cells, MOST_VALUES, "cells")):
        if number > most:
            sentence = f"holds more than {most:,} {what}; download shorter times"
            raise UnreadableError(row.line, sentence)


def _table(names: list[str], row: Row) -> Table:
    made = table(row.line)
    for name, cell in zip(names, row.cells, strict=True):
        made[name] = Scalar(cell, row.line)
    return made
