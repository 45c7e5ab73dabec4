"""Reading the ledger for a command: of the work tree or a revision, on all cores where it pays."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wakebook.model.ledger import Case, Rest, rest
from wakebook.records.git import Git
from wakebook.records.ledger import Ledger
from wakebook.records.ledger_here import cases_here

_adopted: list[Ledger] = []


def cases_of(root: Path, revision: str | None) -> Iterator[Case]:
    """Every incident's row, of the work tree where no revision is named."""
    if revision is None:
        return cases_here(root, in_processes)
    return Ledger(root, Git(root).commit(revision)).cases(in_processes)


def rest_of(root: Path, revision: str | None) -> Rest:
    """What can still be owed of them."""
    if revision is None:
        return rest(cases_here(root, in_processes))
    return Ledger(root, Git(root).commit(revision)).rest(in_processes)


def in_processes(ledger: Ledger, incidents: Sequence[str]) -> list[Any]:
    """The rows of many incidents, read by as many processes as there are cores."""
    import gc
    import multiprocessing
    import os

    count = len(os.sched_getaffinity(0))
    if count < 2:
        return ledger.read(incidents)
    size = 1 + len(incidents) // (count * 4)
    parts = [incidents[i : i + size] for i in range(0, len(incidents), size)]
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(count, _adopted.append, (ledger,)) as pool:
        return [row for part in pool.imap(_of_part, parts) for row in part]


def _of_part(incidents: Sequence[str]) -> list[Any]:
    return _adopted[0].read(incidents)
