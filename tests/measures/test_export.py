"""All tables for other programs: whole, the same each time, and for one audience (7.1)."""

import csv
import json
import os
import sqlite3

import pytest
from tests.measures.conftest import SEVERITY, log

from wakebook.measures.schema import TABLES


@pytest.fixture
def full(shop):
    """An incident with times of each sort, and a restricted one."""
    told = log("2026-11-02", started="2026-11", detected="unknown", declared="09:10")
    told += SEVERITY.format(at="2026-11-02T09:11Z", level="SEV2")
    shop.write("2026-11-02-mail", told, title="'=1+1 \"Größe\", 😀'")
    shop.write("2026-11-03-keys", log("2026-11-03", started="09:00"), audience="restricted")
    shop.repository.commit()
    return shop


def read(folder):
    """The bytes of a file or of all files of a folder."""
    files = sorted(folder.iterdir()) if folder.is_dir() else [folder]
    return {file.name if folder.is_dir() else "": file.read_bytes() for file in files}


@pytest.mark.parametrize("form", ["csv", "json", "sqlite"])
def test_7_1_equal_records_give_equal_bytes(full, tmp_path, form):
    first, second = tmp_path / "first", tmp_path / "second"
    said = full.run("export", form, "--to", str(first))
    assert said == f"1 record in {len(TABLES)} tables: {first}\n"
    full.run("export", form, "--to", str(second))
    full.run("export", form, "--to", str(second))
    assert read(first) == read(second)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".wakebook")) == []


def test_7_1_every_form_holds_the_same(full, tmp_path):
    for form in ("csv", "json", "sqlite"):
        full.run("export", form, "--audience", "restricted", "--to", str(tmp_path / form))
    document = json.loads((tmp_path / "json").read_text())
    database = sqlite3.connect(tmp_path / "sqlite")
    assert [*document] == [table.name for table in TABLES]
    for table in TABLES:
        names = [column.name for column in table.columns]
        rows = [tuple(row[name] for name in names) for row in document[table.name]]
        assert database.execute(f"SELECT * FROM {table.name}").fetchall() == rows  # noqa: S608
        with (tmp_path / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *lines = csv.reader(file)
        assert head == names
        plain = [["" if cell is None else str(cell) for cell in row] for row in rows]
        harmless = [[f"'{cell}" if cell[:1] == "=" else cell for cell in row] for row in plain]
        assert [[cell.replace("true", "True").replace("false", "False") for cell in line]
                for line in lines] == harmless  # fmt: skip
    database.close()
    assert [row["earliest"] for row in document["milestones"][:3]] == [
        "2026-11-01T00:00:00Z",
        None,
        "2026-11-02T09:10:00Z",
    ]


def test_7_1_parquet_holds_the_same(full, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    full.run("export", "parquet", "--to", str(tmp_path / "parquet"))
    full.run("export", "json", "--to", str(tmp_path / "json"))
    document = json.loads((tmp_path / "json").read_text())
    for table in TABLES:
        made = duckdb.read_parquet(str(tmp_path / "parquet" / f"{table.name}.parquet"))
        assert made.columns == [column.name for column in table.columns]
        assert len(made) == len(document[table.name])


def test_7_1_an_audience_gets_what_it_may_read(full, tmp_path):
    for audience, known in (("staff", False), ("restricted", True)):
        for form in ("csv", "json", "sqlite"):
            place = tmp_path / f"{form}-{audience}"
            full.run("export", form, "--audience", audience, "--to", str(place))
            assert any(b"2026-11-03-keys" in data for data in read(place).values()) == known


def test_7_1_a_revision_is_exported_and_not_what_lies_in_the_folder(full, tmp_path):
    full.run("export", "json", "--to", str(tmp_path / "before"))
    full.write("2026-11-05-more", log("2026-11-05", started="09:00"))
    full.run("export", "json", "--to", str(tmp_path / "after"))
    assert read(tmp_path / "before") == read(tmp_path / "after")


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_7_1_what_cannot_be_written_is_told_and_leaves_what_was_there(full, tmp_path, form):
    taken = tmp_path / "taken"
    if form == "csv":
        taken.write_text("mine")
    else:
        taken.mkdir()
        (taken / "mine").write_text("mine")
    assert "name another place with --to" in full.run("export", form, "--to", str(taken), code=2)
    assert b"mine" in b"".join(read(taken).values())


@pytest.mark.parametrize("form", ["csv", "json", "sqlite", "parquet", "pagerduty", "statuspage"])
def test_7_1_an_export_replaces_nothing_but_a_file_of_its_own(full, tmp_path, form):
    target, link, pipe = tmp_path / "target", tmp_path / "link", tmp_path / "pipe"
    target.write_text("mine")
    link.symlink_to(target)
    os.mkfifo(pipe)
    full.run("export", form, "--to", str(link), code=2)
    full.run("export", form, "--to", str(pipe), code=2)
    full.run("export", form, "--to", "wakebook.yaml", code=2)
    full.run("export", form, "--to", "incidents", code=2)
    assert target.read_text() == "mine"
    assert pipe.is_fifo()
    assert full.repository.root.joinpath("wakebook.yaml").read_text().startswith("# A small")


def test_7_1_of_several_tables_none_is_replaced_where_one_cannot_be(full, tmp_path):
    folder = tmp_path / "tables"
    full.run("export", "csv", "--to", str(folder))
    before = (folder / "actions.csv").read_bytes()
    (folder / "links.csv").unlink()
    (folder / "links.csv").mkdir()
    full.write("2026-11-05-more", log("2026-11-05", started="09:00"))
    full.run("export", "csv", "--to", str(folder), code=2)
    assert (folder / "actions.csv").read_bytes() == before
    assert "2026-11-05-more" not in (folder / "incidents.csv").read_text()


def test_7_1_a_record_that_cannot_be_read_is_told(full, tmp_path):
    full.repository.write("incidents/2026/2026-11-03-keys/incident.yaml", "title: [\n")
    full.repository.commit()
    full.run("export", "json", "--to", str(tmp_path / "json"), code=1)
    assert len(json.loads((tmp_path / "json").read_text())["incidents"]) == 1
