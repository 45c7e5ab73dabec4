"""Any question to the records in SQL, and nothing but questions (7.1)."""

import csv
import io
import json
import sys
import time

import pytest
from tests.measures.conftest import SEVERITY, log

pytest.importorskip("duckdb")


@pytest.fixture
def asked(shop):
    """Two incidents, one of them restricted."""
    lasted = log("2026-11-02", started="09:00", declared="09:10", resolved="10:30")
    shop.write("2026-11-02-mail", lasted + SEVERITY.format(at="2026-11-02T09:11Z", level="SEV2"))
    shop.write("2026-11-03-keys", log("2026-11-03", started="09:00"), audience="restricted")
    shop.repository.commit()
    return shop


LENGTH = """
SELECT i.id, epoch(e.earliest)::BIGINT - epoch(s.earliest)::BIGINT AS seconds
FROM incidents i JOIN milestones s ON s.incident = i.id AND s.kind = 'started'
JOIN milestones e ON e.incident = i.id AND e.kind = 'resolved'
"""


def test_7_1_a_question_is_answered_in_each_form(asked):
    assert "2026-11-02-mail     5400\n1 row\n" in asked.run("query", LENGTH)
    told = json.loads(asked.run("query", "--format", "json", "-", stdin=LENGTH))
    assert told == [{"id": "2026-11-02-mail", "seconds": 5400}]
    rows = [*csv.reader(io.StringIO(asked.run("query", "--format", "csv", LENGTH)))]
    assert rows == [["id", "seconds"], ["2026-11-02-mail", "5400"]]


def test_7_1_each_audience_and_revision_has_its_own_answer(asked):
    count = ("query", "--format", "csv", "SELECT count(*) AS n FROM incidents")
    assert asked.run(*count) == "n\n2\n"
    assert asked.run(*count, "--audience", "staff") == "n\n1\n"
    asked.write("2026-11-04-more", log("2026-11-04", started="09:00"))
    assert asked.run(*count) == "n\n3\n"
    assert asked.run(*count, "--rev", "HEAD") == "n\n2\n"
    asked.repository.write("incidents/2026/2026-11-04-more/incident.yaml", "title: [\n")
    assert asked.run(*count, code=1) == "n\n2\n"


def test_7_1_the_tables_are_shown_without_a_question(asked):
    shown = asked.run("query", "--tables", "--format", "json")
    assert {row["table"] for row in json.loads(shown)} >= {"incidents", "milestones", "actions"}


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("FROM incidnts", "Table with name incidnts does not exist; did you mean incidents?"),
        ("SELECT titel FROM incidents", "did you mean title?"),
        ("SELECT i.idd FROM incidents i", 'does not have a column named "idd"; did you mean id?'),
        ("SELECT * FRM x", 'syntax error at or near "x" (in SELECT * FRM x)'),
        ("SELECT 'a'::INT", "Could not convert string 'a'"),
        ("SELECT nothing(1)", "Function with name nothing does not exist"),
        ("SELECT $1", "Values were not provided"),
        (" ", "what is the question?"),
        ("-- nothing", "ask one question"),
        ("SELECT 1; SELECT 2", "ask one question"),
        ("DROP TABLE incidents", "ask one question"),
        ("INSERT INTO tags VALUES ('a', 'b') RETURNING *", "ask one question"),
        ("COPY incidents TO 'here.csv'", "ask one question"),
        ("ATTACH 'here.db'", "ask one question"),
        ("INSTALL httpfs", "ask one question"),
        ("SET threads = 64", "ask one question"),
        ("PRAGMA database_list", "ask one question"),
        ("FROM read_csv('wakebook.yaml')", "disabled by configuration"),
        ("FROM read_text('wakebook.yaml')", "disabled by configuration"),
        ("FROM 'wakebook.yaml'", "does not exist"),
        ("FROM glob('*')", "disabled by configuration"),
        ("SELECT getenv('HOME')", "getenv does not exist"),
        ("FROM range(100001)", "more than 100000 rows; add LIMIT"),
        ("SELECT count(*) FROM range(9000000000) a", "longer than 0.2 s"),
        ("SELECT list(a || repeat('x', 9999)) FROM range(900000) t(a)", "no answer: it "),
    ],
)  # fmt: skip
def test_7_1_what_is_no_question_is_refused_in_one_line(asked, question, why):
    slow = ("--seconds", "0.2") if "9000000000" in question else ()
    told = asked.run("query", *slow, question, code=2)
    assert why in told
    assert (told.count("\n"), "Traceback" in told) == (1, False)
    assert asked.repository.git("status", "--porcelain") == ""


def test_7_1_what_a_record_says_cannot_steer_a_terminal_or_a_spreadsheet(asked):
    title = '"=HYPERLINK(1), \\"x\\" \' -- "'
    asked.write("2026-11-05-odd", log("2026-11-05", started="09:00"), title=title)
    only = "SELECT title FROM incidents WHERE id = '2026-11-05-odd'"
    assert "\\x1b[31m" in asked.run("query", "SELECT chr(27) || '[31m' || chr(8238)")
    rows = [*csv.reader(io.StringIO(asked.run("query", "--format", "csv", only)))]
    assert rows[1][0].startswith('\'=HYPERLINK(1), "x"')


def test_7_1_values_of_every_sort_are_told(asked):
    every = "SELECT TIMESTAMP '2026-01-01', DATE '2026-01-01', 1.5::DECIMAL(3, 1), 'nan'::DOUBLE,"
    every += " [1, NULL], {'a': TIMESTAMP '2026-01-01'}, INTERVAL 1 DAY, '\\x01'::BLOB, NULL,"
    every += " 1::HUGEINT, true, true AS a, false AS a"
    (told,) = json.loads(asked.run("query", "--format", "json", every))
    assert [*told.values()] == [
        *("2026-01-01T00:00:00Z", "2026-01-01", "1.5", "nan", [1, None]),
        *({"a": "2026-01-01T00:00:00Z"}, "1 day, 0:00:00", "01", None, 1, True, True, False),
    ]
    assert [*told][-2:] == ["a", "a_2"]


@pytest.mark.parametrize("words", [["query", "FROM tags"], ["export", "parquet", "--to", "x"]])
def test_7_1_without_duckdb_it_says_what_to_install(asked, monkeypatch, words):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert "pip install 'wakebook[figures]'" in asked.run(*words, code=3)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT list_sort(range(400000000))[1]",
        "SELECT length(x) FROM (SELECT repeat('a', 3900000000) x)",
        "SELECT repeat('a', 90000000)",
    ],
)
def test_7_1_no_question_takes_more_than_it_may(asked, question):
    started = time.monotonic()
    asked.run("query", "--seconds", "2", question, code=2)
    assert time.monotonic() - started < 20
