"""What a rule may look at besides its subject."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from wakebook.model.closing import demands
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.policy.closure import Demand
from wakebook.model.roster import Roster
from wakebook.rules.called import called


@dataclass(frozen=True)
class Context:
    """The tree around the subject; there is no clock, so a finding never changes by itself."""

    library: Library
    ending: frozenset[str] = frozenset()
    """The incidents that the change at hand ends; all others ended before, or go on."""
    lasting: bool = False
    """Whether what hangs on the catalog is left out: that may change behind a closure."""
    _demands: dict[str, tuple[Demand, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def problems_of(self) -> dict[str, tuple[str, ...]]:
        """The problems that name an incident, by the incident's id."""
        found: dict[str, tuple[str, ...]] = {}
        for problem in self.library.problems.values():
            for incident in problem.header.incidents:
                found[incident] = (*found.get(incident, ()), problem.id)
        return found

    @cached_property
    def component_types(self) -> dict[str, str]:
        """Each component's type, such as ``resource:database``, by the component's name."""
        return {name: e.type for name, e in self.library.catalog.components.items()}

    @cached_property
    def called(self) -> re.Pattern[str]:
        """Finds the names and the logins of people of the catalog in a text."""
        return called(self.library.catalog)

    @cached_property
    def roster(self) -> Roster:
        """Who is who, and which team owns what."""
        return Roster(self.library.catalog)

    @cached_property
    def without_catalog(self) -> "Context":
        """The same, asked only for what no later change of the catalog can alter."""
        return Context(self.library, self.ending, lasting=True)

    def demands(self, incident: Incident) -> tuple[Demand, ...]:
        """What the closure of an incident has to show; nothing of one that is not closed.

        What was in force when the closure was recorded counts.
        """
        if incident.status != "closed":
            return ()
        if incident.id not in self._demands:
            day = incident.by_kind["closed"][-1].recorded.date()
            found = demands(incident, self.library, self.roster, day)
            kept = (each for each in found if not (self.lasting and each.asks_catalog))
            self._demands[incident.id] = tuple(kept)
        return self._demands[incident.id]
