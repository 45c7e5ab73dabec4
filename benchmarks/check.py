"""How fast records are checked: cold, after a change, and when nothing has changed."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import ROOT, write
from benchmarks.timing import Row, Timed, tell_in_a_folder, timed

WAKEBOOK = [str(Path(sys.executable).parent / "wakebook")]
PEER = [str(Path(sys.executable).parent / "check-jsonschema")]
BATCH = 5_000
MEMORY = 500 * 1024 * 1024


def cold_and_warm(folder: Path, incidents: int) -> Iterator[Row]:
    """All rules on everything, against a schema check of the same YAML by check-jsonschema."""
    write(folder, incidents, 0, seed=1, checkout=True)
    cold = timed([*WAKEBOOK, "check", "--no-cache"], folder, runs=3)
    sample = folder.with_name("sample")
    write(sample, incidents // 10, 0, seed=1, checkout=True)
    peer = 10 * sum(run.seconds for run in _peer(sample))
    how = f"{cold.seconds:.2f} s against {peer:.0f} s (ten times a tenth)"
    yield Row(f"cold check of {incidents} / check-jsonschema", cold.seconds / peer, 1 / 20, how)
    how = f"{cold.peak / 2**20:.0f} MiB, the largest process of {_cores()}"
    yield Row(f"cold check of {incidents}: peak memory / 500 MB", cold.peak / MEMORY, 1, how)
    for title, options in (("revision", ["--rev", "HEAD"]), ("work tree", [])):
        warm = timed([*WAKEBOOK, "check", *options], folder, runs=7, warmup=2)
        how = f"{warm.seconds * 1000:.0f} ms"
        yield Row(f"nothing changed, {title} / cold", warm.seconds / cold.seconds, 1 / 50, how)
    status = timed(["git", "status", "--porcelain"], folder, runs=7)
    how = f"git status alone: {status.seconds * 1000:.0f} ms"
    yield Row("nothing changed, work tree / git status", warm.seconds / status.seconds, 2, how)


def _cores() -> str:
    import os

    return f"{len(os.sched_getaffinity(0))} cores"


def _peer(folder: Path) -> Iterator[Timed]:
    kinds = (
        ("incident", "incidents/*/*/incident.yaml"),
        ("timeline", "incidents/*/*/timeline/*.yaml"),
        ("action", "postmortems/*/*/actions/*.yaml"),
    )
    for schema, pattern in kinds:
        files = [str(path) for path in sorted(folder.glob(pattern))]
        for begin in range(0, len(files), BATCH):
            command = [*PEER, "--schemafile", str(ROOT / "schemas" / f"{schema}.json")]
            yield timed([*command, *files[begin : begin + BATCH]], folder, runs=1, warmup=0)


def incremental(folder: Path, few: int, many: int) -> Iterator[Row]:
    """Twenty changed incidents among many, against git's list of changed files and among few."""
    small, large = folder / "few", folder / "many"
    write(small, few, 20, seed=1, checkout=False)
    write(large, many, 20, seed=1, checkout=False)
    diff = timed(["git", "diff", "--name-only", "HEAD~1", "HEAD"], large, runs=9)
    check = [*WAKEBOOK, "check", "--base", "HEAD~1", "--rev", "HEAD"]
    among_few, ours = timed(check, small, runs=9), timed(check, large, runs=9)
    how = f"{ours.seconds * 1000:.0f} ms against {diff.seconds * 1000:.0f} ms"
    yield Row(f"20 changed of {many} / git diff --name-only", ours.seconds / diff.seconds, 30, how)
    how = f"{ours.seconds * 1000:.0f} ms against {among_few.seconds * 1000:.0f} ms"
    yield Row(f"20 changed of {many} / of {few}", ours.seconds / among_few.seconds, 1.5, how)


def startup(folder: Path) -> Iterator[Row]:
    """What a commit hook or a tired person waits for, against bare Python."""
    bare = timed([sys.executable, "-c", "pass"], folder, runs=15, warmup=3)
    header = next(folder.glob("incidents/*/*/incident.yaml"))
    for limit, arguments in (
        (4, ["--version"]),
        (4, ["--help"]),
        (25, ["check", str(header.relative_to(folder))]),
    ):
        ours = timed([*WAKEBOOK, *arguments], folder, runs=15, warmup=3)
        shown = "check ONE_FILE" if arguments[0] == "check" else arguments[0]
        how = f"{ours.seconds * 1000:.0f} ms against {bare.seconds * 1000:.0f} ms"
        yield Row(f"wakebook {shown} / bare Python", ours.seconds / bare.seconds, limit, how)


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=100_000, help="for the incremental check")
    given = parser.parse_args()

    def measured(folder: Path) -> Iterator[Row]:
        yield from cold_and_warm(folder / "cold", given.incidents)
        yield from startup(folder / "cold")
        yield from incremental(folder, given.incidents, given.many)

    return tell_in_a_folder(measured)


if __name__ == "__main__":
    sys.exit(main())
