"""Whole commands, timed from outside: median wall time and the peak memory of any process."""

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Timed(NamedTuple):
    """Median wall seconds of the runs, and the largest resident set of one process in bytes."""

    seconds: float
    peak: int


def timed(command: Sequence[str], folder: Path, runs: int = 5, warmup: int = 1) -> Timed:
    """Run a command several times; its output is thrown away.

    Raises RuntimeError when the command fails.
    """
    seconds, peak = [], 0
    for number in range(warmup + runs):
        begin = time.perf_counter()
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)[:200]} ended with {process.returncode}")
        if number >= warmup:
            seconds.append(time.perf_counter() - begin)
            peak = max(peak, usage.ru_maxrss * 1024)
    return Timed(statistics.median(seconds), peak)


class Row(NamedTuple):
    """One line of the table: a ratio, the limit it is held against, and how it came about."""

    what: str
    ratio: float
    limit: float
    how: str

    def __str__(self) -> str:
        verdict = "holds" if self.ratio <= self.limit else "MISSED"
        return f"{self.what:<58} {self.ratio:>9.3f} {self.limit:>8.3f}  {verdict:<7} {self.how}"


HEADING = f"{'what':<58} {'ratio':>9} {'limit':>8}  {'':<7} how"


def tell(rows: Iterable[Row]) -> int:
    """Print the table, each row as soon as it is measured; 1 if a limit is missed."""
    print(HEADING)
    missed = False
    for row in rows:
        print(row, flush=True)
        missed = missed or row.ratio > row.limit
    return int(missed)


def tell_in_a_folder(measured: Callable[[Path], Iterable[Row]]) -> int:
    """The same of what needs room to work; the folder is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="wakebook-bench-") as name:
        return tell(measured(Path(name)))
