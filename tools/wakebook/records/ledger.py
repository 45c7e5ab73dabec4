"""Reading the ledger of a commit: of an incident that has ended its log is not even looked at."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from wakebook.model.ledger import Case, Open, Rest, frozen, rest, thawed
from wakebook.records.folders import Folders, Rows
from wakebook.records.ledger_reading import row_of

_RUNS = 6
"""Values that are kept, two of each ledger: megabytes where there are ten thousand incidents."""
_FEW = 1_000
"""Incidents below which a second process costs more than it saves."""
Many = Callable[["Ledger", Sequence[str]], Rows]
"""Reads the rows of many incidents, such as in several processes; see ``Ledger.read``."""


class Ledger(Folders):
    """The ledger of one commit, as a full id; raises GitError where no commit can be read."""

    def __init__(self, root: Path, commit: str) -> None:
        super().__init__(root, commit, "ledger.sqlite")

    def cases(self, many: Many | None = None) -> Iterator[Case]:
        """Every incident's row by id, from what was kept where its folders are as they were."""

        def read(incidents: Sequence[str]) -> Rows:
            apart = many is not None and len(incidents) >= _FEW
            return many(self, incidents) if many and apart else self.read(incidents)

        for row in self.rows(read, _RUNS):
            yield row if isinstance(row, Case) else thawed(row)

    def rest(self, many: Many | None = None) -> Rest:
        """What can still be owed, kept beside the whole: it is short, and is asked for daily."""
        kept = self.cache.run(f"rest {self.whole}")
        if kept is not None:
            cases, actions = kept
            return Rest(tuple(map(thawed, cases)), tuple(map(Open._make, actions)))
        found = rest(self.cases(many))
        rows = [[*map(frozen, found.cases)], found.actions]
        self.cache.keep_run(f"rest {self.whole}", rows, _RUNS)
        return found

    def read(self, incidents: Sequence[str]) -> Rows:
        """The rows of these incidents, read from their files."""
        zone = self.settings.tzinfo
        return [row_of(self.root, i, self.folders[i], zone) for i in incidents]
