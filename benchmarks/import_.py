"""How fast a long history comes in: a made-up log of ServiceNow's shape, and the same once more."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import ROOT
from benchmarks.tickets import write
from benchmarks.timing import Row, tell_in_a_folder, timed

WAKEBOOK = [sys.executable, "-m", "wakebook"]
SECONDS, AGAIN = 60.0, 30.0
"""Promised for an import with all that it writes, and for a second run that changes nothing."""
MEMORY = 1024 * 1024 * 1024


def rows(folder: Path, events: int) -> Iterator[Row]:
    """Whole commands from outside, into the small shop of the tests."""
    file, repository = folder / "events.csv", folder / "repository"
    count, tickets = write(file, events)
    shutil.copytree(ROOT / "tests" / "repos" / "small", repository)
    subprocess.run(["git", "init", "-q", "-b", "main", str(repository)], check=True)
    command = [*WAKEBOOK, "import", "servicenow", str(file), "--zone", "UTC"]
    first = timed(command, repository, runs=1, warmup=0)
    written = sum(1 for _ in repository.glob("incidents/2*/*-tkt*"))
    if written != tickets:
        raise RuntimeError(f"{tickets} tickets, and {written} records")
    what = f"import of {count} events, {tickets} tickets / {SECONDS:g} s"
    yield Row(what, first.seconds / SECONDS, 1, f"{first.seconds:.1f} s")
    again = timed(command, repository, runs=1, warmup=0)
    yield Row(f"the same again / {AGAIN:g} s", again.seconds / AGAIN, 1, f"{again.seconds:.1f} s")
    peak = max(first.peak, again.peak)
    how = f"{peak / 2**20:.0f} MiB, the largest process"
    yield Row("peak memory / 1 GB", peak / MEMORY, 1, how)


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=141_000)
    given = parser.parse_args()
    return tell_in_a_folder(lambda folder: rows(folder, given.events))


if __name__ == "__main__":
    sys.exit(main())
