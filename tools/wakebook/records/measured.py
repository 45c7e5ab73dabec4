"""Reading what figures want of incidents: what did not change is not read again."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

from wakebook.model.audience import seen
from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.finding import Level
from wakebook.model.kept_measured import columns_of, rows_of
from wakebook.model.library import Library
from wakebook.model.measured import Broken, Measured, measured
from wakebook.records.case import Case
from wakebook.records.folders import Folders, Many
from wakebook.records.here import rows_here
from wakebook.records.library import Opened
from wakebook.records.past import Past

_RUNS = 4
"""Values that are kept, two of each audience: megabytes where there are ten thousand incidents."""

Row = Measured | Broken


class Measures(Folders):
    """What figures want of one commit, as a full id; raises GitError where none can be read.

    ``audience`` is staff or restricted: of each record what those may read.
    """

    def __init__(self, root: Path, commit: str, audience: Audience, many: Many[Row]) -> None:
        super().__init__(root, commit, "measures.sqlite")
        self._audience, self._many = audience, many
        self._past = Past(root, keys=False)

    @property
    def library(self) -> Library:
        """Settings, policies and catalog of the commit."""
        return self._past.library(self.commit, ())

    def all(self) -> tuple[Row, ...]:
        """Every incident by id."""
        return self.rows(self._read, rows_of, _RUNS, f"{self._audience} ", columns_of)

    def _read(self, incidents: Sequence[str]) -> list[Row]:
        zone = self.settings.tzinfo

        def each(names: Sequence[str]) -> Iterator[Row]:
            cases = (self._past.case(self.commit, name) for name in names)
            return (row_of(case, self._audience, zone) for case in cases)

        return [*self._many(each, incidents)]


def measures_here(root: Path, audience: Audience, many: Many[Row]) -> Iterator[Row]:
    """Every incident as it lies in the folder, committed or not, under git or not."""

    def read(opened: Opened, incident: str) -> Row:
        case = opened.case(incident).lacking(opened.shelf.misplaced.get(incident, ()))
        return row_of(case, audience, opened.zone)

    return rows_here(root, lambda commit: Measures(root, commit, audience, many).all(), read)


def row_of(case: Case, audience: Audience, zone: tzinfo) -> Row:
    """The row of an incident; what cannot be read counts for nothing, and is told.

    A sealed record stays out: nobody knows without its key what it would count.
    """
    errors = (f.path for f in case.findings if f.level is Level.ERROR)
    broken = tuple(path for path in dict.fromkeys(errors) if path.startswith("incidents/"))
    record = None if broken or case.stub is not None else case.incident
    shown = seen(record, audience) if record is not None else None
    if shown is None:
        return Broken(case.id, broken)
    rank = AUDIENCES.index(audience)
    level = shown.header.audience
    actions = [a for a in case.actions if AUDIENCES.index(a.item.audience or level) <= rank]
    report = case.postmortem
    if report is not None and AUDIENCES.index(report.header.audience) > rank:
        report = None
    return measured(shown, report, actions, zone)
