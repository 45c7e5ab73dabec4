"""How long a verdict on a pull request takes, in a fresh process, against GitHub on loopback."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.github.fake.contract import Contract
from tests.github.fake.github import FakeGitHub
from tests.github.fake.server import served

from benchmarks.generate import PEOPLE, write
from benchmarks.timing import Row, tell_in_a_folder, timed

WAKEBOOK = str(Path(sys.executable).parent / "wakebook")
SECONDS, CALLS = 3, 15
"""The limits of a verdict: seconds in a fresh process, and calls to GitHub."""


def pull_request(folder: Path, incidents: int, files: int) -> tuple[FakeGitHub, Path]:
    """A repository on GitHub, a clone of its main, and a pull request of so many files."""
    clone = folder / "clone"
    write(clone, incidents, files, seed=1, checkout=False)
    github = FakeGitHub(folder, Contract())
    ana = github.user("ana", "benchmark@example.org", id=1000 + PEOPLE.index("ana"))
    github.push_from(clone, "main", by=ana, revision="HEAD~1")
    github.push_from(clone, "change", by=ana)
    github.pull("change", by=ana)
    for words in (("update-ref", "refs/heads/main", "HEAD~1"), ("reset", "-q", "--hard")):
        subprocess.run(["git", *words], cwd=clone, check=True)
    subprocess.run(["git", "remote", "add", "origin", str(github.git.path)], cwd=clone, check=True)
    return github, clone


def rows(folder: Path, incidents: int, files: int) -> Iterator[Row]:
    """The verdict alone, and with status and comment posted."""
    github, clone = pull_request(folder, incidents, files)
    token = github.token(github.user("gate", id=99))
    with served(github) as home:
        os.environ |= {
            "GITHUB_API_URL": home,
            "GITHUB_REPOSITORY": github.full_name,
            "GITHUB_TOKEN": token,
        }
        for title, words in (
            ("verdict", ["review", "--pull", "1"]),
            ("verdict, posted", ["gate", "judge", "--pull", "1"]),
        ):
            ours = timed([WAKEBOOK, *words], clone, runs=5)
            calls = len(github.journal) / 6
            github.journal.clear()
            what = f"{title}: {files} files among {incidents}"
            yield Row(f"{what} / {SECONDS} s", ours.seconds / SECONDS, 1, f"{ours.seconds:.2f} s")
            yield Row(f"{title}: calls / {CALLS}", calls / CALLS, 1, f"{calls:.0f} calls")


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=50)
    given = parser.parse_args()
    return tell_in_a_folder(lambda folder: rows(folder, given.incidents, given.files))


if __name__ == "__main__":
    sys.exit(main())
