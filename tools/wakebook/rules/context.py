"""What a rule may look at besides its subject."""

from dataclasses import dataclass
from functools import cached_property

from wakebook.model.library import Library


@dataclass(frozen=True)
class Context:
    """The tree around the subject; there is no clock, so a finding never changes by itself."""

    library: Library

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
