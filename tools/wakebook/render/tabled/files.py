"""Tables as files of text: equal rows give equal bytes."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from wakebook.model.tables import Filled, instant
from wakebook.render.measured.csv import harmless


def write_csv(folder: Path, tables: Iterable[Filled]) -> None:
    """A file a table, with a header line; NULL is an empty cell, and nothing is a formula."""
    for each in tables:
        path = folder / f"{each.table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(column.name for column in each.table.columns)
            rows.writerows(map(_cell, row) for row in told(each))


def write_json(path: Path, tables: Iterable[Filled]) -> None:
    """One document: under the name of each table a list with one object on each line."""
    with path.open("w", encoding="utf-8") as file:
        for number, each in enumerate(tables):
            file.write(",\n" if number else "{\n")
            file.write(f"{json.dumps(each.table.name)}: [")
            file.write(",".join(f"\n{line}" for line in _objects(each)))
            file.write("\n]")
        file.write("\n}\n")


def told(filled: Filled) -> Iterator[tuple[Any, ...]]:
    """The rows with instants as texts."""
    places = [n for n, column in enumerate(filled.table.columns) if column.kind == "instant"]
    if not places:
        yield from filled.rows
        return
    for row in filled.rows:
        cells: list[Any] = list(row)
        for place in places:
            cells[place] = None if cells[place] is None else instant(cells[place])
        yield tuple(cells)


def _objects(filled: Filled) -> Iterator[str]:
    names = [column.name for column in filled.table.columns]
    return (json.dumps(dict(zip(names, row, strict=True))) for row in told(filled))


def _cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return str(cell).lower()
    return harmless(cell) if isinstance(cell, str) else cell
