"""How fast figures are: cold, when nothing has changed, and by each of the two engines.

Commands work on a repository of 25,000 made-up incidents. The engines work on its incidents and on
copies of them, and compute all figures that come along, of everything together: see ``MANY``.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.generate import write
from benchmarks.timing import Row, tell_in_a_folder, timed
from wakebook.cli._measuring import Counted
from wakebook.measures import plain
from wakebook.measures.columnar import Columnar
from wakebook.measures.report import MANY, Engine, report
from wakebook.measures.world import World, world
from wakebook.model.measured import Measured
from wakebook.model.policy.measures import MeasuresRule

WAKEBOOK = [str(Path(sys.executable).parent / "wakebook")]
COLD, NEW, WARM, ASKED = 90.0, 2.0, 2.0, 6.0
"""Seconds that are promised: nothing kept; incidents kept, but not the report; both; a question."""
SIZES = (25_000, 100_000, 200_000)
_QUESTION = "SELECT severity, count(*) FROM incidents GROUP BY ALL"


def commands(folder: Path, incidents: int) -> Iterator[Row]:
    """Each command from outside, its start included."""
    write(folder, incidents, 0, 1, checkout=False)
    kept = folder / ".git/wakebook/reports.sqlite"
    told = [*WAKEBOOK, "measure", "--as-of", "HEAD"]
    cold = timed(told, folder, runs=1, warmup=0)
    yield _promised("measure, nothing kept (cold)", cold.seconds, COLD)
    for way in ("all", "quarter"):
        seconds = []
        for _ in range(5):
            kept.unlink(missing_ok=True)
            seconds.append(timed([*told, "--by", way], folder, runs=1, warmup=0).seconds)
        what = f"measure --by {way}, incidents kept, report new"
        yield _promised(what, statistics.median(seconds), NEW)
    yield _promised("measure, the same again (warm)", timed(told, folder).seconds, WARM)
    query = [*WAKEBOOK, "query", "--rev", "HEAD", _QUESTION]
    yield _promised("query, incidents kept", timed(query, folder, runs=3).seconds, ASKED)


def _promised(what: str, seconds: float, limit: float) -> Row:
    return Row(f"{what} / {limit:g} s", seconds / limit, 1, f"{seconds:.2f} s")


def engines(folder: Path) -> Iterator[Row]:
    """The engine that is taken for so many incidents, against the quicker one of both."""
    counted = Counted(folder, "HEAD", "restricted")
    surroundings = world(counted.library, counted.rule, counted.rows, int(counted.now.timestamp()))
    for size in SIZES:
        yield _compared(_rows(counted.rows, size), surroundings, counted.rule)


def _compared(rows: Sequence[Measured], surroundings: World, rule: MeasuresRule) -> Row:
    python = _seconds(lambda: _plain(rows, surroundings), rule)
    duckdb = _seconds(lambda: Columnar(rows, surroundings).samples, rule)
    taken = duckdb if len(rows) >= MANY else python
    how = f"Python {python:.2f} s, DuckDB {duckdb:.2f} s"
    what = f"all figures of {len(rows):,} / by the quicker engine"
    return Row(what, taken / min(python, duckdb), 1.3, how)


def _plain(rows: Sequence[Measured], surroundings: World) -> Engine:
    return lambda figure, rule, by: plain.samples(figure, rule, rows, surroundings, by)


def _seconds(engine: Callable[[], Engine], rule: MeasuresRule) -> float:
    """The better of two runs, the filling of tables included."""
    taken = []
    for _ in range(2):
        gc.freeze()
        begin = time.perf_counter()
        report(rule, engine(), "all")
        taken.append(time.perf_counter() - begin)
    return min(taken)


def _rows(rows: Sequence[Measured], size: int) -> list[Measured]:
    """So many incidents: the same ones again and again, under names of their own."""
    return [rows[n % len(rows)]._replace(id=f"{rows[n % len(rows)].id}-{n}") for n in range(size)]


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--incidents", type=int, default=25_000)
    given = parser.parse_args()

    def measured(folder: Path) -> Iterator[Row]:
        yield from commands(folder / "repository", given.incidents)
        yield from engines(folder / "repository")

    return tell_in_a_folder(measured)


if __name__ == "__main__":
    sys.exit(main())
