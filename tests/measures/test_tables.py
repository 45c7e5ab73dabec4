"""The tables are what their schema says, whatever the records say (7.1)."""

from hypothesis import given, settings
from tests.conftest import examples
from tests.measures import drawn

from wakebook.measures.schema import TABLES
from wakebook.measures.tables import filled
from wakebook.model.tables import MOST, instant

KINDS = {"text": str, "integer": int, "instant": int, "boolean": bool}


@settings(max_examples=examples(100))
@given(drawn.rows(), drawn.worlds())
def test_7_1_every_row_has_the_columns_of_its_table(rows, world):
    for table, found in filled(rows, world):
        keys = [table.columns.index(c) for c in table.columns if c.name in table.keys]
        seen = [*found]
        for row in seen:
            for cell, column in zip(row, table.columns, strict=True):
                assert cell is None or type(cell) is KINDS[column.kind], (table.name, column.name)
                assert cell != "" or column.name in ("runbook", "tag", "relation", "target")
                assert not isinstance(cell, int) or abs(cell) <= MOST
        assert len({tuple(row[key] for key in keys) for row in seen}) == len(seen), table.name


@settings(max_examples=examples(100))
@given(drawn.rows(), drawn.worlds())
def test_7_1_equal_records_make_equal_tables(rows, world):
    first, second = ([(t, [*found]) for t, found in filled(rows, world)] for _ in range(2))
    assert first == second
    (only,) = filled(rows, world, ["milestones"])
    assert only.table in TABLES
    assert sum(len(row.points) for row in rows) == len([*only.rows])


def test_7_1_instants_have_names_in_all_ten_thousand_years():
    assert instant(drawn.FIRST) == "0001-01-01T00:00:00Z"
    assert instant(-1) == "1969-12-31T23:59:59Z"
    assert instant(drawn.LAST + 1) == instant(drawn.LAST) == "9999-12-31T23:59:59Z"
