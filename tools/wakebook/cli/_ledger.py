"""Reading the ledger for a command: of the work tree or a revision, on all cores where it pays."""

from collections.abc import Iterator
from pathlib import Path

from wakebook.cli._processes import spread
from wakebook.model.ledger import Case, Rest, rest
from wakebook.records.git import Git
from wakebook.records.ledger import Ledger
from wakebook.records.ledger_here import cases_here


def cases_of(root: Path, revision: str | None) -> Iterator[Case]:
    """Every incident's row, of the work tree where no revision is named."""
    if revision is None:
        return cases_here(root, spread)
    return Ledger(root, Git(root).commit(revision)).cases(spread)


def rest_of(root: Path, revision: str | None) -> Rest:
    """What can still be owed of them."""
    if revision is None:
        return rest(cases_here(root, spread))
    return Ledger(root, Git(root).commit(revision)).rest(spread)
