"""Reading the ledger of a commit: of an incident that has ended its log is not even looked at."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from wakebook.model.kept_ledger import frozen, rest_of, whole_of
from wakebook.model.ledger import Case, Rest, rest
from wakebook.records.folders import Folders, Many
from wakebook.records.ledger_reading import row_of

_RUNS = 6
"""Values that are kept, two of each ledger: megabytes where there are ten thousand incidents."""
_FEW = 1_000
"""Incidents below which a second process costs more than it saves."""


class Ledger(Folders):
    """The ledger of one commit, as a full id; raises GitError where no commit can be read."""

    def __init__(self, root: Path, commit: str) -> None:
        super().__init__(root, commit, "ledger.sqlite")

    def cases(self, many: Many[Case] | None = None) -> Iterator[Case]:
        """Every incident's row by id, from what was kept where its folders are as they were."""

        def read(incidents: Sequence[str]) -> list[Case]:
            apart = many is not None and len(incidents) >= _FEW
            return [*many(self.read, incidents)] if many and apart else self.read(incidents)

        yield from self.rows(read, whole_of, _RUNS)

    def rest(self, many: Many[Case] | None = None) -> Rest:
        """What can still be owed, kept beside the whole: it is short, and is asked for daily."""
        kept = self.cache.run(f"rest {self.whole}", rest_of)
        if kept is not None:
            return kept
        found = rest(self.cases(many))
        rows = [[*map(frozen, found.cases)], found.actions]
        self.cache.keep_run(f"rest {self.whole}", rows, _RUNS)
        return found

    def read(self, incidents: Sequence[str]) -> list[Case]:
        """The rows of these incidents, read from their files."""
        zone = self.settings.tzinfo
        return [row_of(self.root, i, self.folders[i], zone) for i in incidents]
