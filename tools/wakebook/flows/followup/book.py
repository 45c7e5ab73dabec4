"""What obligations are computed from: the ledger, and whole records where one is wanted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property

from wakebook.model.incident import Incident
from wakebook.model.ledger import Case, Open, Rest
from wakebook.model.library import Library
from wakebook.model.roster import Roster


@dataclass(frozen=True)
class Book:
    """What can still be owed, and a library that reads an incident when it is asked for it.

    ``ledger`` reads the rows of all incidents, of which few runs want to know.
    """

    library: Library
    rest: Rest
    ledger: Callable[[], Iterable[Case]]

    @property
    def cases(self) -> tuple[Case, ...]:
        """The incidents of which more than an action can be owed."""
        return self.rest.cases

    @property
    def actions(self) -> tuple[Open, ...]:
        """The open actions."""
        return self.rest.actions

    @property
    def zone(self) -> tzinfo:
        """The repository's zone."""
        return self.library.settings.tzinfo

    @cached_property
    def running(self) -> tuple[tuple[Case, Incident], ...]:
        """Our incidents whose header does not say how they ended, resolved ones among them."""
        return tuple(self._whole(case for case in self.cases if not case.settled and case.ours))

    def _whole(self, cases: Iterator[Case]) -> Iterator[tuple[Case, Incident]]:
        for case in cases:
            incident = self.library.incidents.get(case.id)
            if incident is not None:
                yield case, incident


def answering(incident: Incident, library: Library, policy: str) -> str | None:
    """Who is asked for what an incident owes: its commander, if the catalog knows them.

    Else, since nobody could call them, the team that owns the first of its components that has an
    owner, and after it whoever answers for the policy by which it is owed. None where nobody
    commands it: that is told as such.
    """
    who, people = commander(incident), library.catalog.people
    if who is None or who in people:
        return who
    roster = Roster(library.catalog)
    owners = [roster.owner(component) for component in incident.components]
    asking = library.policies.get(policy)
    found = [*owners, asking.owner if asking else None]
    return next((each for each in found if each in people), who)


def commander(incident: Incident) -> str | None:
    """Who commands it, or commanded it last."""
    tenures = incident.holders("commander")
    return incident.commander or (tenures[-1].who if tenures else None)
