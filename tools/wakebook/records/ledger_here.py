"""The ledger of the work tree: that of the last commit, and what differs from it read anew."""

from collections.abc import Iterator
from pathlib import Path

from wakebook.model.ledger import Case
from wakebook.records.folders import Many
from wakebook.records.here import rows_here
from wakebook.records.ledger import Ledger
from wakebook.records.ledger_row import of_case
from wakebook.records.library import Opened


def cases_here(root: Path, many: Many[Case] | None = None) -> Iterator[Case]:
    """Every incident's row as it lies in the folder, committed or not, under git or not."""
    return rows_here(root, lambda commit: Ledger(root, commit).cases(many), _row)


def _row(opened: Opened, incident: str) -> Case | None:
    files = opened.files(incident)
    return of_case(opened.case(incident), files) if files is not None else None
