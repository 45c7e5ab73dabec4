"""Damages one file of a sound repository at random and checks the whole: it must answer.

``python -m benchmarks.fuzz_check --files 10000 --seed 1`` takes the small repository of the tests,
damages a header, log, post-mortem, action item, policy, catalog file, runbook, problem or the
settings, and lets every rule judge what is left. It counts exceptions, runs of over a second and
findings without a place in their file. Any of them is shown and makes the exit code 1.
"""

import argparse
import faulthandler
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.fuzz import LONGEST, MUTATIONS, RECORDS, Tally, is_located, report
from wakebook.flows.inspection import Inspection
from wakebook.model.finding import Finding
from wakebook.records.tree import ORDINARY, TreeFile

SMALL = RECORDS.parent / "repos" / "small"
KINDS = ("exception", "slower than a second", "found without a place")

Files = Mapping[str, bytes]


class Kept:
    """A tree of files that are kept in memory."""

    def __init__(self, root: Path, files: Files) -> None:
        self.root, self._files = root, files

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders."""
        del few
        for path in self._files:
            if any(path == folder or path.startswith(f"{folder}/") for folder in folders):
                yield TreeFile(path, ORDINARY, None)

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError where there is none."""
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        return any(path == known or known.startswith(f"{path}/") for known in self._files)

    def snapshot(self) -> None:
        """Nothing stands for all files."""


def sound_files() -> dict[str, bytes]:
    """The small repository's files by path."""
    files = (path for path in sorted(SMALL.rglob("*")) if path.is_file())
    return {path.relative_to(SMALL).as_posix(): path.read_bytes() for path in files}


def damaged(count: int, seed: int) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The repository with one file damaged, and that file's path; the same for the same seed."""
    chance = random.Random(seed)
    sound = sound_files()
    hostile = [file.read_bytes() for file in sorted((RECORDS / "hostile").iterdir())]
    for _ in range(count):
        path = chance.choice(sorted(sound))
        raw = sound[path]
        for _count in range(chance.choice([1, 1, 1, 2, 3])):
            raw = chance.choice(MUTATIONS)(chance, raw or b"\n", chance.choice(hostile))
        yield path, {**sound, path: raw}


def findings(files: Files) -> list[Finding]:
    """What a check of the whole repository finds."""
    inspection = Inspection.of(Kept(SMALL, files), None, None)
    return inspection.findings(lambda ids: [f for i in ids for f in inspection.of_incident(i)])


def judge(tally: Tally, path: str, files: Files) -> None:
    """Checks one damaged repository and notes what should not have happened."""
    raw, started = files[path], time.process_time()
    try:
        found = findings(files)
    except Exception as error:
        tally.fail("exception", raw, f"{path}: {error!r}")
        return
    took = time.process_time() - started
    tally.slowest = max(tally.slowest, took)
    if took > LONGEST:
        tally.fail("slower than a second", raw, f"{path}: {took:.1f} s")
    astray = [each for each in found if not is_located(each, files.get(each.path, b""))]
    if astray:
        tally.fail("found without a place", raw, astray)
    tally.refused += bool(found)
    tally.accepted += not found


def main(arguments: list[str] | None = None) -> int:
    """Runs the fuzzer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many files to damage")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same files")
    options = parser.parse_args(arguments)
    tally = Tally()
    for path, files in damaged(options.files, options.seed):
        faulthandler.dump_traceback_later(30, exit=True, file=2)
        judge(tally, path, files)
    faulthandler.cancel_dump_traceback_later()
    return report(tally, options.files, options.seed, KINDS)


if __name__ == "__main__":
    sys.exit(main())
