"""``wakebook query``: any question to the records, in SQL."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._measuring import Counted
    from wakebook.measures.asking import Answer

HELP = "ask the records a question in SQL"
EXAMPLES = """examples:
  wakebook query --tables
  wakebook query "SELECT severity, count(*) AS n FROM incidents GROUP BY ALL ORDER BY ALL"
  wakebook query --rev v1.4 --format csv "FROM actions WHERE overdue AND status = 'open'"
  wakebook query -                           the question comes from standard input

docs/reference/tables.md tells what each column means; the SQL is DuckDB's.
"""
_LONGEST = 1_000_000
"""Characters of a question."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add = parser.add_argument
    add("question", nargs="?", metavar="SQL", help="one SELECT; - reads it from standard input")
    add("--tables", action="store_true", help="show the tables and their columns")
    add("--rev", metavar="REV", help="ask this revision, not the work tree")
    add(
        "--audience",
        choices=("staff", "restricted"),
        default="restricted",
        help="ask what these may read (restricted: all that is not sealed)",
    )
    add("--format", choices=("table", "json", "csv"), default="table", help="how to print")
    add("--seconds", type=_seconds, default=30.0, metavar="N", help="how long it may take (30)")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; 1 where records could not be read."""
    from importlib import import_module

    from wakebook.cli._asking_tables import counted_for, need_duckdb
    from wakebook.cli._missing import tell_missing

    module = import_module(f"wakebook.render.tabled.{arguments.format}")
    if arguments.tables:
        sys.stdout.write(module.render(("table", "column", "type", "meaning"), _schema()))
        return 0
    need_duckdb("a query")
    question = _question(arguments)
    counted = counted_for(arguments)
    found = _answer(question, counted, arguments.seconds)
    sys.stdout.write(module.render(found.columns, found.rows))
    return tell_missing(counted.broken, arguments.audience)


def _schema() -> list[tuple[str, ...]]:
    from wakebook.measures.schema import TABLES

    return [(t.name, c.name, c.kind, c.meaning) for t in TABLES for c in t.columns]


def _question(arguments: argparse.Namespace) -> str:
    from wakebook.cli._exits import UsageError

    question: str = arguments.question or ""
    if question == "-":
        question = sys.stdin.read(_LONGEST + 1)
    if not question.strip():
        raise UsageError('what is the question? say wakebook query "SELECT ..."; see --tables')
    if len(question) > _LONGEST:
        raise UsageError(f"the question is longer than {_LONGEST} characters")
    return question


def _answer(question: str, counted: "Counted", seconds: float) -> "Answer":
    from wakebook.cli._asked_apart import asked
    from wakebook.cli._asking_tables import tables_of
    from wakebook.cli._exits import UsageError
    from wakebook.measures.asking import AskedError, names
    from wakebook.rules.nearest import did_you_mean

    try:
        return asked(question, tables_of(counted), seconds)
    except AskedError as error:
        known = names()
        if not error.name or error.name in known:
            raise UsageError(f"no answer: {error}") from None
        advice = did_you_mean(error.name, known, "wakebook query --tables shows what there is")
        raise UsageError(f"no answer: {error}; {advice}") from None


def _seconds(text: str) -> float:
    """A number of seconds, for argparse; at most an hour."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 3_600:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds up to 3600")
    return number
