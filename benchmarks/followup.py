"""How fast the follow-up tells what is due: cold, and when nothing has changed.

Ten thousand incidents have ended, each with three action items of which two thirds are still open.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import incident_files, shared_files
from benchmarks.timing import Row, tell_in_a_folder, timed

WAKEBOOK = [str(Path(sys.executable).parent / "wakebook")]
COLD, WARM = 5.0, 1.0
"""Seconds that are promised."""
_ITEM = (
    "title: Put a limit on the pool ({number})\nowner: user:ana\ndue: 2026-12-{day:02}\n"
    "kind: prevent\nstatus: {status}\nchanges: [runbooks/limit.md]\n"
)


def write(folder: Path, incidents: int) -> None:
    """A repository with three action items an incident; nothing but the records is in it."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    command = ["git", "-C", str(folder), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None  # noqa: S101 - it was asked for
        importer.stdin.writelines(_stream(incidents))
        importer.stdin.close()
        if importer.wait():
            raise RuntimeError("git fast-import failed")
    for words in (("reset", "-q", "--hard", "main"), ("gc", "-q")):
        subprocess.run(["git", "-C", str(folder), *words], check=True)


def _stream(incidents: int) -> Iterator[bytes]:
    yield b"commit refs/heads/main\ncommitter B <b@example.org> 1700000000 +0000\ndata 7\nRecords\n"
    files = [*shared_files()]
    for number in range(incidents):
        story = [(p, t) for p, t in incident_files(1, number) if "/actions/" not in p]
        name = story[0][0].split("/")[2]
        files += story
        for step in range(3):
            status = "done" if step == number % 3 else "open"
            text = _ITEM.format(number=step, day=1 + step, status=status)
            files.append((f"postmortems/{name[:4]}/{name}/actions/step-{step}.yaml", text))
        for path, text in files:
            data = text.encode()
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)
        files = []


def rows(folder: Path, incidents: int) -> Iterator[Row]:
    """Each command from outside, its start included."""
    write(folder, incidents)
    kept = folder / ".git/wakebook/ledger.sqlite"
    told = ["follow-up", "--format", "json", "--at", "2026-11-27T09:00Z"]
    for words in (told, ["actions", "--blocking", "--rev", "HEAD"]):
        kept.unlink(missing_ok=True)
        cold = timed([*WAKEBOOK, *words], folder, runs=1, warmup=0)
        yield Row(f"{words[0]}, cold / {COLD:g} s", cold.seconds / COLD, 1, f"{cold.seconds:.2f} s")
        warm = timed([*WAKEBOOK, *words], folder, runs=5)
        yield Row(f"{words[0]}, warm / {WARM:g} s", warm.seconds / WARM, 1, f"{warm.seconds:.2f} s")
    here = timed([*WAKEBOOK, "actions", "--blocking"], folder, runs=3)
    status = timed(["git", "status", "--porcelain"], folder, runs=3)
    how = f"{here.seconds:.2f} s against {status.seconds:.2f} s"
    yield Row("actions of the work tree / git status", here.seconds / status.seconds, 6, how)


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--incidents", type=int, default=10_000)
    given = parser.parse_args()
    return tell_in_a_folder(lambda folder: rows(folder / "repository", given.incidents))


if __name__ == "__main__":
    sys.exit(main())
